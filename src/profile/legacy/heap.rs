//! Heap profiles as text, of tcmalloc, gperftools and Go, with their relatives growth and fragmentation.

use bstr::ByteSlice;

use super::{
    draft::Draft,
    error::LegacyDamage,
    exp::exp,
    lines::{self, Lines},
    maps, number,
    parts::{Kind, Stacks},
    refusal::Refusal,
    scan::{Scan, number_starts},
};
use crate::profile::model::Profile;

/// Reads a profile whose first line says `heap profile: …`.
pub(super) fn read(bytes: &[u8]) -> Result<Profile, Refusal> {
    let mut lines = Lines::new(bytes);
    let header = lines.next()?.and_then(Header::find).ok_or(Refusal::OtherFormat)?;
    let mut reader = Reader { header, stacks: Stacks::default(), block_sizes: Vec::new() };
    let mut line = lines.next_but_blank()?;
    while let Some(text) = line.filter(|text| !lines::is_sentinel(text)) {
        let text = text.trim();
        let sample = SampleLine::find(text).ok_or_else(|| lines.error(LegacyDamage::NoHeapSample))?;
        let mut stack = Vec::new();
        lines.addresses(sample.addresses, &mut stack)?;
        reader.push(&sample, stack).map_err(|damage| lines.error(damage))?;
        line = lines.next_but_blank()?;
    }
    let regions = maps::announced(line, &mut lines)?;
    let draft = Draft {
        sample_types: reader.header.sample_types(),
        period_type: Kind::new("space", "bytes"),
        period: reader.header.period,
        stacks: reader.stacks,
        block_sizes: reader.block_sizes,
        regions,
        ..Draft::default()
    };
    Ok(draft.finish()?)
}

/// The header line.
#[derive(Debug)]
struct Header {
    /// Average number of bytes between samples.
    period: i64,
    /// Whether values are those of the samples, rather than scaled to an estimate of all allocations.
    is_sampled: bool,
    /// Whether the profile counts allocations besides what is in use.
    has_allocations: bool,
}

impl Header {
    fn find(line: &[u8]) -> Option<Header> {
        line.find_iter("heap profile:").find_map(|at| Header::read(Scan::new(&line[at..])))
    }

    fn read(mut scan: Scan<'_>) -> Option<Header> {
        scan.literal("heap profile:")?;
        scan.spaces();
        let in_use = pair(&mut scan)?;
        scan.spaced("[")?;
        let allocated = pair(&mut scan)?;
        scan.spaces();
        scan.literal("]")?;
        if [" @ growth", " @ fragmentation"].iter().any(|end| scan.rest.starts_with(end.as_bytes())) {
            return Some(Header { period: 1, is_sampled: false, has_allocations: false });
        }
        scan.spaced("@")?;
        let name = scan.run(|byte| byte == b'_' || byte.is_ascii_lowercase() || byte.is_ascii_digit());
        let _ = scan.literal("/");
        let rate = scan.digits().map_or(Some(0), number::decimal)?;
        let (period, is_sampled) = match name {
            b"heap_v2" | b"heapz_v2" => (rate, true),
            b"heapprofile" => (1, false),
            // Twice the rate is written.
            b"heap" => (rate / 2, true),
            _ => return None,
        };
        let counts = |of: usize| allocated[of] != in_use[of] && allocated[of] != b"0";
        Some(Header { period, is_sampled, has_allocations: counts(0) || counts(1) })
    }

    fn sample_types(&self) -> Vec<Kind> {
        let pair = |prefix| {
            let kind = |kind, unit| Kind::new(format!("{prefix}{kind}"), unit);
            [kind("objects", "count"), kind("space", "bytes")]
        };
        if self.has_allocations { [pair("alloc_"), pair("inuse_")].concat() } else { pair("").to_vec() }
    }
}

/// A count and a number of bytes, separated by a colon.
fn pair<'a>(scan: &mut Scan<'a>) -> Option<[&'a [u8]; 2]> {
    let count = scan.digits()?;
    scan.literal(":")?;
    scan.spaces();
    Some([count, scan.digits()?])
}

