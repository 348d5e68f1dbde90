//! Escapes text for terminals.

use std::io::{self, Write};

/// Writes text, with control characters and marks of text direction escaped. Names in profiles are untrusted and may
/// have escape sequences; reports that do not go to a terminal have them unchanged.
pub(crate) struct Visible<W: Write> {
    out: W,
    /// The start of an incomplete character.
    begun: Vec<u8>,
}

impl<W: Write> Visible<W> {
    pub(crate) fn new(out: W) -> Visible<W> {
        Visible { out, begun: Vec::new() }
    }

    /// Writes the incomplete character, if any.
    fn end(&mut self) -> io::Result<()> {
        let begun = std::mem::take(&mut self.begun);
        self.out.write_all(escaped_bytes(&begun).as_bytes())
    }
}

impl<W: Write> Write for Visible<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut text = std::mem::take(&mut self.begun);
        text.extend_from_slice(bytes);
        let mut rest = &text[..];
        while !rest.is_empty() {
            let (valid, invalid) = match std::str::from_utf8(rest) {
                Ok(valid) => (valid, 0),
                Err(error) => {
                    let valid = std::str::from_utf8(&rest[..error.valid_up_to()]).unwrap_or_default();
                    // An incomplete character may be completed by the next write.
                    (valid, error.error_len().unwrap_or(usize::MAX))
                }
            };
            self.out.write_all(escaped(valid).as_bytes())?;
            rest = &rest[valid.len()..];
            if invalid == usize::MAX {
                self.begun = rest.to_vec();
                break;
            }
            self.out.write_all(escaped_bytes(&rest[..invalid]).as_bytes())?;
            rest = &rest[invalid..];
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.end()?;
        self.out.flush()
    }
}

fn escaped(text: &str) -> String {
    let is_layout = |c| matches!(c, '\n' | '\t');
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if moves_or_turns(c) && !is_layout(c) { shown.extend(c.escape_unicode()) } else { shown.push(c) }
    }
    shown
}

fn escaped_bytes(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("\\x{byte:02x}")).collect()
}

/// A message as one line.
pub(super) fn line(text: &str) -> String {
    visible(text.trim_end())
}

/// The text with control characters and marks of text direction escaped, and truncated.
pub(super) fn visible(text: &str) -> String {
    const LONGEST: usize = 2000;
    let escape = |c: char| if moves_or_turns(c) { c.escape_unicode().to_string() } else { c.to_string() };
    let plain =
        |c: char| if matches!(c, '\n' | '\r' | '\t') { c.escape_default().to_string() } else { escape(c) };
    let mut line: String = text.chars().take(LONGEST).map(plain).collect();
    if text.chars().nth(LONGEST).is_some() {
        line.push('…');
    }
    line
}

/// Whether a terminal interprets the character: it moves the cursor, or changes the direction of text.
pub(super) fn moves_or_turns(c: char) -> bool {
    let turns =
        matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    turns || c.is_control()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The output for bytes that are written in parts of `n`.
    fn shown(bytes: &[u8], n: usize) -> String {
        let mut out = Vec::new();
        let mut visible = Visible::new(&mut out);
        bytes.chunks(n).for_each(|part| visible.write_all(part).unwrap());
        visible.flush().unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn nothing_moves_the_cursor_however_it_is_written() {
        let bytes = "flat\tnäme\n\u{1b}[31m\u{202e}\r€".as_bytes();
        let bytes = [bytes, b"\xff\xe2\x82"].concat();
        for n in 1..bytes.len() {
            assert_eq!(
                shown(&bytes, n),
                "flat\tnäme\n\\u{1b}[31m\\u{202e}\\u{d}€\\xff\\xe2\\x82",
                "in parts of {n}"
            );
        }
    }

    #[test]
    fn messages_are_one_line() {
        assert_eq!(line("a\nb\u{1b}[31m: näh\n"), "a\\nb\\u{1b}[31m: näh");
        assert_eq!(line("\u{202e}gpj"), "\\u{202e}gpj");
        assert_eq!(line(&"a".repeat(2001)), "a".repeat(2000) + "…");
    }
}
