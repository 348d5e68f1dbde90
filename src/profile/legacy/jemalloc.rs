//! Heap profiles in jemalloc's own format.
//!
//! Each stack has a line of its own, followed by what is in use there: the sum over all threads, then each thread.
//!
//! ```text
//! heap_v2/524288
//!   t*: 28106: 56637512 [0: 0]
//!   t0: 28106: 56637512 [0: 0]
//! @ 0x5f86da8 0x5f5a1dc
//!   t*: 13: 6688 [0: 0]
//!   t0: 13: 6688 [0: 0]
//!
//! MAPPED_LIBRARIES:
//! ```
//!
//! Values are those of the samples; as in `jeprof`, they are scaled up to an estimate of all allocations.

use bstr::ByteSlice;

use super::{
    draft::Draft,
    error::LegacyDamage,
    heap::{numbers, unsampled},
    lines::{self, Lines},
    maps, number,
    parts::{Kind, Stacks},
    refusal::Refusal,
    scan::Scan,
};
use crate::profile::model::Profile;

/// Reads a profile whose first line is `heap_v2/` and the number of bytes between samples.
pub(super) fn read(bytes: &[u8]) -> Result<Profile, Refusal> {
    let mut lines = Lines::new(bytes);
    let period = lines.next()?.and_then(period).ok_or(Refusal::OtherFormat)?;
    let mut samples: Vec<(Vec<u64>, [[i64; 2]; 2])> = Vec::new();
    let mut stack = None;
    let mut line = lines.next_but_blank()?;
    while let Some(text) = line.filter(|text| !lines::is_sentinel(text)) {
        let text = text.trim();
        if let Some(addresses) = text.strip_prefix(b"@") {
            let mut stack_of = Vec::new();
            lines.addresses(addresses, &mut stack_of)?;
            stack = Some(stack_of);
        } else if let Some(pairs) = text.strip_prefix(b"t*:").and_then(pairs) {
            // The first line after a stack is the sum over all threads.
            if let Some(stack) = stack.take() {
                let pair = |kind, pair| numbers(kind, pair).map_err(|damage| lines.error(damage));
                samples.push((stack, [pair("inuse", pairs[0])?, pair("allocation", pairs[1])?]));
            }
        } else if !text.starts_with(b"t") {
            return Err(lines.error(LegacyDamage::NoHeapSample).into());
        }
        line = lines.next_but_blank()?;
    }
    let regions = maps::announced(line, &mut lines)?;
    Ok(draft(period, samples, Draft { regions, ..Draft::default() }).finish()?)
}

/// The average number of bytes between samples.
fn period(line: &[u8]) -> Option<i64> {
    number::decimal(line.trim().strip_prefix(b"heap_v2/")?)
}

/// Parses `13: 6688 [0: 0]`: in use, and allocated, which is 0 unless recorded.
fn pairs(text: &[u8]) -> Option<[[&[u8]; 2]; 2]> {
    fn pair<'a>(scan: &mut Scan<'a>) -> Option<[&'a [u8]; 2]> {
        scan.spaces();
        let count = scan.digits()?;
        scan.spaced(":")?;
        Some([count, scan.digits()?])
    }
    let mut scan = Scan::new(text);
    let in_use = pair(&mut scan)?;
    scan.spaced("[")?;
    Some([in_use, pair(&mut scan)?])
}

/// Makes a draft of samples: stacks, with values in use and allocated.
fn draft(period: i64, samples: Vec<(Vec<u64>, [[i64; 2]; 2])>, draft: Draft) -> Draft {
    let has_allocations = samples.iter().any(|(_, [_, allocated])| allocated[0] != 0);
    let pair = |prefix: &str| {
        [Kind::new(format!("{prefix}objects"), "count"), Kind::new(format!("{prefix}space"), "bytes")]
    };
    let sample_types =
        if has_allocations { [pair("alloc_"), pair("inuse_")].concat() } else { pair("").to_vec() };
    let (mut stacks, mut block_sizes) = (Stacks::default(), Vec::new());
    for (mut stack, [in_use, allocated]) in samples {
        let counted = if in_use[0] == 0 { allocated } else { in_use };
        block_sizes.push(counted[1].checked_div(counted[0]).unwrap_or(0));
        let mut values = unsampled(in_use, period).to_vec();
        if has_allocations {
            values.splice(0..0, unsampled(allocated, period));
        }
        stack.iter_mut().for_each(|address| *address = lines::call_site(*address));
        stacks.push(&stack, &values);
    }
    let period_type = Kind::new("space", "bytes");
    Draft { sample_types, period_type, period, stacks, block_sizes, ..draft }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::super::tests::check;

    #[test]
    fn sums_of_all_threads_count_and_are_scaled() {
        check(
            "heap_v2/524288\n  t*: 28106: 56637512 [0: 0]\n  t0: 28106: 56637512 [0: 0]\n\
             @ 0x2010 0x401234\n  t*: 28100: 56600000 [0: 0]\n  t0: 28100: 56600000 [0: 0]\n\
             @ 0x2010\n  t*: 6: 37512 [0: 0]\n  t1: 6: 37512 [0: 0]\n\n\
             MAPPED_LIBRARIES:\n00400000-00500000 r-xp 00000000 08:01 12 /usr/bin/server\n",
            expect![[r#"
                objects count, space bytes · every 524288 space bytes
                7328247 14760810920 [2014]: 200f/2, 401233/1
                506 3164521 [6252]: 200f/2
                /1: 400000-500000 /usr/bin/server
                /2: 0-ffffffffffffffff
            "#]],
        );
    }

    #[test]
    fn allocations_come_first_where_they_were_counted() {
        check(
            "heap_v2/1\n  t*: 1: 8 [2: 24]\n@ 0x11\n  t*: 1: 8 [2: 24]\n@ 0x21\n  t*: 0: 0 [1: 8]\n",
            expect![[r#"
                alloc_objects count, alloc_space bytes, inuse_objects count, inuse_space bytes · every 1 space bytes
                2 24 1 8 [8]: 10/1
                1 8 0 0 [8]: 20/1
                /1: 0-ffffffffffffffff
            "#]],
        );
    }

    #[test]
    fn other_lines_are_damage() {
        check(
            "heap_v2/1\n@ 0x11\n  t*: 1: 8 [0: 0]\nnonsense\n",
            expect!["line 4: unexpected number of sample values: got 0, want 6"],
        );
        check("heap_v2/x\n@ 0x11\n  t*: 1: 8 [0: 0]\n", expect!["no format"]);
    }
}
