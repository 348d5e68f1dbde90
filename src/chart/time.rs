//! The horizontal axis that all plots share: time, run after run, or the number of the collection where a log has no times.

use crate::gctrace::{Log, ProcessRun, Record};
use crate::geom::Point;
use crate::scene::text::{Anchor, Emphasis, Span, TextLine};
use crate::scene::{Mark, Paint, Polyline};

use super::ticks::{decimal_step, multiples, time_step};
use super::units;

/// Height of the labels below the last plot, in px.
pub(super) const HEIGHT: f64 = 36.0;

/// Least distance between the numbers of the axis, in px.
const LEAST_STEP: f64 = 64.0;

/// Distance between two runs in px, and the largest share of the axis that all such distances take together.
const RUN_SPACING: f64 = 14.0;
const MAX_SPACING_SHARE: f64 = 0.3;

/// If a log has more starts than this, they are not marked.
const MOST_STARTS: usize = 60;

/// Font size of numbers along axes.
pub(super) const SIZE: f64 = 10.0;

/// The horizontal axis: maps records to x, in px.
#[derive(Debug)]
pub(super) struct Axis {
    pub(super) left: f64,
    pub(super) right: f64,
    /// Whether x is by time; else by the place of a record in its run.
    is_timed: bool,
    sections: Vec<Section>,
}

/// The part of the axis for one run.
#[derive(Debug)]
struct Section {
    left: f64,
    right: f64,
    /// The time in seconds, or the place, at either end.
    from: f64,
    to: f64,
    is_restart: bool,
}

impl Axis {
    pub(super) fn new(log: &Log, left: f64, right: f64) -> Axis {
        let is_timed = log.records().all(|record| record.time_s.is_some());
        let extents: Vec<_> = log.runs.iter().map(|run| extent(run, is_timed)).collect();
        let n_spaces = log.runs.len().saturating_sub(1) as f64;
        let spacing = RUN_SPACING.min(MAX_SPACING_SHARE * (right - left) / n_spaces.max(1.0));
        let whole: f64 = extents.iter().map(|(from, to)| to - from).sum();
        let scale = (right - left - spacing * n_spaces) / whole;
        let mut at = left;
        let sections = extents.into_iter().zip(&log.runs).map(|((from, to), run)| {
            let section =
                Section { left: at, right: at + (to - from) * scale, from, to, is_restart: run.is_restart };
            at = section.right + spacing;
            section
        });
        Axis { left, right, is_timed, sections: sections.collect() }
    }

    /// The x of the start of the `place`-th record of a run.
    pub(super) fn x(&self, run: usize, place: usize, record: &Record) -> f64 {
        self.at(run, position(record, place, self.is_timed))
    }

    /// The x of its end, where the heap shrinks.
    pub(super) fn x_end(&self, run: usize, place: usize, record: &Record) -> f64 {
        let lasts = if self.is_timed { record.clock.total_ms() / 1e3 } else { 0.0 };
        self.at(run, position(record, place, self.is_timed) + lasts).min(self.sections[run].right)
    }

    /// The x of a time of a run that is after the end of its `place`-th record.
    pub(super) fn x_after(&self, run: usize, place: usize, record: &Record, time_s: f64) -> f64 {
        let end = self.x_end(run, place, record);
        if self.is_timed { self.at(run, time_s).min(self.sections[run].right).max(end) } else { end }
    }

    fn at(&self, run: usize, value: f64) -> f64 {
        let Section { left, right, from, to, .. } = self.sections[run];
        left + (value - from) / (to - from) * (right - left)
    }