/// A line of a heap profile: `1: 24 [3: 72] @ 0x1 0x2`.
struct SampleLine<'a> {
    in_use: [&'a [u8]; 2],
    allocated: [&'a [u8]; 2],
    addresses: &'a [u8],
}

impl<'a> SampleLine<'a> {
    fn find(line: &'a [u8]) -> Option<SampleLine<'a>> {
        number_starts(line).find_map(|at| {
            let is_negative = line[..at].ends_with(b"-");
            SampleLine::read(&line[at - usize::from(is_negative)..])
        })
    }

    fn read(line: &'a [u8]) -> Option<SampleLine<'a>> {
        let mut scan = Scan::new(line);
        let count = signed_digits(&mut scan)?;
        scan.literal(":")?;
        scan.spaces();
        let in_use = [count, signed_digits(&mut scan)?];
        scan.spaced("[")?;
        let allocated = pair(&mut scan)?;
        scan.spaces();
        scan.literal("] @")?;
        let is_address = |byte| matches!(byte, b' ' | b'x' | b'0'..=b'9' | b'a'..=b'f');
        Some(SampleLine { in_use, allocated, addresses: scan.run(is_address) })
    }
}

/// Digits with an optional minus: allocators with wrong accounting report negative values.
fn signed_digits<'a>(scan: &mut Scan<'a>) -> Option<&'a [u8]> {
    let text = scan.rest;
    let _ = scan.literal("-");
    let digits = scan.digits()?;
    Some(&text[..text.len() - scan.rest.len()]).filter(|_| !digits.is_empty())
}

/// Collects samples.
struct Reader {
    header: Header,
    stacks: Stacks,
    block_sizes: Vec<i64>,
}

impl Reader {
    fn push(&mut self, sample: &SampleLine<'_>, mut stack: Vec<u64>) -> Result<(), LegacyDamage> {
        let pairs = [("allocation", sample.allocated), ("inuse", sample.in_use)];
        let (mut values, mut block_size) = (Vec::with_capacity(4), 0);
        for (kind, pair) in &pairs[usize::from(!self.header.has_allocations)..] {
            let [count, bytes] = numbers(kind, *pair)?;
            if count != 0 {
                block_size = bytes.wrapping_div(count);
            }
            values.extend(if self.header.is_sampled {
                unsampled([count, bytes], self.header.period)
            } else {
                [count, bytes]
            });
        }
        for address in &mut stack {
            *address = lines::call_site(*address);
        }
        self.stacks.push(&stack, &values);
        self.block_sizes.push(block_size);
        Ok(())
    }
}

/// Parses a pair of count and bytes. Bytes without a count are an error.
pub(super) fn numbers(kind: &'static str, pair: [&[u8]; 2]) -> Result<[i64; 2], LegacyDamage> {
    let parse = |text: &[u8]| number::decimal(text).ok_or_else(|| LegacyDamage::not_a_number(text));
    match [parse(pair[0])?, parse(pair[1])?] {
        [0, bytes] if bytes != 0 => Err(LegacyDamage::BytesWithoutCount { kind, bytes }),
        numbers => Ok(numbers),
    }
}

/// Scales a sampled number of blocks, and their bytes, to an estimate of all allocations.
///
/// The chance to be sampled is that of a Poisson process with one sample per `period` bytes on average:
/// 1 − exp(−size / period) for a block of `size` bytes.
#[allow(clippy::cast_precision_loss, reason = "an estimate")]
pub(super) fn unsampled([count, bytes]: [i64; 2], period: i64) -> [i64; 2] {
    if count == 0 || bytes == 0 {
        return [0, 0];
    }
    if period <= 1 {
        return [count, bytes];
    }
    let size = bytes as f64 / count as f64;
    let scale = 1.0 / (1.0 - exp(-size / period as f64));
    [number::truncate(count as f64 * scale), number::truncate(bytes as f64 * scale)]
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::super::tests::check;

    /// The period is half of what is written; 3 blocks of 524288 bytes count as 3 / (1 − 1/e).
    #[test]
    fn go_heap() {
        check(
            "heap profile: 96: 1582948832 [21847: 15682528480] @ heap/1048576\n\
             1: 524288 [3: 1572864] @ 0x481fca 0x4855e5\n\
             #\t0x481fc9\tmain.alloc+0x89\t/src/main.go:12\n\
             \n\
             0: 0 [10: 480] @ 0x4855e5\n\
             \n\
             # runtime.MemStats\n# Alloc = 4361144\n",
            expect![[r#"
                alloc_objects count, alloc_space bytes, inuse_objects count, inuse_space bytes · every 524288 space bytes
                4 2488234 1 829411 [524288]: 481fc9/1 main.alloc in /src/main.go:12
                109231 5243120 0 0 [48]: 4855e4/1
                /1: 0-ffffffffffffffff
            "#]],
        );
    }

    #[test]
    fn gperftools_heap_with_a_map() {
        check(
            "heap profile:      2:     2048 [     2:     2048] @ heapprofile\n     \
             2:     2048 [     2:     2048] @ 0x400101 0x7f0000000205 0x10\n\
             MAPPED_LIBRARIES:\n\
             00400000-00500000 r-xp 00000000 08:01 1234 /usr/bin/prog\n\
             00600000-00700000 rw-p 00100000 08:01 1234 /usr/bin/prog\n\
             7f0000000000-7f0000100000 r-xp 00000000 08:01 99 /lib/libc-2.15.so\n",
            expect![[r#"
                objects count, space bytes · every 1 space bytes
                2 2048 [1024]: 400100/1, 7f0000000204/2, f/3
                /1: 400000-500000 /usr/bin/prog
                /2: 7f0000000000-7f0000100000 /lib/libc-2.15.so
                /3: 0-ffffffffffffffff
            "#]],
        );
    }

    #[test]
    fn names_decide_on_rates() {
        for (end, expected) in [
            (
                "heap_v2/2000",
                expect![[r#"
                    objects count, space bytes · every 2000 space bytes
                    81 4050 [50]: 10/1
                    /1: 0-ffffffffffffffff
                "#]],
            ),
            (
                "heapz_v2/1",
                expect![[r#"
                    objects count, space bytes · every 1 space bytes
                    2 100 [50]: 10/1
                    /1: 0-ffffffffffffffff
                "#]],
            ),
            (
                "heapprofile/9",
                expect![[r#"
                    objects count, space bytes · every 1 space bytes
                    2 100 [50]: 10/1
                    /1: 0-ffffffffffffffff
                "#]],
            ),
            (
                "heap",
                expect![[r#"
                    objects count, space bytes · every 0 space bytes
                    2 100 [50]: 10/1
                    /1: 0-ffffffffffffffff
                "#]],
            ),
            (
                "growth",
                expect![[r#"
                    objects count, space bytes · every 1 space bytes
                    2 100 [50]: 10/1
                    /1: 0-ffffffffffffffff
                "#]],
            ),
            (
                "fragmentation",
                expect![[r#"
                    objects count, space bytes · every 1 space bytes
                    2 100 [50]: 10/1
                    /1: 0-ffffffffffffffff
                "#]],
            ),
            ("heaps", expect!["no format"]),
            ("heap_v2/9999999999999999999", expect!["no format"]),
        ] {
            check(format!("log: heap profile: 1:1[1:1] @ {end}\n2: 100 [9:900] @0x11\n"), expected);
        }
    }

    #[test]
    fn numbers_may_be_negative_but_not_anything() {
        let check = |line: &str, expected| {
            check(format!("heap profile: 1: 1 [2: 2] @ heapprofile\n\n{line}\n"), expected);
        };
        check(
            "-3: -20 [08: 09] @ 0x10",
            expect![[r#"
                alloc_objects count, alloc_space bytes, inuse_objects count, inuse_space bytes · every 1 space bytes
                8 9 -3 -20 [6]: f/1
                /1: 0-ffffffffffffffff
            "#]],
        );
        check(
            "12 7: 21 [0: 0] @  0x10 0x",
            expect![[r#"
                alloc_objects count, alloc_space bytes, inuse_objects count, inuse_space bytes · every 1 space bytes
                0 0 7 21 [3]: f/1
                /1: 0-ffffffffffffffff
            "#]],
        );
        check("0: 5 [1: 1] @ 0x10", expect!["line 3: inuse count was 0 but inuse bytes was 5"]);
        check("1: 5 [0: 4] @ 0x10", expect!["line 3: allocation count was 0 but allocation bytes was 4"]);
        check("1: 5 [1: 1]  @ 0x10", expect!["line 3: unexpected number of sample values: got 0, want 6"]);
        check(
            "1: 5 [1: 9223372036854775808] @ 0x10",
            expect![[r#"line 3: malformed sample: "9223372036854775808" is not a number of 64 bits"#]],
        );
        check(
            "1: 5 [1: 1] @ 0x10000000000000000",
            expect![[r#"line 3: malformed sample: "10000000000000000" is not a number of 64 bits"#]],
        );
        check(&"9".repeat(70_000), expect!["line 3: token too long: more than 65535 bytes"]);
    }
}
