//! The log as a value.

use super::{
    damage::Damaged,
    moment::{self, Moment},
    record::Record,
    runs::ProcessRun,
    surge::{self, Growth, Surge},
};

/// The collections of a log.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Log {
    /// The runs of processes, in the order of their first records. At least one.
    pub runs: Vec<ProcessRun>,
    /// The first lines with skipped records, at most [`MAX_DAMAGED`].
    pub damaged: Vec<Damaged>,
    /// Counts of lines.
    pub lines: Lines,
}

/// How many damaged lines are kept. All are counted.
pub const MAX_DAMAGED: usize = 100;

/// The number of lines of each kind. Each line has one kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lines {
    /// Lines with records, none of which is damaged.
    pub read: u64,
    /// Lines with a skipped record, and perhaps others.
    pub damaged: u64,
    /// Lines without records.
    pub foreign: u64,
}

impl Lines {
    /// The number of lines.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.read + self.damaged + self.foreign
    }
}

impl Log {
    /// All records, run by run.
    pub fn records(&self) -> impl Iterator<Item = &Record> {
        self.runs.iter().flat_map(|run| &run.records)
    }

    /// The number of records.
    #[must_use]
    pub fn n_records(&self) -> usize {
        self.runs.iter().map(|run| run.records.len()).sum()
    }

    /// The number of restarts of programs.
    #[must_use]
    pub fn n_restarts(&self) -> usize {
        self.runs.iter().filter(|run| run.is_restart).count()
    }

    /// The number of runs that are not restarts: at most as many programs wrote into the log at the same time.
    #[must_use]
    pub fn n_processes(&self) -> usize {
        self.runs.len() - self.n_restarts()
    }

    /// The number of collections that the program forced.
    #[must_use]
    pub fn n_forced(&self) -> usize {
        self.records().filter(|record| record.is_forced).count()
    }

    /// The largest heap, at the start or end of a collection, in MiB.
    #[must_use]
    pub fn peak_mb(&self) -> u32 {
        self.records().map(|record| record.heap.peak_mb()).max().unwrap_or_default()
    }

    /// The first record of the log.
    #[must_use]
    pub fn first(&self) -> Option<&Record> {
        self.runs.first().and_then(|run| run.records.first())
    }

    /// The last record of the log.
    #[must_use]
    pub fn last(&self) -> Option<&Record> {
        // Of two records on one line, the later one.
        self.runs.iter().filter_map(|run| run.records.last()).max_by_key(|record| record.line)
    }

    /// The position of a time, in nanoseconds since 1970, in the log; `None` if lines have no times, or several
    /// programs were running.
    #[must_use]
    pub fn moment(&self, time_ns: i64) -> Option<Moment> {
        moment::moment(&self.runs, time_ns)
    }

    /// The largest step of the live heap between consecutive collections of one run; `None` if it never grows.
    #[must_use]
    pub fn largest_growth(&self) -> Option<Growth> {
        surge::largest_growth(&self.runs)
    }

    /// The interval in which the live heap grows most; `None` if it hardly grows.
    #[must_use]
    pub fn surge(&self) -> Option<Surge> {
        surge::surge(&self.runs)
    }
}
