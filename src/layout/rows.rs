//! Rows: the ranks with a row for labels between each two.
//!
//! Crossings are reduced on the ranks alone; here every segment gets an item of its own in the label row it
//! passes, and one of them carries the edge's label, so that labels have room reserved like boxes have.
//! Between ranks without labels there is no such row.

use super::Input;
use super::acyclic::Acyclic;
use super::order::Order;
use super::split::{Proper, Vertex};
use crate::geom::Size;

/// The number of an item in [`Rows`]; boxes come first, in input order.
pub(crate) type Item = u32;

/// What stands at a place in a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Kind {
    /// A box.
    Box,
    /// An edge that passes.
    Line,
    /// An edge that passes with its label beside it: to its left where `left` is not 0, else to its right.
    Label,
}

/// All rows with their items from left to right: ranks, and between them rows for labels where there are any.
#[derive(Clone, Debug)]
pub(crate) struct Rows {
    pub(crate) n_boxes: usize,
    pub(crate) rows: Vec<Vec<Item>>,
    /// Which rows lie between ranks.
    pub(crate) holds_labels: Vec<bool>,
    pub(crate) row: Vec<u32>,
    /// Place of each item in its row.
    pub(crate) place: Vec<u32>,
    pub(crate) kind: Vec<Kind>,
    /// For each item the places of the nearest box or label before and after it in its row.
    pub(crate) solid: Vec<[Option<u32>; 2]>,
    /// Extents of each item's ink to the left and the right of the point that edges attach to.
    pub(crate) left: Vec<f64>,
    pub(crate) right: Vec<f64>,
    /// Extent of the ink in y.
    pub(crate) height: Vec<f64>,
    /// The height of the tallest label that a box has beside it, at a self-loop.
    pub(crate) loop_height: Vec<f64>,
    /// For each arc the items it runs through, from its tail's box to its head's.
    pub(crate) chains: Vec<Vec<Item>>,
}

impl Rows {
    /// Whether an item stands in a row for labels.
    pub(crate) fn is_between_ranks(&self, item: Item) -> bool {
        self.holds_labels[self.row[item as usize] as usize]
    }

    /// How many items there are.
    pub(crate) fn n_items(&self) -> usize {
        self.kind.len()
    }
}

/// Makes the rows of an ordered graph.
pub(crate) fn label_rows(input: &Input, graph: &Acyclic, proper: &Proper, order: &Order) -> Rows {
    let mut rows = Rows::new(input, proper);
    let guess = guess_x(&rows, order);
    let gaps = label_gaps(input, graph, proper);
    let mut segments = segments(proper);
    for (rank, level) in order.levels.iter().enumerate() {
        rows.push_rank(level);
        let mut segments = std::mem::take(&mut segments[rank]);
        // Monotone in both ends, so no pair of segments crosses that need not.
        let key = |segment: &Segment| {
            let [upper, lower] = [segment.upper, segment.lower].map(|vertex| vertex as usize);
            (guess[upper] + guess[lower], order.position[upper], order.position[lower], segment.chain)
        };
        segments.sort_by(|a, b| {
            let (a, b) = (key(a), key(b));
            a.0.total_cmp(&b.0).then((a.1, a.2, a.3).cmp(&(b.1, b.2, b.3)))
        });
        let labels: Vec<Option<Size>> = segments
            .iter()
            .map(|segment| {
                let arc = &graph.arcs[segment.chain as usize];
                input.edges[arc.edge].label.filter(|_| gaps[segment.chain as usize] == rank)
            })
            .collect();
        rows.push_gap(&segments, &labels);
    }
    for (index, chain) in rows.chains.iter_mut().enumerate() {
        chain.push(proper.chain(index)[proper.chain(index).len() - 1]);
    }
    rows.renumber();
    rows
}

/// The part of a chain between two ranks.
struct Segment {
    chain: u32,
    upper: Vertex,
    lower: Vertex,
}

impl Rows {
    /// All boxes and the lines that pass ranks, in no row yet.
    fn new(input: &Input, proper: &Proper) -> Rows {
        let mut rows = Rows {
            n_boxes: proper.n_nodes,
            rows: Vec::new(),
            holds_labels: Vec::new(),
            row: vec![0; proper.n_vertices()],
            place: Vec::new(),
            kind: vec![Kind::Line; proper.n_vertices()],
            solid: Vec::new(),
            left: vec![0.0; proper.n_vertices()],
            right: vec![0.0; proper.n_vertices()],
            height: vec![0.0; proper.n_vertices()],
            loop_height: vec![0.0; proper.n_nodes],
            chains: vec![Vec::new(); proper.n_chains()],
        };
        let loops = super::route::self_loops(input);
        for (node, size) in input.boxes.iter().enumerate() {
            rows.kind[node] = Kind::Box;
            rows.left[node] = size.width / 2.0;
            rows.right[node] = size.width / 2.0
                + loops[node].iter().map(|&edge| super::route::loop_width(input, edge)).sum::<f64>();
            rows.height[node] = size.height;
            let labels = loops[node].iter().filter_map(|&edge| input.edges[edge].label);
            rows.loop_height[node] = labels.map(|label| label.height).fold(0.0, f64::max);
        }
        rows
    }

    fn push_rank(&mut self, level: &[Vertex]) {
        level.iter().for_each(|&vertex| self.row[vertex as usize] = self.rows.len() as u32);
        self.rows.push(level.to_vec());
        self.holds_labels.push(false);
    }

