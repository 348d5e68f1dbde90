//! Distances between ranks, near to those of an earlier drawing.

use crate::position::isotonic::{Band, fit_bands};
use crate::position::rows::{Item, Rows};

/// The share of the distance that edges want between two ranks that they get at least, if boxes stay where they were.
const NARROWEST: f64 = 0.6;

/// The distance of a rank from the next, between their tallest boxes.
pub(crate) struct Distance {
    pub(crate) least: f64,
    pub(crate) wanted: f64,
}

/// Makes distances of ranks such that ranks are as near to where they were as they can, given their heights and the y that
/// each box had, if it was there: narrower than edges want, but not much, or wider.
///
/// Minimises the sum over ranks of how far they are from the median of their boxes, as often as these are. A rank that was
/// nowhere follows close on the one before. Without any earlier y distances stay as they are.
pub(crate) fn stretch(distances: &mut [Distance], heights: &[f64], rows: &Rows, y: &[Option<f64>]) {
    if y.iter().all(Option::is_none) {
        return;
    }
    for distance in &mut *distances {
        distance.least = distance.least.max(NARROWEST * distance.wanted);
    }
    let mut offset = 0.0;
    let mut last = Band { weight: 0.01, ..Band::default() };
    let mut bands = Vec::with_capacity(heights.len());
    for (rank, was) in medians(rows, y).into_iter().enumerate() {
        if rank > 0 {
            offset += distances[rank - 1].least + f64::midpoint(heights[rank - 1], heights[rank]);
        }
        let at =
            |(y, n): (f64, usize)| Band { preferred: y, low: y, high: y, weight: n as f64 }.shifted(-offset);
        bands.push(was.map_or(last, at));
        last = Band { weight: last.weight, ..bands[rank] };
    }
    let fitted = fit_bands(&bands);
    for (distance, pair) in distances.iter_mut().zip(fitted.windows(2)) {
        distance.wanted = distance.least + pair[1] - pair[0];
    }
}

/// For each rank the median y of its boxes, and how many of them were somewhere.
fn medians(rows: &Rows, y: &[Option<f64>]) -> Vec<Option<(f64, usize)>> {
    let of_rank = |ranked: &Vec<Item>| {
        let known = ranked.iter().filter_map(|&item| y.get(item as usize).copied().flatten());
        let mut known: Vec<f64> = known.collect();
        known.sort_by(f64::total_cmp);
        Some((*known.get(known.len() / 2)?, known.len()))
    };
    rows.rows.iter().step_by(2).map(of_rank).collect()
}
