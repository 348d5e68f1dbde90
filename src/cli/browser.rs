//! Opens files in a browser.
//!
//! The crate `webbrowser` has forty dependencies, most of them for URLs, which are not needed for files.

use std::env;
use std::ffi::OsStr;
use std::process::{Command, Stdio};

/// The system's command to open a file.
const SYSTEM: &[&str] = if cfg!(windows) {
    &["explorer"]
} else if cfg!(target_os = "macos") {
    &["open"]
} else {
    &["xdg-open", "sensible-browser", "firefox", "chromium", "google-chrome"]
};

/// Starts the first available browser: one of the colon-separated commands in `BROWSER`, or the system's. Does not wait
/// for it. Returns whether one was started.
pub(super) fn open(file: &OsStr) -> bool {
    let chosen = env::var("BROWSER").unwrap_or_default();
    let separator = if cfg!(windows) { ';' } else { ':' };
    chosen.split(separator).chain(SYSTEM.iter().copied()).any(|browser| is_started(browser, file))
}

/// Starts a command, which may have arguments of its own, with the file as the last one.
fn is_started(browser: &str, file: &OsStr) -> bool {
    let mut words = browser.split_whitespace();
    let Some(program) = words.next() else { return false };
    let mut command = Command::new(program);
    command.args(words).arg(file).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().is_ok()
}
