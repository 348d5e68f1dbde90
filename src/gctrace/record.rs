//! The record of a collection.

/// A collection. Sizes are in MiB, rounded down by Go; durations are in milliseconds, as precise as written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    /// The line number of the record, from 1.
    pub line: u64,
    /// Its number in its process, from 1.
    pub number: u32,
    /// Start, in seconds since the process started. Since Go 1.5.
    pub time_s: Option<f64>,
    /// Share of processor time spent collecting since the process started, in percent. Since Go 1.5.
    pub percent: Option<u32>,
    /// Its duration.
    pub clock: Clock,
    /// Its processor time. Since Go 1.5.
    pub cpu: Option<Cpu>,
    /// Heap sizes.
    pub heap: Heap,
    /// The heap goal; `None` without one, as with `GOGC=off`. Since Go 1.5.
    pub goal_mb: Option<u32>,
    /// Stacks to scan. Since Go 1.18.
    pub stacks_mb: Option<u32>,
    /// Global variables to scan. Since Go 1.18.
    pub globals_mb: Option<u32>,
    /// The number of processors in use.
    pub procs: Option<u32>,
    /// Whether the program forced it.
    pub is_forced: bool,
    /// Whether it looked for leaked goroutines. Since Go 1.26.
    pub is_leak_check: bool,
}

/// Durations of a collection, in milliseconds. Up to Go 1.4 all of it stops the program, and is `start_ms`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Clock {
    /// The pause at the start.
    pub start_ms: f32,
    /// The concurrent phase.
    pub concurrent_ms: f32,
    /// The pause at the end.
    pub end_ms: f32,
}

impl Clock {
    /// Duration of the pauses, in milliseconds.
    #[must_use]
    pub fn pause_ms(&self) -> f64 {
        f64::from(self.start_ms) + f64::from(self.end_ms)
    }

    /// Total duration, in milliseconds.
    #[must_use]
    pub fn total_ms(&self) -> f64 {
        self.pause_ms() + f64::from(self.concurrent_ms)
    }
}

/// Processor time of the concurrent phase, in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Cpu {
    /// By goroutines that had to assist before they could allocate.
    pub assist_ms: f32,
    /// By background workers.
    pub background_ms: f32,
    /// By otherwise idle processors.
    pub idle_ms: f32,
}

/// Heap sizes around a collection, in MiB. Go 1.3 and 1.4 write one size, and the live heap of the collection before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Heap {
    /// At the start.
    pub start_mb: u32,
    /// At the end, before sweeping.
    pub end_mb: u32,
    /// The live heap.
    pub live_mb: u32,
}

impl Heap {
    /// The larger of start and end.
    #[must_use]
    pub fn peak_mb(&self) -> u32 {
        self.start_mb.max(self.end_mb)
    }

    /// Live heap after the collection as a share of the heap, from 0 to 1; `None` for a heap of less than 1 MiB.
    #[must_use]
    pub fn survivors(&self) -> Option<f64> {
        let share = f64::from(self.live_mb) / f64::from(self.peak_mb());
        (self.peak_mb() > 0).then_some(share.min(1.0))
    }
}
