//! Go's count profiles as text: `goroutine`, `threadcreate` and those that programs define.

use bstr::ByteSlice;

use super::{
    draft::Draft,
    error::LegacyDamage,
    lines::{self, Lines},
    maps, number,
    parts::{Kind, Stacks},
    refusal::Refusal,
    scan::Scan,
};
use crate::profile::model::Profile;

/// Reads a profile whose first line that is not blank says `NAME profile: total 12`.
pub(super) fn read(bytes: &[u8]) -> Result<Profile, Refusal> {
    let mut lines = Lines::new(bytes);
    let name = lines.next_but_blank()?.and_then(name).ok_or(Refusal::OtherFormat)?;
    let kind = Kind::new(name, "count");
    let mut stacks = Stacks::default();
    let mut addresses = Vec::new();
    let mut line = lines.next_but_blank()?;
    while let Some(text) = line.filter(|text| !text.starts_with(b"---")) {
        let count = sample(text, &mut addresses).ok_or_else(|| lines.error(LegacyDamage::NoCountSample))?;
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

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::super::tests::check;
    use crate::profile::read;

    #[test]
    fn goroutines() {
        check(
            "\n# at noon\ngoroutine profile: total 6\n05 @ 0x481fca 0x0\n\
             #\t0x4855e4\ttime.Sleep+0x164\t/src/time.go:368\n\n1 @ 0x443f71\r\n\
             --- end\nnothing here\nMAPPED_LIBRARIES:\n400000-500000: /prog\n",
            expect![[r#"
                goroutine count · every 1 goroutine count
                5: 481fc9/1, ffffffffffffffff/2
                1: 443f70/1
                /1: 400000-500000 /prog
                /2: 0-ffffffffffffffff
            "#]],
        );
    }

    #[test]
    fn lines_are_as_go_writes_them_or_malformed() {
        for line in ["08 @ 0x1", "1 @ 0x1 ", " 1 @ 0x1", "1 @", "1 @ 0x", "1 @ 0xA", "1  @ 0x1", "x"] {
            let error = read(format!("x/y profile: total 1\n{line}\n").as_bytes()).unwrap_err();
            assert!(error.to_string().starts_with("line 2: malformed profile format"), "{line}: {error}");
        }
        check("x y profile: total 1\n1 @ 0x1\n", expect!["no format"]);
        check("x profile: total 1 \n1 @ 0x1\n", expect!["no format"]);
    }
}
