//! Heights and places of the rows below the text of a box. All lengths are in px.

use crate::scene::text::{Emphasis, Span, TextLine};

/// Least distance of text from the left and right border of a box.
pub(super) const PAD_X: f64 = 7.0;

/// Font size of a row.
pub(super) const SIZE: f64 = 10.0;

/// Distance from the baseline of a row to that of the next.
const LEADING: f64 = 12.5;

/// Distance from the text above to where the rows begin.
const SPACING: f64 = 5.0;

/// Distance from there to the first baseline.
const BASELINE: f64 = 10.5;

/// The height of `n_rows` rows with the distance above them.
pub(super) fn height(n_rows: usize) -> f64 {
    if n_rows == 0 { 0.0 } else { SPACING + LEADING * n_rows as f64 }
}

/// The y of the hairline above the rows, if there are any, below text that ends at `bottom`.
pub(super) fn rule(n_rows: usize, bottom: f64) -> Option<f64> {
    (n_rows > 0).then_some(bottom + SPACING - 1.0)
}

/// The baseline of the row with this number, counted from 0, below text that ends at `bottom`.
pub(super) fn baseline(row: usize, bottom: f64) -> f64 {
    bottom + SPACING + BASELINE + LEADING * row as f64
}

/// The text of a row, without a place.
pub(super) fn muted(text: String) -> TextLine {
    TextLine::new(SIZE, vec![Span::regular(text, Emphasis::Muted)])
}
