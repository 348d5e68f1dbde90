//! Corridors: the room that the order leaves each edge.

use crate::geom::Point;
use crate::options::Options;
use crate::position::place::Places;
use crate::position::rows::{Item, Kind, Rows};
use crate::position::spacing::FOREIGN_DISTANCE;
use crate::routes::funnel::{Funnel, Gate};

/// Least distance kept between a line and the boxes above and below it.
const CLEARANCE: f64 = 4.5;
/// Least distance between a line and the labels above and below it.
const LABEL_CLEARANCE: f64 = 0.5;
/// How far the line may be from its own label.
pub(crate) const LABEL_REACH: f64 = 6.5;
/// Distance between a box and a line that has left it by its flank.
const OWN_CLEARANCE: f64 = 3.0;

/// What bounds the polylines.
pub(crate) struct Corridors<'a> {
    pub(crate) rows: &'a Rows,
    pub(crate) places: &'a Places,
    pub(crate) options: &'a Options,
    /// If labels stand still, and edges keep to theirs: for each whether its edge leans to the right where it passes.
    /// Otherwise they move with their edges.
    pub(crate) leans_right: Option<&'a [bool]>,
}

/// Buffers for one polyline after another.
#[derive(Default)]
pub(crate) struct Scratch {
    gates: Vec<Gate>,
    steps: Vec<Step>,
    funnel: Funnel,
}

