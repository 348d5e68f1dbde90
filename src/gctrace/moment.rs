//! Finds the position of a wall-clock time in a log.

use super::{record::Record, runs::ProcessRun};

/// The position of a time in a log.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Moment {
    /// During a run.
    During {
        /// Index of the run.
        run: usize,
        /// Seconds since the start of the run.
        time_s: f64,
        /// Index of the last record whose collection had ended; `None` before the first.
        after: Option<usize>,
    },
    /// This many seconds before the start of the first run.
    Before(f64),
    /// This many seconds after the last collection of the last run, and later than another one was due.
    After(f64),
    /// Between two runs.
    Between,
}

/// The longest time between collections, in seconds: Go collects every two minutes even if nothing is allocated.
const LONGEST_SILENCE: f64 = 120.0;

/// The tolerance of clocks and line times, in seconds. A profile is often taken right after a collection.
const INEXACT: f64 = 0.005;

/// The extent of a run, in seconds relative to the wanted time.
struct Extent {
    run: usize,
    from_s: f64,
    to_s: f64,
}

/// The position of a time, in nanoseconds since 1970. `None` if lines have no times, or several programs were running.
pub(super) fn moment(runs: &[ProcessRun], time_ns: i64) -> Option<Moment> {
    let extents: Vec<Extent> =
        runs.iter().enumerate().map(|(at, run)| extent(at, run, time_ns)).collect::<Option<_>>()?;
    let is_on = |extent: &&Extent| extent.from_s <= 0.0 && extent.to_s + LONGEST_SILENCE >= 0.0;
    let n_on = extents.iter().filter(is_on).count();
    if n_on > 1 && runs.iter().filter(|run| !run.is_restart).count() > 1 {
        return None;
    }
    // Of a run and its restart, the later one.
    if let Some(on) = extents.iter().filter(is_on).max_by(|a, b| a.from_s.total_cmp(&b.from_s)) {
        let time_s = -on.from_s;
        let has_ended = |record: &Record| end_s(record).is_some_and(|end| end <= time_s + INEXACT);
        let after = runs[on.run].records.iter().rposition(has_ended);
        return Some(Moment::During { run: on.run, time_s, after });
    }
    let first_s = extents.iter().map(|extent| extent.from_s).fold(f64::INFINITY, f64::min);
    let last_s = extents.iter().map(|extent| extent.to_s).fold(f64::NEG_INFINITY, f64::max);
    Some(match (first_s, last_s) {
        (first, _) if first > 0.0 => Moment::Before(first),
        (_, last) if last < 0.0 => Moment::After(-last),
        _ => Moment::Between,
    })
}

fn extent(at: usize, run: &ProcessRun, time_ns: i64) -> Option<Extent> {
    let from_s = run.started_ns?.saturating_sub(time_ns) as f64 / 1e9;
    Some(Extent { run: at, from_s, to_s: from_s + run.records.last().and_then(end_s)? })
}

/// The end of a collection, in seconds since the program's start.
fn end_s(record: &Record) -> Option<f64> {
    record.time_s.map(|time| time + record.clock.total_ms() / 1e3)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gctrace;

    /// A record that ends half a second after its time, on a line with that time; the start is at `start` seconds.
    fn line(process: &str, start: u32, number: u32, time: u32) -> String {
        let (minute, second) = ((start + time) / 60, (start + time) % 60);
        format!(
            "1970-01-01T00:{minute:02}:{second:02}.500000000Z {process}gc {number} @{time}.000s 0%: 100+300+100 ms clock, \
             0+0/0/0+0 ms cpu, 8->9->6 MB, 10 MB goal, 2 P\n"
        )
    }

    #[track_caller]
    fn check(log: &str, moments: &[(f64, Option<Moment>)]) {
        let log = gctrace::read(log.as_bytes()).unwrap();
        for (time_s, expected) in moments {
            assert_eq!(log.moment((time_s * 1e9) as i64), *expected, "{time_s}: {log:?}");
        }
    }

    fn during(run: usize, time_s: f64, after: Option<usize>) -> Option<Moment> {
        Some(Moment::During { run, time_s, after })
    }

    #[test]
    fn a_moment_is_in_a_run_or_outside() {
        let log = line("", 100, 1, 10) + &line("", 100, 2, 20);
        check(
            &log,
            &[
                (99.0, Some(Moment::Before(1.0))),
                (100.0, during(0, 0.0, None)),
                (110.25, during(0, 10.25, None)),
                (110.5, during(0, 10.5, Some(0))),
                (110.4975, during(0, 10.4975, Some(0))),
                (130.0, during(0, 30.0, Some(1))),
                (240.0, during(0, 140.0, Some(1))),
                (241.0, Some(Moment::After(120.5))),
            ],
        );
    }

    #[test]
    fn a_restart_takes_over() {
        let log = line("", 100, 1, 10) + &line("", 115, 1, 10) + &line("", 900, 1, 10);
        check(
            &log,
            &[
                (112.0, during(0, 12.0, Some(0))),
                (116.0, during(1, 1.0, None)),
                (899.0, Some(Moment::Between)),
                (901.0, during(2, 1.0, None)),
            ],
        );
    }

    #[test]
    fn what_is_not_sure_is_not_said() {
        let two = line("h a[1]: ", 100, 1, 10) + &line("h b[1]: ", 105, 1, 10);
        check(&two, &[(101.0, during(0, 1.0, None)), (106.0, None), (1.0, Some(Moment::Before(99.0)))]);
        let bare = line("", 100, 1, 10).replace("1970-01-01T", "");
        check(&bare, &[(110.0, None)]);
    }
}
