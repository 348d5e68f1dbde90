//! What files of JSON are made of: lines of an object, lists of objects on a line each, and values.

use std::fmt::{self, Display, Write as _};
use std::io::{self, Write};

use bstr::{BStr, ByteSlice};

/// Writes a field of an object that has a line for each, with a comma after it.
pub(super) fn field(out: &mut impl Write, name: &str, value: impl Display) -> io::Result<()> {
    writeln!(out, "  \"{name}\": {value},")
}

/// Writes such a field whose value is a list of objects, without what follows it.
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

/// An object that is written on one line.
#[derive(Default)]
pub(super) struct Object {
    text: String,
}

impl Object {
    /// Adds a field whose value is JSON as it is printed. Numbers are: finite ones are printed without exponents.
    pub(super) fn add(&mut self, name: &str, value: impl Display) {
        let separator = if self.text.is_empty() { "" } else { ", " };
        // A text takes whatever is written to it.
        let _ = write!(self.text, "{separator}\"{name}\": {value}");
    }

    pub(super) fn finish(self) -> String {
        format!("{{{}}}", self.text)
    }
}

/// Values on one line.
pub(super) fn array(values: impl IntoIterator<Item = impl Display>) -> String {
    let values: Vec<_> = values.into_iter().map(|value| value.to_string()).collect();
    format!("[{}]", values.join(", "))
}

/// Bytes as a text in quotes. What is not UTF-8 in them becomes U+FFFD.
pub(super) fn quoted(bytes: &BStr) -> String {
    let mut text = String::with_capacity(bytes.len() + 2);
    text.push('"');
    for c in bytes.to_str_lossy().chars() {
        match c {
            '"' | '\\' => text.extend(['\\', c]),
            // The last two end lines in older JavaScript.
            _ if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => {
                let _ = write!(text, "\\u{:04x}", u32::from(c));
            }
            _ => text.push(c),
        }
    }
    text.push('"');
    text
}

/// A value of a profile: whole numbers as they are, others to three decimals. `null` for what is no number.
pub(super) fn format_value(value: f64) -> String {
    if !value.is_finite() {
        return "null".to_owned();
    }
    let text = format!("{value:.3}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// A number to this many significant digits, with an exponent where it is small: what platforms may differ in is not
/// among them.
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
