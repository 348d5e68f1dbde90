//! How long threads waited for locks: the profiles of C++ mutexes, and Go's `mutex` and `block` as text.

use bstr::ByteSlice;

use super::{
    draft::Draft,
    error::{LegacyDamage, LegacyError},
    lines::{self, Lines},
    maps, number,
    parts::{Kind, Stacks},
    refusal::Refusal,
    scan::{Scan, number_starts},
};
use crate::profile::model::Profile;

/// Reads a profile whose first line says `--- contentionz …`, `--- mutex:` or `--- contention:`.
pub(super) fn read(bytes: &[u8]) -> Result<Profile, Refusal> {
    let mut lines = Lines::new(bytes);
    let first = lines.next()?.unwrap_or_default();
    if ![&b"--- contentionz "[..], b"--- mutex:", b"--- contention:"]
        .iter()
        .any(|start| first.starts_with(start))
    {
        return Err(Refusal::OtherFormat);
    }
    let (attributes, mut line) = Attributes::read(&mut lines)?;
    let mut stacks = Stacks::default();
    let mut stack = Vec::new();
    while let Some(text) = line.filter(|text| !text.starts_with(b"---")) {
        let sample = SampleLine::find(text).ok_or(Refusal::OtherFormat)?;
        let values = attributes.values(sample.numbers(&lines)?);
        stack.clear();
        lines.addresses(sample.addresses, &mut stack)?;
        stack.iter_mut().for_each(|address| *address = lines::call_site(*address));
        stacks.push(&stack, &values);
        line = next_line(&mut lines)?;
    }
    let regions = maps::announced(line, &mut lines)?;
    let contentions = Kind::new("contentions", "count");
    let draft = Draft {
        sample_types: vec![contentions.clone(), Kind::new("delay", "nanoseconds")],
        period_type: contentions,
        period: attributes.period,
        duration_nanos: attributes.duration_nanos,
        stacks,
        regions,
        ..Draft::default()
    };
    Ok(draft.finish()?)
}

/// The next line that is not blank, without the space around it.
fn next_line<'a>(lines: &mut Lines<'a>) -> Result<Option<&'a [u8]>, LegacyError> {
    Ok(lines.next_but_blank()?.map(ByteSlice::trim))
}

/// The `key=value` lines before the samples.
struct Attributes {
    /// Contentions per sample.
    period: i64,
    /// Cycles of the clock per second; 0 if delays are in nanoseconds.
    clock: i64,
    duration_nanos: i64,
}

impl Attributes {
    /// Reads all attributes. Returns the line after them as well.
    fn read<'a>(lines: &mut Lines<'a>) -> Result<(Attributes, Option<&'a [u8]>), Refusal> {
        let mut attributes = Attributes { period: 1, clock: 0, duration_nanos: 0 };
        loop {
            let line = next_line(lines)?;
            let attribute =
                line.filter(|text| !text.starts_with(b"---")).and_then(|text| text.split_once_str("="));
            let Some((key, value)) = attribute else { return Ok((attributes, line)) };
            attributes.set(key.trim(), value.trim()).ok_or(Refusal::OtherFormat)?;
        }
    }

    /// Sets an attribute; `None` if it is unknown.
    fn set(&mut self, key: &[u8], value: &[u8]) -> Option<()> {
        let parse = || number::go_literal(value);
        match key {
            b"cycles/second" => self.clock = parse()?,
            b"sampling period" => self.period = parse()?,
            b"ms since reset" => self.duration_nanos = parse()?.wrapping_mul(1_000_000),
            // The number of lost samples is not used.
            b"discarded samples" => {}
            _ => return None,
        }
        Some(())
    }

    /// The values of a sample, from the two numbers in its line.
    #[allow(clippy::cast_precision_loss, reason = "an estimate")]
    fn values(&self, [delay, contentions]: [i64; 2]) -> [i64; 2] {
        if self.period <= 0 {
            return [contentions, delay];
        }
        let delay = match self.clock {
            ..=0 => delay,
            clock => number::truncate(delay as f64 * self.period as f64 / (clock as f64 / 1e9)),
        };
        [contentions.wrapping_mul(self.period), delay]
    }
}

