//! Logs of Go's garbage collector, as programs write them to standard error with `GODEBUG=gctrace=1`.
//!
//! [`read`] finds the lines of the collector among all others, in every form that Go has written, and makes them a
//! [`Log`]: the [`ProcessRun`]s of processes, each with a [`Record`] of each collection. A record that is cut, torn, or says what
//! cannot be, is skipped and counted. The text is read once and not kept, so that a log may be of any size; each record
//! takes about 120 bytes.
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
    log::{Lines, Log, MOST_DAMAGED},
    moment::Moment,
    read::read,
    record::{Clock, Cpu, Heap, Record},
    runs::ProcessRun,
    scan::Scan,
    surge::{Growth, Surge},
};
