//! How many edges cross in an order.

use crate::order::levels::Order;
use crate::order::proper::Proper;

/// Counts crossings in O(E log V), after Barth, Mutzel and Jünger, JGAA 8(2), 2004.
#[derive(Default)]
pub(crate) struct Counter {
    tree: Vec<u32>,
    ends: Vec<u32>,
}

impl Counter {
    /// All crossings of an order.
    pub(crate) fn total(&mut self, proper: &Proper, order: &Order) -> u64 {
        (1..order.levels.len()).map(|lower| self.between(proper, order, lower - 1)).sum()
    }

    /// The crossings between the rank `upper` and the one below it.
    pub(crate) fn between(&mut self, proper: &Proper, order: &Order, upper: usize) -> u64 {
        let width = order.levels[upper + 1].len();
        if width < 2 || order.levels[upper].len() < 2 {
            return 0;
        }
        self.tree.clear();
        self.tree.resize(width + 1, 0);
        let mut crossings = 0u64;
        let mut entered = 0u32;
        for &vertex in &order.levels[upper] {
            self.ends.clear();
            self.ends.extend(
                proper.below.get(vertex as usize).iter().map(|&other| order.position[other as usize]),
            );
            for &end in &self.ends {
                crossings += u64::from(entered - self.at_most(end));
            }
            for index in 0..self.ends.len() {
                self.enter(self.ends[index]);
            }
            entered += self.ends.len() as u32;
        }
        crossings
    }

    fn enter(&mut self, end: u32) {
        let mut index = end as usize + 1;
        while index < self.tree.len() {
            self.tree[index] += 1;
            index += index & index.wrapping_neg();
        }
    }

    fn at_most(&self, end: u32) -> u32 {
        let mut index = end as usize + 1;
        let mut sum = 0;
        while index > 0 {
            sum += self.tree[index];
            index &= index - 1;
        }
        sum
    }
}

#[cfg(test)]
#[path = "tests/crossings.rs"]
mod tests;
