//! The command line: options as typed, what they mean, files in and bytes out.

mod args;
mod completions;
mod help;
mod man;
mod options;
mod output;
mod run;
mod source;
mod table;
mod values;

use std::ffi::OsStr;
use std::fmt::Display;
use std::io::{self, Write};

pub(crate) use run::run;

/// Prints a message for the user on standard error, as one line whatever a file's name holds.
pub(crate) fn say(message: impl Display) {
    let mut line = one_line(&message.to_string());
    line.push('\n');
    // A user who has closed standard error does not want to know.
    let _ = io::stderr().lock().write_all(line.as_bytes());
}

/// A file's name as messages have it.
fn shown(file: &OsStr) -> String {
    file.to_string_lossy().into_owned()
}

/// What went wrong with a file, in few words.
fn reason(error: &io::Error) -> String {
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

/// The text without characters that would move the cursor of a terminal.
fn one_line(text: &str) -> String {
    let escape = |c: char| if c.is_control() { c.escape_default().to_string() } else { c.to_string() };
    text.trim_end().chars().map(escape).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_one_line() {
        assert_eq!(one_line("a\nb\u{1b}[31m: näh\n"), "a\\nb\\u{1b}[31m: näh");
    }
}
