//! Reinsertion: the local search that takes most crossings away.
//!
//! A box is taken out together with the chains of all its edges and put back where the sum over its
//! edges is least, each chain along its cheapest path over ranks and slots. Unlike sweeps, which move one
//! rank at a time, it carries a whole bundle of long edges to the other side of the drawing in one move.

mod relocation;
mod search;
mod steps;

use crate::budget::Budget;
use crate::order::exchange::transpose;
use crate::order::levels::Order;
use crate::order::proper::Proper;
use crate::random::Xorshift;

use self::relocation::span;
use self::search::Search;

/// The search, with what it remembers between rounds.
pub(crate) struct Reinsertion {
    search: Search,
    /// The round in which each rank last changed, and each box was last tried.
    changed: Vec<u32>,
    tried: Vec<u32>,
    round: u32,
}

impl Reinsertion {
    pub(crate) fn new(proper: &Proper, order: &Order) -> Reinsertion {
        Reinsertion {
            search: Search::new(proper, order),
            changed: vec![0; proper.n_ranks],
            tried: vec![0; proper.n_nodes],
            round: 0,
        }
    }

    /// Tries every box once, in a seeded order, except where nothing has changed since it was last tried.
    /// It ends where no more crossings are left than are `enough`. Returns whether any went away.
    pub(crate) fn round(
        &mut self,
        proper: &Proper,
        order: &mut Order,
        seed: u64,
        enough: u64,
        budget: &mut Budget,
    ) -> bool {
        let mut nodes: Vec<usize> =
            (0..proper.n_nodes).filter(|&node| !proper.chains_at(node).is_empty()).collect();
        Xorshift::new(seed + 1).shuffle(&mut nodes);
        let mut improved = false;
        for node in nodes {
            let (first, last) = span(proper, node);
            let is_stale = self.changed[first..=last].iter().all(|&changed| changed < self.tried[node]);
            if is_stale || budget.is_spent() {
                continue;
            }
            self.round += 1;
            self.tried[node] = self.round;
            if self.search.reinsert(proper, order, node, budget) {
                improved = true;
                self.round += 1;
                self.changed[first..=last].fill(self.round);
                if self.crossings() <= enough {
                    break;
                }
            }
        }
        improved
    }

    /// All crossings that are left.
    pub(crate) fn crossings(&self) -> u64 {
        self.search.crossings.iter().sum()
    }

    /// Exchanges neighbours in all ranks as far as that helps, and takes note of the ranks it changed.
    pub(crate) fn transpose(&mut self, proper: &Proper, order: &mut Order, budget: &mut Budget) {
        self.round += 1;
        for level in transpose(proper, order, budget) {
            self.changed[level] = self.round;
            for upper in level.saturating_sub(1)..(level + 1).min(order.levels.len() - 1) {
                self.search.crossings[upper] = self.search.counter.between(proper, order, upper);
                self.search.mark_crossed(proper, order, upper);
            }
        }
    }
}

#[cfg(test)]
#[path = "tests/reinsert.rs"]
mod tests;
