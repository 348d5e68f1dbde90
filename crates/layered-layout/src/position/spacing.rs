//! The least distance between neighbours in a row: boxes and lines in a rank, lines and labels in a channel.
//!
//! Distances across rows are elsewhere: between ranks and around labels in them in `place` (`LABEL_ROOM`), between lines and
//! what they pass in `routes::corridor`, around labels that found a free place in `labels::free_places`, and at self-loops
//! in `loops`.

use crate::options::Options;
use crate::position::rows::{Kind, Rows};

/// Least distance between two neighbours in a row, `a` left of `b`.
pub(crate) fn least_distance(options: &Options, rows: &Rows, a: usize, b: usize) -> f64 {
    let (a_is_label, b_is_label) = (rows.items[a].right > 0.0, rows.items[b].left > 0.0);
    let thickness = rows.thickness(a) + rows.thickness(b);
    match (rows.items[a].kind, rows.items[b].kind) {
        (Kind::Box, Kind::Box) => options.node_sep,
        (Kind::Box, _) | (_, Kind::Box) => options.edge_sep + 1.0 + thickness,
        _ if a_is_label && b_is_label => LABEL_DISTANCE,
        _ if a_is_label => FOREIGN_DISTANCE + rows.thickness(b),
        _ if b_is_label => FOREIGN_DISTANCE + rows.thickness(a),
        _ => rows.items[a].half_line + rows.items[b].half_line,
    }
}

/// Least distance between two labels; they bring padding of their own.
const LABEL_DISTANCE: f64 = 1.0;

/// Least distance between a label and the line of another edge, so that it is nearer to its own.
pub(crate) const FOREIGN_DISTANCE: f64 = 3.0;
