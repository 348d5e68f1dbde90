//! Rows: the ranks, and a gap below each.
//!
//! Lines pass a gap as they like, until a label in it has to have room: then the gap is opened, and every line that
//! passes it gets an item there, with a place in the order.

use crate::cycles::acyclic::Acyclic;
use crate::geom::Size;
use crate::input::{HALF_LINE, Input};
use crate::order::levels::Order;
use crate::order::proper::Proper;

/// The number of an item in [`Rows`]; boxes come first, in input order, then where lines pass ranks.
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

/// All rows with their items from left to right: rank `r` is row `2 r`, and the gap below it row `2 r + 1`.
#[derive(Clone, Debug)]
pub(crate) struct Rows {
    pub(crate) n_boxes: usize,
    /// The items of a gap only if it has been opened.
    pub(crate) rows: Vec<Vec<Item>>,
    pub(crate) row: Vec<u32>,
    /// Place of each item in its row.
    pub(crate) place: Vec<u32>,
    pub(crate) kind: Vec<Kind>,
    /// For each item the nearest box or label before and after it in its row.
    pub(crate) solid: Vec<[Option<Item>; 2]>,
    /// For each box and label the nearest that is taller.
    pub(crate) taller: Vec<[Option<Item>; 2]>,
    /// Half of the room that each line needs, and none for a box.
    pub(crate) half_line: Vec<f64>,
    /// The room that the lines before each item in its row need.
    lines_before: Vec<f64>,
    /// Extents of each item's ink to the left and the right of the point that edges attach to.
    pub(crate) left: Vec<f64>,
    pub(crate) right: Vec<f64>,
    /// Extent of the ink in y.
    pub(crate) height: Vec<f64>,
    /// The height of the tallest label that a box has beside it, at a self-loop.
    pub(crate) loop_height: Vec<f64>,
    /// For each arc the items it runs through, from its tail's box to its head's.
    pub(crate) chains: Vec<Vec<Item>>,
    /// For each arc half of the room that its line needs.
    arc_half_line: Vec<f64>,
}

/// The row of the gap below a rank.
pub(crate) const fn gap_row(rank: usize) -> usize {
    2 * rank + 1
}

impl Rows {
    /// The rows of an ordered graph, all gaps closed.
    pub(crate) fn new(input: &Input, graph: &Acyclic, proper: &Proper, order: &Order) -> Rows {
        let n_items = proper.n_vertices();
        let mut rows = Rows {
            n_boxes: proper.n_nodes,
            rows: order.levels.iter().flat_map(|level| [level.clone(), Vec::new()]).collect(),
            row: proper.rank.iter().map(|&rank| 2 * rank).collect(),
            place: vec![0; n_items],
            kind: vec![Kind::Line; n_items],
            solid: vec![[None; 2]; n_items],
            taller: vec![[None; 2]; n_items],
            half_line: vec![0.0; n_items],
            lines_before: vec![0.0; n_items],
            left: vec![0.0; n_items],
            right: vec![0.0; n_items],
            height: vec![0.0; n_items],
            loop_height: vec![0.0; proper.n_nodes],
            chains: (0..proper.n_chains()).map(|chain| proper.chain(chain).to_vec()).collect(),
            arc_half_line: graph.arcs.iter().map(|arc| input.edges[arc.edge].half_line()).collect(),
        };
        rows.size_boxes(input);
        rows.size_lines();
        (0..rows.rows.len()).for_each(|row| rows.number(row));
        rows
    }

    fn size_boxes(&mut self, input: &Input) {
        let loops = crate::loops::of_boxes(input);
        for (node, size) in input.boxes.iter().enumerate() {
            self.kind[node] = Kind::Box;
            self.left[node] = size.width / 2.0;
            self.right[node] = size.width / 2.0
                + loops.get(node).iter().map(|&edge| crate::loops::width(input, edge)).sum::<f64>();
            self.height[node] = size.height;
            let labels = loops.get(node).iter().filter_map(|&edge| input.edges[edge].label);
            self.loop_height[node] = labels.map(|label| label.height).fold(0.0, f64::max);
        }
    }

    fn size_lines(&mut self) {
        for (chain, &half_line) in self.chains.iter().zip(&self.arc_half_line) {
            chain[1..chain.len() - 1].iter().for_each(|&item| self.half_line[item as usize] = half_line);
        }
    }

    /// How many items there are.
    pub(crate) fn n_items(&self) -> usize {
        self.kind.len()
    }

