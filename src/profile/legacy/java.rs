//! Google's profiles of Java programs: heap and contention as text, and the text part of binary CPU profiles.
//!
//! Their addresses are handles of code locations, which a table after the samples describes.

use std::collections::HashSet;

use bstr::{BStr, ByteSlice};

use super::{
    draft::Draft,
    error::{LegacyDamage, LegacyError},
    heap, lines, number,
    parts::{Frame, Kind},
    refusal::Refusal,
    scan::{Scan, number_starts},
};
use crate::{path::base_name, profile::model::Profile};

/// Reads a profile whose first line is `--- heapz 1 ---` or `--- contentionz 1 ---`.
pub(super) fn read(bytes: &[u8]) -> Result<Profile, Refusal> {
    let mut lines = LongLines { rest: bytes, number: 0 };
    let content = match lines.next_ended().map(ByteSlice::trim) {
        Some(b"--- heapz 1 ---") => Content::Heap,
        Some(b"--- contentionz 1 ---") => Content::Contention,
        _ => return Err(Refusal::OtherFormat),
    };
    let mut draft = header(&mut lines, content)?;
    samples(&mut lines, content, &mut draft)?;
    locations(&mut lines, &mut draft)?;
    Ok(without_addresses(draft.finish()?))
}

/// Completes a profile with the text that describes its addresses.
pub(super) fn finish(mut draft: Draft, text: &[u8]) -> Result<Profile, Refusal> {
    locations(&mut LongLines { rest: text, number: 0 }, &mut draft)?;
    Ok(without_addresses(draft.finish()?))
}

/// Clears the addresses, which are meaningless handles once they are resolved.
fn without_addresses(mut profile: Profile) -> Profile {
    profile.locations.iter_mut().for_each(|location| location.address = 0);
    profile
}

/// What a profile is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Content {
    Heap,
    Contention,
}

/// Walks over lines of any length.
struct LongLines<'a> {
    rest: &'a [u8],
    number: usize,
}

impl<'a> LongLines<'a> {
    /// The next line; `None` if it has no line end.
    fn next_ended(&mut self) -> Option<&'a [u8]> {
        let (line, rest) = self.rest.split_once_str("\n")?;
        self.rest = rest;
        self.number += 1;
        Some(line)
    }

    /// The next line that `accept` accepts, skipping empty lines. A line that is not accepted stays.
    fn next_if<T>(&mut self, accept: impl Fn(&'a [u8]) -> Option<T>) -> Option<T> {
        loop {
            let (rest, number) = (self.rest, self.number);
            let line = self.next_ended()?.trim();
            if line.is_empty() {
                continue;
            }
            let accepted = accept(line);
            if accepted.is_none() {
                (self.rest, self.number) = (rest, number);
            }
            return accepted;
        }
    }

    /// The next line, with or without a line end.
    fn next(&mut self) -> Option<&'a [u8]> {
        let last =
            |lines: &mut LongLines<'a>| Some(std::mem::take(&mut lines.rest)).filter(|rest| !rest.is_empty());
        self.next_ended().or_else(|| last(self).inspect(|_| self.number += 1))
    }

    /// An error in the line just read.
    fn error(&self, damage: LegacyDamage) -> LegacyError {
        LegacyError { line: self.number, damage }
    }
}

/// Reads the `key = value` lines before the samples.
fn header(lines: &mut LongLines<'_>, content: Content) -> Result<Draft, Refusal> {
    let mut draft = Draft::default();
    while let Some((key, value)) = lines.next_if(attribute) {
        let parse =
            || number::go_literal(value).ok_or_else(|| lines.error(LegacyDamage::not_a_number(value)));
        match (key, content) {
            (b"format", _) if value == b"java" => {}
            (b"resolution", Content::Heap) => {
                draft.sample_types =
                    vec![Kind::new("inuse_objects", "count"), Kind::new("inuse_space", value)];
            }
            (b"resolution", Content::Contention) => {
                draft.sample_types = vec![Kind::new("contentions", "count"), Kind::new("delay", value)];
            }
            (b"sampling period", Content::Contention) => {
                draft.period = parse()?;
                draft.period_type = Kind::new("contentions", "count");
            }
            (b"ms since reset", Content::Contention) => {
                draft.duration_nanos = parse()?.wrapping_mul(1_000_000);
            }
            _ => return Err(Refusal::OtherFormat),
        }
    }
    Ok(draft)
}

/// The key and the value around the first `=` in a line that has words on both sides.
fn attribute(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let is_word = |byte: u8| byte == b' ' || byte == b'_' || byte.is_ascii_alphanumeric();
    line.find_iter("=").find_map(|at| {
        let start = line[..at].iter().rposition(|&byte| !is_word(byte)).map_or(0, |other| other + 1);
        let value = Scan::new(&line[at + 1..]).run(is_word);
        (start < at && !value.is_empty()).then(|| (line[start..at].trim(), value.trim()))
    })
}

