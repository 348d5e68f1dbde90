//! Browsers, which show what is in a file.
//!
//! The crate `webbrowser` would bring forty others, most of them for addresses; a file takes a name and a program.

use std::env;
use std::ffi::OsStr;
use std::process::{Command, Stdio};

/// What opens a file with the program that the user has chosen for its kind.
const SYSTEM: &[&str] = if cfg!(windows) {
    &["explorer"]
} else if cfg!(target_os = "macos") {
    &["open"]
} else {
    &["xdg-open", "sensible-browser", "firefox", "chromium", "google-chrome"]
};

/// Starts the first browser that can be: one of those that `BROWSER` names, with colons between them, or the system's.
/// Does not wait for its end. Returns whether there is one.
pub(super) fn open(file: &OsStr) -> bool {
    let chosen = env::var("BROWSER").unwrap_or_default();
    let separator = if cfg!(windows) { ';' } else { ':' };
    chosen.split(separator).chain(SYSTEM.iter().copied()).any(|browser| is_started(browser, file))
}

/// Starts a program, perhaps with arguments of its own before the file.
fn is_started(browser: &str, file: &OsStr) -> bool {
    let mut words = browser.split_whitespace();
    let Some(program) = words.next() else { return false };
    let mut command = Command::new(program);
    command.args(words).arg(file).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().is_ok()
}
