//! Assigns records to runs of processes.

use crate::fast_map::FastMap;

use super::{process::Name, record::Record};

/// A run of a process, from its start or first record in the log to its end.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProcessRun {
    /// Its collections, in the order of the log. At least one.
    pub records: Vec<Record>,
    /// Whether it is a restart: the same program ran before, and ended.
    pub is_restart: bool,
    /// Start in nanoseconds since 1970, if lines have times with date and zone. An upper bound, which is late by the
    /// shortest delay between the end of a collection and its line's time.
    pub started_ns: Option<i64>,
}

impl ProcessRun {
    fn last(&self) -> &Record {
        self.records.last().expect("a run has a record")
    }

    /// Lines have late times, never early ones, so the earliest start is the most exact.
    fn see_start(&mut self, started_ns: Option<i64>) {
        self.started_ns = self.started_ns.into_iter().chain(started_ns).min();
    }
}

/// Assigns records to runs.
///
/// A record continues the current run of its process if its number grows and its time does not go back. Where two
/// unnamed processes write into one log, numbers and times determine which of the latest runs it continues.
#[derive(Debug, Default)]
pub(super) struct Runs {
    all: Vec<ProcessRun>,
    /// Further properties of each run.
    traits: Vec<Trait>,
    /// The latest runs of each process by name, most recent first.
    latest: FastMap<Box<[u8]>, Vec<usize>>,
    programs: FastMap<Box<[u8]>, usize>,
    n_records: u64,
}

/// Properties that distinguish runs.
#[derive(Debug)]
struct Trait {
    /// Index of the program; all unnamed programs are one.
    program: usize,
    /// Index of its last record in the log.
    last_place: u64,
}

/// How many of the latest runs of one name are considered.
const MAX_LATEST: usize = 4;

/// How many records ago a parallel run may have had its last one.
const MAX_AGO: u64 = 8;

impl Runs {
    pub(super) fn n_records(&self) -> u64 {
        self.n_records
    }

    /// Adds a record of a line with this time in nanoseconds since 1970, if any.
    pub(super) fn add(&mut self, name: Name<'_>, record: Record, stamp_ns: Option<i64>) {
        let program = match self.programs.get(name.program) {
            Some(program) => *program,
            None => {
                let program = self.programs.len();
                self.programs.insert(name.program.into(), program);
                program
            }
        };
        if !self.latest.contains_key(name.process) {
            self.latest.insert(name.process.into(), Vec::new());
        }
        let latest = self.latest.get(name.process).map_or(&[][..], Vec::as_slice);
        let chosen = self.choose(latest, &record);
        let run = chosen.unwrap_or(self.all.len());
        if chosen.is_none() {
            self.all.push(ProcessRun::default());
            self.traits.push(Trait { program, last_place: 0 });
        }
        if let Some(latest) = self.latest.get_mut(name.process) {
            latest.retain(|other| *other != run);
            latest.insert(0, run);
            latest.truncate(MAX_LATEST);
        }
        let started = stamp_ns.and_then(|stamp| started_ns(&record, stamp));
        self.all[run].see_start(started);
        self.all[run].records.push(record);
        self.traits[run].last_place = self.n_records;
        self.n_records += 1;
    }

    /// All runs in the order of their first records, with restarts marked.
    pub(super) fn finish(mut self) -> Vec<ProcessRun> {
        let mut last_lines = vec![0; self.programs.len()];
        for (run, Trait { program, .. }) in self.all.iter_mut().zip(&self.traits) {
            let first = run.records[0].line;
            let last = &mut last_lines[*program];
            // Also for two runs that meet on one line.
            run.is_restart = *last > 0 && first >= *last;
            *last = run.last().line.max(*last);
        }
        self.all
    }

    /// The run that a record continues, among the latest of its process.
    fn choose(&self, latest: &[usize], record: &Record) -> Option<usize> {
        let (&current, others) = latest.split_first()?;
        let gap = |run: usize| gap_s(self.all[run].last(), record);
        let last = self.all[current].last();
        let beside = others.iter().copied().filter(|run| self.may_be_beside(*run, record));
        match beside.min_by(|a, b| gap(*a).total_cmp(&gap(*b))) {
            // Both may continue with it: prefer the current one, unless the heap sizes contradict.
            Some(_) if is_next(last, record) && holds_heap(last, record) => Some(current),
            Some(beside) => Some(beside),
            None => goes_on(last, record).then_some(current),
        }
    }

