//! The plot of the heap over time: how it grows between collections and shrinks with each, the live heap, and the goal.

use crate::gctrace::{Log, Record, Surge};
use crate::geom::Point;
use crate::scene::color::{Hue, Shade};
use crate::scene::text::{Anchor, Emphasis, Span, TextLine};
use crate::scene::{Mark, Paint, Polyline};

use super::plot::{Extent, ValueAxis};
use super::thin::thinned;
use super::time::Axis;
use super::units;

const fn warm(level: u8) -> Shade {
    Shade { hue: Hue::Warm, level }
}

/// The colours of the heap's size, of the live heap, and of the time of the surge.
const HEAP: Paint = Paint::Line(warm(6));
const LIVE: Paint = Paint::Line(warm(16));
const LIVE_AREA: Paint = Paint::Fill(warm(10));
const SURGE: Paint = Paint::Fill(warm(3));

/// Goals above this multiple of the largest heap do not extend the vertical axis.
const MOST_GOAL: f64 = 2.0;

/// Least distance between the baselines of two names beside the plot, and their font size.
const LEADING: f64 = 13.0;
const WORD_SIZE: f64 = 11.0;

/// Height of the mark of a forced collection.
const FORCED: f64 = 7.0;

/// If more collections than this are forced, their marks would overlap, and are left out.
const MOST_FORCED: usize = 400;

/// The marks of the plot.
pub(super) fn plot(log: &Log, axis: &Axis, extent: Extent) -> Vec<Mark> {
    let peak = f64::from(log.peak_mb());
    let goals = log.records().filter_map(|record| record.goal_mb).map(f64::from);
    let most = goals.filter(|goal| *goal <= MOST_GOAL * peak).fold(peak, f64::max);
    let scale = ValueAxis::new(extent, most, 45.0);
    let mut marks = Vec::new();
    if let Some(surge) = log.surge() {
        marks.extend(band(log, axis, extent, surge));
    }
    marks.extend(scale.frame(axis, "Heap", units::size));
    for run in 0..log.runs.len() {
        let live = thinned(live(log, axis, run, &scale));
        let area = live.first().zip(live.last()).map(|(first, last)| {
            let ends = [Point::new(last.x, extent.bottom), Point::new(first.x, extent.bottom)];
            Mark::Area(live.iter().copied().chain(ends).collect(), LIVE_AREA)
        });
        marks.extend(area);
        let lines = goals_of(log, axis, run, &scale);
        let goals = lines.into_iter().map(|goal| line(goal, Paint::Muted, 1.0, Some([4.0, 3.0])));
        marks.extend(goals);
        marks.push(line(thinned(teeth(log, axis, run, &scale)), HEAP, 1.2, None));
        marks.push(line(live, LIVE, 2.2, None));
    }
    marks.extend(axis.starts(extent.top, extent.bottom));
    marks.extend(forced(log, axis, extent));
    marks.extend(words(log, axis, &scale));
    marks
}

fn line(points: Vec<Point>, paint: Paint, width: f64, dash: Option<[f64; 2]>) -> Mark {
    Mark::Line(Polyline { points, paint, width, dash })
}

/// The records of a run with their places.
fn records(log: &Log, run: usize) -> impl Iterator<Item = (usize, &Record)> {
    log.runs[run].records.iter().enumerate()
}

/// The live heap at the end of each collection.
fn live<'a>(
    log: &'a Log,
    axis: &'a Axis,
    run: usize,
    scale: &'a ValueAxis,
) -> impl Iterator<Item = Point> + 'a {
    let at = move |(place, record): (usize, &Record)| {
        Point::new(axis.x_end(run, place, record), scale.y(record.heap.live_mb.into()))
    };
    records(log, run).map(at)
}

/// The size of the heap: at the start of each collection, at its end, and its live part then.
fn teeth<'a>(
    log: &'a Log,
    axis: &'a Axis,
    run: usize,
    scale: &'a ValueAxis,
) -> impl Iterator<Item = Point> + 'a {
    records(log, run).flat_map(move |(place, record)| {
        let (x, end) = (axis.x(run, place, record), axis.x_end(run, place, record));
        let y = |mb: u32| scale.y(mb.into());
        [(x, record.heap.start_mb), (end, record.heap.end_mb), (end, record.heap.live_mb)]
            .map(|(x, mb)| Point::new(x, y(mb)))
    })
}