    /// The numbers below the last plot, and the name of the axis.
    pub(super) fn labels(&self, bottom: f64) -> Vec<Mark> {
        let what = if self.is_timed { "time since the program's start" } else { "collections" };
        let muted = |text: String| TextLine::new(SIZE, vec![Span::regular(text, Emphasis::Muted)]);
        let baseline = bottom + 14.0;
        let mut marks: Vec<Mark> = Vec::new();
        for (x, value, step) in self.ticks() {
            marks.push(tick(x, bottom));
            let text = if self.is_timed { moment(value, step) } else { units::short(value) };
            marks.push(Mark::Text(muted(text).at(Anchor::Middle, x, baseline)));
        }
        let name =
            muted(what.to_owned()).at(Anchor::Middle, f64::midpoint(self.left, self.right), baseline + 16.0);
        marks.push(Mark::Text(name));
        marks
    }

    /// Lines from `top` to `bottom` where programs start, with a word above each where there is room.
    pub(super) fn starts(&self, top: f64, bottom: f64) -> Vec<Mark> {
        let Some((_, later)) = self.sections.split_first() else { return Vec::new() };
        if later.len() > MOST_STARTS {
            return Vec::new();
        }
        let start = |section: &Section| {
            let line = Mark::Line(Polyline {
                points: vec![Point::new(section.left, top), Point::new(section.left, bottom)],
                paint: Paint::Muted,
                width: 0.8,
                dash: Some([2.0, 3.0]),
            });
            let word = if section.is_restart { "restart" } else { "another process" };
            let word = TextLine::new(SIZE, vec![Span::regular(word, Emphasis::Muted)]);
            let has_room = section.right - section.left > word.width + 8.0;
            let word = word.at(Anchor::Start, section.left, top - 8.0);
            [Some(line), has_room.then_some(Mark::Text(word))]
        };
        later.iter().flat_map(start).flatten().collect()
    }

    /// The labelled values: x, value, and the step to the next one.
    fn ticks(&self) -> Vec<(f64, f64, f64)> {
        let mut ticks = Vec::new();
        let mut last = f64::NEG_INFINITY;
        for (run, section) in self.sections.iter().enumerate() {
            let least = (section.to - section.from) * LEAST_STEP / (section.right - section.left);
            let step = if self.is_timed { time_step(least) } else { decimal_step(least).max(1.0) };
            for value in multiples(step, section.from, section.to) {
                let x = self.at(run, value);
                // At the edge of a run two numbers would overlap.
                if x - last >= LEAST_STEP / 2.0 {
                    ticks.push((x, value, step));
                    last = x;
                }
            }
        }
        ticks
    }
}

/// From the first record to the end of the last, in seconds or places; never empty, so that it can be divided by.
fn extent(run: &ProcessRun, is_timed: bool) -> (f64, f64) {
    let position =
        |place: usize| run.records.get(place).map_or(0.0, |record| position(record, place, is_timed));
    let (from, last) = (position(0), position(run.records.len().saturating_sub(1)));
    let lasts = run.records.last().map_or(0.0, |record| record.clock.total_ms() / 1e3);
    let to = if is_timed { last + lasts } else { last };
    if to - from > 1e-9 { (from, to) } else { (from, from + 1.0) }
}

fn position(record: &Record, place: usize, is_timed: bool) -> f64 {
    if is_timed { record.time_s.unwrap_or_default() } else { place as f64 + 1.0 }
}

/// A time as a label of the axis: in the largest unit of which `step` is at least one.
fn moment(s: f64, step: f64) -> String {
    let (unit, name) = match step {
        step if step >= 86_400.0 => (86_400.0, "d"),
        step if step >= 3600.0 => (3600.0, "h"),
        step if step >= 60.0 => (60.0, "min"),
        _ => (1.0, "s"),
    };
    // In whole nanoseconds, since steps are not exact in binary.
    let value = (s / unit * 1e9).round() / 1e9;
    format!("{value} {name}")
}

fn tick(x: f64, bottom: f64) -> Mark {
    let points = vec![Point::new(x, bottom), Point::new(x, bottom + 4.0)];
    Mark::Line(Polyline { points, paint: Paint::Muted, width: 0.8, dash: None })
}
