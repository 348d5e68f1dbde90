//! Writes JSON: an object with a field per line, lists of objects with one per line, and values.

use std::fmt::{self, Display, Write as _};
use std::io::{self, Write};

use bstr::{BStr, ByteSlice};

/// Writes a field on a line, with a trailing comma.
pub(super) fn field(out: &mut impl Write, name: &str, value: impl Display) -> io::Result<()> {
    writeln!(out, "  \"{name}\": {value},")
}

/// Writes a field whose value is a list of objects, without a trailing comma.
pub(super) fn list(
    out: &mut impl Write,
    name: &str,
    objects: impl Iterator<Item = String>,
) -> io::Result<()> {
    write!(out, "  \"{name}\": [")?;
    let mut separator = "\n";
    for object in objects {
        write!(out, "{separator}    {object}")?;
        separator = ",\n";
    }
    write!(out, "{}]", if separator == "\n" { "" } else { "\n  " })
}

/// A value, or `null`.
pub(super) struct OrNull<T>(pub(super) Option<T>);

impl<T: Display> Display for OrNull<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Some(value) => value.fmt(f),
            None => f.write_str("null"),
        }
    }
}

/// An object on one line.
#[derive(Default)]
pub(super) struct Object {
    text: String,
}

impl Object {
    /// Adds a field whose value prints as JSON. Finite numbers do, since they are printed without exponents.
    pub(super) fn add(&mut self, name: &str, value: impl Display) {
        let separator = if self.text.is_empty() { "" } else { ", " };
        // Writing to a string cannot fail.
        let _ = write!(self.text, "{separator}\"{name}\": {value}");
    }

    pub(super) fn finish(self) -> String {
        format!("{{{}}}", self.text)
    }
}

/// An array on one line.
pub(super) fn array(values: impl IntoIterator<Item = impl Display>) -> String {
    let values: Vec<_> = values.into_iter().map(|value| value.to_string()).collect();
    format!("[{}]", values.join(", "))
}

/// A JSON string of bytes. Invalid UTF-8 becomes U+FFFD.
pub(super) fn quoted(bytes: &BStr) -> String {
    let mut text = String::with_capacity(bytes.len() + 2);
    text.push('"');
    for c in bytes.to_str_lossy().chars() {
        match c {
            '"' | '\\' => text.extend(['\\', c]),
            // The last two are line ends in older JavaScript.
            _ if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => {
                let _ = write!(text, "\\u{:04x}", u32::from(c));
            }
            _ => text.push(c),
        }
    }
    text.push('"');
    text
}

/// Formats a value of a profile with at most three decimals; `null` if it is not finite.
pub(super) fn format_value(value: f64) -> String {
    if !value.is_finite() {
        return "null".to_owned();
    }
    let text = format!("{value:.3}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// Formats a number with this many significant digits, fewer than those in which platforms differ, and an exponent if
/// it is small.
pub(super) fn significant(value: f64, digits: usize) -> String {
    if !value.is_finite() {
        return "null".to_owned();
    }
    let text = format!("{value:.*e}", digits.saturating_sub(1));
    let rounded: f64 = text.parse().expect("a printed number is one");
    match rounded.abs() {
        0.0 => "0".to_owned(),
        ..1e-4 => format!("{rounded:e}"),
        _ => rounded.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_hold_nothing_that_ends_them() {
        assert_eq!(quoted(BStr::new("a\"b\\c\nd\u{2028}é")), r#""a\"b\\c\u000ad\u2028é""#);
        assert_eq!(quoted(BStr::new(b"\xffa\x7f")), "\"\u{fffd}a\\u007f\"");
    }

    #[test]
    fn numbers_are_short_and_json() {
        let numbers = [2.0, -0.0, 0.5, 1.0 / 3.0, -1e-9, 9_007_199_254_740_993.0, f64::NAN].map(format_value);
        assert_eq!(numbers, ["2", "0", "0.5", "0.333", "0", "9007199254740992", "null"]);
        let numbers = [0.0, 1.0, 0.123_456_789, 1.5e-10, 123_456_789.0, f64::INFINITY];
        assert_eq!(
            numbers.map(|value| significant(value, 6)),
            ["0", "1", "0.123457", "1.5e-10", "123457000", "null"]
        );
    }
}