impl<'a> Corridors<'a> {
    pub(crate) fn new(
        rows: &'a Rows,
        places: &'a Places,
        options: &'a Options,
        leans_right: Option<&'a [bool]>,
    ) -> Corridors<'a> {
        Corridors { rows, places, options, leans_right }
    }

    /// The polyline between the centres of the boxes of a chain, as if these were open on all sides.
    pub(crate) fn centre_polyline(&self, chain: usize, scratch: &mut Scratch) -> Vec<Point> {
        let (tail, head) = ends(&self.rows.chains[chain]);
        self.polyline(chain, [tail, head].map(|node| self.places.centre(self.rows, node)).into(), scratch)
    }

    /// The polyline of a chain between two points on the borders of its boxes, or within them.
    pub(crate) fn polyline(
        &self,
        chain: usize,
        (from, to): (Point, Point),
        scratch: &mut Scratch,
    ) -> Vec<Point> {
        let chain = &self.rows.chains[chain];
        scratch.gates.clear();
        for &item in chain {
            self.in_row(item, (from.y + 0.01, to.y - 0.01), scratch);
        }
        let (tail, head) = ends(chain);
        if let Some(own) = self.beside(tail, from, 1.0) {
            insert(&mut scratch.gates, own);
        }
        if let Some(own) = self.beside(head, to, -1.0) {
            insert(&mut scratch.gates, own);
        }
        scratch.funnel.shortest_path(from, &scratch.gates, to)
    }

    /// For a polyline that ends in a flank of `node`: the gate that keeps it off the box until it has passed
    /// the lower (1) or upper (−1) side.
    fn beside(&self, node: usize, port: Point, direction: f64) -> Option<Gate> {
        let centre = self.places.centre(self.rows, node);
        let y = centre.y + direction * self.rows.items[node].height / 2.0;
        let is_flank = (y - port.y).abs() > 0.5 && port.x != centre.x;
        is_flank.then(|| {
            let (low, high) = if port.x > centre.x {
                (port.x + OWN_CLEARANCE, f64::INFINITY)
            } else {
                (f64::NEG_INFINITY, port.x - OWN_CLEARANCE)
            };
            Gate { y, low, high }
        })
    }

    /// The gates of the row that `item` stands in, from its upper to its lower end, within `(top, bottom)`.
    fn in_row(&self, item: Item, (top, bottom): (f64, f64), Scratch { gates, steps, .. }: &mut Scratch) {
        let index = item as usize;
        let row = self.rows.items[index].row as usize;
        let middle = self.places.row_y[row];
        steps.clear();
        self.skyline(item, -1, steps);
        self.skyline(item, 1, steps);
        if self.leans_right.is_some() && self.rows.items[index].kind == Kind::Label {
            let reach = self.rows.items[index].height / 2.0;
            let x = self.places.x[index];
            steps.push(if self.rows.items[index].left > 0.0 {
                Step { reach, low: x, high: f64::INFINITY }
            } else {
                Step { reach, low: f64::NEG_INFINITY, high: x }
            });
        }
        if steps.is_empty() {
            return;
        }
        steps.sort_by(|a, b| b.reach.total_cmp(&a.reach));
        // Walking inwards the gates get narrower, for a step further in is nearer to the line.
        let first = gates.len();
        let (mut low, mut high) = (f64::NEG_INFINITY, f64::INFINITY);
        for step in steps.iter() {
            low = low.max(step.low);
            high = high.min(step.high);
            if gates.len() > first && gates[gates.len() - 1].y >= middle - step.reach {
                gates.pop();
            }
            gates.push(gate(middle - step.reach, low, high));
        }
        for index in (first..gates.len()).rev() {
            let mirrored = Gate { y: 2.0 * middle - gates[index].y, ..gates[index] };
            if mirrored.y > gates[gates.len() - 1].y {
                gates.push(mirrored);
            }
        }
        if let Some(leans_right) = self.leans_right
            && self.rows.items[index].kind == Kind::Label
        {
            self.keep_near(index, leans_right[index], &mut gates[first..]);
        }
        // In the rows of its own boxes a polyline starts below the middle and ends above it. There the gates
        // beyond its ends only repeat bounds that the next gate within has too.
        let mut n_kept = first;
        for index in first..gates.len() {
            if (top..bottom).contains(&gates[index].y) {
                gates[n_kept] = gates[index];
                n_kept += 1;
            }
        }
        gates.truncate(n_kept);
    }

    /// Holds a polyline near its label where it comes closest: at the lower end of a label to its right if it
    /// leans right.
    fn keep_near(&self, label: usize, leans_right: bool, gates: &mut [Gate]) {
        let half = self.rows.items[label].height / 2.0;
        let middle = self.places.row_y[self.rows.items[label].row as usize];
        let is_left = self.rows.items[label].left > 0.0;
        let nearest = if leans_right == is_left { middle - half } else { middle + half };
        let x = self.places.x[label];
        if let Some(found) = gates.iter_mut().find(|gate| (gate.y - nearest).abs() < 1e-6) {
            *found = if is_left {
                gate(found.y, found.low, found.high.min(x + LABEL_REACH))
            } else {
                gate(found.y, found.low.max(x - LABEL_REACH), found.high)
            };
        }
    }

    fn clearance(&self, row: usize) -> f64 {
        if row.is_multiple_of(2) { CLEARANCE } else { LABEL_CLEARANCE }
    }

    /// What stands to one side (−1 left, 1 right) of an item, nearest first, each reaching further up
    /// and down than the ones before it.
    fn skyline(&self, item: Item, direction: i32, steps: &mut Vec<Step>) {
        let index = item as usize;
        let row = self.rows.items[index].row as usize;
        // A label that still moves needs room beside its line.
        let own = if self.rows.items[index].kind == Kind::Box || self.leans_right.is_some() {
            0.0
        } else if direction < 0 {
            self.rows.items[index].left
        } else {
            self.rows.items[index].right
        };
        let side = usize::from(direction > 0);
        let mut next = self.rows.items[index].solid[side];
        while let Some(other) = next {
            // Lines and labels in between need room, and so does its own label.
            let room = own + self.rows.lines_between(item, other);
            next = self.rows.items[other as usize].taller[side];
            let other = other as usize;
            let (x, left, right) =
                (self.places.x[other], self.rows.items[other].left, self.rows.items[other].right);
            let reach = self.rows.items[other].height / 2.0 + self.clearance(row);
            let facing = if direction < 0 { right } else { left };
            let margin = match self.rows.items[other].kind {
                Kind::Box => self.options.edge_sep + 1.0 + self.rows.thickness(index),
                _ if facing > 0.0 => FOREIGN_DISTANCE + self.rows.thickness(index),
                _ => self.rows.items[other].half_line + self.rows.items[index].half_line,
            };
            steps.push(if direction < 0 {
                Step { reach, low: x + right + margin + room, high: f64::INFINITY }
            } else {
                Step { reach, low: f64::NEG_INFINITY, high: x - left - margin - room }
            });
        }
    }
}

/// A bound that holds from `reach` above a row's middle to `reach` below it.
struct Step {
    reach: f64,
    low: f64,
    high: f64,
}

/// A gate; where the bounds contradict each other, their middle.
fn gate(y: f64, low: f64, high: f64) -> Gate {
    if low <= high {
        Gate { y, low, high }
    } else {
        let middle = f64::midpoint(low, high);
        Gate { y, low: middle, high: middle }
    }
}

fn ends(chain: &[Item]) -> (usize, usize) {
    (chain[0] as usize, chain[chain.len() - 1] as usize)
}

/// Puts a gate where its height belongs, narrowing one that is there.
fn insert(gates: &mut Vec<Gate>, new: Gate) {
    let at = gates.partition_point(|gate| gate.y < new.y - 0.01);
    match gates.get_mut(at) {
        Some(there) if there.y < new.y + 0.01 => {
            *there = gate(there.y, there.low.max(new.low), there.high.min(new.high));
        }
        _ => gates.insert(at, new),
    }
}

#[cfg(test)]
#[path = "tests/corridor.rs"]
mod tests;
