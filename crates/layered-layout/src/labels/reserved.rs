//! Reserved labels: places for those that have room of their own in a channel, and the side of their lines.

use crate::geom::Point;
use crate::options::Options;
use crate::polyline::x_at;
use crate::position::isotonic::{self, Band};
use crate::position::place::Places;
use crate::position::rows::{Item, Kind, Rows, channel_row};
use crate::position::spacing::least_distance;
use crate::routes::corridor::LABEL_REACH;
use crate::routes::lines::Routed;

/// How far a label may be from its line for no other reason than that lines are straighter then.
const SLACK: f64 = LABEL_REACH - 3.0;

/// Moves the items of some channels to where the polylines pass, as far as labels leave each other room, and takes note of
/// which polylines lean to the right there.
pub(crate) fn settle(
    routed: Routed,
    rows: &Rows,
    channels: &[usize],
    places: &mut Places,
    polylines: &[Vec<Point>],
    leans_right: &mut [bool],
) {
    let mut bands = vec![Band::default(); rows.n_items()];
    let mut is_here = vec![false; rows.rows.len()];
    channels.iter().for_each(|&channel| is_here[channel_row(channel)] = true);
    for ((chain, polyline), arc) in rows.chains.iter().zip(polylines).zip(&routed.graph.arcs) {
        for &item in chain.iter().filter(|&&item| is_here[rows.items[item as usize].row as usize]) {
            let index = item as usize;
            let half = rows.items[index].height / 2.0;
            let y = places.row_y[rows.items[index].row as usize];
            let (above, below) = (x_at(polyline, y - half), x_at(polyline, y + half));
            bands[index] = band(rows, index, above, below, arc.weight as f64);
            leans_right[index] = below > above;
        }
    }
    for &channel in channels {
        settle_row(&rows.rows[channel_row(channel)], rows, &bands, &mut places.x, routed.options);
    }
}

/// Puts the items of some rows where the polylines pass.
pub(crate) fn pass(rows: &Rows, is_here: &[bool], places: &mut Places, polylines: &[Vec<Point>]) {
    for (chain, polyline) in rows.chains.iter().zip(polylines) {
        for &item in chain {
            let row = rows.items[item as usize].row as usize;
            if is_here[row] {
                places.x[item as usize] = x_at(polyline, places.row_y[row]);
            }
        }
    }
}

/// Where an item may be, given where its line passes the upper and the lower end of its label: a label stands clear
/// of its line, also where that leans.
fn band(rows: &Rows, item: usize, above: f64, below: f64, weight: f64) -> Band {
    let (low, high) = (above.min(below), above.max(below));
    match rows.items[item].kind {
        Kind::Label if rows.items[item].left > 0.0 => {
            Band { preferred: low, low: low - SLACK, high: low, weight }
        }
        _ if rows.items[item].kind == Kind::Label => {
            Band { preferred: high, low: high, high: high + SLACK, weight }
        }
        _ => Band { preferred: high, low: high, high, weight },
    }
}

fn settle_row(row: &[Item], rows: &Rows, bands: &[Band], x: &mut [f64], options: &Options) {
    let mut offset = 0.0;
    let mut offsets = Vec::with_capacity(row.len());
    for (place, &item) in row.iter().enumerate() {
        if place > 0 {
            let (a, b) = (row[place - 1] as usize, item as usize);
            offset += rows.items[a].right + rows.items[b].left + least_distance(options, rows, a, b);
        }
        offsets.push(offset);
    }
    let shifted: Vec<Band> =
        row.iter().zip(&offsets).map(|(&item, &offset)| bands[item as usize].shifted(-offset)).collect();
    for ((&item, fitted), offset) in row.iter().zip(isotonic::fit_bands(&shifted)).zip(&offsets) {
        x[item as usize] = fitted + offset;
    }
}

/// For each item of a row whether its label goes to the left of its line: to the side where there is more room, given
/// where the lines pass.
///
/// Along the row every two neighbours share the room between their lines, so the best choice for all is a
/// shortest path: per item two states, and the price of a step is how much the labels between two lines
/// overflow. The right side wins ties: text beside a line is read from there.
pub(crate) fn best_sides(rows: &Rows, row: &[Item], x: &[f64]) -> Vec<bool> {
    let width = |item: Item| rows.items[item as usize].left + rows.items[item as usize].right;
    let mut cost = [0.0, LEFT_SIDE];
    let mut came_from = Vec::with_capacity(row.len());
    for pair in row.windows(2) {
        let room = x[pair[1] as usize] - x[pair[0] as usize] - LINE_ROOM;
        let step = |before: usize, after: usize| {
            let left = if before == 0 { width(pair[0]) } else { 0.0 };
            let right = if after == 1 { width(pair[1]) } else { 0.0 };
            let overflow = (left + right - room).max(0.0);
            cost[before] + overflow * overflow
        };
        let best = |after: usize| if step(1, after) < step(0, after) { 1 } else { 0 };
        let from = [best(0), best(1)];
        let is_label = rows.items[pair[1] as usize].kind == Kind::Label;
        // A line without a label has no side to choose.
        cost = [step(from[0], 0), step(from[1], 1) + if is_label { LEFT_SIDE } else { 0.0 }];
        came_from.push(from);
    }
    let mut side = usize::from(cost[1] < cost[0]);
    let mut sides = vec![side == 1; row.len()];
    for (place, from) in came_from.iter().enumerate().rev() {
        side = from[side];
        sides[place] = side == 1;
    }
    sides
}

/// Room that two neighbouring lines need at least.
const LINE_ROOM: f64 = 8.0;
/// What it costs to put a label on the left, in squared pixels of overflow.
const LEFT_SIDE: f64 = 4.0;

#[cfg(test)]
#[path = "tests/reserved.rs"]
mod tests;