/// A line such as `19490304 27 @ 0x1 0x2`: how long, how often, where.
struct SampleLine<'a> {
    numbers: [&'a [u8]; 2],
    addresses: &'a [u8],
}

impl<'a> SampleLine<'a> {
    fn find(line: &'a [u8]) -> Option<SampleLine<'a>> {
        number_starts(line).find_map(|at| SampleLine::read(Scan::new(&line[at..])))
    }

    fn read(mut scan: Scan<'a>) -> Option<SampleLine<'a>> {
        let first = scan.digits()?;
        let mut numbers = scan;
        numbers.spaces();
        let numbers = match numbers.digits() {
            Some(second) => {
                scan = numbers;
                [first, second]
            }
            // Without a space between the numbers, the second is the last digit.
            None => first.split_at_checked(first.len() - 1).filter(|(start, _)| !start.is_empty())?.into(),
        };
        scan.literal(" @")?;
        let is_address = |byte| matches!(byte, b' ' | b'x' | b'0'..=b'9' | b'a'..=b'f');
        Some(SampleLine { numbers, addresses: scan.run(is_address) })
    }

    fn numbers(&self, lines: &Lines<'_>) -> Result<[i64; 2], LegacyError> {
        let parse =
            |text: &[u8]| number::decimal(text).ok_or_else(|| lines.error(LegacyDamage::not_a_number(text)));
        Ok([parse(self.numbers[0])?, parse(self.numbers[1])?])
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::super::tests::check;

    #[test]
    fn go_mutex() {
        check(
            "--- mutex:\ncycles/second=2000000000\nsampling period=5\n5776646272 79 @ 0x55e5dd 0x55e5dc\n\
             #\t0x55e5dc\tsync.(*Mutex).Unlock+0x5c\t/src/sync/mutex.go:65\n",
            expect![[r#"
                contentions count, delay nanoseconds · every 5 contentions count
                395 14441615680: 55e5dc/1 sync.(*Mutex).Unlock in /src/sync/mutex.go:65
                /1: 0-ffffffffffffffff
            "#]],
        );
    }

    #[test]
    fn cpp_contentionz() {
        check(
            "--- contentionz 1 ---\n  cycles/second = 3201000000\n  sampling period = 0x64\n  \
             ms since reset = 16502830\n  discarded samples = many\n\n  19490304       27 @ 0xbccc97 0xc61202\n\
             --- Memory map: ---\n  00400000-00fcb000: cppbench_server_main\n",
            expect![[r#"
                contentions count, delay nanoseconds · every 100 contentions count
                took 16502830000000 ns
                2700 608881724: bccc96/1, c61201/1
                /1: 400000-fcb000 cppbench_server_main
            "#]],
        );
    }

    #[test]
    fn without_period_values_are_what_is_written() {
        check(
            "--- contention:\nsampling period=0\n123 @ 0x8, 0x9\n",
            expect![[r#"
                contentions count, delay nanoseconds · every 0 contentions count
                3 12: 7/1
                /1: 0-ffffffffffffffff
            "#]],
        );
        check(
            "--- contention:\nfrom 010 020 30 40 @ 0x8\n",
            expect![[r#"
                contentions count, delay nanoseconds · every 1 contentions count
                40 30: 7/1
                /1: 0-ffffffffffffffff
            "#]],
        );
    }

    #[test]
    fn unknown_attributes_are_of_another_format() {
        check(
            "--- contentionz 1 ---\nresolution = x\n",
            expect![[r#"
                contentions count, delay x · every 0
            "#]],
        );
        check("--- mutex:\ncycles / second = 3\n", expect!["no format"]);
        check("--- mutex:\nsampling period = 08\n", expect!["no format"]);
        check("--- mutex:\n1 1 @ 0x1\nMAPPED_LIBRARIES:\n", expect!["no format"]);
        check(
            "--- mutex:\n99999999999999999999 1 @ 0x1\n",
            expect![[r#"line 2: malformed sample: "99999999999999999999" is not a number of 64 bits"#]],
        );
    }
}
