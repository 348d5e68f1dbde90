//! Rows: the ranks, and a channel below each.
//!
//! Lines pass a channel as they like, until a label in it has to have room: then the channel is opened, and every line that
//! passes it gets an item there, with a place in the order.

use crate::cycles::acyclic::Acyclic;
use crate::geom::Size;
use crate::input::{HALF_LINE, Input};
use crate::loops;
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

/// What stands at a place in a row, with the room that it needs.
#[derive(Clone, Debug)]
pub(crate) struct RowItem {
    pub(crate) kind: Kind,
    pub(crate) row: u32,
    /// Its place in the row.
    pub(crate) place: u32,
    /// The nearest box or label before and after it in its row.
    pub(crate) solid: [Option<Item>; 2],
    /// For a box or label the nearest that is taller.
    pub(crate) taller: [Option<Item>; 2],
    /// Half of the room that a line needs, and none for a box.
    pub(crate) half_line: f64,
    /// The room that the lines before it in its row need.
    lines_before: f64,
    /// How far it reaches to the left and the right of the point that edges attach to.
    pub(crate) left: f64,
    pub(crate) right: f64,
    /// Its height.
    pub(crate) height: f64,
}

/// All rows with their items from left to right: rank `r` is row `2 r`, and the channel below it row `2 r + 1`.
#[derive(Clone, Debug)]
pub(crate) struct Rows {
    pub(crate) n_boxes: usize,
    /// The items of a channel only if it has been opened.
    pub(crate) rows: Vec<Vec<Item>>,
    pub(crate) items: Vec<RowItem>,
    /// The height of the tallest label that a box has beside it, at a self-loop.
    pub(crate) loop_height: Vec<f64>,
    /// For each arc the items it runs through, from its tail's box to its head's.
    pub(crate) chains: Vec<Vec<Item>>,
    /// For each arc half of the room that its line needs.
    arc_half_line: Vec<f64>,
}

/// The row of the channel below a rank.
pub(crate) const fn channel_row(rank: usize) -> usize {
    2 * rank + 1
}

impl RowItem {
    /// Where a line passes, or nothing yet.
    fn line(row: usize, half_line: f64) -> RowItem {
        RowItem {
            kind: Kind::Line,
            row: row as u32,
            place: 0,
            solid: [None; 2],
            taller: [None; 2],
            half_line,
            lines_before: 0.0,
            left: 0.0,
            right: 0.0,
            height: 0.0,
        }
    }

    /// A box with its self-loops to the right of it.
    fn of_box(input: &Input, node: usize, row: usize, self_loops: &[usize]) -> RowItem {
        let size = input.boxes[node];
        let beside: f64 = self_loops.iter().map(|&edge| loops::width(input, edge)).sum();
        let (left, right) = (size.width / 2.0, size.width / 2.0 + beside);
        RowItem { kind: Kind::Box, left, right, height: size.height, ..RowItem::line(row, 0.0) }
    }
}

impl Rows {
    /// The rows of an ordered graph, all channels closed.
    pub(crate) fn new(input: &Input, graph: &Acyclic, proper: &Proper, order: &Order) -> Rows {
        let loops = loops::of_boxes(input);
        let row = |vertex: usize| 2 * proper.rank[vertex] as usize;
        let boxes = (0..proper.n_nodes).map(|node| RowItem::of_box(input, node, row(node), loops.get(node)));
        let lines = (proper.n_nodes..proper.n_vertices()).map(|vertex| RowItem::line(row(vertex), 0.0));
        let loop_height = |node: usize| {
            let labels = loops.get(node).iter().filter_map(|&edge| input.edges[edge].label);
            labels.map(|label| label.height).fold(0.0, f64::max)
        };
        let mut rows = Rows {
            n_boxes: proper.n_nodes,
            rows: order.levels.iter().flat_map(|level| [level.clone(), Vec::new()]).collect(),
            items: boxes.chain(lines).collect(),
            loop_height: (0..proper.n_nodes).map(loop_height).collect(),
            chains: (0..proper.n_chains()).map(|chain| proper.chain(chain).to_vec()).collect(),
            arc_half_line: graph.arcs.iter().map(|arc| input.edges[arc.edge].half_line()).collect(),
        };
        for (chain, &half_line) in rows.chains.iter().zip(&rows.arc_half_line) {
            let inner = &chain[1..chain.len() - 1];
            inner.iter().for_each(|&item| rows.items[item as usize].half_line = half_line);
        }
        (0..rows.rows.len()).for_each(|row| rows.number(row));
        rows
    }

