//! Coordinates: x by network simplex, y row by row.

use super::Options;
use super::acyclic::Acyclic;
use super::isotonic::Regression;
use super::rows::{Item, Kind, Rows, gap_row};
use super::simplex::{self, FlowArc, Problem, Solution, UNLIMITED};
use crate::geom::Point;
use crate::jagged::Jagged;

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
        Point::new(self.x[node], self.row_y[rows.row[node] as usize])
    }
}

/// Least distance between the inks of two neighbours in a row, `a` left of `b`.
pub(crate) fn gap(options: &Options, rows: &Rows, a: usize, b: usize) -> f64 {
    let (a_is_label, b_is_label) = (rows.right[a] > 0.0, rows.left[b] > 0.0);
    let thickness = rows.thickness(a) + rows.thickness(b);
    match (rows.kind[a], rows.kind[b]) {
        (Kind::Box, Kind::Box) => options.node_sep,
        (Kind::Box, _) | (_, Kind::Box) => options.edge_sep + 1.0 + thickness,
        _ if a_is_label && b_is_label => LABEL_GAP,
        _ if a_is_label => FOREIGN_GAP + rows.thickness(b),
        _ if b_is_label => FOREIGN_GAP + rows.thickness(a),
        _ => rows.half_line[a] + rows.half_line[b],
    }
}

/// Least distance between two labels; they bring padding of their own.
const LABEL_GAP: f64 = 1.0;

/// Least distance between a label and the line of another edge, so that it is nearer to its own.
pub(crate) const FOREIGN_GAP: f64 = 3.0;

/// How many times their weight the edges of the heaviest path pull: it is what is looked for.
const HEAVIEST_PATH: i64 = 2;

/// Coordinates are whole multiples of this many pixels while the simplex works.
pub(crate) const UNIT: f64 = 0.5;

/// A difference that should be small.
struct Pull {
    a: Item,
    b: Item,
    weight: i64,
}

/// A first answer of x, and what it is an answer to.
pub(crate) struct Draft {
    /// How strongly each arc pulls.
    pub(crate) weights: Vec<i64>,
    pulls: Vec<Pull>,
    wishes: Vec<Wish>,
    separation: Vec<i64>,
    pub(crate) x: Vec<i64>,
}

/// Where a box would like to be, from a place that is the same for all, and how much it would.
struct Wish {
    item: Item,
    x: i64,
    weight: i64,
}

impl Draft {
    pub(crate) fn new(graph: &Acyclic, rows: &Rows, options: &Options) -> Draft {
        let separation = separations(rows, options);
        let on_path = graph.on_heaviest_path().into_iter();
        let factors = on_path.map(|is_on_path| if is_on_path { HEAVIEST_PATH } else { 1 });
        let weights: Vec<i64> =
            graph.arcs.iter().zip(factors).map(|(arc, factor)| factor * arc.weight).collect();
        let pulls = pulls(rows, &weights);
        let x = isotonic_means(rows, &pulls, &separation);
        Draft { weights, pulls, wishes: Vec::new(), separation, x }
    }

    /// The same, with boxes that are drawn to where they were, where they have been somewhere: as much as all their
    /// edges draw them elsewhere.
    pub(crate) fn towards(self, hints: &[Option<Point>]) -> Draft {
        let mut weight = vec![1; hints.len()];
        for pull in &self.pulls {
            for end in [pull.a, pull.b] {
                weight.get_mut(end as usize).into_iter().for_each(|weight| *weight += pull.weight);
            }
        }
        let wish = |(item, hint): (usize, &Option<Point>)| {
            let x = ((*hint)?.x / UNIT).round() as i64;
            Some(Wish { item: item as Item, x, weight: weight[item] })
        };
        Draft { wishes: hints.iter().enumerate().filter_map(wish).collect(), ..self }
    }

    /// What is left of the objective of [`place`]: it tells one order from another.
    pub(crate) fn cost(&self) -> f64 {
        let length = |pull: &Pull| (self.x[pull.a as usize] - self.x[pull.b as usize]).abs();
        self.pulls.iter().map(|pull| pull.weight as f64 * length(pull) as f64).sum()
    }
}

/// Places all items so that heavy edges are short and straight.
///
/// x minimises `Σ weight(e) · Ω(e) · |x(a) − x(b)|` over all segments, under the order and the separations
/// of each row (Gansner et al. 1993, §4.2), with Ω = 2, 3, 12 for segments between two boxes, a box and a
/// line, and two lines. Past the budget the coordinates reached so far are
/// mended: not quite as short then. y stacks the rows.
pub(crate) fn place(
    rows: &Rows,
    draft: &Draft,
    label_heights: &[f64],
    options: &Options,
    budget: u64,
) -> Places {
    let (x, is_optimal) = simplex_x(rows, draft, budget);
    let x = in_pixels(&x);
    let row_y = stack(rows, label_heights, &x, options);
    Places { x, row_y, is_optimal }
}

fn in_pixels(x: &[i64]) -> Vec<f64> {
    x.iter().map(|&x| x as f64 * UNIT).collect()
}