/// Reads the samples.
fn samples(lines: &mut LongLines<'_>, content: Content, draft: &mut Draft) -> Result<(), LegacyError> {
    let mut stack = Vec::new();
    while let Some(sample) = lines.next_if(SampleLine::find) {
        stack.clear();
        lines::addresses_in(sample.addresses, &mut stack).map_err(|damage| lines.error(damage))?;
        let numbers = sample.numbers().map_err(|damage| lines.error(damage))?;
        let values = match (content, numbers) {
            (Content::Heap, [0, _]) => return Err(lines.error(LegacyDamage::NoObjects)),
            (Content::Heap, [count, size]) => {
                draft.block_sizes.push(size.wrapping_div(count));
                heap::unsampled(numbers, HEAP_PERIOD)
            }
            (Content::Contention, _) if draft.period == 0 => numbers,
            (Content::Contention, _) => numbers.map(|number| number.wrapping_mul(draft.period)),
        };
        draft.stacks.push(&stack, &values);
    }
    Ok(())
}

/// Average number of bytes between samples of a heap, whatever the profile says.
const HEAP_PERIOD: i64 = 512 << 10;

/// A sample such as `7048 1 @ 0x3 0x4`: bytes or delay, count, stack.
struct SampleLine<'a> {
    amount: &'a [u8],
    count: &'a [u8],
    addresses: &'a [u8],
}

impl<'a> SampleLine<'a> {
    fn find(line: &'a [u8]) -> Option<SampleLine<'a>> {
        let read = |at: usize| {
            let mut scan = Scan::new(&line[at..]);
            let amount = scan.digits()?;
            scan.some_spaces()?;
            let count = scan.digits()?;
            scan.some_spaces()?;
            scan.literal("@")?;
            scan.some_spaces()?;
            let is_address = |byte| matches!(byte, b' ' | b'x' | b'0'..=b'9' | b'a'..=b'f');
            Some(SampleLine { amount, count, addresses: scan.run(is_address) })
        };
        number_starts(line).find_map(read)
    }

    /// Count and amount.
    fn numbers(&self) -> Result<[i64; 2], LegacyDamage> {
        let parse = |text: &[u8]| number::go_literal(text).ok_or_else(|| LegacyDamage::not_a_number(text));
        Ok([parse(self.count)?, parse(self.amount)?])
    }
}

/// Reads the descriptions of addresses. Other lines are skipped, and so are descriptions of addresses that no sample
/// refers to.
fn locations(lines: &mut LongLines<'_>, draft: &mut Draft) -> Result<(), LegacyError> {
    let used: HashSet<u64> = draft.stacks.iter().flatten().copied().collect();
    while let Some(line) = lines.next() {
        let Some((address, place)) = location(line.trim()) else { continue };
        let address = number::hex(address).ok_or_else(|| lines.error(LegacyDamage::not_a_number(address)))?;
        if used.contains(&address) {
            draft.symbols.set(address, &[place_in_code(place)]);
        }
    }
    Ok(())
}

/// The digits of the address that a line describes, and the description.
fn location(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut scan = Scan::new(line);
    scan.literal("0x")?;
    let digits = scan.run(|byte| byte.is_ascii_hexdigit());
    let space = scan.run(is_space);
    (!digits.is_empty() && !space.is_empty()).then_some((digits, scan.rest))
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\x0c' | b'\r')
}

/// Parses function, file and line number: `com.foo.Bar.baz (Bar.java:42)`; file and line are optional.
fn place_in_code(text: &[u8]) -> Frame<'_> {
    let (function, file, line) = in_file(text)
        .or_else(|| in_library(text).map(|(function, file)| (function, file, 0)))
        .unwrap_or_else(|| {
            let is_stub = text.contains_str("generated stub/JIT");
            (if is_stub { b"STUB" } else { text }, b"", 0)
        });
    Frame { function: BStr::new(function), file: BStr::new(file), line }
}

/// `FUNCTION (FILE:NUMBER)`, with no more space than this in front of the last parenthesis that it fits.
fn in_file(text: &[u8]) -> Option<(&[u8], &[u8], i64)> {
    let inner = text.strip_suffix(b")")?;
    let (rest, number) = inner.rsplit_once_str(":")?;
    let digits = number.strip_prefix(b"-").unwrap_or(number);
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let (function, file) = split_at_parenthesis(rest, 1)?;
    Some((function, file, number::decimal(number).unwrap_or(0).max(0)))
}

/// `FUNCTION (PATH)`, of which the last part of the path is the file.
fn in_library(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let (function, path) = split_at_parenthesis(text.strip_suffix(b")")?, 0)?;
    Some((function, base_name(path.into())))
}

