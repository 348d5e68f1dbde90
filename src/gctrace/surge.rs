//! Finds growth of the live heap.

use super::{record::Record, runs::ProcessRun};

/// The largest step of the live heap between two collections of one run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Growth {
    /// The live heap before, in MiB.
    pub from_mb: u32,
    /// The live heap after, in MiB, which is larger.
    pub to_mb: u32,
    /// Index of the run.
    pub run: usize,
    /// Index of the later record.
    pub record: usize,
}

/// A lasting rise of the live heap, from the low before it to its highest point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Surge {
    /// Index of the run.
    pub run: usize,
    /// Index of the record that it begins after.
    pub from: usize,
    /// Index of the record that it ends with, later than `from`.
    pub to: usize,
    /// Live heap after these collections as a share of their heaps together, from 0 to 1.
    pub survivors: f64,
}

/// The largest step of the live heap; the first of equal ones. `None` if it never grows.
pub(super) fn largest_growth(runs: &[ProcessRun]) -> Option<Growth> {
    let mut largest: Option<Growth> = None;
    for (run, ProcessRun { records, .. }) in runs.iter().enumerate() {
        for (at, pair) in records.windows(2).enumerate() {
            let [from_mb, to_mb] = [&pair[0], &pair[1]].map(|record| record.heap.live_mb);
            let least = largest.map_or(0, |growth| growth.to_mb - growth.from_mb);
            if to_mb.saturating_sub(from_mb) > least {
                largest = Some(Growth { from_mb, to_mb, run, record: at + 1 });
            }
        }
    }
    largest
}

/// The largest rise of the live heap within a run, which may include falls; the first of equal ones.
///
/// `None` if it grows by less than half of itself, or by less than 4 MiB, as at the start of every program.
pub(super) fn surge(runs: &[ProcessRun]) -> Option<Surge> {
    let rises =
        runs.iter().enumerate().filter_map(|(run, ProcessRun { records, .. })| Some((run, rise(records)?)));
    let (run, rise) = rises.reduce(|a, b| if b.1.by_mb > a.1.by_mb { b } else { a })?;
    let records = &runs[run].records;
    let low_mb = live(&records[rise.low]);
    let is_low = |record: &Record| live(record) <= low_mb + low_mb / 10;
    let from = (rise.low..rise.high).rfind(|at| is_low(&records[*at])).unwrap_or(rise.low);
    let (low_mb, high_mb) = (live(&records[from]), live(&records[rise.high]));
    let is_one = high_mb - low_mb >= 4 && 2 * high_mb >= 3 * low_mb;
    let survivors = survivors(&records[from + 1..=rise.high]);
    is_one.then_some(Surge { run, from, to: rise.high, survivors })
}

/// The live heap in MiB, in a type that holds three times the maximum.
fn live(record: &Record) -> u64 {
    record.heap.live_mb.into()
}

#[derive(Clone, Copy)]
struct Rise {
    low: usize,
    high: usize,
    by_mb: u64,
}

/// The two records, one after the other, between which the live heap grows most.
fn rise(records: &[Record]) -> Option<Rise> {
    let mut low = 0;
    let mut best: Option<Rise> = None;
    for (at, record) in records.iter().enumerate() {
        if live(record) < live(&records[low]) {
            low = at;
        }
        let by_mb = live(record) - live(&records[low]);
        if by_mb > best.map_or(0, |best| best.by_mb) {
            best = Some(Rise { low, high: at, by_mb });
        }
    }
    best
}

/// Live heap after these collections as a share of their heaps, from 0 to 1.
fn survivors(records: &[Record]) -> f64 {
    let sum = |size: fn(&Record) -> u32| records.iter().map(|record| u64::from(size(record))).sum::<u64>();
    let heap = sum(|record| record.heap.peak_mb());
    if heap == 0 { 0.0 } else { (sum(|record| record.heap.live_mb) as f64 / heap as f64).min(1.0) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gctrace::record::Heap;

    /// Runs of these live heaps, each in a heap of twice the size.
    fn runs(live: &[&[u32]]) -> Vec<ProcessRun> {
        let record = |&live_mb: &u32| {
            let heap = Heap { start_mb: 2 * live_mb, end_mb: 2 * live_mb, live_mb };
            Record { heap, ..Record::default() }
        };
        live.iter()
            .map(|run| ProcessRun { records: run.iter().map(record).collect(), ..ProcessRun::default() })
            .collect()
    }

    #[test]
    fn growth_is_never_across_a_restart() {
        let found = |live: &[&[u32]]| {
            largest_growth(&runs(live))
                .map(|growth| (growth.from_mb, growth.to_mb, growth.run, growth.record))
        };
        assert_eq!(found(&[&[1, 5, 9, 2], &[90, 91]]), Some((1, 5, 0, 1)));
        assert_eq!(found(&[&[9, 9, 3], &[90]]), None);
        assert_eq!(found(&[]), None);
    }

    #[test]
    fn a_surge_begins_at_the_last_low_and_passes_over_falls() {
        let found = |live: &[&[u32]]| surge(&runs(live)).map(|surge| (surge.run, surge.from, surge.to));
        assert_eq!(found(&[&[44, 45, 44, 66, 400, 250, 900, 800]]), Some((0, 2, 6)));
        assert_eq!(found(&[&[4, 9], &[5, 30, 1, 20]]), Some((1, 0, 1)));
        assert_eq!(surge(&runs(&[&[10, 100]])).unwrap().survivors, 0.5);
    }

    #[test]
    fn no_surge_is_where_the_live_heap_hardly_grows() {
        for live in [&[][..], &[7], &[40, 42, 41, 44], &[0, 3], &[100, 149, 100], &[90, 50, 9]] {
            assert_eq!(surge(&runs(&[live])), None, "{live:?}");
        }
    }
}
