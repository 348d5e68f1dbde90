//! Coordinates: x by network simplex, y row by row.

use crate::geom::Point;
use crate::options::Options;
use crate::position::draft::{Draft, PreferredX, UNIT};
use crate::position::isotonic::Regression;
use crate::position::rows::{Item, Rows, channel_row};
use crate::position::stretch::{Distance, stretch};
use crate::simplex::{self, FlowArc, Problem, Solution, UNLIMITED};

/// Where every item is.
#[derive(Clone, Debug)]
pub(crate) struct Places {
    /// Where edges attach: the centre of a box, the line of a label.
    pub(crate) x: Vec<f64>,
    /// The middle of each row.
    pub(crate) row_y: Vec<f64>,
    /// Whether the x coordinates are the best ones.
    pub(crate) is_optimal: bool,
}

impl Places {
    /// The centre of a box.
    pub(crate) fn centre(&self, rows: &Rows, node: usize) -> Point {
        Point::new(self.x[node], self.row_y[rows.items[node].row as usize])
    }
}

/// Places all items so that heavy edges are short and straight.
///
/// x minimises `Σ weight(e) · Ω(e) · |x(a) − x(b)|` over all segments, under the order and the separations
/// of each row (Gansner et al. 1993, §4.2), with Ω = 2, 3, 12 for segments between two boxes, a box and a
/// line, and two lines. Past the budget the coordinates reached so far are
/// repaired: not quite as short then. y stacks the rows.
pub(crate) fn place(
    rows: &Rows,
    draft: &Draft,
    label_heights: &[f64],
    options: &Options,
    budget: u64,
) -> Places {
    let (x, is_optimal) = simplex_x(rows, draft, budget);
    let x = in_pixels(&x);
    let row_y = stack(rows, label_heights, &x, &draft.y, options);
    Places { x, row_y, is_optimal }
}

fn in_pixels(x: &[i64]) -> Vec<f64> {
    x.iter().map(|&x| x as f64 * UNIT).collect()
}

/// The coordinates, and whether they are the best ones.
fn simplex_x(rows: &Rows, draft: &Draft, budget: u64) -> (Vec<i64>, bool) {
    let Draft { segments, preferences, separation, .. } = draft;
    let mut arcs = Vec::with_capacity(rows.n_items() + 2 * segments.len());
    for row in &rows.rows {
        for pair in row.windows(2) {
            let (tail, head) = (pair[0] as usize, pair[1] as usize);
            arcs.push(FlowArc { tail, head, capacity: UNLIMITED, cost: -separation[head] });
        }
    }
    for segment in segments {
        let (a, b) = (segment.a as usize, segment.b as usize);
        arcs.push(FlowArc { tail: a, head: b, capacity: segment.weight, cost: 0 });
        arcs.push(FlowArc { tail: b, head: a, capacity: segment.weight, cost: 0 });
    }
    let mut start = draft.x.clone();
    if let Some(origin) =
        median(preferences.iter().map(|preferred| draft.x[preferred.item as usize] - preferred.x).collect())
    {
        for &PreferredX { item, x, weight: capacity } in preferences {
            let (item, zero) = (item as usize, rows.n_items());
            arcs.push(FlowArc { tail: zero, head: item, capacity, cost: -x });
            arcs.push(FlowArc { tail: item, head: zero, capacity, cost: x });
        }
        start.push(origin);
    }
    let supply = vec![0; start.len()];
    let problem = Problem { supply: &supply, arcs: &arcs, start: &start, budget };
    let Solution { is_optimal, mut coordinates, .. } = simplex::solve(&problem);
    coordinates.truncate(rows.n_items());
    if !is_optimal {
        // Some separations are still broken, but most items are where they belong.
        let mut regression = Regression::default();
        for row in &rows.rows {
            regression.settle(row, separation, &mut coordinates, |item, x| (x[item as usize] as f64, 1.0));
        }
    }
    (coordinates, is_optimal)
}

fn median(mut values: Vec<i64>) -> Option<i64> {
    values.sort_unstable();
    values.get(values.len() / 2).copied()
}

/// Stacks the rows, near to where boxes were earlier. Labels stand in the middle between two ranks.
fn stack(rows: &Rows, label_heights: &[f64], x: &[f64], y: &[Option<f64>], options: &Options) -> Vec<f64> {
    let heights = heights(rows);
    let least = label_heights.iter().map(|label| options.rank_sep.max(label + 2.0 * LABEL_ROOM));
    let travels = travels(rows, x).into_iter().zip(least);
    let mut distances: Vec<Distance> = travels
        .map(|(travels, least)| Distance { least, wanted: steep(&travels, options.rank_sep).max(least) })
        .collect();
    stretch(&mut distances, &heights, rows, y);
    let mut row_y = vec![0.0; rows.rows.len()];
    let mut top = 0.0;
    for (rank, (height, distance)) in heights.iter().zip(distances).enumerate() {
        row_y[2 * rank] = top + height / 2.0;
        top += height;
        row_y[channel_row(rank)] = top + distance.wanted / 2.0;
        top += distance.wanted;
    }
    row_y
}

/// The heights of the ranks.
fn heights(rows: &Rows) -> Vec<f64> {
    let height = |&item: &Item| {
        let beside = rows.loop_height.get(item as usize).copied().unwrap_or_default();
        rows.items[item as usize].height.max(beside)
    };
    rows.rows.iter().step_by(2).map(|ranked| ranked.iter().map(height).fold(0.0, f64::max)).collect()
}

/// How far each edge travels sideways below each rank, from box to box.
fn travels(rows: &Rows, x: &[f64]) -> Vec<Vec<f64>> {
    let mut travels = vec![Vec::new(); rows.rows.len() / 2];
    let half = |item: usize| if item < rows.n_boxes { rows.items[item].left } else { 0.0 };
    for pair in rows.chains.iter().flat_map(|chain| chain.windows(2)) {
        let (a, b) = (pair[0] as usize, pair[1] as usize);
        travels[rows.items[a].row as usize / 2].push(((x[a] - x[b]).abs() - half(a) - half(b)).max(0.0));
    }
    travels
}

/// The distance of two ranks between which edges travel so far sideways; at least `least`.
///
/// A larger distance makes edges steeper. An edge leans by arctan(travel / distance), and the distance grows as long as
/// the derivative of the sum of these angles is worth another pixel. The fewer edges pass and the steeper they are, the
/// closer two ranks stand.
fn steep(travels: &[f64], least: f64) -> f64 {
    let saved = |distance: f64| {
        travels.iter().map(|travel| travel / (distance * distance + travel * travel)).sum::<f64>()
    };
    // Less and less is saved, so the distance is found by halving.
    let (mut low, mut high) = (0, ((MOST_SEP - 1.0) * least / SEP_STEP) as u32);
    while low < high {
        let middle = u32::midpoint(low, high);
        if TURN_WORTH * saved(least + SEP_STEP * f64::from(middle)) > 1.0 {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    least + SEP_STEP * f64::from(low)
}

/// Distances of ranks differ by multiples of this.
const SEP_STEP: f64 = 2.0;
/// Pixels of distance that one radian of turning is worth.
const TURN_WORTH: f64 = 20.0;
/// How many times the least distance ranks may be apart for the sake of steepness.
const MOST_SEP: f64 = 3.0;
/// Least distance between a label and the ranks above and below.
const LABEL_ROOM: f64 = 7.0;

#[cfg(test)]
#[path = "tests/place.rs"]
mod tests;