/// What is in front of the last space and parenthesis that at least `inside` bytes follow, and what follows.
fn split_at_parenthesis(text: &[u8], inside: usize) -> Option<(&[u8], &[u8])> {
    let is_start = |&at: &usize| is_space(text[at - 1]) && text[at] == b'(';
    let at = (1..text.len().saturating_sub(inside)).rev().find(is_start)?;
    Some((&text[..at - 1], &text[at + 1..]))
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::{super::tests::check, Frame, place_in_code};

    #[test]
    fn heap() {
        check(
            "--- heapz 1 ---\nformat = java\nresolution = bytes\n   7048 1 @ 0x003 0x104\n\n 24 2 @ 0x005\n  \
             0x003 com.foo.Bar.baz (Bar.java:42)\n  0x104 native func (/usr/lib/libjvm.so)\n",
            expect![[r#"
                inuse_objects count, inuse_space bytes · every 0
                74 527819 [7048]: 0 com.foo.Bar.baz in Bar.java:42, 0 native func in libjvm.so:0
                87382 1048588 [12]: 0/1
                /1: 0-ffffffffffffffff
            "#]],
        );
    }

    #[test]
    fn contention() {
        check(
            "--- contentionz 1 ---\nformat = java\nresolution = microseconds\nsampling period = 100\n\
             ms since reset = 6019923\n  1 2 @ 0x3 0x4\n  14 010 @ 0x5\n 0x0000003 f (F.java:03)\n",
            expect![[r#"
                contentions count, delay microseconds · every 100 contentions count
                took 6019923000000 ns
                200 100: 0 f in F.java:3, 0/1
                800 1400: 0/1
                /1: 0-ffffffffffffffff
            "#]],
        );
    }

    #[test]
    fn places_in_code_have_many_forms() {
        let show = |text: &str| {
            let Frame { function, file, line } = place_in_code(text.as_bytes());
            format!("{text} → {function}|{file}|{line}\n")
        };
        let places = [
            "f (F.java:7)",
            "g (a b)\t(G:x.java:-7)",
            "large (L.java:9999999999999999999)",
            "native (/usr/lib/libjvm.so/)",
            "root (//)",
            "nowhere ()",
            "x generated stub/JIT x",
            "stub generated stub/JIT (f:1)",
            "GC",
            "tight(T.java:9)",
            "(alone:1)",
        ];
        expect![[r#"
            f (F.java:7) → f|F.java|7
            g (a b)	(G:x.java:-7) → g (a b)|G:x.java|0
            large (L.java:9999999999999999999) → large|L.java|0
            native (/usr/lib/libjvm.so/) → native|libjvm.so|0
            root (//) → root|/|0
            nowhere () → nowhere|.|0
            x generated stub/JIT x → STUB||0
            stub generated stub/JIT (f:1) → stub generated stub/JIT|f|1
            GC → GC||0
            tight(T.java:9) → tight(T.java:9)||0
            (alone:1) → (alone:1)||0
        "#]]
        .assert_eq(&places.map(show).concat());
    }

    /// The first file of a function name counts, and the last description of an address.
    #[test]
    fn functions_are_known_by_their_names() {
        check(
            "--- heapz 1 ---\nresolution = bytes\n8 8 @ 0xa 0xb 0xc\n\
             0x99 f (unused.java:1)\n0x0A\tf (F.java:7) \nno place\n 0xb f (G.java:8)\n\
             0xc g (H.java:9)\n0xc h (I.java:10)\n0xc\n",
            expect![[r#"
                inuse_objects count, inuse_space bytes · every 0
                4194308 4194308 [1]: 0 f in F.java:7, 0 f in F.java:8, 0 h in I.java:10
            "#]],
        );
    }

    #[test]
    fn headers_are_known_or_of_another_format() {
        let check = |text: &str, expected| check(format!("--- heapz 1 ---\n{text}\n"), expected);
        check("format = c++", expect!["no format"]);
        check("sampling period = 3", expect!["no format"]);
        check(
            "(format = java) = c++\n\nresolution = k b\n\n1 1 @ 0x1",
            expect![[r#"
                inuse_objects count, inuse_space k b · every 0
                524288 524288 [1]: 0/1
                /1: 0-ffffffffffffffff
            "#]],
        );
        check("format = java\n1 1 @ 0x1", expect!["there are samples but no sample types"]);
    }

    #[test]
    fn samples_have_objects() {
        let check =
            |text: &str, expected| check(format!("--- heapz 1 ---\nresolution = b\n{text}\n"), expected);
        check("7 0 @ 0x1", expect!["line 3: malformed sample: second value must be non-zero"]);
        check("08 1 @ 0x1", expect![[r#"line 3: malformed sample: "08" is not a number of 64 bits"#]]);
        check(
            "1 1 @ 0x1\n0x11111111111111111 f",
            expect![[r#"line 4: malformed sample: "11111111111111111" is not a number of 64 bits"#]],
        );
        check(
            "1 1 @0x1",
            expect![[r#"
                inuse_objects count, inuse_space b · every 0
            "#]],
        );
        check(
            "1 1 @ none",
            expect![[r#"
                inuse_objects count, inuse_space b · every 0
                524288 524288 [1]:
            "#]],
        );
    }
}
