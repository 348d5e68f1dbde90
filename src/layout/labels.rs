//! Labels: the place of each beside its line.

use super::Options;
use super::acyclic::Acyclic;
use super::corridor::LABEL_REACH;
use super::isotonic::{self, Band};
use super::position::{Places, gap};
use super::route::x_at;
use super::rows::{Item, Kind, Rows};
use crate::geom::Point;

/// How far a label may be from its line for no other reason than that lines are straighter then.
const SLACK: f64 = LABEL_REACH - 3.0;

/// Moves each label row's items to where the strings pass it, as far as they leave each other room.
/// Returns for each item whether its string leans to the right there.
pub(crate) fn settle(
    graph: &Acyclic,
    rows: &Rows,
    places: &mut Places,
    strings: &[Vec<Point>],
    options: &Options,
) -> Vec<bool> {
    let mut bands = vec![Band::default(); rows.n_items()];
    let mut leans_right = vec![false; rows.n_items()];
    for ((chain, string), arc) in rows.chains.iter().zip(strings).zip(&graph.arcs) {
        for &item in chain.iter().filter(|&&item| rows.is_between_ranks(item)) {
            let index = item as usize;
            let half = rows.height[index] / 2.0;
            let y = places.row_y[rows.row[index] as usize];
            let (above, below) = (x_at(string, y - half), x_at(string, y + half));
            bands[index] = band(rows, index, above, below, arc.weight as f64);
            leans_right[index] = below > above;
        }
    }
    for (row, _) in rows.rows.iter().zip(&rows.holds_labels).filter(|(_, holds_labels)| **holds_labels) {
        settle_row(row, rows, &bands, &mut places.x, options);
    }
    leans_right
}

/// Where an item may be, given where its line passes the upper and the lower end of its label: a label stands clear
/// of its line, also where that leans.
fn band(rows: &Rows, item: usize, above: f64, below: f64, weight: f64) -> Band {
    let (low, high) = (above.min(below), above.max(below));
    match rows.kind[item] {
        Kind::Label if rows.left[item] > 0.0 => Band { wish: low, low: low - SLACK, high: low, weight },
        _ if rows.kind[item] == Kind::Label => Band { wish: high, low: high, high: high + SLACK, weight },
        _ => Band { wish: high, low: high, high, weight },
    }
}

fn settle_row(row: &[Item], rows: &Rows, bands: &[Band], x: &mut [f64], options: &Options) {
    let mut offset = 0.0;
    let mut offsets = Vec::with_capacity(row.len());
    for (place, &item) in row.iter().enumerate() {
        if place > 0 {
            let (a, b) = (row[place - 1] as usize, item as usize);
            offset += rows.right[a] + rows.left[b] + gap(options, rows, a, b);
        }
        offsets.push(offset);
    }
    let shifted: Vec<Band> =
        row.iter().zip(&offsets).map(|(&item, &offset)| bands[item as usize].shifted(-offset)).collect();
    for ((&item, fitted), offset) in row.iter().zip(isotonic::fit_bands(&shifted)).zip(&offsets) {
        x[item as usize] = fitted + offset;
    }
}
