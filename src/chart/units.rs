//! Values in words.

/// A heap size, which logs have in MB. A GB is 1000 of them, so that the digits are those of the log.
pub(super) fn size(mb: f64) -> String {
    match mb {
        mb if mb < 1000.0 => format!("{} MB", short(mb)),
        mb if mb < 1e6 => format!("{} GB", short(mb / 1e3)),
        mb => format!("{} TB", short(mb / 1e6)),
    }
}

/// A time since the program's start, or a duration.
pub(super) fn seconds(s: f64) -> String {
    match s {
        s if s < 10.0 => format!("{s:.2} s"),
        s if s < 600.0 => format!("{s:.1} s"),
        s if s < 7200.0 => format!("{:.1} min", s / 60.0),
        s if s < 172_800.0 => format!("{:.1} h", s / 3600.0),
        s => format!("{:.1} d", s / 86400.0),
    }
}

/// A duration that is given in milliseconds.
pub(super) fn milliseconds(ms: f64) -> String {
    match ms {
        ms if ms < 1000.0 => format!("{} ms", short(ms)),
        ms if ms < 600_000.0 => format!("{} s", short(ms / 1e3)),
        ms => seconds(ms / 1e3),
    }
}

/// A share between 0 and 1 as a percentage.
pub(super) fn percent(share: f64) -> String {
    format!("{:.0} %", 100.0 * share)
}

/// A number of things: `1 collection`, `2,310 collections`.
pub(super) fn count(n: u64, thing: &str) -> String {
    format!("{} {thing}{}", grouped(n), if n == 1 { "" } else { "s" })
}

/// A number with separated thousands: `2,310`.
pub(super) fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A number to three significant digits, without trailing zeros after the point.
pub(super) fn short(value: f64) -> String {
    let text = match value.abs() {
        size if size >= 100.0 => format!("{value:.0}"),
        size if size >= 10.0 => format!("{value:.1}"),
        size if size >= 1.0 => format!("{value:.2}"),
        _ => format!("{value:.3}"),
    };
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_have_three_digits_that_count() {
        assert_eq!(
            [0.0, 45.0, 999.0, 11420.0, 22840.0].map(size),
            ["0 MB", "45 MB", "999 MB", "11.4 GB", "22.8 GB"]
        );
        assert_eq!([0.162, 2910.0, 12.0].map(milliseconds), ["0.162 ms", "2.91 s", "12 ms"]);
        assert_eq!([9.948, 700.0, 86_400.0].map(seconds), ["9.95 s", "11.7 min", "24.0 h"]);
        assert_eq!([1, 2, 1_234_567].map(|n| count(n, "line")), ["1 line", "2 lines", "1,234,567 lines"]);
    }
}
