//! Go's profiles that count: `goroutine`, `threadcreate` and those that programs define, as text.

use bstr::ByteSlice;

use super::super::Profile;
use super::{
    Damage, Refusal,
    draft::{Draft, Kind, Stacks},
    lines::{self, Lines},
    maps, number,
    scan::Scan,
};

/// Reads a profile whose first line that is not blank says `NAME profile: total 12`.
pub(super) fn read(bytes: &[u8]) -> Result<Profile, Refusal> {
    let mut lines = Lines::new(bytes);
    let name = lines.next_but_blank()?.and_then(name).ok_or(Refusal::OtherFormat)?;
    let kind = Kind::new(name, "count");
    let mut stacks = Stacks::default();
    let mut addresses = Vec::new();
    let mut line = lines.next_but_blank()?;
    while let Some(text) = line.filter(|text| !text.starts_with(b"---")) {
        let count = sample(text, &mut addresses).ok_or_else(|| lines.error(Damage::NoCountSample))?;
        stacks.push(&addresses, &[count]);
        line = lines.next_but_blank()?;
    }
    let regions = maps::announced(line, &mut lines)?;
    let draft = Draft {
        sample_types: vec![kind.clone()],
        period_type: kind,
        period: 1,
        stacks,
        regions,
        ..Draft::default()
    };
    Ok(draft.finish()?)
}

/// The name of the profile that a header announces.
fn name(line: &[u8]) -> Option<&[u8]> {
    let (name, total) = line.split_once_str(" profile: total ")?;
    let is_number = !total.is_empty() && total.iter().all(u8::is_ascii_digit);
    let is_word = !name.is_empty() && name.find_byteset(b"\t\n\x0c\r ").is_none();
    (is_number && is_word).then_some(name)
}

/// Reads `12 @ 0x1 0x2`: returns the count and puts the call sites in `stack`.
fn sample(line: &[u8], stack: &mut Vec<u64>) -> Option<i64> {
    stack.clear();
    let mut scan = Scan::new(line);
    let count = number::go_literal(scan.digits()?)?;
    scan.literal(" @")?;
    while !scan.rest.is_empty() || stack.is_empty() {
        scan.literal(" 0x")?;
        let digits = scan.run(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        stack.push(lines::call_site(number::hex(digits)?));
    }
    Some(count)
}
