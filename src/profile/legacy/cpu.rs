//! The binary CPU profiles of gperftools, and those of Java in the same form.

use std::collections::HashMap;

use super::super::Profile;
use super::{
    Refusal,
    draft::{self, Draft, Kind, Stacks},
    java,
    lines::{self, Lines},
    maps,
};

/// Reads a profile that starts as all of them do, in words of either size and byte order.
pub(super) fn read(bytes: &[u8]) -> Result<Profile, Refusal> {
    let sizes = [Word::Little32, Word::Big32, Word::Little64, Word::Big64];
    let (header, words) = sizes
        .iter()
        .find_map(|&word| Header::read(Words { rest: bytes, word }))
        .ok_or(Refusal::OtherFormat)?;
    let (stacks, text) = samples(words, &header).ok_or(Refusal::OtherFormat)?;
    let cpu = Kind::new("cpu", "nanoseconds");
    let mut draft = Draft {
        sample_types: vec![Kind::new("samples", "count"), cpu.clone()],
        period_type: cpu,
        period: header.period,
        stacks,
        ..Draft::default()
    };
    if header.is_java {
        return java::finish(draft, text);
    }
    remove_signal_handlers(&mut draft.stacks);
    draft.regions = maps::rest(&mut Lines::new(text))?;
    Ok(draft::merge_repeated_leaves(draft.finish()?))
}

/// Size and byte order of the words that a profile consists of.
#[derive(Clone, Copy)]
enum Word {
    Little32,
    Big32,
    Little64,
    Big64,
}

/// Walks over the words.
#[derive(Clone, Copy)]
struct Words<'a> {
    rest: &'a [u8],
    word: Word,
}

impl Words<'_> {
    fn next(&mut self) -> Option<u64> {
        match self.word {
            Word::Little32 => self.bytes().map(|word| u32::from_le_bytes(word).into()),
            Word::Big32 => self.bytes().map(|word| u32::from_be_bytes(word).into()),
            Word::Little64 => self.bytes().map(u64::from_le_bytes),
            Word::Big64 => self.bytes().map(u64::from_be_bytes),
        }
    }

    fn bytes<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (&word, rest) = self.rest.split_first_chunk()?;
        self.rest = rest;
        Some(word)
    }
}

/// The five words that a profile starts with.
struct Header {
    /// Nanoseconds between samples.
    period: i64,
    is_java: bool,
}

impl Header {
    /// Reads them, and returns the words behind them as well.
    fn read(mut words: Words<'_>) -> Option<(Header, Words<'_>)> {
        let mut header = [0; 5];
        for place in &mut header {
            *place = words.next()?;
        }
        let [0, 3, version @ (0 | 1), microseconds, 0] = header else { return None };
        if microseconds == 0 {
            return None;
        }
        let period = microseconds.cast_signed().wrapping_mul(1000);
        Some((Header { period, is_java: version == 1 }, words))
    }
}

/// Reads the samples. Returns the text behind them as well, or nothing if the profile ends too early.
fn samples<'a>(mut words: Words<'a>, header: &Header) -> Option<(Stacks, &'a [u8])> {
    let mut stacks = Stacks::default();
    let mut stack = Vec::new();
    while !words.rest.is_empty() {
        let count = words.next()?.cast_signed();
        let depth = words.next().and_then(|depth| usize::try_from(depth).ok())?;
        if depth > words.rest.len() / 4 {
            return None;
        }
        stack.clear();
        // Words may be larger than the quarter of an address that was asked for; missing ones are zero.
        stack.extend((0..depth).map(|_| words.next().unwrap_or_default()));
        if count == 0 && stack == [0] {
            break;
        }
        if !header.is_java {
            // The sample was taken at the first address, which returns to the others.
            stack.iter_mut().skip(1).for_each(|address| *address = lines::call_site(*address));
        }
        stacks.push(&stack, &[count, count.wrapping_mul(header.period)]);
    }
    Some((stacks, words.rest))
}

/// Removes the frames of the signal handler that takes the samples: it seems to be what every leaf returns
/// to. There can be two of them.
fn remove_signal_handlers(stacks: &mut Stacks) {
    for _ in 0..2 {
        let mut counts = HashMap::new();
        for stack in stacks.iter() {
            if let Some(&second) = stack.get(1) {
                *counts.entry(second).or_insert(0) += 1;
            }
        }
        let enough = stacks.len() - stacks.len() / 32;
        // More than half of the samples: there is one such address at most.
        let handler = counts.into_iter().find(|&(_, count)| count >= enough);
        if let Some((address, _)) = handler {
            stacks.remove_at_depth(1, address);
        }
    }
}
