//! Shortest paths: the shortest way down through a row of gates.

use std::collections::VecDeque;

use crate::geom::Point;

/// A horizontal gate: the polyline passes height `y` between `low` and `high`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Gate {
    pub(crate) y: f64,
    pub(crate) low: f64,
    pub(crate) high: f64,
}

/// The region a polyline may still run in: two chains that open from the last fixed corner.
#[derive(Default)]
pub(crate) struct Funnel {
    path: Vec<Point>,
    low: VecDeque<Point>,
    high: VecDeque<Point>,
}

impl Funnel {
    /// The shortest path from `start` to `end` through all gates.
    ///
    /// The funnel algorithm of Lee and Preparata (Networks 14, 1984; see Hershberger and Snoeyink,
    /// Computational Geometry 4, 1994), for gates that lie strictly one below the other between the two
    /// points. O(gates). The path holds both ends and every corner. Only the memory of the funnel is used again.
    pub(crate) fn shortest_path(&mut self, start: Point, gates: &[Gate], end: Point) -> Vec<Point> {
        self.path.clear();
        self.low.clear();
        self.high.clear();
        self.path.push(start);
        for gate in gates {
            self.pass(Point::new(gate.low, gate.y), Point::new(gate.high, gate.y));
        }
        self.pass(end, end);
        // Both sides meet in the end, so the corners of the one that held the polyline are fixed by now.
        self.path.dedup();
        self.path.clone()
    }

    fn pass(&mut self, low: Point, high: Point) {
        let apex = self.path[self.path.len() - 1];
        if narrow(apex, &mut self.high, high, 1.0) {
            wrap(&mut self.path, &mut self.low, high, 1.0);
        }
        self.high.push_back(high);
        let apex = self.path[self.path.len() - 1];
        // A corner taken from the low side has emptied nothing of the high chain but its foot.
        if narrow(apex, &mut self.low, low, -1.0) {
            wrap(&mut self.path, &mut self.high, low, -1.0);
        }
        self.low.push_back(low);
    }
}

/// Takes corners off the end of `chain` that a polyline to `next` would not touch. Returns whether the chain
/// is empty then. `side` is 1 for the high chain and −1 for the low one.
fn narrow(apex: Point, chain: &mut VecDeque<Point>, next: Point, side: f64) -> bool {
    while let Some(&last) = chain.back() {
        let before = if chain.len() > 1 { chain[chain.len() - 2] } else { apex };
        if side * (slope(before, next) - slope(before, last)) > 0.0 {
            return false;
        }
        chain.pop_back();
    }
    true
}

/// Fixes the corners of the opposite chain that a polyline to `next` has to go round.
fn wrap(path: &mut Vec<Point>, opposite: &mut VecDeque<Point>, next: Point, side: f64) {
    while let Some(&corner) = opposite.front() {
        let apex = path[path.len() - 1];
        if side * (slope(apex, next) - slope(apex, corner)) > 0.0 {
            return;
        }
        path.push(corner);
        opposite.pop_front();
    }
}

/// Sideways travel per unit of descent.
fn slope(from: Point, to: Point) -> f64 {
    (to.x - from.x) / (to.y - from.y).max(1e-9)
}

#[cfg(test)]
#[path = "tests/funnel.rs"]
mod tests;