/// The goals as steps: one line for each sequence of records that have one.
fn goals_of(log: &Log, axis: &Axis, run: usize, scale: &ValueAxis) -> Vec<Vec<Point>> {
    let mut lines = Vec::new();
    let mut steps: Vec<Point> = Vec::new();
    let mut before = None;
    for (place, record) in records(log, run) {
        let x = axis.x(run, place, record);
        match record.goal_mb {
            Some(goal) => {
                let y = scale.y(goal.into());
                // The goal of a collection was set by the one before.
                steps.push(Point::new(before.unwrap_or(x), y));
                steps.push(Point::new(x, y));
            }
            None => lines.push(std::mem::take(&mut steps)),
        }
        before = Some(x);
    }
    lines.push(steps);
    lines.into_iter().map(thinned).filter(|line| line.len() > 1).collect()
}

/// A band over the time of the surge, with its sizes at the upper edge, where lines rarely are.
fn band(log: &Log, axis: &Axis, extent: Extent, surge: Surge) -> [Mark; 2] {
    let records = &log.runs[surge.run].records;
    let [from, to] = [surge.from, surge.to].map(|place| axis.x_end(surge.run, place, &records[place]));
    let corners = [(from, extent.top), (to, extent.top), (to, extent.bottom), (from, extent.bottom)];
    let size = |place: usize| units::size(records[place].heap.live_mb.into());
    let word = format!("surge from {} to {}", size(surge.from), size(surge.to));
    let word = TextLine::new(WORD_SIZE, vec![Span::regular(word, Emphasis::Normal)]);
    // Inside of the plot, also near its edges.
    let x = (from + 5.0).min(axis.right - word.width - 5.0).max(axis.left);
    let word = word.at(Anchor::Start, x, extent.top + 14.0);
    [Mark::Area(corners.map(|(x, y)| Point::new(x, y)).to_vec(), SURGE), Mark::Text(word)]
}

/// A small triangle on the lower edge for each collection that the program forced.
fn forced(log: &Log, axis: &Axis, extent: Extent) -> Vec<Mark> {
    if log.n_forced() > MOST_FORCED {
        return Vec::new();
    }
    let of_run = |run: usize| records(log, run).map(move |(place, record)| (run, place, record));
    let forced = (0..log.runs.len()).flat_map(of_run).filter(|(_, _, record)| record.is_forced);
    let triangle = |(run, place, record): (usize, usize, &Record)| {
        let x = axis.x(run, place, record);
        let base = extent.bottom;
        let corners = [(x - 4.0, base), (x + 4.0, base), (x, base - FORCED)];
        Mark::Area(corners.map(|(x, y)| Point::new(x, y)).to_vec(), Paint::Muted)
    };
    forced.map(triangle).collect()
}

/// The names of the lines with their last values, beside their ends.
fn words(log: &Log, axis: &Axis, scale: &ValueAxis) -> Vec<Mark> {
    let Some(last) = log.runs.last().and_then(|run| run.records.last()) else { return Vec::new() };
    let word = |name: &str, mb: u32, emphasis: Emphasis, bold: bool| {
        let text = format!("{name} {}", units::size(mb.into()));
        let run = if bold { Span::bold(text) } else { Span::regular(text, emphasis) };
        (scale.y(mb.into()), TextLine::new(WORD_SIZE, vec![run]))
    };
    let goal = last.goal_mb.map(|goal| word("goal", goal, Emphasis::Muted, false));
    let heap = word("heap", last.heap.peak_mb(), Emphasis::Normal, false);
    let mut words: Vec<_> =
        goal.into_iter().chain([heap, word("live", last.heap.live_mb, Emphasis::Normal, true)]).collect();
    words.sort_by(|a, b| a.0.total_cmp(&b.0));
    // From the lowest up, each moved up as far as it would overlap the one below.
    let mut lowest = f64::INFINITY;
    for (y, _) in words.iter_mut().rev() {
        *y = y.min(lowest);
        lowest = *y - LEADING;
    }
    words.into_iter().map(|(y, text)| Mark::Text(text.at(Anchor::Start, axis.right + 8.0, y + 4.0))).collect()
}
