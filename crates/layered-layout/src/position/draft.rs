//! A draft of x: what the network simplex begins with, and what orders are compared by.

use crate::cycles::acyclic::Acyclic;
use crate::geom::Point;
use crate::lists::AdjacencyLists;
use crate::options::Options;
use crate::position::isotonic::Regression;
use crate::position::rows::{Item, Rows};
use crate::position::spacing::least_distance;

/// How many times their weight the edges of the heaviest path pull: it is what is looked for.
const HEAVIEST_PATH: i64 = 2;

/// How many times as much as all its edges a box is drawn to where it was: what has no reason to move should not lean
/// towards what has.
const STAY: i64 = 16;

/// Coordinates are whole multiples of this many pixels while the simplex works.
pub(crate) const UNIT: f64 = 0.5;

/// A segment of an edge between two rows: the difference of its ends in x should be small.
pub(crate) struct Segment {
    pub(crate) a: Item,
    pub(crate) b: Item,
    pub(crate) weight: i64,
}

/// A first answer of x, and what it is an answer to.
pub(crate) struct Draft {
    /// How strongly each arc pulls its ends together.
    pub(crate) weights: Vec<i64>,
    pub(crate) segments: Vec<Segment>,
    pub(crate) preferences: Vec<PreferredX>,
    /// The y that each box had earlier; empty if that is of no account.
    pub(crate) y: Vec<Option<f64>>,
    pub(crate) separation: Vec<i64>,
    pub(crate) x: Vec<i64>,
}

/// Where a box would like to be, from a place that is the same for all, and how much it would.
pub(crate) struct PreferredX {
    pub(crate) item: Item,
    pub(crate) x: i64,
    pub(crate) weight: i64,
}

impl Draft {
    pub(crate) fn new(graph: &Acyclic, rows: &Rows, options: &Options) -> Draft {
        let separation = separations(rows, options);
        let on_path = graph.on_heaviest_path().into_iter();
        let factors = on_path.map(|is_on_path| if is_on_path { HEAVIEST_PATH } else { 1 });
        let weights: Vec<i64> =
            graph.arcs.iter().zip(factors).map(|(arc, factor)| factor * arc.weight).collect();
        let segments = segments(rows, &weights);
        let x = isotonic_means(rows, &segments, &separation);
        Draft { weights, segments, preferences: Vec::new(), y: Vec::new(), separation, x }
    }

    /// The same, with boxes that are drawn to where they were, where they have been somewhere: [many
    /// times](STAY) as much as all their edges draw them elsewhere.
    pub(crate) fn towards(self, hints: &[Option<Point>]) -> Draft {
        let mut weight = vec![1; hints.len()];
        for segment in &self.segments {
            for end in [segment.a, segment.b] {
                weight.get_mut(end as usize).into_iter().for_each(|weight| *weight += segment.weight);
            }
        }
        let preferred = |(item, hint): (usize, &Option<Point>)| {
            let x = ((*hint)?.x / UNIT).round() as i64;
            Some(PreferredX { item: item as Item, x, weight: STAY * weight[item] })
        };
        let y = hints.iter().map(|hint| hint.map(|hint| hint.y)).collect();
        Draft { preferences: hints.iter().enumerate().filter_map(preferred).collect(), y, ..self }
    }

    /// What is left of the objective of [`place`](super::place::place): it tells one order from another.
    pub(crate) fn cost(&self) -> f64 {
        let length = |segment: &Segment| (self.x[segment.a as usize] - self.x[segment.b as usize]).abs();
        self.segments.iter().map(|segment| segment.weight as f64 * length(segment) as f64).sum()
    }
}

/// For each item the least distance to its left neighbour, in units; 0 for the first of a row.
fn separations(rows: &Rows, options: &Options) -> Vec<i64> {
    let mut separation = vec![0; rows.n_items()];
    for row in &rows.rows {
        for pair in row.windows(2) {
            let (a, b) = (pair[0] as usize, pair[1] as usize);
            let distance = rows.items[a].right + rows.items[b].left + least_distance(options, rows, a, b);
            separation[b] = (distance / UNIT).ceil() as i64;
        }
    }
    separation
}

fn segments(rows: &Rows, weights: &[i64]) -> Vec<Segment> {
    let is_box = |item: Item| (item as usize) < rows.n_boxes;
    let mut segments = Vec::new();
    for (chain, &weight) in rows.chains.iter().zip(weights) {
        for pair in chain.windows(2) {
            let omega = match (is_box(pair[0]), is_box(pair[1])) {
                (true, true) => 2,
                (false, false) => OMEGA_LINES,
                _ => OMEGA_ENDS,
            };
            segments.push(Segment { a: pair[0], b: pair[1], weight: weight * omega });
        }
    }
    segments
}

/// How many times its weight a segment pulls that joins two lines, or a box and a line.
pub(crate) const OMEGA_LINES: i64 = 12;
pub(crate) const OMEGA_ENDS: i64 = 3;

/// Sweeps that place each row at the weighted means of its neighbours, as far as the separations allow.
fn isotonic_means(rows: &Rows, segments: &[Segment], separation: &[i64]) -> Vec<i64> {
    let ends = segments
        .iter()
        .flat_map(|&Segment { a, b, weight }| [(a as usize, (b, weight)), (b as usize, (a, weight))]);
    let neighbours = AdjacencyLists::collect(rows.n_items(), ends);
    let mut regression = Regression::default();
    let mut x = vec![0i64; rows.n_items()];
    for row in &rows.rows {
        row.windows(2)
            .for_each(|pair| x[pair[1] as usize] = x[pair[0] as usize] + separation[pair[1] as usize]);
    }
    let n_rows = rows.rows.len();
    for sweep in 0..SWEEPS {
        for step in 0..n_rows {
            let row = if sweep % 2 == 0 { step } else { n_rows - 1 - step };
            let both_sides = sweep + 2 >= SWEEPS;
            let from_here = |&&(other, _): &&(Item, i64)| {
                both_sides || (rows.items[other as usize].row < row as u32) == (sweep % 2 == 0)
            };
            regression.settle(&rows.rows[row], separation, &mut x, |item, x| {
                mean(neighbours.get(item as usize).iter().filter(from_here), x)
                    .unwrap_or((x[item as usize] as f64, 0.01))
            });
        }
    }
    x
}

const SWEEPS: usize = 4;

fn mean<'a>(neighbours: impl Iterator<Item = &'a (Item, i64)>, x: &[i64]) -> Option<(f64, f64)> {
    let (mut sum, mut weights) = (0.0, 0.0);
    for &(other, weight) in neighbours {
        sum += x[other as usize] as f64 * weight as f64;
        weights += weight as f64;
    }
    (weights > 0.0).then(|| (sum / weights, weights))
}

impl Regression {
    /// Sets a row's coordinates to those nearest to the wanted `(x, weight)` of each item in the least-squares sense.
    pub(crate) fn settle(
        &mut self,
        row: &[Item],
        separation: &[i64],
        x: &mut [i64],
        wanted: impl Fn(Item, &[i64]) -> (f64, f64),
    ) {
        // The first of a row has no separation, so these sums are offsets from it.
        let offset = |sum: &mut i64, &item: &Item| {
            *sum += separation[item as usize];
            Some((item, *sum))
        };
        let shifted = row.iter().scan(0, offset).map(|(item, offset)| {
            let (at, weight) = wanted(item, x);
            (at - offset as f64, weight)
        });
        let fitted = self.fit(shifted);
        for ((item, offset), fitted) in row.iter().scan(0, offset).zip(fitted) {
            x[item as usize] = fitted.floor() as i64 + offset;
        }
    }
}
