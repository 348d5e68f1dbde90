//! Crossing reduction: orders with few crossings, from several starts.

use crate::budget::Budget;
use crate::order::crossings::Counter;
use crate::order::initial::{Start, initial};
use crate::order::levels::Order;
use crate::order::proper::{Proper, Vertex};
use crate::order::reinsert::Reinsertion;
use crate::order::sweep::sweep;

/// How often boxes are reinserted, all of them each time.
const ROUNDS: usize = 2;

/// How many orders are begun, and how many of these, those with the fewest crossings so far, are worked out.
#[derive(Clone, Copy)]
pub(crate) struct Starts {
    pub(crate) begun: usize,
    pub(crate) finished: usize,
}

/// Orders each rank so that few edges cross, from several starts: depth-first from above, from below, then seeded
/// variations. Returns the finished orders with how many edges cross in each; there is always one.
///
/// Each start is improved by weighted median sweeps with transposition (Gansner et al. 1993, §3); the best of these
/// then by reinsertion of whole nodes with their chains.
pub(crate) fn candidates(proper: &Proper, starts: Starts, budget: &mut Budget) -> Vec<(u64, Order)> {
    let mut counter = Counter::default();
    let mut swept: Vec<(u64, usize, Order)> = Vec::with_capacity(starts.begun);
    for start in 0..starts.begun {
        let mut order = initial(proper, Start::nth(start as u64));
        sweep(proper, &mut order, &mut counter, budget);
        swept.push((counter.total(proper, &order), start, order));
        if budget.is_spent() {
            break;
        }
    }
    swept.sort_by_key(|&(crossings, start, _)| (crossings, start));
    let mut found: Vec<(u64, Order)> = Vec::with_capacity(starts.finished);
    for (_, start, mut order) in swept.into_iter().take(starts.finished) {
        reinsert(proper, &mut order, start, 0, budget);
        if found.iter().all(|(_, other)| *other != order) {
            found.push((counter.total(proper, &order), order));
        }
        if budget.is_spent() {
            break;
        }
    }
    found
}

/// The vertices of each rank by their x.
pub(crate) fn by_x(proper: &Proper, x: &[f64]) -> Order {
    let mut levels = vec![Vec::new(); proper.n_ranks];
    for vertex in 0..proper.n_vertices() {
        levels[proper.rank[vertex] as usize].push(vertex as Vertex);
    }
    for level in &mut levels {
        level.sort_by(|&a, &b| x[a as usize].total_cmp(&x[b as usize]).then(a.cmp(&b)));
    }
    Order::new(proper.n_vertices(), levels)
}

/// Takes boxes out and puts them back where they cross least, as often as that helps and more than `enough` are left.
pub(crate) fn reinsert(proper: &Proper, order: &mut Order, start: usize, enough: u64, budget: &mut Budget) {
    let mut reinsertion = Reinsertion::new(proper, order);
    for round in 0..ROUNDS {
        let seed = (start * ROUNDS + round) as u64;
        let is_better = reinsertion.round(proper, order, seed, enough, budget);
        if !is_better || reinsertion.crossings() <= enough {
            break;
        }
        reinsertion.transpose(proper, order, budget);
    }
}

/// The order with the fewest crossings, the earlier start among equals.
#[cfg(test)]
pub(crate) fn minimize_crossings(proper: &Proper, starts: usize, budget: &mut Budget) -> Order {
    let found = candidates(proper, Starts { begun: starts, finished: starts }, budget);
    found.into_iter().min_by_key(|&(crossings, _)| crossings).expect("there is always one order").1
}

#[cfg(test)]
#[path = "tests/multistart.rs"]
mod tests;
