//! What somebody at a terminal sees while the command works for longer than a moment.

use std::env;
use std::io::{self, IsTerminal};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::visible;

/// What ends sooner is not worth a word.
const PATIENCE: Duration = Duration::from_secs(1);

/// How often the line moves.
const TICK: Duration = Duration::from_millis(120);

/// The line that stands at the bottom of the terminal now: there is one terminal, and messages go above the line.
static LINE: Mutex<Option<ProgressBar>> = Mutex::new(None);

/// Whether somebody looks at standard error, at a terminal that can take a line back.
pub(super) fn is_watched() -> bool {
    io::stderr().is_terminal() && env::var_os("TERM").is_none_or(|term| term != "dumb")
}

/// Prints to the terminal without touching the line at its bottom.
pub(super) fn above<T>(print: impl FnOnce() -> T) -> T {
    let line = LINE.lock().unwrap_or_else(PoisonError::into_inner).clone();
    match line {
        Some(line) => line.suspend(print),
        None => print(),
    }
}

/// A line at the terminal that says what the command is doing, from the first second to the drop of this value; nothing
/// where nobody looks.
pub(crate) struct Busy(Option<Watch>);

struct Watch {
    line: ProgressBar,
    end: Sender<()>,
    thread: JoinHandle<()>,
}

impl Busy {
    /// `words` are what it is doing, such as "reading heap.pb.gz".
    pub(crate) fn with(words: &str) -> Busy {
        Busy(is_watched().then(|| Watch::new(words)).flatten())
    }

    /// Says that it goes on with something else.
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
    /// Nothing where no thread can be had.
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
