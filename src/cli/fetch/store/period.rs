//! The time range of a query.

use jiff::{SignedDuration, Timestamp};

/// A time range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Period {
    pub(crate) from: Timestamp,
    pub(crate) until: Timestamp,
}

/// Larger numbers are milliseconds: as seconds they would be after the year 5138.
const FIRST_MILLISECONDS: i64 = 100_000_000_000;

/// Parses a time; `None` if it is invalid.
///
/// Times are as in RFC 3339, or seconds or milliseconds since 1970 as in URLs of user interfaces, or `now`, or `now`
/// minus a duration such as `1h30m`.
pub(super) fn time(text: &str, now: Timestamp) -> Option<Timestamp> {
    match text.strip_prefix("now") {
        Some("") => Some(now),
        Some(before) => now.checked_sub(duration(before.strip_prefix('-')?)?).ok(),
        None if text.bytes().all(|byte| byte.is_ascii_digit()) => {
            let number: i64 = text.parse().ok()?;
            if number < FIRST_MILLISECONDS {
                Timestamp::from_second(number).ok()
            } else {
                Timestamp::from_millisecond(number).ok()
            }
        }
        // An unescaped plus sign of an offset is decoded as a space.
        None => text.replace(' ', "+").parse().ok(),
    }
}

/// A sum of numbers with units, without spaces.
fn duration(text: &str) -> Option<SignedDuration> {
    let mut sum = 0_i64;
    let mut rest = text;
    while !rest.is_empty() {
        let n_digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (number, after) = rest.split_at(n_digits);
        let unit = after.chars().next()?;
        let seconds = match unit {
            's' => 1,
            'm' => 60,
            'h' => 3600,
            'd' => 86_400,
            'w' => 604_800,
            _ => return None,
        };
        sum = sum.checked_add(number.parse::<i64>().ok()?.checked_mul(seconds)?)?;
        rest = &after[1..];
    }
    (!text.is_empty()).then(|| SignedDuration::from_secs(sum))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_in_several_ways() {
        let now: Timestamp = "2026-01-31T12:00:00Z".parse().unwrap();
        let read = |text| time(text, now).map_or("-".to_owned(), |time| time.to_string());
        let times = [
            ("now", "2026-01-31T12:00:00Z"),
            ("now-1h", "2026-01-31T11:00:00Z"),
            ("now-1h30m", "2026-01-31T10:30:00Z"),
            ("now-1w2d3s", "2026-01-22T11:59:57Z"),
            ("1769860800", "2026-01-31T12:00:00Z"),
            ("1769860800250", "2026-01-31T12:00:00.25Z"),
            ("0", "1970-01-01T00:00:00Z"),
            ("2026-01-31T12:00:00+02:00", "2026-01-31T10:00:00Z"),
            ("2026-01-31T12:00:00 02:00", "2026-01-31T10:00:00Z"),
            ("2026-01-31T12:00:00.5Z", "2026-01-31T12:00:00.5Z"),
        ];
        for (text, expected) in times {
            assert_eq!(read(text), expected, "{text}");
        }
        let none = [
            "",
            "now-",
            "now+1h",
            "now-1",
            "now-h",
            "now-1y",
            "now-1ä",
            "now-99999999999999999999s",
            "now-9223372036854775807w",
            "now-9999999999d",
            "yesterday",
            "-1",
            "9223372036854775807",
            "2026-01-31",
        ];
        for text in none {
            assert_eq!(read(text), "-", "{text}");
        }
    }
}
