//! What is said to the user.

use std::{
    ffi::OsStr,
    fmt::Display,
    io::{self, Write},
};

/// Prints a message for the user on standard error, as one line whatever a file's name holds.
pub(crate) fn say(message: impl Display) {
    let mut line = one_line(&message.to_string());
    line.push('\n');
    // A user who has closed standard error does not want to know.
    let _ = io::stderr().lock().write_all(line.as_bytes());
}

/// Prints lines for the user on standard error, as they are but for what no line should hold.
pub(super) fn say_lines(lines: &str) {
    let text: String = lines.lines().map(|line| visible(line) + "\n").collect();
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// A file's name as messages have it.
pub(super) fn shown(file: &OsStr) -> String {
    file.to_string_lossy().into_owned()
}

/// What went wrong with a file, in few words.
pub(super) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or directory".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "is a directory".to_owned(),
        io::ErrorKind::NotADirectory => "not a directory".to_owned(),
        io::ErrorKind::FileTooLarge => "too large to be a profile".to_owned(),
        io::ErrorKind::StorageFull => "no space left".to_owned(),
        _ => error.to_string(),
    }
}

/// A message as one line.
fn one_line(text: &str) -> String {
    visible(text.trim_end())
}

/// The text without characters that would move the cursor of a terminal or turn its direction, and no longer than
/// anybody reads.
fn visible(text: &str) -> String {
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

/// Whether a terminal would do something else than to show the character: move the cursor, or turn the direction of
/// what follows.
pub(super) fn moves_or_turns(c: char) -> bool {
    let turns =
        matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    turns || c.is_control()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_one_line() {
        assert_eq!(one_line("a\nb\u{1b}[31m: näh\n"), "a\\nb\\u{1b}[31m: näh");
        assert_eq!(one_line("\u{202e}gpj"), "\\u{202e}gpj");
        assert_eq!(one_line(&"a".repeat(2001)), "a".repeat(2000) + "…");
    }
}
