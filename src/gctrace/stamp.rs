//! Line times: when a line was written.
//!
//! Only times with date and zone count (RFC 3339, and `journalctl -o short-iso`), so that no calendar, clock or zone of
//! the machine is needed.

use bstr::ByteSlice;

const NS_A_SECOND: i64 = 1_000_000_000;

/// The longest time that is parsed; with nanoseconds and a zone it has 35 bytes.
const LONGEST: usize = 40;

/// The time of a line, in nanoseconds since 1970: its first word after the name of the process, if any, or the field
/// `time` of Docker's JSON.
pub(super) fn of_line(line: &[u8]) -> Option<i64> {
    if line.starts_with(b"{") {
        const FIELD: &[u8] = b"\"time\":\"";
        let value = &line[line.find(FIELD)? + FIELD.len()..];
        return read(&value[..value.find_byte(b'"')?]);
    }
    let named = match line.first()? {
        b'[' => line.split_once_str("] "),
        first if first.is_ascii_digit() => None,
        _ => line.split_once_str("| "),
    };
    let rest = named.map_or(line, |(_, rest)| rest).trim_ascii_start();
    read(&rest[..rest.find_byte(b' ')?])
}

/// Parses `2026-01-02T03:04:05.678Z`, also with a zone as `+02:00` or `+0200`.
///
/// The time is the end of the interval that its precision leaves open, so that it is never too early.
pub(super) fn read(text: &[u8]) -> Option<i64> {
    let text = text.get(..text.len().min(LONGEST + 1)).filter(|text| text.len() <= LONGEST)?;
    let (date, rest) = text.split_at_checked("2026-01-02".len())?;
    let (clock, rest) = rest.split_at_checked("T03:04:05".len())?;
    let [year, month, day] = numbers(date, b"0000-00-00")?;
    let clock = clock.strip_prefix(b"T").or_else(|| clock.strip_prefix(b"t"))?;
    let [hour, minute, second] = numbers(clock, b"00:00:00")?;
    let (fraction, rest) = fraction(rest)?;
    let is_sound = hour < 24 && minute < 60 && second <= 60;
    let minutes = (days(year, month, day)? * 24 + hour) * 60 + minute - zone(rest)?;
    is_sound.then(|| (minutes * 60 + second) * NS_A_SECOND + fraction)
}

/// Three numbers in a text of this form, in which `0` stands for a digit.
fn numbers(text: &[u8], form: &[u8]) -> Option<[i64; 3]> {
    let fits = |(byte, form): (&u8, &u8)| if *form == b'0' { byte.is_ascii_digit() } else { byte == form };
    if text.len() != form.len() || !text.iter().zip(form).all(fits) {
        return None;
    }
    let mut numbers = text.split(|byte| !byte.is_ascii_digit()).map(digits_value);
    Some([numbers.next()?, numbers.next()?, numbers.next()?])
}

/// The value of a few digits.
fn digits_value(digits: &[u8]) -> i64 {
    digits.iter().fold(0, |value, digit| value * 10 + i64::from(digit - b'0'))
}

/// Parses an optional fraction of a second. Returns the end of its interval, in nanoseconds, and the rest.
fn fraction(text: &[u8]) -> Option<(i64, &[u8])> {
    let Some(digits) = text.strip_prefix(b".") else { return Some((NS_A_SECOND, text)) };
    let n_digits = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (digits, rest) = digits.split_at(n_digits);
    let counted = &digits[..n_digits.min(9)];
    let unit = counted.iter().fold(NS_A_SECOND, |unit, _| unit / 10);
    let missing = if unit > 1 { unit } else { 0 };
    (n_digits > 0).then(|| (digits_value(counted) * unit + missing, rest))
}

