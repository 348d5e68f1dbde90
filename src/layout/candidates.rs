//! Crossing reduction: orders with few crossings, from several starts.

use super::budget::Budget;
use super::initial::initial;
use super::order::{Counter, Order};
use super::reinsert::Reinsertion;
use super::split::{Proper, Vertex};
use super::sweep::sweep;

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
        let mut order = initial(proper, start as u64);
        sweep(proper, &mut order, &mut counter, budget);
        swept.push((counter.total(proper, &order), start, order));
        if budget.is_spent() {
            break;
        }
    }
    swept.sort_by_key(|&(crossings, start, _)| (crossings, start));
    let mut found: Vec<(u64, Order)> = Vec::with_capacity(starts.finished);
    for (_, start, mut order) in swept.into_iter().take(starts.finished) {
        reinsert(proper, &mut order, start, budget);
        if found.iter().all(|(_, other)| *other != order) {
            found.push((counter.total(proper, &order), order));
        }
        if budget.is_spent() {
            break;
        }
    }
    found
}

/// The order of an earlier drawing, given the x coordinates that boxes had there, with no more changed than takes
/// crossings away.
pub(crate) fn kept(proper: &Proper, hints: &[f64], budget: &mut Budget) -> (u64, Order) {
    let mut x = hints.to_vec();
    x.resize(proper.n_vertices(), 0.0);
    for chain in (0..proper.n_chains()).map(|index| proper.chain(index)) {
        let last = chain.len() - 1;
        let (from, to) = (hints[chain[0] as usize], hints[chain[last] as usize]);
        for (step, &vertex) in chain.iter().enumerate().take(last).skip(1) {
            x[vertex as usize] = from + (to - from) * step as f64 / last as f64;
        }
    }
    let mut levels = vec![Vec::new(); proper.n_ranks];
    for vertex in 0..proper.n_vertices() {
        levels[proper.rank[vertex] as usize].push(vertex as Vertex);
    }
    for level in &mut levels {
        level.sort_by(|&a, &b| x[a as usize].total_cmp(&x[b as usize]).then(a.cmp(&b)));
    }
    let mut order = Order::new(proper.n_vertices(), levels);
    reinsert(proper, &mut order, 0, budget);
    (Counter::default().total(proper, &order), order)
}

/// Takes boxes out and puts them back where they cross least, as often as that helps.
fn reinsert(proper: &Proper, order: &mut Order, start: usize, budget: &mut Budget) {
    let mut reinsertion = Reinsertion::new(proper, order);
    for round in 0..ROUNDS {
        if !reinsertion.round(proper, order, (start * ROUNDS + round) as u64, budget) {
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
#[path = "tests/candidates.rs"]
mod tests;
