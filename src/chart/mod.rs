//! The picture of a log of collections: heap, pauses and share of the processor over time.
//!
//! Everything hangs on one axis, `time`: the plots lie below each other and share it, so that a pause stands below the
//! heap that it was for. A title for each collection, or for as many as a few px hold, has the exact values. However many
//! records a log has, a picture has some thousand points, chosen so that no peak is lost (`thin`).

mod bars;
mod beside;
mod facts;
mod heap;
mod plot;
mod thin;
mod ticks;
mod time;
mod titles;
mod units;

use crate::gctrace::Log;
use crate::geom::Size;
use crate::scene::background::Background;
use crate::scene::color::Theme;
use crate::scene::{Mark, Scene};

pub use beside::Beside;

use plot::Extent;
use time::Axis;

/// Options of a chart; the default of each is given in parentheses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChartStyle {
    /// The colours ([`Theme::Auto`]: light and dark in one).
    pub theme: Theme,
    /// What is painted behind the picture ([`Background::Page`]: the colour of the theme). With a fixed colour,
    /// [`Theme::Auto`] becomes the theme that has enough contrast with it.
    pub background: Background,
    /// The width of the picture, in px (960); at least 480.
    pub width: Option<u32>,
    /// The font family to prefer to those that text is measured with (none).
    pub font: Option<String>,
}

/// The default width of a picture, and the least, in px.
const WIDTH: f64 = 960.0;
const LEAST_WIDTH: f64 = 480.0;

/// Distance of everything from the edge of the page.
const MARGIN: f64 = 20.0;

/// The width left of the plots, for the numbers of axes, and right of them, for the names of lines.
const LEFT: f64 = 62.0;
const RIGHT: f64 = 98.0;

/// Distance between plots, where the name of the lower one stands.
const PLOT_SPACING: f64 = 34.0;

/// Height of the heap's plot, and of the others.
const HEAP_HEIGHT: f64 = 280.0;
const BARS_HEIGHT: f64 = 64.0;

/// The chart of `log`. `name` is the file it was read from, which gives the title; `beside` is a heap profile of the same
/// program to compare it with.
#[must_use]
pub fn draw(log: &Log, name: &str, beside: Option<&Beside>, style: &ChartStyle) -> Scene {
    let width = style.width.map_or(WIDTH, f64::from).max(LEAST_WIDTH);
    let axis = Axis::new(log, MARGIN + LEFT, width - MARGIN - RIGHT);
    let header = facts::facts(log, name, beside, width - 2.0 * MARGIN);
    let mut marks = header.panel.marks.into_iter().map(|mark| moved(mark, MARGIN)).collect::<Vec<_>>();
    let top = MARGIN + header.panel.size.height + PLOT_SPACING;
    let heap = Extent { top, bottom: top + HEAP_HEIGHT };
    marks.extend(heap::plot(log, &axis, heap));
    marks.extend(beside.into_iter().flat_map(|beside| beside::mark(log, &axis, heap, beside)));
    let mut bottom = heap.bottom;
    for kind in bars::KINDS.iter().filter(|kind| kind.is_known(log)) {
        let extent = Extent { top: bottom + PLOT_SPACING, bottom: bottom + PLOT_SPACING + BARS_HEIGHT };
        marks.extend(kind.plot(log, &axis, extent));
        bottom = extent.bottom;
    }
    marks.extend(axis.labels(bottom));
    marks.extend(titles::titles(log, &axis, Extent { top, bottom }));
    Scene {
        title: header.title,
        description: header.description,
        theme: style.background.theme(style.theme),
        background: style.background,
        font: style.font.clone(),
        size: Size::new(width, (bottom + time::HEIGHT + MARGIN).ceil()),
        marks,
    }
}

/// A line of the header, moved right and down by as much as the margin.
fn moved(mark: Mark, by: f64) -> Mark {
    match mark {
        Mark::Text(mut text) => {
            text.x += by;
            text.baseline += by;
            Mark::Text(text)
        }
        other => other,
    }
}

#[cfg(test)]
mod tests;
