//! Progress of fetching, at a terminal.

use std::io::Read;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::cli::progress::is_watched;

/// The update interval.
const TICK: Duration = Duration::from_millis(120);

/// A line with elapsed time and received bytes; nothing if standard error is not a terminal.
#[derive(Clone)]
pub(super) struct Progress(ProgressBar);

impl Progress {
    /// `seconds` is the expected duration, if known.
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

    /// Counts the bytes that are read.
    pub(super) fn counting(&self, reader: impl Read) -> impl Read {
        self.0.wrap_read(reader)
    }

    /// Removes the line.
    pub(super) fn end(&self) {
        self.0.finish_and_clear();
    }
}
