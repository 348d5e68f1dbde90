//! Markdown for GitHub and GitLab, with untrusted texts.
//!
//! Every text of a profile is a code span, in which nothing else is interpreted: neither Markdown nor the sites' names
//! of people, issues, addresses and commands. Backslash escapes would not do, since `\@name` still mentions somebody.

use std::str::FromStr;

use bstr::BStr;

use crate::scene::text;

/// The context of a code span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A table cell, in which a bar needs a backslash even in a code span.
    Cell,
    /// Elsewhere on a line, where that backslash would be visible.
    Line,
}

/// The maximum number of characters of a name.
const LONGEST: usize = 100;

/// The maximum length of a run of backticks, which renderers limit.
const MAX_BACKTICKS: usize = 16;

/// A code span of bytes, shortened in the middle if they are long; `?` if they are empty.
pub(super) fn code(bytes: &BStr, place: Place) -> String {
    let mut text = text::bounded(&text::shown(bytes), LONGEST);
    if longest_run(&text) > MAX_BACKTICKS {
        text = text.replace('`', "'");
    }
    if place == Place::Cell {
        text = text.replace('|', "\\|");
    }
    if text.trim().is_empty() {
        return "?".to_owned();
    }
    let delimiter = "`".repeat(longest_run(&text) + 1);
    let is_padded = |end: char| end == '`' || end == ' ';
    // Renderers remove one space at each end.
    let space = if text.starts_with(is_padded) || text.ends_with(is_padded) { " " } else { "" };
    format!("{delimiter}{space}{text}{space}{delimiter}")
}

/// A value with its unit, which is untrusted: plain if nothing in it needs escaping, else a code span.
pub(super) fn value(text: &str, place: Place) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '+' | '-' | '%' | '×' | 'µ');
    if text.chars().all(is_plain) { text.to_owned() } else { code(text.into(), place) }
}

fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or_default()
}

/// The address of an image: of the web, or relative.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImageAddress(String);

/// The address is not one of an image on the web, nor relative.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("neither an address that begins with http:// or https:// nor a path")]
pub struct ImageAddressError;

impl FromStr for ImageAddress {
    type Err = ImageAddressError;

    /// Parses an address. Characters with a meaning in Markdown are percent-encoded.
    fn from_str(typed: &str) -> Result<ImageAddress, ImageAddressError> {
        let first = typed.split(['/', '\\', '?', '#']).next().unwrap_or_default();
        let is_alike = |scheme: &str| {
            typed.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
                && typed.len() > scheme.len()
        };
        let is_relative = !first.contains(':') && !typed.starts_with("//");
        if typed.is_empty() || !(is_relative || is_alike("http://") || is_alike("https://")) {
            return Err(ImageAddressError);
        }
        Ok(ImageAddress(typed.bytes().map(encoded).collect()))
    }
}

/// Encodes a byte of an address. An ampersand would start a character reference.
fn encoded(byte: u8) -> String {
    match byte {
        b'&' => "&amp;".to_owned(),
        _ if byte.is_ascii_alphanumeric() || b"-._~%!$'+,;=:@/?#*".contains(&byte) => {
            char::from(byte).to_string()
        }
        _ => format!("%{byte:02X}"),
    }
}

impl ImageAddress {
    /// The image, with an alternative text.
    pub(super) fn image(&self, alternative: &str) -> String {
        format!("![{alternative}]({})", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_line(text: &str) -> String {
        code(text.into(), Place::Line)
    }

    #[test]
    fn names_are_code() {
        assert_eq!(in_line("main.(*T).f"), "`main.(*T).f`");
        assert_eq!(in_line("@all see #1, <b>[x](y)</b>"), "`@all see #1, <b>[x](y)</b>`");
        assert_eq!([in_line("a|b"), code("a|b\\|".into(), Place::Cell)], ["`a|b`", "`a\\|b\\\\|`"]);
        assert_eq!(in_line("a\nb\r\u{202e}"), "`a␊b␍⟨U+202E⟩`");
        assert_eq!([in_line(""), in_line("  ")], ["?", "?"]);
    }

    #[test]
    fn no_backtick_of_a_name_ends_its_code() {
        assert_eq!(in_line("List`1"), "``List`1``");
        assert_eq!(in_line("`"), "`` ` ``");
        assert_eq!(in_line("``a` "), "``` ``a`  ```");
        assert_eq!(in_line(&"`".repeat(100)), format!("`{}`", "'".repeat(100)));
        assert_eq!(in_line(&"x".repeat(1000)).chars().count(), LONGEST + 2);
    }

    #[test]
    fn values_are_code_if_their_unit_is_odd() {
        let cell = |text| value(text, Place::Cell);
        assert_eq!(cell("-1.50kB"), "-1.50kB");
        assert_eq!([cell("2m*GCU"), cell("3|"), cell("1<b>")], ["`2m*GCU`", "`3\\|`", "`1<b>`"]);
    }

    #[test]
    fn images_are_of_the_web_or_near() {
        let image = |typed: &str| typed.parse::<ImageAddress>().map(|address| address.image("x"));
        let is = |typed: &str, address: &str| assert_eq!(image(typed), Ok(format!("![x]({address})")));
        is("HTTPS://example.com/a?b=c&copy;d", "HTTPS://example.com/a?b=c&amp;copy;d");
        is("out/a b(1).svg", "out/a%20b%281%29.svg");
        is("/uploads/1.svg", "/uploads/1.svg");
        is("a.svg) ![](//evil", "a.svg%29%20!%5B%5D%28//evil");
        is("/\\evil<>\"é\n", "/%5Cevil%3C%3E%22%C3%A9%0A");
        for wrong in
            ["", "javascript:alert(1)", "data:x", "//evil/x", "file:///x", "http:x", " http://x", "https://"]
        {
            assert_eq!(image(wrong), Err(ImageAddressError), "{wrong}");
        }
    }
}
