//! The smaller plots: pauses, concurrent time, and the share of the processor.

use crate::gctrace::{Log, Record};
use crate::geom::Point;
use crate::scene::color::{Hue, Shade};
use crate::scene::text::{Anchor, Emphasis, Span, TextLine};
use crate::scene::{Mark, Paint, Polyline};

use super::plot::{Extent, ValueAxis};
use super::thin::thinned;
use super::time::Axis;
use super::units;

/// A value of each collection that has a plot of its own.
pub(super) struct Kind {
    name: &'static str,
    value: fn(&Record) -> Option<f64>,
    shown: fn(f64) -> String,
    /// Whether each value is a bar of its own; else a value holds until the next one, and they are steps.
    is_apart: bool,
}

/// The kinds, from the upper to the lower plot.
pub(super) const KINDS: [Kind; 3] = [
    Kind {
        name: "Stop-the-world pauses",
        value: |record| Some(record.clock.pause_ms()),
        shown: units::milliseconds,
        is_apart: true,
    },
    Kind {
        name: "Concurrent marking",
        value: |record| record.cpu.map(|_| f64::from(record.clock.concurrent_ms)),
        shown: units::milliseconds,
        is_apart: true,
    },
    Kind {
        name: "Share of processor time in the collector since the start",
        value: |record| record.percent.map(f64::from),
        shown: |percent| format!("{} %", units::short(percent)),
        is_apart: false,
    },
];

impl Kind {
    /// Whether any collection has this value.
    pub(super) fn is_known(&self, log: &Log) -> bool {
        log.records().any(|record| (self.value)(record).is_some())
    }

    /// The marks of the plot.
    pub(super) fn plot(&self, log: &Log, axis: &Axis, extent: Extent) -> Vec<Mark> {
        let most = log.records().filter_map(self.value).fold(0.0, f64::max);
        // Small percentages are not to look like peaks.
        let top = if self.is_apart { most } else { most.max(10.0) };
        let scale = ValueAxis::new(extent, top, 30.0);
        let mut marks = scale.frame(axis, self.name, self.shown);
        for run in 0..log.runs.len() {
            let paint = Paint::Line(Shade { hue: Hue::Warm, level: 12 });
            let points = thinned(self.points(log, axis, run, &scale, extent.bottom));
            marks.push(Mark::Line(Polyline {
                points,
                paint,
                width: if self.is_apart { 1.2 } else { 1.6 },
                dash: None,
            }));
        }
        let said = format!("{} {}", if self.is_apart { "longest" } else { "highest" }, (self.shown)(most));
        let said = TextLine::new(11.0, vec![Span::regular(said, Emphasis::Normal)]);
        marks.push(Mark::Text(said.at(Anchor::Start, axis.right + 8.0, scale.y(most) + 4.0)));
        marks
    }

    /// The line of a run, from left to right: for bars it goes up from `base` to each value and down again.
    fn points(&self, log: &Log, axis: &Axis, run: usize, scale: &ValueAxis, base: f64) -> Vec<Point> {
        let mut points = Vec::new();
        let mut before = None;
        for (place, record) in log.runs[run].records.iter().enumerate() {
            let Some(value) = (self.value)(record) else { continue };
            let (x, y) = (axis.x(run, place, record), scale.y(value));
            if self.is_apart {
                points.extend([Point::new(x, base), Point::new(x, y), Point::new(x, base)]);
            } else {
                points
                    .extend(before.map(|before| Point::new(x, before)).into_iter().chain([Point::new(x, y)]));
                before = Some(y);
            }
        }
        points
    }
}
