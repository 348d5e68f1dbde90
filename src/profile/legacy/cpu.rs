//! The binary CPU profiles of gperftools, and those of Java in the same format.

use super::{
    draft::{self, Draft},
    java,
    lines::{self, Lines},
    maps,
    parts::{Kind, Stacks},
    refusal::Refusal,
};
use crate::profile::model::Profile;

/// Reads a profile that begins with the header of a CPU profile, in words of either size and byte order.
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

/// Size and byte order of the words.
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

    /// The next word; 0 if less than a word is left, which then counts as read.
    fn next_or_zero(&mut self) -> u64 {
        self.next().unwrap_or_else(|| {
            self.rest = &[];
            0
        })
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
    /// Reads the header. Returns the words after it as well.
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

/// Reads the samples. Returns the text after them as well; `None` if the profile is truncated.
fn samples<'a>(mut words: Words<'a>, header: &Header) -> Option<(Stacks, &'a [u8])> {
    let mut stacks = Stacks::default();
    let mut stack = Vec::new();
    while !words.rest.is_empty() {
        let count = words.next()?.cast_signed();
        let depth = words.next().and_then(|depth| usize::try_from(depth).ok())?;
        // The reference assumes four bytes per word here, so the last stack may lack addresses; they are zero.
        if depth > words.rest.len() / 4 {
            return None;
        }
        stack.clear();
        stack.extend((0..depth).map(|_| words.next_or_zero()));
        if count == 0 && stack == [0] {
            break;
        }
        if !header.is_java {
            // The first address is the sampled instruction; the others are return addresses.
            stack.iter_mut().skip(1).for_each(|address| *address = lines::call_site(*address));
        }
        stacks.push(&stack, &[count, count.wrapping_mul(header.period)]);
    }
    Some((stacks, words.rest))
}

/// Removes the frames of the profiler's signal handler: up to two return addresses that nearly all leaves share.
fn remove_signal_handlers(stacks: &mut Stacks) {
    for _ in 0..2 {
        let second = |stack: &[u64]| stack.get(1).copied();
        let Some(address) = majority(stacks.iter().map(second)).flatten() else { return };
        let n_samples = stacks.iter().filter(|stack| second(stack) == Some(address)).count();
        if n_samples < stacks.len() - stacks.len() / 32 {
            return;
        }
        stacks.remove_at_depth(1, address);
    }
}

/// The majority item, or any item if there is none.
///
/// R. S. Boyer and J S. Moore, "MJRTY – a fast majority vote algorithm", 1981: items that differ cancel.
fn majority<T: PartialEq>(items: impl Iterator<Item = T>) -> Option<T> {
    let (mut candidate, mut lead) = (None, 0_usize);
    for item in items {
        if lead == 0 {
            candidate = Some(item);
            lead = 1;
        } else if candidate.as_ref() == Some(&item) {
            lead += 1;
        } else {
            lead -= 1;
        }
    }
    candidate
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::super::tests::{check, shown};

    /// The words of a profile with a period of 10 ms: header, records, end.
    fn words(is_java: bool, records: &[&[u64]]) -> Vec<u64> {
        [&[0, 3, u64::from(is_java), 10_000, 0][..], &records.concat(), &[0, 1, 0]].concat()
    }

    fn little_64(words: &[u64]) -> Vec<u8> {
        words.iter().flat_map(|word| word.to_le_bytes()).collect()
    }

    /// Three samples of the stacks 1 2, 3 and 4 5 6, in hundreds.
    fn three() -> Vec<u64> {
        words(false, &[&[7, 2, 0x100, 0x200], &[8, 1, 0x300], &[9, 3, 0x400, 0x500, 0x600]])
    }

    #[test]
    fn words_are_of_any_size_and_order() {
        let in_32 = || three().into_iter().map(|word| u32::try_from(word).unwrap());
        let forms: [Vec<u8>; 4] = [
            little_64(&three()),
            three().iter().flat_map(|word| word.to_be_bytes()).collect(),
            in_32().flat_map(u32::to_le_bytes).collect(),
            in_32().flat_map(u32::to_be_bytes).collect(),
        ];
        assert!(forms.iter().all(|form| shown(form) == shown(&forms[0])));
        check(
            &forms[0],
            expect![[r#"
                samples count, cpu nanoseconds · every 10000000 cpu nanoseconds
                7 70000000: 100/1, 1ff/1
                8 80000000: 300/1
                9 90000000: 400/1, 4ff/1, 5ff/1
                /1: 0-ffffffffffffffff
            "#]],
        );
    }

    #[test]
    fn a_memory_map_follows() {
        let mut bytes = little_64(&three());
        bytes.extend(
            b"build=/bin\n00000100-00000280 r-xp 00000000 08:01 1234 $build/prog\n0300-0500: libc.so\n",
        );
        check(
            bytes,
            expect![[r#"
                samples count, cpu nanoseconds · every 10000000 cpu nanoseconds
                7 70000000: 100/1, 1ff/1
                8 80000000: 300/2
                9 90000000: 400/2, 4ff/2, 5ff/3
                /1: 100-280 /bin/prog
                /2: 300-500 libc.so
                /3: 0-ffffffffffffffff
            "#]],
        );
    }

    /// 0x70 is the return address of all leaves, and 0x80 that of 0x70.
    #[test]
    fn signal_handlers_are_removed() {
        let profile = words(
            false,
            &[
                &[1, 4, 0x10, 0x71, 0x81, 0x21],
                &[1, 3, 0x11, 0x71, 0x81],
                &[1, 5, 0x71, 0x71, 0x81, 0x71, 0x81],
            ],
        );
        check(
            little_64(&profile),
            expect![[r#"
                samples count, cpu nanoseconds · every 10000000 cpu nanoseconds
                1 10000000: 10/1, 20/1
                1 10000000: 11/1
                1 10000000: 71/1, 80/1
                /1: 0-ffffffffffffffff
            "#]],
        );
    }

    /// Four bytes per address are enough to be accepted.
    #[test]
    fn the_last_stack_may_lack_addresses() {
        let profile = words(false, &[&[1, 2, 3, 4], &[1, 4, 5, 6]]);
        check(
            little_64(&profile[..profile.len() - 3]),
            expect![[r#"
                samples count, cpu nanoseconds · every 10000000 cpu nanoseconds
                1 10000000: 3/1, 3/1
                1 10000000: 5/1, 5/1, ffffffffffffffff/1, ffffffffffffffff/1
                /1: 0-ffffffffffffffff
            "#]],
        );
        let profile = words(false, &[&[1, 2, 3, 4], &[1, 5, 5, 6]]);
        check(little_64(&profile[..profile.len() - 3]), expect!["no format"]);
        check(&little_64(&three())[..8 * 14 + 1], expect!["no format"]);
    }

    #[test]
    fn there_must_be_a_period() {
        check(little_64(&[0, 3, 0, 0, 0, 0, 1, 0]), expect!["no format"]);
    }

    #[test]
    fn java_keeps_addresses_and_describes_them() {
        let mut bytes = little_64(&words(true, &[&[1, 2, 0x10, 0x11], &[2, 1, 0x12]]));
        bytes.extend(b"0x10 com.foo.Bar.baz (Bar.java:42)\n0x11 GC\n");
        check(
            bytes,
            expect![[r#"
                samples count, cpu nanoseconds · every 10000000 cpu nanoseconds
                1 10000000: 0 com.foo.Bar.baz in Bar.java:42, 0 GC in :0
                2 20000000: 0/1
                /1: 0-ffffffffffffffff
            "#]],
        );
    }
}
