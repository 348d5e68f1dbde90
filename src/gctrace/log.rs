//! A log: what its records say together.

use super::{
    damage::Damaged,
    moment::{self, Moment},
    record::Record,
    runs::ProcessRun,
    surge::{self, Growth, Surge},
};

/// What a log holds of collections.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Log {
    /// The runs of processes, in the order of their first records. At least one.
    pub runs: Vec<ProcessRun>,
    /// The first lines with a record that was skipped, at most [`MOST_DAMAGED`].
    pub damaged: Vec<Damaged>,
    /// How many lines of each kind there are.
    pub lines: Lines,
}

/// How many damaged lines are kept. All are counted.
pub const MOST_DAMAGED: usize = 100;

/// How many lines of each kind a log has. Each line is of one kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lines {
    /// With records, all of them sound.
    pub read: u64,
    /// With a record that was skipped; others on the line were not.
    pub damaged: u64,
    /// Without any record.
    pub foreign: u64,
}

impl Lines {
    /// All lines.
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

    /// How many records there are.
    #[must_use]
    pub fn n_records(&self) -> usize {
        self.runs.iter().map(|run| run.records.len()).sum()
    }

    /// How often a program was started again.
    #[must_use]
    pub fn n_restarts(&self) -> usize {
        self.runs.iter().filter(|run| run.is_restart).count()
    }

    /// How many programs wrote into the log at the same time, at most: the runs that are no restarts.
    #[must_use]
    pub fn n_processes(&self) -> usize {
        self.runs.len() - self.n_restarts()
    }

    /// How many collections the program asked for.
    #[must_use]
    pub fn n_forced(&self) -> usize {
        self.records().filter(|record| record.is_forced).count()
    }

    /// The largest heap, before or after a collection, in MiB.
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
        // Of two on one line, and so of runs as well, the later one.
        self.runs.iter().filter_map(|run| run.records.last()).max_by_key(|record| record.line)
    }

    /// Where a moment lies in the log, in nanoseconds since 1970, as far as the times before its lines tell; none where they
    /// do not, or where several programs were running.
    #[must_use]
    pub fn moment(&self, time_ns: i64) -> Option<Moment> {
        moment::moment(&self.runs, time_ns)
    }

    /// The largest step of the live heap between consecutive collections of one run; none where it never grows.
    #[must_use]
    pub fn largest_growth(&self) -> Option<Growth> {
        surge::largest_growth(&self.runs)
    }

    /// Where the live heap grows most, and by how much it does while it goes on; none where it hardly grows.
    #[must_use]
    pub fn surge(&self) -> Option<Surge> {
        surge::surge(&self.runs)
    }
}
