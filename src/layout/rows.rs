//! Rows: the ranks with a row for labels between each two.
//!
//! Crossings are reduced on the ranks alone; here every segment gets an item of its own in the label row it
//! passes, and one of them carries the edge's label, so that labels have room reserved like boxes have.

use super::Input;
use super::acyclic::Acyclic;
use super::order::Order;
use super::split::Proper;

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

/// All rows with their items from left to right. Even rows are ranks, odd rows hold labels.
#[derive(Clone, Debug)]
pub(crate) struct Rows {
    pub(crate) n_boxes: usize,
    pub(crate) rows: Vec<Vec<Item>>,
    pub(crate) row: Vec<u32>,
    /// Place of each item in its row.
    pub(crate) place: Vec<u32>,
    pub(crate) kind: Vec<Kind>,
    /// Extents of each item's ink to the left and the right of the point that edges attach to.
    pub(crate) left: Vec<f64>,
    pub(crate) right: Vec<f64>,
    /// Extent of the ink in y.
    pub(crate) height: Vec<f64>,
    /// For each arc the items it runs through, from its tail's box to its head's.
    pub(crate) chains: Vec<Vec<Item>>,
}

impl Rows {
    /// How many items there are.
    pub(crate) fn n_items(&self) -> usize {
        self.kind.len()
    }
}

/// Makes the rows of an ordered graph.
pub(crate) fn label_rows(input: &Input, graph: &Acyclic, proper: &Proper, order: &Order) -> Rows {
    let mut rows = with_items(input, graph, proper, order);
    place_labels(input, graph, &mut rows);
    rows
}

fn with_items(input: &Input, graph: &Acyclic, proper: &Proper, order: &Order) -> Rows {
    let n_boxes = proper.n_nodes;
    let mut rows = Rows {
        n_boxes,
        rows: vec![Vec::new(); (2 * proper.n_ranks).saturating_sub(1)],
        row: proper.rank.iter().map(|&rank| 2 * rank).collect(),
        place: Vec::new(),
        kind: vec![Kind::Line; proper.n_vertices()],
        left: vec![0.0; proper.n_vertices()],
        right: vec![0.0; proper.n_vertices()],
        height: vec![0.0; proper.n_vertices()],
        chains: Vec::with_capacity(graph.arcs.len()),
    };
    let loops = super::route::self_loops(input);
    for (node, size) in input.boxes.iter().enumerate() {
        rows.kind[node] = Kind::Box;
        rows.left[node] = size.width / 2.0;
        rows.right[node] = size.width / 2.0
            + loops[node].iter().map(|&edge| super::route::loop_width(input, edge)).sum::<f64>();
        rows.height[node] = size.height;
    }
    let guess = guess_x(&rows, order);
    let mut between: Vec<Vec<(f64, u32, u32, Item)>> = vec![Vec::new(); proper.n_ranks];
    for chain in 0..proper.n_chains() {
        let mut items = Vec::new();
        for pair in proper.chain(chain).windows(2) {
            let (upper, lower) = (pair[0] as usize, pair[1] as usize);
            let item = rows.row.len() as Item;
            rows.row.push(rows.row[upper] + 1);
            between[proper.rank[upper] as usize].push((
                guess[upper] + guess[lower],
                order.position[upper],
                order.position[lower],
                item,
            ));
            items.extend([pair[0], item]);
        }
        items.push(proper.chain(chain)[proper.chain(chain).len() - 1]);
        rows.chains.push(items);
    }
    let n_items = rows.row.len();
    rows.kind.resize(n_items, Kind::Line);
    rows.left.resize(n_items, 0.0);
    rows.right.resize(n_items, 0.0);
    rows.height.resize(n_items, 0.0);
    rows.place.resize(n_items, 0);
    for (rank, level) in order.levels.iter().enumerate() {
        rows.rows[2 * rank].clone_from(level);
        if let Some(row) = rows.rows.get_mut(2 * rank + 1) {
            // Monotone in both ends, so no pair of segments crosses that need not.
            between[rank].sort_by(|a, b| a.0.total_cmp(&b.0).then((a.1, a.2, a.3).cmp(&(b.1, b.2, b.3))));
            row.extend(between[rank].iter().map(|&(.., item)| item));
        }
    }
    renumber(&mut rows);
    rows
}

fn renumber(rows: &mut Rows) {
    for row in &rows.rows {
        for (place, &item) in row.iter().enumerate() {
            rows.place[item as usize] = place as u32;
        }
    }
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

/// Gives each label the row, of those its edge passes, that is least filled, close to the middle.
fn place_labels(input: &Input, graph: &Acyclic, rows: &mut Rows) {
    let mut filled = vec![0.0; rows.rows.len()];
    let mut arcs: Vec<usize> = (0..graph.arcs.len()).collect();
    arcs.sort_by_key(|&arc| (rows.chains[arc].len(), arc));
    for arc in arcs {
        let Some(size) = input.edges[graph.arcs[arc].edge].label else { continue };
        let chain = &rows.chains[arc];
        let middle = (chain.len() / 2) as f64;
        let cost = |step: usize| {
            filled[rows.row[chain[step] as usize] as usize] + OFF_MIDDLE * (step as f64 - middle).abs()
        };
        let step = (1..chain.len()).step_by(2).min_by(|&a, &b| cost(a).total_cmp(&cost(b)));
        let item = chain[step.expect("an arc passes at least one label row")] as usize;
        rows.kind[item] = Kind::Label;
        // Half on either side until the side is chosen.
        rows.left[item] = size.width / 2.0;
        rows.right[item] = size.width / 2.0;
        rows.height[item] = size.height;
        filled[rows.row[item] as usize] += size.width;
    }
}

/// How much fuller, in pixels, a row may be to keep a label one row closer to the middle of its edge.
const OFF_MIDDLE: f64 = 12.0;

impl Rows {
    /// Puts each label on the side of its line where there is more room, given rough x coordinates.
    ///
    /// Along a row every two neighbours share the room between their lines, so the best choice for all is a
    /// shortest path: per item two states, and the price of a step is how much the labels between two lines
    /// overflow. The right side wins ties: text beside a line is read from there.
    pub(crate) fn choose_sides(&mut self, x: &[f64]) {
        for index in (1..self.rows.len()).step_by(2) {
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
