//! Sweeps: each rank by the medians of its neighbours.

use crate::budget::Budget;
use crate::order::crossings::Counter;
use crate::order::exchange::transpose;
use crate::order::levels::Order;
use crate::order::proper::{Proper, Vertex};

/// How often all ranks are sorted at most.
const SWEEPS: usize = 6;

/// Median sweeps down and up with transposition, as long as they help.
pub(crate) fn sweep(proper: &Proper, order: &mut Order, counter: &mut Counter, budget: &mut Budget) {
    let mut best = order.clone();
    let mut least = counter.total(proper, order);
    let mut idle = 0;
    let mut medians = Medians::default();
    for round in 0..SWEEPS {
        if least == 0 || idle == 2 || budget.is_spent() {
            break;
        }
        let downwards = round % 2 == 0;
        for step in 1..order.levels.len() {
            let level = if downwards { step } else { order.levels.len() - 1 - step };
            medians.sort(proper, order, level, downwards, budget);
        }
        transpose(proper, order, budget);
        let crossings = counter.total(proper, order);
        if crossings < least {
            least = crossings;
            best.clone_from(order);
            idle = 0;
        } else {
            idle += 1;
        }
    }
    *order = best;
}

/// Buffers for sorting one rank after another.
#[derive(Default)]
struct Medians {
    positions: Vec<u32>,
    /// Median, place and name of each vertex that has one.
    movable: Vec<(f64, u32, Vertex)>,
    places: Vec<usize>,
}

impl Medians {
    /// Sorts a rank by the medians of its neighbours in the rank that the sweep comes from.
    ///
    /// Vertices without such neighbours keep their places.
    fn sort(
        &mut self,
        proper: &Proper,
        order: &mut Order,
        level: usize,
        downwards: bool,
        budget: &mut Budget,
    ) {
        let neighbours = if downwards { &proper.above } else { &proper.below };
        let Medians { positions, movable, places } = self;
        movable.clear();
        places.clear();
        for (place, &vertex) in order.levels[level].iter().enumerate() {
            positions.clear();
            positions
                .extend(neighbours.get(vertex as usize).iter().map(|&other| order.position[other as usize]));
            budget.spend(1 + positions.len() as u64);
            if positions.is_empty() {
                continue;
            }
            positions.sort_unstable();
            movable.push((median(positions), place as u32, vertex));
            places.push(place);
        }
        movable.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        for (&place, &(_, _, vertex)) in places.iter().zip(&*movable) {
            order.levels[level][place] = vertex;
        }
        order.renumber(level);
    }
}

/// The weighted median of Gansner et al., which leans towards the side where neighbours are packed closer.
fn median(sorted: &[u32]) -> f64 {
    let at = |index: usize| f64::from(sorted[index]);
    let (n, middle) = (sorted.len(), sorted.len() / 2);
    match n {
        1 => at(0),
        2 => f64::midpoint(at(0), at(1)),
        _ if n % 2 == 1 => at(middle),
        _ => {
            let left = at(middle - 1) - at(0);
            let right = at(n - 1) - at(middle);
            if left + right == 0.0 {
                at(middle)
            } else {
                (at(middle - 1) * right + at(middle) * left) / (left + right)
            }
        }
    }
}

#[cfg(test)]
#[path = "tests/sweep.rs"]
mod tests;
