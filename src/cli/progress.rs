//! Progress messages at a terminal.

use std::env;
use std::io::{self, IsTerminal};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::visible;

/// No message is shown before this time.
const PATIENCE: Duration = Duration::from_secs(1);

/// The update interval.
const TICK: Duration = Duration::from_millis(120);

/// The progress line at the bottom of the terminal: there is one terminal, and messages are printed above the line.
static LINE: Mutex<Option<ProgressBar>> = Mutex::new(None);

/// Whether standard error is a terminal that supports progress lines.
pub(super) fn is_watched() -> bool {
    io::stderr().is_terminal() && env::var_os("TERM").is_none_or(|term| term != "dumb")
}

/// Prints to the terminal above the progress line.
pub(super) fn above<T>(print: impl FnOnce() -> T) -> T {
    let line = LINE.lock().unwrap_or_else(PoisonError::into_inner).clone();
    match line {
        Some(line) => line.suspend(print),
        None => print(),
    }
}

/// Shows a progress line until it is dropped, if standard error is a terminal.
pub(crate) struct Busy(Option<Watch>);

struct Watch {
    line: ProgressBar,
    end: Sender<()>,
    thread: JoinHandle<()>,
}

impl Busy {
    /// `words` describe the activity, such as "reading heap.pb.gz".
    pub(crate) fn with(words: &str) -> Busy {
        Busy(is_watched().then(|| Watch::new(words)).flatten())
    }

    /// Changes the description.
    pub(crate) fn now_with(&self, words: &str) {
        if let Some(Watch { line, .. }) = &self.0 {
            line.set_message(visible::line(words));
        }
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        if let Some(Watch { line, end, thread }) = self.0.take() {
            drop(end);
            let _ = thread.join();
            *LINE.lock().unwrap_or_else(PoisonError::into_inner) = None;
            line.finish_and_clear();
        }
    }
}

impl Watch {
    /// `None` if no thread can be started.
    fn new(words: &str) -> Option<Watch> {
        let style = ProgressStyle::with_template("{spinner} {elapsed} {wide_msg}").expect("a good template");
        let line = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden()).with_style(style);
        line.set_message(visible::line(words));
        let (end, ended) = mpsc::channel::<()>();
        let moved = line.clone();
        let watch = move || {
            let has_time = |time| ended.recv_timeout(time) == Err(RecvTimeoutError::Timeout);
            if has_time(PATIENCE) {
                moved.set_draw_target(ProgressDrawTarget::stderr());
                *LINE.lock().unwrap_or_else(PoisonError::into_inner) = Some(moved.clone());
                moved.tick();
                while has_time(TICK) {
                    moved.tick();
                }
            }
        };
        let thread = thread::Builder::new().spawn(watch).ok()?;
        Some(Watch { line, end, thread })
    }
}
