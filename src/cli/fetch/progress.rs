//! What somebody at a terminal sees while a profile is recorded and fetched.

use std::io::Read;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::cli::progress::is_watched;

/// How often it moves.
const TICK: Duration = Duration::from_millis(120);

/// A line at a terminal that says how long it has been, and how much is here. Nothing where nobody looks.
#[derive(Clone)]
pub(super) struct Progress(ProgressBar);

impl Progress {
    /// `seconds` is how long it is going to be, as far as that is known.
    pub(super) fn new(seconds: Option<u64>) -> Progress {
        let target = if is_watched() { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let of = seconds.map(|seconds| format!(" of {seconds}s")).unwrap_or_default();
        let style =
            ProgressStyle::with_template("{spinner} {elapsed}{msg}, {bytes} read").expect("a good template");
        let bar = ProgressBar::with_draw_target(None, target).with_style(style).with_message(of);
        if !bar.is_hidden() {
            bar.enable_steady_tick(TICK);
        }
        Progress(bar)
    }

    /// Counts what is read.
    pub(super) fn counting(&self, reader: impl Read) -> impl Read {
        self.0.wrap_read(reader)
    }

    /// Takes the line away.
    pub(super) fn end(&self) {
        self.0.finish_and_clear();
    }
}
