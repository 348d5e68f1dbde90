//! The frame of a plot: its name, its vertical axis, and its grid.

use crate::geom::Point;
use crate::scene::color::{Hue, Shade};
use crate::scene::text::{Anchor, Emphasis, Span, TextLine};
use crate::scene::{Mark, Paint};

use super::ticks::{decimal_step, multiples};
use super::time::{Axis, SIZE};

/// The colour of the grid: the faintest.
const GRID: Paint = Paint::Fill(Shade { hue: Hue::Warm, level: 3 });

/// The y of the upper and of the lower edge of a plot, in px.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Extent {
    pub(super) top: f64,
    pub(super) bottom: f64,
}

/// The vertical axis of a plot.
#[derive(Clone, Copy, Debug)]
pub(super) struct ValueAxis {
    extent: Extent,
    step: f64,
    /// The value at the top: a multiple of the step.
    most: f64,
}

impl ValueAxis {
    /// A scale from 0 to `most` or somewhat more, with a number about every so many px.
    pub(super) fn new(extent: Extent, most: f64, px: f64) -> ValueAxis {
        let most = if most > 0.0 { most } else { 1.0 };
        let step = decimal_step(most * px / (extent.bottom - extent.top));
        ValueAxis { extent, step, most: (most / step - 1e-9).ceil() * step }
    }

    /// The y of a value; values above the axis are at its top.
    pub(super) fn y(&self, value: f64) -> f64 {
        let share = (value / self.most).clamp(0.0, 1.0);
        self.extent.bottom - share * (self.extent.bottom - self.extent.top)
    }

    /// The grid with its numbers, and the name of the plot above it.
    pub(super) fn frame(&self, axis: &Axis, name: &str, number: impl Fn(f64) -> String) -> Vec<Mark> {
        let name = TextLine::new(NAME_SIZE, vec![Span::bold(name)]).at(
            Anchor::Start,
            axis.left,
            self.extent.top - 8.0,
        );
        let mut marks = vec![Mark::Text(name)];
        for value in multiples(self.step, 0.0, self.most) {
            let y = self.y(value);
            let paint = if value > 0.0 { GRID } else { Paint::Muted };
            // An area, since the faintest colours are those of areas.
            let corners = [(axis.left, -0.4), (axis.right, -0.4), (axis.right, 0.4), (axis.left, 0.4)];
            marks.push(Mark::Area(corners.map(|(x, dy)| Point::new(x, y + dy)).to_vec(), paint));
            let number = if value > 0.0 { number(value) } else { "0".to_owned() };
            let text = TextLine::new(SIZE, vec![Span::regular(number, Emphasis::Muted)]);
            marks.push(Mark::Text(text.at(Anchor::End, axis.left - 6.0, y + 3.5)));
        }
        marks
    }
}

/// Font size of a plot's name.
const NAME_SIZE: f64 = 12.0;
