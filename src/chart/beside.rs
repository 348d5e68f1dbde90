//! A heap profile beside the log: when it was taken, and how it compares with the live heap at that time.

use crate::gctrace::{Log, Moment, Record};
use crate::geom::Point;
use crate::scene::metrics::Face;
use crate::scene::text::{self, Anchor, Emphasis, Span, TextLine};
use crate::scene::{Mark, Paint, Polyline, visible};

use super::plot::Extent;
use super::time::Axis;
use super::units;

/// A heap profile to compare a log with.
#[derive(Clone, Debug, PartialEq)]
pub struct Beside {
    /// The name of its file.
    pub name: String,
    /// The heap in use by it, in MiB; none if it is no profile of a heap.
    pub in_use_mb: Option<f64>,
    /// When it was taken, relative to the log; none if unknown.
    pub taken: Option<Moment>,
}

/// Font size of the name at the plot, and the largest width of it, in px.
const SIZE: f64 = 11.0;
const MOST_WIDTH: f64 = 150.0;

/// The width that the title of the plot takes, which stands on the same line, in px.
const PLOT_NAME: f64 = 40.0;

/// The sentence about it in the header.
pub(super) fn sentence(log: &Log, beside: &Beside) -> String {
    let name = visible(&beside.name);
    let taken = beside.taken.map(|moment| format!("{name} was taken {}", when(log, moment)));
    match (beside.in_use_mb, record(log, beside.taken), taken) {
        (None, _, None) => format!("{name} has nothing to compare with the live heap."),
        (None, _, Some(taken)) => format!("{taken}; it has nothing to compare with the live heap."),
        (Some(in_use), Some(record), Some(taken)) => {
            let live = record.heap.live_mb;
            let share = share(in_use, live).map(|share| format!(", {share} of that")).unwrap_or_default();
            let (live, in_use) = (units::size(live.into()), units::size(in_use));
            format!("{taken}, when {live} were alive: it holds {in_use}{share}.")
        }
        (Some(in_use), _, taken) => {
            let subject = taken.map_or(name, |taken| format!("{taken}. It"));
            format!("{subject} holds {}", at_the_end(log, in_use))
        }
    }
}

/// The heap in use by it, compared with the live heap at the end of the log.
fn at_the_end(log: &Log, in_use_mb: f64) -> String {
    let live = log.last().map_or(0, |record| record.heap.live_mb);
    let in_use = units::size(in_use_mb);
    match share(in_use_mb, live) {
        Some(share) => {
            let live = units::size(live.into());
            format!("{in_use}: {share} of the {live} that are alive at the end of the log.")
        }
        None => format!("{in_use}; less than 1 MB is alive at the end of the log."),
    }
}

fn share(in_use_mb: f64, live_mb: u32) -> Option<String> {
    (live_mb > 0).then(|| units::percent(in_use_mb / f64::from(live_mb)))
}

/// The last collection before a moment, which has the live heap.
fn record(log: &Log, moment: Option<Moment>) -> Option<&Record> {
    match moment? {
        Moment::During { run, after, .. } => log.runs.get(run)?.records.get(after?),
        _ => None,
    }
}

fn when(log: &Log, moment: Moment) -> String {
    match moment {
        Moment::During { time_s, .. } => {
            let at = units::seconds(time_s);
            match record(log, Some(moment)) {
                Some(record) => format!("at {at}, after gc {}", record.number),
                None => format!("at {at}, before the first collection of the log"),
            }
        }
        Moment::Before(s) => format!("{} before the program's start", units::seconds(s)),
        Moment::After(s) => format!("{} after the log's end", units::seconds(s)),
        Moment::Between => "between two runs".to_owned(),
    }
}

/// A vertical line at the time it was taken, with its name; empty if that is outside of the log.
pub(super) fn mark(log: &Log, axis: &Axis, extent: Extent, beside: &Beside) -> Vec<Mark> {
    let Some(Moment::During { run, time_s, after: Some(place) }) = beside.taken else { return Vec::new() };
    let Some(record) = log.runs.get(run).and_then(|run| run.records.get(place)) else { return Vec::new() };
    let x = axis.x_after(run, place, record, time_s);
    let line = Mark::Line(Polyline {
        points: vec![Point::new(x, extent.top - 4.0), Point::new(x, extent.bottom)],
        paint: Paint::Muted,
        width: 1.0,
        dash: None,
    });
    let name = text::elide(&visible(&beside.name), SIZE, Face::Regular, MOST_WIDTH);
    let name = TextLine::new(SIZE, vec![Span::regular(name, Emphasis::Normal)]);
    // Above the plot, where no line crosses it; but with several runs, their starts are labelled there.
    let baseline = if log.runs.len() > 1 { extent.top + 28.0 } else { extent.top - 8.0 };
    let (least, most) = (axis.left + PLOT_NAME, axis.right - name.width);
    let x = (x - name.width / 2.0).max(least).min(most);
    vec![line, Mark::Text(name.at(Anchor::Start, x, baseline))]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gctrace;

    /// Collections at 10 s and 30 s, after which these MB are alive.
    fn log(live: [u32; 2]) -> Log {
        let record = |number: usize| {
            let (time, live) = ([10, 30][number - 6], live[number - 6]);
            format!(
                "gc {number} @{time}.000s 0%: 0+1+0 ms clock, 0+0/0/0+0 ms cpu, 900->900->{live} MB, 900 MB goal, 8 P\n"
            )
        };
        gctrace::read((record(6) + &record(7)).as_bytes()).unwrap()
    }

    #[track_caller]
    fn check(in_use_mb: Option<f64>, taken: Option<Moment>, expected: &str) {
        let beside = Beside { name: "heap".to_owned(), in_use_mb, taken };
        assert_eq!(sentence(&log([200, 800]), &beside), expected);
    }

    fn during(time_s: f64, after: Option<usize>) -> Option<Moment> {
        Some(Moment::During { run: 0, time_s, after })
    }

    #[test]
    fn a_heap_is_compared_with_what_was_alive_then() {
        let said =
            "heap was taken at 12.0 s, after gc 6, when 200 MB were alive: it holds 50 MB, 25 % of that.";
        check(Some(50.0), during(12.0, Some(0)), said);
        let said = "heap was taken at 34.1 s, after gc 7; it has nothing to compare with the live heap.";
        check(None, during(34.1, Some(1)), said);
        check(None, None, "heap has nothing to compare with the live heap.");
    }

    #[test]
    fn where_that_is_not_known_the_end_is_taken() {
        let end = "holds 200 MB: 25 % of the 800 MB that are alive at the end of the log.";
        let check = |taken, said: &str| check(Some(200.0), taken, &format!("{said} {end}"));
        check(None, "heap");
        check(during(3.0, None), "heap was taken at 3.00 s, before the first collection of the log. It");
        check(Some(Moment::Before(192.0)), "heap was taken 192.0 s before the program's start. It");
        check(Some(Moment::After(720.0)), "heap was taken 12.0 min after the log's end. It");
        check(Some(Moment::Between), "heap was taken between two runs. It");
    }

    #[test]
    fn of_nothing_there_is_no_share() {
        let sentence = |taken| {
            let beside = Beside { name: "heap".to_owned(), in_use_mb: Some(0.5), taken };
            sentence(&log([0, 0]), &beside)
        };
        assert_eq!(sentence(None), "heap holds 0.5 MB; less than 1 MB is alive at the end of the log.");
        let said = "heap was taken at 12.0 s, after gc 6, when 0 MB were alive: it holds 0.5 MB.";
        assert_eq!(sentence(during(12.0, Some(0))), said);
    }
}
