//! A collection as one line of a log tells it.

/// A collection. Sizes are in MiB, rounded down as Go rounds them; durations are in milliseconds, as precise as written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    /// The line of the log that it stands in, counted from 1.
    pub line: u64,
    /// Its number in its process, counted from 1.
    pub number: u32,
    /// When it began, in seconds since the process started. Go writes this since 1.5.
    pub time_s: Option<f64>,
    /// The share of all processor time that went into collecting, since the process started, in percent. Since 1.5.
    pub percent: Option<u32>,
    /// How long it took.
    pub clock: Clock,
    /// The processor time that it took. Since 1.5.
    pub cpu: Option<Cpu>,
    /// The heap around it.
    pub heap: Heap,
    /// The heap size at which it was to end; none where Go had no goal, as with `GOGC=off`. Since 1.5.
    pub goal_mb: Option<u32>,
    /// The stacks to be scanned. Since 1.18.
    pub stacks_mb: Option<u32>,
    /// The global variables to be scanned. Since 1.18.
    pub globals_mb: Option<u32>,
    /// How many processors were in use.
    pub procs: Option<u32>,
    /// Whether the program asked for it.
    pub is_forced: bool,
    /// Whether it looked for leaked goroutines. Since 1.26.
    pub is_leak_check: bool,
}

/// How long a collection took, in milliseconds. Up to Go 1.4 the whole of it stopped the program, and is `start_ms`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Clock {
    /// The pause in which it began.
    pub start_ms: f32,
    /// What ran beside the program.
    pub concurrent_ms: f32,
    /// The pause in which it ended.
    pub end_ms: f32,
}

impl Clock {
    /// How long the program stood still, in milliseconds.
    #[must_use]
    pub fn pause_ms(&self) -> f64 {
        f64::from(self.start_ms) + f64::from(self.end_ms)
    }

    /// How long it took from beginning to end, in milliseconds.
    #[must_use]
    pub fn total_ms(&self) -> f64 {
        self.pause_ms() + f64::from(self.concurrent_ms)
    }
}

/// The processor time of a collection beside the pauses, in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Cpu {
    /// By goroutines that had to help before they could allocate.
    pub assist_ms: f32,
    /// By workers in the background.
    pub background_ms: f32,
    /// By processors that had nothing else to do.
    pub idle_ms: f32,
}

/// The heap around a collection, in MiB. Go 1.3 and 1.4 write one size of it, and what the collection before left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Heap {
    /// When it began.
    pub start_mb: u32,
    /// When it ended, with what is not swept yet.
    pub end_mb: u32,
    /// What is alive.
    pub live_mb: u32,
}

impl Heap {
    /// The most of both ends.
    #[must_use]
    pub fn peak_mb(&self) -> u32 {
        self.start_mb.max(self.end_mb)
    }

    /// Which share of the heap is alive after the collection, from 0 to 1; none of a heap of less than 1 MiB.
    #[must_use]
    pub fn survivors(&self) -> Option<f64> {
        let share = f64::from(self.live_mb) / f64::from(self.peak_mb());
        (self.peak_mb() > 0).then_some(share.min(1.0))
    }
}