    /// Gives lines that pass the gaps below the ranks for which `is_wanted` says so items there, unless they have some,
    /// in the order of where they pass, given where the others are.
    pub(crate) fn open(&mut self, is_wanted: &[bool], x: &[f64]) {
        let mut segments = vec![Vec::new(); is_wanted.len()];
        for chain in 0..self.chains.len() {
            let mut step = 0;
            while step + 1 < self.chains[chain].len() {
                let (upper, lower) = (self.chains[chain][step], self.chains[chain][step + 1]);
                let rank = self.row[upper as usize] as usize / 2;
                if is_wanted[rank] && self.row[lower as usize] == self.row[upper as usize] + 2 {
                    let item = self.n_items() as Item;
                    self.push(gap_row(rank), self.arc_half_line[chain]);
                    self.chains[chain].insert(step + 1, item);
                    segments[rank].push((item, upper, lower));
                    step += 1;
                }
                step += 1;
            }
        }
        for (rank, segments) in segments.iter_mut().enumerate().filter(|(_, segments)| !segments.is_empty()) {
            // Monotone in both ends, so no pair of segments crosses that need not.
            let key = |&(item, upper, lower): &(Item, Item, Item)| {
                let [upper, lower] = [upper as usize, lower as usize];
                (x[upper] + x[lower], self.place[upper], self.place[lower], item)
            };
            segments.sort_by(|a, b| {
                let (a, b) = (key(a), key(b));
                a.0.total_cmp(&b.0).then((a.1, a.2, a.3).cmp(&(b.1, b.2, b.3)))
            });
            self.rows[gap_row(rank)] = segments.iter().map(|&(item, ..)| item).collect();
        }
    }

    fn push(&mut self, row: usize, half_line: f64) {
        self.row.push(row as u32);
        self.place.push(0);
        self.kind.push(Kind::Line);
        self.solid.push([None; 2]);
        self.taller.push([None; 2]);
        self.half_line.push(half_line);
        self.lines_before.push(0.0);
        self.left.push(0.0);
        self.right.push(0.0);
        self.height.push(0.0);
    }

    /// Makes the item a label, half of it on either side until a side is chosen.
    pub(crate) fn hold(&mut self, item: Item, size: Size) {
        let index = item as usize;
        self.kind[index] = Kind::Label;
        self.left[index] = size.width / 2.0;
        self.right[index] = size.width / 2.0;
        self.height[index] = size.height;
    }

    /// Counts the items of a row, and finds the neighbours of each.
    pub(crate) fn number(&mut self, row: usize) {
        let mut lines = 0.0;
        for (place, &item) in self.rows[row].iter().enumerate() {
            self.place[item as usize] = place as u32;
            self.lines_before[item as usize] = lines;
            lines += 2.0 * self.half_line[item as usize];
        }
        let items = std::mem::take(&mut self.rows[row]);
        self.find_solids(items.iter().copied(), 0);
        self.find_solids(items.iter().rev().copied(), 1);
        self.rows[row] = items;
    }

    /// Finds for the items of a row, given from one end, the nearest and the next taller box or label towards there.
    fn find_solids(&mut self, items: impl Iterator<Item = Item>, side: usize) {
        // Those that no later one hides: each taller than the ones after it.
        let mut seen: Vec<Item> = Vec::new();
        let mut nearest = None;
        for item in items {
            let index = item as usize;
            self.solid[index][side] = nearest;
            if self.kind[index] == Kind::Line {
                continue;
            }
            while seen.last().is_some_and(|&last| self.height[last as usize] <= self.height[index]) {
                seen.pop();
            }
            self.taller[index][side] = seen.last().copied();
            seen.push(item);
            nearest = Some(item);
        }
    }

    /// How much more room than a thin line an item needs on either side for being a thick one.
    pub(crate) fn thickness(&self, index: usize) -> f64 {
        (self.half_line[index] - HALF_LINE).max(0.0)
    }

    /// The room that the lines between two items of a row need.
    pub(crate) fn lines_between(&self, a: Item, b: Item) -> f64 {
        let (a, b) = if self.place[a as usize] < self.place[b as usize] { (a, b) } else { (b, a) };
        let (a, b) = (a as usize, b as usize);
        (self.lines_before[b] - self.lines_before[a] - 2.0 * self.half_line[a]).max(0.0)
    }
}

#[cfg(test)]
#[path = "tests/rows.rs"]
mod tests;
