//! Calls as lines: width, colour, label.

use bstr::{BString, ByteSlice};

use crate::analysis;
use crate::geom::Size;
use crate::layout::Direction;

use super::scale::Scale;
use super::side::Side;
use crate::scene::Stroke;
use crate::scene::color::Shade;
use crate::scene::text::{self, Emphasis, Span, TextLine, tenths};

/// A call that is drawn as a line. Lengths are in px.
#[derive(Clone, Debug, Default)]
pub struct DrawnEdge {
    /// Index of the caller's box.
    pub tail: usize,
    /// Index of the callee's box.
    pub head: usize,
    /// How much a layout prefers it short and straight: 1 to 101, as the attribute `weight` of DOT.
    pub weight: i64,
    /// Its value in the unit of the profile's samples.
    pub value: i64,
    /// Its value as a share of the total, or in a comparison of the largest change: from 0 to 1.
    pub share: f64,
    /// Whether functions were removed between its ends: a residual edge. Its line is dashed.
    pub is_indirect: bool,
    /// How its line is drawn.
    pub stroke: Stroke,
    /// The text beside the line: its value, without a place yet.
    pub label: TextLine,
    /// The size of the area beside the line that a layout is to reserve for the label.
    pub label_room: Size,
    /// The tooltip: full names of caller and callee, and the value.
    pub title: String,
    /// The line as it is before and after, in a comparison.
    pub sides: Option<[Side; 2]>,
}

impl Stroke {
    /// The line for `share` of the total.
    ///
    /// The width is linear in the share, because the area of a line reads as a quantity; the least width keeps 1 %
    /// visible.
    pub(super) fn of(share: f64, shade: Shade, is_dashed: bool) -> Stroke {
        let width = MIN_WIDTH + MAX_GROWTH * share;
        Stroke {
            shade,
            width,
            // Dashes grow with the width, so that they never look like dots.
            dash: is_dashed.then_some([3.2 + 0.7 * width, 2.2 + 0.4 * width]),
            head_length: 6.0 + 1.2 * width,
            head_half_width: 2.4 + 0.8 * width,
            is_hollow: false,
        }
    }
}

/// The width of a line for a value of 0.
const MIN_WIDTH: f64 = 0.9;

/// How much wider the line for the total is than that for 0.
const MAX_GROWTH: f64 = 5.1;

/// The share from which on a label is bold.
const BOLD_SHARE: f64 = 0.1;

/// The most characters of a name in a title.
const MAX_NAME: usize = 300;

/// The drawn edge for `edge`, if its call is not [weak](super::stub::is_weak) and so drawn as a row; it leads from the box with the index `tail` to that with the index `head`.
pub(super) fn edge(
    edge: &analysis::Edge,
    [tail, head]: [usize; 2],
    scale: Scale<'_>,
    direction: Direction,
) -> DrawnEdge {
    let share = scale.share(edge.weight.value);
    let label = label(edge, share, scale);
    let stroke = Stroke::of(share, scale.shade(edge.weight.value), edge.is_residual);
    DrawnEdge {
        tail,
        head,
        weight: scale.grade(edge.weight),
        value: edge.weight.value,
        share,
        is_indirect: edge.is_residual,
        stroke: Stroke { is_hollow: scale.is_of_changes() && edge.weight.value < 0, ..stroke },
        label_room: label_room(&label, share, direction),
        label,
        title: title(edge, scale),
        sides: None,
    }
}

/// The value, and whether the callee was inlined.
fn label(edge: &analysis::Edge, share: f64, scale: Scale<'_>) -> TextLine {
    let text = scale.text(edge.weight.value);
    let value = if share >= BOLD_SHARE { Span::bold(text) } else { Span::regular(text, Emphasis::Muted) };
    let inline = Span { italic: true, ..Span::regular(" inline", Emphasis::Muted) };
    let spans = if edge.is_inline { vec![value, inline] } else { vec![value] };
    TextLine::new(tenths(10.0 + 2.0 * share.sqrt()), spans)
}

/// The area to reserve for `label`, large enough across the line for the text to keep clear of a thick one.
fn label_room(label: &TextLine, share: f64, direction: Direction) -> Size {
    let (width, height) = (label.width + 6.0, 1.25 * label.size);
    let growth = MAX_GROWTH * share;
    match direction {
        Direction::TopToBottom => Size::new(width + growth, height),
        // The text stands above or below the line, and beside the arrowhead, which is longer for a thick one.
        Direction::LeftToRight => Size::new(width + 1.6 * growth, height + MIN_WIDTH + growth),
    }
}

fn title(edge: &analysis::Edge, scale: Scale<'_>) -> String {
    // The titles of the boxes say them in full.
    let name = |name: &BString| text::bounded(&text::shown(name.as_bstr()), MAX_NAME);
    let (from, to) = (name(&edge.from_name), name(&edge.to_name));
    let arrow = if edge.is_residual { '⇢' } else { '→' };
    let inline = if edge.is_inline { ", inline" } else { "" };
    format!("{from} {arrow} {to} ({}{inline})", scale.reading(edge.weight.value))
}
