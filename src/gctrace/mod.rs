//! Logs of Go's garbage collector, which programs write to standard error with `GODEBUG=gctrace=1`.
//!
//! [`read`] finds the collector's lines among all others, in the formats of all Go releases, and returns a [`Log`]: the
//! [`ProcessRun`]s, each with a [`Record`] per collection. Records that are truncated, interleaved or implausible are
//! skipped and counted. The text is read once and not kept, so a log may be of any size; a record takes about 120
//! bytes.
//!
//! ```
//! let text = "listening\ngc 1 @0.012s 2%: 0.02+1.5+0.01 ms clock, 0.1+0.4/1.2/0+0.1 ms cpu, 4->5->3 MB, 4 MB goal, 8 P\n";
//! let log = pprof_svg::gctrace::read(text.as_bytes())?;
//! assert_eq!((log.n_records(), log.peak_mb(), log.lines.foreign), (1, 5, 1));
//! # Ok::<(), pprof_svg::gctrace::LogError>(())
//! ```

mod cri;
mod damage;
mod encoding;
mod error;
mod forms;
mod line;
mod lines;
mod log;
mod moment;
mod needles;
mod process;
mod read;
mod record;
mod runs;
mod scan;
mod stamp;
mod surge;
mod unwrap;

#[cfg(test)]
mod tests;

pub use self::{
    damage::{Damage, Damaged},
    error::LogError,
    log::{Lines, Log, MAX_DAMAGED},
    moment::Moment,
    read::read,
    record::{Clock, Cpu, Heap, Record},
    runs::ProcessRun,
    scan::Scan,
    surge::{Growth, Surge},
};