    /// Adds a row between two ranks for the labels there, if there are any.
    fn push_gap(&mut self, segments: &[Segment], labels: &[Option<Size>]) {
        let has_labels = labels.iter().any(Option::is_some);
        for (segment, label) in segments.iter().zip(labels) {
            let chain = &mut self.chains[segment.chain as usize];
            chain.push(segment.upper);
            if has_labels {
                chain.push(self.row.len() as Item);
                let size = label.unwrap_or_default();
                self.row.push(self.rows.len() as u32);
                self.kind.push(if label.is_some() { Kind::Label } else { Kind::Line });
                // Half on either side until the side is chosen.
                self.left.push(size.width / 2.0);
                self.right.push(size.width / 2.0);
                self.height.push(size.height);
            }
        }
        if has_labels {
            let end = self.row.len() as Item;
            self.rows.push((end - segments.len() as Item..end).collect());
            self.holds_labels.push(true);
        }
    }

    fn renumber(&mut self) {
        self.place = vec![0; self.row.len()];
        self.solid = vec![[None; 2]; self.row.len()];
        for row in &self.rows {
            let (mut before, mut after) = (None, None);
            for (place, &item) in row.iter().enumerate() {
                self.place[item as usize] = place as u32;
                self.solid[item as usize][0] = before;
                if self.kind[item as usize] != Kind::Line {
                    before = Some(place as u32);
                }
            }
            for (place, &item) in row.iter().enumerate().rev() {
                self.solid[item as usize][1] = after;
                if self.kind[item as usize] != Kind::Line {
                    after = Some(place as u32);
                }
            }
        }
    }
}

/// The segments below each rank, chain by chain.
fn segments(proper: &Proper) -> Vec<Vec<Segment>> {
    let mut segments: Vec<Vec<Segment>> = (0..proper.n_ranks).map(|_| Vec::new()).collect();
    for chain in 0..proper.n_chains() {
        for pair in proper.chain(chain).windows(2) {
            let (upper, lower) = (pair[0], pair[1]);
            segments[proper.rank[upper as usize] as usize].push(Segment {
                chain: chain as u32,
                upper,
                lower,
            });
        }
    }
    segments
}

/// Rough x coordinates: every rank packed tightly and centred.
fn guess_x(rows: &Rows, order: &Order) -> Vec<f64> {
    let mut guess = vec![0.0; rows.row.len()];
    for level in &order.levels {
        let mut x = 0.0;
        for &vertex in level {
            let vertex = vertex as usize;
            x += rows.left[vertex] + 6.0;
            guess[vertex] = x;
            x += rows.right[vertex] + 6.0;
        }
        level.iter().for_each(|&vertex| guess[vertex as usize] -= x / 2.0);
    }
    guess
}

/// For each chain the rank whose lower gap holds its label: of those that it passes the least filled, close to the
/// middle.
fn label_gaps(input: &Input, graph: &Acyclic, proper: &Proper) -> Vec<usize> {
    let mut filled = vec![0.0; proper.n_ranks];
    let mut gaps = vec![usize::MAX; proper.n_chains()];
    let mut chains: Vec<usize> = (0..proper.n_chains()).collect();
    chains.sort_by_key(|&chain| (proper.chain(chain).len(), chain));
    for index in chains {
        let Some(size) = input.edges[graph.arcs[index].edge].label else { continue };
        let chain = proper.chain(index);
        let top = proper.rank[chain[0] as usize] as usize;
        let middle = (chain.len() - 2) as f64 / 2.0;
        let cost = |step: usize| filled[top + step] + OFF_MIDDLE * (step as f64 - middle).abs();
        let step = (0..chain.len() - 1).min_by(|&a, &b| cost(a).total_cmp(&cost(b)));
        gaps[index] = top + step.expect("an arc passes at least one gap");
        filled[gaps[index]] += size.width;
    }
    gaps
}

/// How much fuller, in pixels, a row may be to keep a label one row closer to the middle of its edge.
const OFF_MIDDLE: f64 = 24.0;

impl Rows {
    /// Puts each label on the side of its line where there is more room, given rough x coordinates.
    ///
    /// Along a row every two neighbours share the room between their lines, so the best choice for all is a
    /// shortest path: per item two states, and the price of a step is how much the labels between two lines
    /// overflow. The right side wins ties: text beside a line is read from there.
    pub(crate) fn choose_sides(&mut self, x: &[f64]) {
        for index in 0..self.rows.len() {
            if !self.holds_labels[index] {
                continue;
            }
            let row = std::mem::take(&mut self.rows[index]);
            let sides = self.best_sides(&row, x);
            for (&item, to_the_left) in row.iter().zip(sides) {
                let item = item as usize;
                let width = self.left[item] + self.right[item];
                (self.left[item], self.right[item]) = if to_the_left { (width, 0.0) } else { (0.0, width) };
            }
            self.rows[index] = row;
        }
    }

    /// For each item of a row whether its label goes to the left.
    fn best_sides(&self, row: &[Item], x: &[f64]) -> Vec<bool> {
        let width = |item: Item| self.left[item as usize] + self.right[item as usize];
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
            let is_label = self.kind[pair[1] as usize] == Kind::Label;
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
}

/// Room that two neighbouring lines need at least.
const LINE_ROOM: f64 = 8.0;
/// What it costs to put a label on the left, in squared pixels of overflow.
const LEFT_SIDE: f64 = 4.0;

#[cfg(test)]
#[path = "tests/rows.rs"]
mod tests;
