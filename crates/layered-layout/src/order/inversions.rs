//! Inversions: what it costs that boxes have changed places since an earlier drawing.

/// The order of an earlier drawing, and what it costs not to keep it, beside what crossings cost.
///
/// Two boxes of a rank that stand in the other order than earlier have to move past each other: one of them by the room
/// of the other, or by what they were apart, if that is less. An order costs that much for each such pair, in pixels, and
/// something for each crossing. The sum over pairs is at once what a box costs in a slot, and what exchanging neighbours
/// changes, so all searches descend in the same landscape.
#[derive(Clone, Debug, Default)]
pub(crate) struct Inversions {
    /// The x that each box had, if it was there.
    x: Vec<Option<i64>>,
    /// The room that each box takes in its rank.
    room: Vec<i64>,
    /// What a crossing costs, in pixels of displacement.
    pub(crate) crossing: u64,
}

impl Inversions {
    /// Takes for each box its earlier x, and its room.
    pub(crate) fn new(x: Vec<Option<i64>>, room: Vec<i64>) -> Inversions {
        Inversions { x, room, crossing: 1 }
    }

    /// What all pairs of an order cost, given the vertices of each rank. O(vertices · length of a rank).
    pub(crate) fn total(&self, levels: &[Vec<u32>]) -> u64 {
        let of_level = |level: &Vec<u32>| {
            let after = |at: usize| level[at + 1..].iter().map(move |&other| self.pair(level[at], other));
            (0..level.len()).flat_map(after).sum::<u64>()
        };
        levels.iter().map(of_level).sum()
    }

    /// Whether a vertex is a box that was there earlier.
    pub(crate) fn is_known(&self, vertex: usize) -> bool {
        self.x.get(vertex).copied().flatten().is_some()
    }

    /// Whether the box at a place of its rank stands on the wrong side of another.
    pub(crate) fn is_misplaced(&self, level: &[u32], place: usize) -> bool {
        level[..place].iter().any(|&other| self.pair(other, level[place]) > 0)
            || level[place + 1..].iter().any(|&other| self.pair(level[place], other) > 0)
    }

    /// What it costs that `left` stands left of `right`.
    pub(crate) fn pair(&self, left: u32, right: u32) -> u64 {
        let (left, right) = (left as usize, right as usize);
        let at = |vertex: usize| self.x.get(vertex).copied().flatten();
        match at(left).zip(at(right)) {
            Some((a, b)) if a > b => (a - b).min(i64::midpoint(self.room[left], self.room[right])) as u64,
            _ => 0,
        }
    }

    /// What a box costs in each slot between the others of its rank.
    pub(crate) fn in_slots(&self, node: usize, rest: &[u32]) -> Vec<u64> {
        let node = node as u32;
        let mut cost: u64 = rest.iter().map(|&other| self.pair(node, other)).sum();
        let mut costs = vec![cost];
        for &other in rest {
            cost = cost + self.pair(other, node) - self.pair(node, other);
            costs.push(cost);
        }
        costs
    }
}

#[cfg(test)]
#[path = "tests/inversions.rs"]
mod tests;
