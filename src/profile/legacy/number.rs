//! Number syntax of the formats.

/// Parses hexadecimal digits; `None` if the text has anything else or the number does not fit.
pub(super) fn hex(digits: &[u8]) -> Option<u64> {
    unsigned(digits, 16)
}

/// Parses decimal digits with an optional minus; `None` if the number does not fit.
pub(super) fn decimal(text: &[u8]) -> Option<i64> {
    match text.strip_prefix(b"-") {
        Some(digits) => signed(true, unsigned(digits, 10)?),
        None => signed(false, unsigned(text, 10)?),
    }
}

/// Parses a Go integer literal: an optional prefix `0x`, `0o`, `0b` or `0` gives the base, and underscores may separate
/// digits.
pub(super) fn go_literal(text: &[u8]) -> Option<i64> {
    let (negative, text) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    };
    let (radix, digits) = match text {
        [b'0', b'x' | b'X', digits @ ..] => (16, digits),
        [b'0', b'o' | b'O', digits @ ..] => (8, digits),
        [b'0', b'b' | b'B', digits @ ..] => (2, digits),
        [b'0', _, ..] => (8, &text[1..]),
        _ => (10, text),
    };
    // An underscore may follow the prefix.
    let first_may_be_underscore = radix != 10;
    let separates = |pair: &[u8]| pair[0] != b'_' || pair[1] != b'_';
    let starts_well = first_may_be_underscore || digits.first() != Some(&b'_');
    if !starts_well || digits.last() == Some(&b'_') || !digits.windows(2).all(separates) {
        return None;
    }
    let digits: Vec<u8> = digits.iter().copied().filter(|&byte| byte != b'_').collect();
    signed(negative, unsigned(&digits, radix)?)
}

/// The integer part of a number, or the smallest integer if it does not fit, as on x86.
#[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "checked; powers of two")]
pub(super) fn truncate(value: f64) -> i64 {
    let fits = (i64::MIN as f64..-(i64::MIN as f64)).contains(&value);
    if fits { value as i64 } else { i64::MIN }
}

fn unsigned(digits: &[u8], radix: u32) -> Option<u64> {
    let append = |value: u64, &digit: &u8| {
        let digit = char::from(digit).to_digit(radix)?;
        value.checked_mul(radix.into())?.checked_add(digit.into())
    };
    if digits.is_empty() { None } else { digits.iter().try_fold(0, append) }
}

fn signed(negative: bool, magnitude: u64) -> Option<i64> {
    if negative { 0_i64.checked_sub_unsigned(magnitude) } else { i64::try_from(magnitude).ok() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_fit_or_are_none() {
        assert_eq!(hex(b"000000000000000000fF"), Some(255));
        assert_eq!(hex(b"10000000000000000"), None);
        assert_eq!(decimal(b"-9223372036854775808"), Some(i64::MIN));
        assert_eq!(decimal(b"9223372036854775808"), None);
        assert_eq!([decimal(b"010"), decimal(b"-"), decimal(b"+1")], [Some(10), None, None]);
    }

    #[test]
    fn go_literals_have_bases_and_underscores() {
        let check = |text: &str, value| assert_eq!(go_literal(text.as_bytes()), value, "{text}");
        for (text, value) in
            [("0", 0), ("012", 10), ("0o12", 10), ("-0b1_0", -2), ("+0x_fF", 255), ("0_7", 7)]
        {
            check(text, Some(value));
        }
        check("-0x8000000000000000", Some(i64::MIN));
        for text in ["", "-", "08", "0x", "0_", "1__0", "_1", "0x1_", "1 ", "0b2", "0x8000000000000000"] {
            check(text, None);
        }
    }

    #[test]
    fn what_does_not_fit_is_the_smallest_integer() {
        assert_eq!(
            [1.9, -1.9, -9.3e18, 9.3e18, f64::NAN].map(truncate),
            [1, -1, i64::MIN, i64::MIN, i64::MIN]
        );
        assert_eq!(truncate(9_223_372_036_854_774_784.0), 9_223_372_036_854_774_784);
    }
}