    /// How many items there are.
    pub(crate) fn n_items(&self) -> usize {
        self.items.len()
    }

    /// The rows with items for the lines that pass the channels below the ranks for which `is_wanted` says so, which are
    /// closed, in the order of where they pass, given where the others are.
    pub(crate) fn opened(mut self, is_wanted: &[bool], x: &[f64]) -> Rows {
        let mut segments = vec![Vec::new(); is_wanted.len()];
        for chain in 0..self.chains.len() {
            let mut step = 0;
            while step + 1 < self.chains[chain].len() {
                let (upper, lower) = (self.chains[chain][step], self.chains[chain][step + 1]);
                let [upper_row, lower_row] = [upper, lower].map(|item| self.items[item as usize].row);
                let rank = upper_row as usize / 2;
                if is_wanted[rank] && lower_row == upper_row + 2 {
                    let item = self.n_items() as Item;
                    self.items.push(RowItem::line(channel_row(rank), self.arc_half_line[chain]));
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
                (x[upper] + x[lower], self.items[upper].place, self.items[lower].place, item)
            };
            segments.sort_by(|a, b| {
                let (a, b) = (key(a), key(b));
                a.0.total_cmp(&b.0).then((a.1, a.2, a.3).cmp(&(b.1, b.2, b.3)))
            });
            self.rows[channel_row(rank)] = segments.iter().map(|&(item, ..)| item).collect();
            self.number(channel_row(rank));
        }
        self
    }

    /// The rows with labels at these items, half of each on either side of its line until a side is chosen.
    pub(crate) fn with_labels(mut self, labels: impl Iterator<Item = (Item, Size)>) -> Rows {
        for (item, Size { width, height }) in labels {
            let item = &mut self.items[item as usize];
            (item.kind, item.height) = (Kind::Label, height);
            (item.left, item.right) = (width / 2.0, width / 2.0);
        }
        self
    }

    /// The rows with each label of one of them on a side of its line, given for each item whether that is the left one.
    pub(crate) fn with_sides(mut self, row: usize, are_left: &[bool]) -> Rows {
        for (&item, &is_left) in self.rows[row].iter().zip(are_left) {
            let item = &mut self.items[item as usize];
            let width = item.left + item.right;
            (item.left, item.right) = if is_left { (width, 0.0) } else { (0.0, width) };
        }
        self.number(row);
        self
    }

    /// Counts the items of a row, and finds the neighbours of each.
    fn number(&mut self, row: usize) {
        let mut lines = 0.0;
        for (place, &item) in self.rows[row].iter().enumerate() {
            let item = &mut self.items[item as usize];
            (item.place, item.lines_before) = (place as u32, lines);
            lines += 2.0 * item.half_line;
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
            self.items[index].solid[side] = nearest;
            if self.items[index].kind == Kind::Line {
                continue;
            }
            while seen
                .last()
                .is_some_and(|&last| self.items[last as usize].height <= self.items[index].height)
            {
                seen.pop();
            }
            self.items[index].taller[side] = seen.last().copied();
            seen.push(item);
            nearest = Some(item);
        }
    }

    /// How much more room than a thin line an item needs on either side for being a thick one.
    pub(crate) fn thickness(&self, index: usize) -> f64 {
        (self.items[index].half_line - HALF_LINE).max(0.0)
    }

    /// The room that the lines between two items of a row need.
    pub(crate) fn lines_between(&self, a: Item, b: Item) -> f64 {
        let (a, b) =
            if self.items[a as usize].place < self.items[b as usize].place { (a, b) } else { (b, a) };
        let (a, b) = (a as usize, b as usize);
        (self.items[b].lines_before - self.items[a].lines_before - 2.0 * self.items[a].half_line).max(0.0)
    }
}

#[cfg(test)]
#[path = "tests/rows.rs"]
mod tests;