/// The offset of a zone from UTC, in minutes.
fn zone(text: &[u8]) -> Option<i64> {
    if matches!(text, b"Z" | b"z") {
        return Some(0);
    }
    let (sign, text) = match text.split_first()? {
        (b'+', text) => (1, text),
        (b'-', text) => (-1, text),
        _ => return None,
    };
    let digits = match *text {
        [a, b, b':', c, d] | [a, b, c, d] => [a, b, c, d],
        _ => return None,
    };
    let is_number = digits.iter().all(u8::is_ascii_digit);
    let (hours, minutes) = is_number.then(|| (digits_value(&digits[..2]), digits_value(&digits[2..])))?;
    (hours < 24 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

/// Days from 1970 to a date of the Gregorian calendar; `None` for invalid dates, and those out of range for
/// nanoseconds.
fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    const BEFORE_MONTH: [i64; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
    const IN_MONTH: [i64; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let index = usize::try_from(month - 1).ok()?;
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let n_days = IN_MONTH.get(index)? + i64::from(is_leap && month == 2);
    // Leap days of all years before.
    let n_leaps = |year: i64| (year - 1) / 4 - (year - 1) / 100 + (year - 1) / 400;
    let before = (year - 1970) * 365 + n_leaps(year) - n_leaps(1970);
    let day_of_year = BEFORE_MONTH[index] + i64::from(is_leap && month > 2) + day - 1;
    ((1970..2262).contains(&year) && (1..=n_days).contains(&day)).then_some(before + day_of_year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, ns: i64) {
        assert_eq!(read(text.as_bytes()), Some(ns), "{text}");
    }

    #[test]
    fn times_are_nanoseconds_since_1970() {
        check("1970-01-01T00:00:00.000000000Z", 0);
        check("2000-02-29T12:00:00.000000000Z", 951_825_600 * NS_A_SECOND);
        check("2024-01-02T03:04:05.123456789Z", 1_704_164_645_123_456_789);
        check("2024-12-31T23:59:60.000000000Z", 1_735_689_600 * NS_A_SECOND);
        check("2024-03-01T01:30:00.000000000+02:00", 1_709_249_400 * NS_A_SECOND);
        check("2024-02-29t23:30:00.000000000+0000", 1_709_249_400 * NS_A_SECOND);
        check("2024-02-29T20:00:00.000000000-03:30", 1_709_249_400 * NS_A_SECOND);
        check("2261-12-31T23:59:59.999999999Z", 9_214_646_399_999_999_999);
    }

    /// A truncated time counts as the last moment that it may be.
    #[test]
    fn times_are_never_too_early() {
        check("1970-01-01T00:00:05Z", 6 * NS_A_SECOND);
        check("1970-01-01T00:00:05.25Z", 5_260_000_000);
        check("1970-01-01T00:00:05.123456+0000", 5_123_457_000);
        check("1970-01-01T00:00:05.1234567891Z", 5_123_456_789);
    }

    #[test]
    fn what_is_no_sure_time_is_none() {
        for text in [
            "",
            "2024-01-02T03:04:05",
            "2024-01-02T03:04:05.Z",
            "2024-01-02T03:04:05.5",
            "2024-01-02 03:04:05Z",
            "2024-02-30T00:00:00Z",
            "2023-02-29T00:00:00Z",
            "1900-01-01T00:00:00Z",
            "2262-01-01T00:00:00Z",
            "2024-00-02T03:04:05Z",
            "2024-13-02T03:04:05Z",
            "2024-01-00T03:04:05Z",
            "2024-01-02T24:00:00Z",
            "2024-01-02T03:60:05Z",
            "2024-01-02T03:04:61Z",
            "2024-01-02T03:04:05+2:00",
            "2024-01-02T03:04:05+24:00",
            "2024-01-02T03:04:05+00:00x",
            "2024/01/02T03:04:05Z",
            "2024-01-02T03:04:05.000000000000000000000000000000Z",
            "Jan  2 03:04:05",
        ] {
            assert_eq!(read(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn lines_tell_their_time() {
        let check = |line: &str, is_timed: bool| {
            let expected = is_timed.then_some(1_704_164_645_000_000_000);
            assert_eq!(of_line(line.as_bytes()), expected, "{line}");
        };
        let time = "2024-01-02T03:04:05.000000000Z";
        check(&format!("{time} gc 1 @"), true);
        check(&format!("{time} host prog[12]: gc 1 @"), true);
        check(&format!("web-1  | {time} gc 1 @"), true);
        check(&format!("[pod/web/app] {time} gc 1 @"), true);
        check(&format!(r#"{{"log":"gc 1 @\n","stream":"stderr","time":"{time}"}}"#), true);
        // A time in the program's own text does not count.
        check(&format!(r#"{{"log":"{{\"time\":\"{time}\"}} gc 1 @\n"}}"#), false);
        check(&format!("expires {time} gc 1 @"), false);
        check("Jan  2 03:04:05 host prog[12]: gc 1 @", false);
        check("gc 1 @", false);
        check("", false);
    }
}
