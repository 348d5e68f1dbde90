//! Orders like that of an earlier drawing, with few crossings.
//!
//! The earlier order may have many crossings where edges have changed, and the local search does not move a whole
//! subtree, since all intermediate orders have more crossings. So it begins in several orders, from the earlier one to a
//! new one, and returns from each towards the earlier one as far as the number of crossings allows.

use crate::budget::Budget;
use crate::order::crossings::Counter;
use crate::order::initial;
use crate::order::inversions::Inversions;
use crate::order::levels::Order;
use crate::order::multistart::{self, Starts, by_x, candidates};
use crate::order::proper::Proper;
use crate::order::sweep::sweep;

/// What a crossing costs in turn, in pixels of displacement: from next to nothing to more than any box can move.
const PRICES: [u64; 5] = [1, 16, 256, 4096, DEAREST];
const DEAREST: u64 = 65_536;

/// How strongly boxes stay where they were, in the drawings in which others move to their neighbours.
const HOLDS: [f64; 4] = [0.5, 0.15, 0.045, 0.0135];
/// How often each box is moved there.
const ROUNDS: usize = 30;

/// How many depth-first searches are begun with, every other one from below, and every other pair swept.
const SEARCHES: usize = 4;

/// How many of the orders are drawn.
const MOST: usize = 2;

/// An order, how many edges cross in it, and what its inversions cost.
#[derive(Clone)]
struct Found {
    displacement: u64,
    crossings: u64,
    order: Order,
}

/// The orders with the cheapest [inversions](Inversions) among those with no more crossings than are `enough`, given the
/// x coordinates that all vertices had in an earlier drawing. There may be none.
pub(crate) fn orders(
    proper: &mut Proper,
    inversions: Inversions,
    x: &[f64],
    enough: u64,
    budget: &mut Budget,
) -> Vec<(u64, Order)> {
    proper.inversions = Some(inversions);
    // What begins anew is the last resort, so it must not lack what the others have spent.
    let mut reserve = budget.clone();
    let mut found: Vec<Found> = from_earlier(proper, by_x(proper, x), enough, budget).into_iter().collect();
    if let Some(found) = found.pop_if(|found| found.displacement == 0) {
        return vec![(found.crossings, found.order)];
    }
    for (start, order) in starts(proper, x, budget).into_iter().enumerate() {
        found.extend(towards_earlier(proper, order, start, enough, budget));
        if budget.is_spent() {
            break;
        }
    }
    if found.is_empty() {
        let anew = anew(proper, &mut reserve);
        found.extend(towards_earlier(proper, anew, 0, enough, &mut reserve));
    }
    found.sort_by_key(|found| (found.displacement, found.crossings));
    found.dedup_by(|next, kept| next.order == kept.order);
    found.truncate(MOST);
    found.into_iter().map(|found| (found.crossings, found.order)).collect()
}

/// What is found from the earlier order, if crossings become dearer until few enough are left.
fn from_earlier(proper: &mut Proper, mut order: Order, enough: u64, budget: &mut Budget) -> Option<Found> {
    PRICES.into_iter().find_map(|price| {
        search(proper, &mut order, price, 0, 0, budget);
        let found = evaluated(proper, order.clone());
        (found.crossings <= enough).then_some(found)
    })
}

/// What is found from an order that has few crossings, or comes to them, if they become cheaper as long as there are not
/// too many.
fn towards_earlier(
    proper: &mut Proper,
    mut order: Order,
    start: usize,
    enough: u64,
    budget: &mut Budget,
) -> Option<Found> {
    search(proper, &mut order, DEAREST, start, enough, budget);
    let is_good = |found: &Found| found.crossings <= enough;
    let first = Some(evaluated(proper, order.clone())).filter(is_good)?;
    let cheaper = PRICES.into_iter().rev().map_while(|price| {
        search(proper, &mut order, price, start, 0, budget);
        Some(evaluated(proper, order.clone())).filter(is_good)
    });
    Some(cheaper.last().unwrap_or(first))
}

/// Improves an order at a price of crossings, until no more are left than are `enough`.
fn search(
    proper: &mut Proper,
    order: &mut Order,
    price: u64,
    start: usize,
    enough: u64,
    budget: &mut Budget,
) {
    if let Some(inversions) = &mut proper.inversions {
        inversions.crossing = price;
    }
    multistart::reinsert(proper, order, start, enough, budget);
}

fn evaluated(proper: &Proper, order: Order) -> Found {
    let displacement = proper.inversions.as_ref().map_or(0, |inversions| inversions.total(&order.levels));
    Found { displacement, crossings: Counter::default().total(proper, &order), order }
}

/// Orders to begin with.
///
/// Depth-first searches that meet siblings in their earlier order draw trees without crossings. The other orders are those
/// of drawings in which boxes are held where they were, and pulled to their neighbours, less and less of the one and more
/// and more of the other: what has got other callers goes to them with all that it calls.
fn starts(proper: &mut Proper, x: &[f64], budget: &mut Budget) -> Vec<Order> {
    let mut starts = Vec::with_capacity(SEARCHES + 2 * HOLDS.len());
    for search in 0..SEARCHES {
        let order = initial::from_earlier(proper, x, search % 2 == 0);
        starts.push(if search >= 2 { swept(proper, order, budget) } else { order });
    }
    for hold in HOLDS {
        let order = by_x(proper, &relaxed(proper, x, hold));
        starts.push(order.clone());
        starts.push(swept(proper, order, budget));
    }
    starts
}

fn swept(proper: &mut Proper, mut order: Order, budget: &mut Budget) -> Order {
    if let Some(inversions) = &mut proper.inversions {
        inversions.crossing = DEAREST;
    }
    sweep(proper, &mut order, &mut Counter::default(), budget);
    order
}

/// The x of all vertices if each is at the mean of its neighbours, but boxes that were somewhere before only in part: the
/// share `hold` of them stays there. Gauss-Seidel iteration, vertex by vertex.
fn relaxed(proper: &Proper, x: &[f64], hold: f64) -> Vec<f64> {
    let is_known =
        |vertex: usize| proper.inversions.as_ref().is_some_and(|inversions| inversions.is_known(vertex));
    let mut at = x.to_vec();
    for _ in 0..ROUNDS {
        for vertex in 0..at.len() {
            let near = proper.above.get(vertex).iter().chain(proper.below.get(vertex));
            let (sum, n) = near.fold((0.0, 0.0), |(sum, n), &other| (sum + at[other as usize], n + 1.0));
            if n > 0.0 {
                let hold = if is_known(vertex) { hold } else { 0.0 };
                at[vertex] = hold * x[vertex] + (1.0 - hold) * sum / n;
            }
        }
    }
    at
}

/// An order without regard to the earlier one, or its mirror image, if that is more like it.
fn anew(proper: &mut Proper, budget: &mut Budget) -> Order {
    let inversions = proper.inversions.take();
    let found = candidates(proper, Starts { begun: 3, finished: 1 }, budget);
    proper.inversions = inversions;
    let both = found.into_iter().flat_map(|(_, order)| {
        let levels = order.levels.iter().map(|level| level.iter().rev().copied().collect()).collect();
        [Order::new(proper.n_vertices(), levels), order]
    });
    let nearest =
        both.min_by_key(|order| proper.inversions.as_ref().map(|inversions| inversions.total(&order.levels)));
    nearest.expect("there is always one order")
}

#[cfg(test)]
#[path = "tests/kept.rs"]
mod tests;