    /// Whether a record may be the next one of a parallel run.
    fn may_be_beside(&self, run: usize, record: &Record) -> bool {
        let last = self.all[run].last();
        let n_ago = self.n_records - self.traits[run].last_place;
        n_ago <= MAX_AGO && is_next(last, record) && holds_heap(last, record)
    }
}

/// Start of the process that wrote `record` at this time, at the end of the collection.
fn started_ns(record: &Record, stamp_ns: i64) -> Option<i64> {
    let end_s = record.time_s? + record.clock.total_ms() / 1e3;
    Some(stamp_ns.saturating_sub((end_s * 1e9).round() as i64))
}

/// Whether a record may be a later one of the same run.
fn goes_on(last: &Record, record: &Record) -> bool {
    let goes_back = matches!((last.time_s, record.time_s), (Some(last), Some(time)) if time < last);
    record.number > last.number && !goes_back
}

/// Whether it may be the next one.
fn is_next(last: &Record, record: &Record) -> bool {
    goes_on(last, record) && record.number - last.number == 1
}

/// Whether the heap is at least the live heap before: between collections it only grows. One MiB may be lost in
/// rounding.
fn holds_heap(last: &Record, record: &Record) -> bool {
    record.heap.start_mb.saturating_add(1) >= last.heap.live_mb
}

/// How much later a record is, in seconds; 0 if unknown.
fn gap_s(last: &Record, record: &Record) -> f64 {
    last.time_s.zip(record.time_s).map_or(0.0, |(last, time)| time - last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gctrace::record::Heap;

    /// The runs of `process:number@seconds`, as the numbers of their records; a star before restarts.
    fn runs(log: &str) -> String {
        let mut runs = Runs::default();
        for (place, text) in log.split(' ').enumerate() {
            let (process, record) = text.split_once(':').unwrap();
            let (number, time) = record.split_once('@').unwrap();
            let program = process.trim_end_matches(|c: char| c.is_ascii_digit());
            let name = Name { process: process.as_bytes(), program: program.as_bytes() };
            let heap = Heap { start_mb: 8, end_mb: 8, live_mb: 4 };
            let (number, time_s) = (number.parse().unwrap(), time.parse().ok());
            runs.add(
                name,
                Record { line: place as u64 + 1, number, time_s, heap, ..Record::default() },
                None,
            );
        }
        let shown = |run: &ProcessRun| {
            let places: Vec<_> = run.records.iter().map(|record| record.line.to_string()).collect();
            format!("{}{}", if run.is_restart { "*" } else { "" }, places.join(","))
        };
        runs.finish().iter().map(shown).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_restart_is_where_number_or_time_goes_back() {
        assert_eq!(runs(":1@1 :2@2 :5@2 :1@0 :2@1"), "1,2,3 *4,5");
        assert_eq!(runs(":7@9 :8@3"), "1 *2");
        assert_eq!(runs(":3@ :3@ :4@"), "1 *2,3");
        assert_eq!(runs(":1@1 :2@2 :3@120 :1@1 :2@2 :3@3 :4@120.5 :5@240"), "1,2,3 *4,5,6,7,8");
    }

    #[test]
    fn processes_that_are_named_are_apart() {
        assert_eq!(runs("a:1@1 b:1@1 a:2@2 b:2@2 a:3@3"), "1,3,5 2,4");
        // Two consecutive processes of one program.
        assert_eq!(runs("a1:1@1 a1:2@2 a2:1@1 a2:2@2"), "1,2 *3,4");
        assert_eq!(runs("a1:1@1 a2:1@1 a1:2@2"), "1,3 2");
    }

    #[test]
    fn processes_that_are_not_named_are_told_apart_by_their_numbers() {
        assert_eq!(runs(":57@90 :1@0 :58@91 :2@1 :3@2 :59@92"), "1,3,6 2,4,5");
        // Ambiguous, so the current run is preferred.
        assert_eq!(runs(":5@100 :5@50 :6@101"), "1 *2,3");
    }
}