/// For each item the least distance to its left neighbour, in units; 0 for the first of a row.
fn separations(rows: &Rows, options: &Options) -> Vec<i64> {
    let mut separation = vec![0; rows.n_items()];
    for row in &rows.rows {
        for pair in row.windows(2) {
            let (a, b) = (pair[0] as usize, pair[1] as usize);
            let distance = rows.right[a] + rows.left[b] + gap(options, rows, a, b);
            separation[b] = (distance / UNIT).ceil() as i64;
        }
    }
    separation
}

fn pulls(rows: &Rows, weights: &[i64]) -> Vec<Pull> {
    let is_box = |item: Item| (item as usize) < rows.n_boxes;
    let mut pulls = Vec::new();
    for (chain, &weight) in rows.chains.iter().zip(weights) {
        for pair in chain.windows(2) {
            let omega = match (is_box(pair[0]), is_box(pair[1])) {
                (true, true) => 2,
                (false, false) => OMEGA_LINES,
                _ => OMEGA_ENDS,
            };
            pulls.push(Pull { a: pair[0], b: pair[1], weight: weight * omega });
        }
    }
    pulls
}

/// How many times its weight a segment pulls that joins two lines, or a box and a line.
pub(crate) const OMEGA_LINES: i64 = 12;
pub(crate) const OMEGA_ENDS: i64 = 3;

/// The coordinates, and whether they are the best ones.
fn simplex_x(rows: &Rows, draft: &Draft, budget: u64) -> (Vec<i64>, bool) {
    let Draft { pulls, wishes, separation, .. } = draft;
    let mut arcs = Vec::with_capacity(rows.n_items() + 2 * pulls.len());
    for row in &rows.rows {
        for pair in row.windows(2) {
            let (tail, head) = (pair[0] as usize, pair[1] as usize);
            arcs.push(FlowArc { tail, head, capacity: UNLIMITED, cost: -separation[head] });
        }
    }
    for pull in pulls {
        let (a, b) = (pull.a as usize, pull.b as usize);
        arcs.push(FlowArc { tail: a, head: b, capacity: pull.weight, cost: 0 });
        arcs.push(FlowArc { tail: b, head: a, capacity: pull.weight, cost: 0 });
    }
    let mut start = draft.x.clone();
    if let Some(origin) = median(wishes.iter().map(|wish| draft.x[wish.item as usize] - wish.x).collect()) {
        for &Wish { item, x, weight: capacity } in wishes {
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

/// Sweeps that place each row at the weighted means of its neighbours, as far as the separations allow.
fn isotonic_means(rows: &Rows, pulls: &[Pull], separation: &[i64]) -> Vec<i64> {
    let ends = pulls
        .iter()
        .flat_map(|&Pull { a, b, weight }| [(a as usize, (b, weight)), (b as usize, (a, weight))]);
    let neighbours = Jagged::collect(rows.n_items(), ends);
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
                both_sides || (rows.row[other as usize] < row as u32) == (sweep % 2 == 0)
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
    fn settle(
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

/// Stacks the rows. Labels stand in the middle between two ranks.
fn stack(rows: &Rows, label_heights: &[f64], x: &[f64], options: &Options) -> Vec<f64> {
    let height = |&item: &Item| {
        let beside = rows.loop_height.get(item as usize).copied().unwrap_or_default();
        rows.height[item as usize].max(beside)
    };
    let mut row_y = vec![0.0; rows.rows.len()];
    let mut top = 0.0;
    for (rank, travels) in travels(rows, x).iter().enumerate() {
        let ranked = &rows.rows[2 * rank];
        let row_height = ranked.iter().map(height).fold(0.0, f64::max);
        row_y[2 * rank] = top + row_height / 2.0;
        top += row_height;
        let label = label_heights[rank];
        let gap = steep(travels, options.rank_sep).max(label + 2.0 * LABEL_ROOM);
        row_y[gap_row(rank)] = top + gap / 2.0;
        top += gap;
    }
    row_y
}

/// How far each edge travels sideways below each rank, from box to box.
fn travels(rows: &Rows, x: &[f64]) -> Vec<Vec<f64>> {
    let mut travels = vec![Vec::new(); rows.rows.len() / 2];
    let half = |item: usize| if item < rows.n_boxes { rows.left[item] } else { 0.0 };
    for pair in rows.chains.iter().flat_map(|chain| chain.windows(2)) {
        let (a, b) = (pair[0] as usize, pair[1] as usize);
        travels[rows.row[a] as usize / 2].push(((x[a] - x[b]).abs() - half(a) - half(b)).max(0.0));
    }
    travels
}

/// The distance of two ranks at which another pixel would no longer be worth the turning that it saves, where edges
/// travel so far sideways between them. It is at least `least`.
///
/// An edge leans by arctan(travel / distance), and the derivative of that is what is weighed. The fewer edges
/// pass and the steeper they are, the closer two ranks stand.
fn steep(travels: &[f64], least: f64) -> f64 {
    let saved = |gap: f64| travels.iter().map(|travel| travel / (gap * gap + travel * travel)).sum::<f64>();
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
#[path = "tests/position.rs"]
mod tests;
