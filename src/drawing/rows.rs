//! The rows docked below the text of a box: how large they are, and where they stand.

use crate::scene::text::{Emphasis, Span, TextLine};

/// Least distance of text from the left and right border of a box.
pub(super) const PAD_X: f64 = 7.0;

/// Font size of a row.
pub(super) const SIZE: f64 = 10.0;

/// Distance from the baseline of a row to that of the next.
const LEADING: f64 = 12.5;

/// Distance from what is above to where the rows begin.
const SPACING: f64 = 5.0;

/// Distance from there to the first baseline.
const BASELINE: f64 = 10.5;

/// The room that rows need.
pub(super) fn height(n_rows: usize) -> f64 {
    if n_rows == 0 { 0.0 } else { SPACING + LEADING * n_rows as f64 }
}

/// Where the rule above them is, if there are any, below what ends at `bottom`.
pub(super) fn rule(n_rows: usize, bottom: f64) -> Option<f64> {
    (n_rows > 0).then_some(bottom + SPACING - 1.0)
}

/// The baseline of the row with this number, counted from 0, below what ends at `bottom`.
pub(super) fn baseline(row: usize, bottom: f64) -> f64 {
    bottom + SPACING + BASELINE + LEADING * row as f64
}

/// What a row says.
pub(super) fn muted(text: String) -> TextLine {
    TextLine::new(SIZE, vec![Span::regular(text, Emphasis::Muted)])
}
