//! Messages to the user.

use std::{
    ffi::OsStr,
    fmt::Display,
    io::{self, Write},
};

use super::progress;
use super::visible::{line, visible};

/// Prints a message on standard error, as one line even if names have line breaks.
pub(crate) fn say(message: impl Display) {
    print(&(line(&message.to_string()) + "\n"));
}

/// Prints lines on standard error, with control characters escaped.
pub(super) fn say_lines(lines: &str) {
    let text: String = lines.lines().map(|line| visible(line) + "\n").collect();
    print(&text);
}

fn print(text: &str) {
    // Errors of a closed standard error are ignored.
    let _ = progress::above(|| io::stderr().lock().write_all(text.as_bytes()));
}

/// A file's name for messages.
pub(super) fn shown(file: &OsStr) -> String {
    file.to_string_lossy().into_owned()
}

/// The reason of a file error, in few words.
pub(super) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or directory".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "is a directory".to_owned(),
        io::ErrorKind::NotADirectory => "not a directory".to_owned(),
        io::ErrorKind::FileTooLarge => "too large to be a profile".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "read-only file system".to_owned(),
        io::ErrorKind::StorageFull => "no space left".to_owned(),
        _ => error.to_string(),
    }
}
