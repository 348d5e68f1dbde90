//! Removal of detours: a heavy edge that was led around other boxes is led through between them.
//!
//! Orders are chosen for few crossings, and the fewest has a long edge that runs outside, round the whole drawing if
//! need be. Where that is most of what all edges travel sideways, the edge is taken out and put back on the way that is
//! the best of both.

use crate::budget::Budget;
use crate::order::crossing_table::{self, CrossingTable};
use crate::order::crossings::Counter;
use crate::order::levels::Order;
use crate::order::proper::{Proper, Vertex};
use crate::position::draft::{OMEGA_ENDS, OMEGA_LINES, UNIT};
use crate::position::rows::Rows;
use crate::selection::best::{OrderCandidate, RankedGraph};

/// As many edges are led elsewhere at most.
const MOST: usize = 8;
/// Share of the heaviest edge's weight from which on an edge is looked at.
const HEAVY: f64 = 0.5;
/// Share of what all edges cost that an edge has to waste, to be looked at.
const WORTH: f64 = 0.02;
/// Share of the length of all edges that twice the crossings are worth: three times as much as between whole orders,
/// since those with a heavy edge are the worst.
const CROSSING: f64 = 0.9;

/// Leads the edges with the worst detours elsewhere, as far as that is better by the [comparison](OrderCandidate::cost).
pub(crate) fn without(
    graph: RankedGraph,
    mut candidate: OrderCandidate,
    budget: &mut Budget,
) -> OrderCandidate {
    let least = candidate.crossings;
    for chain in detours(graph, &candidate).into_iter().take(MOST) {
        let way = Ways::new(graph.proper, &candidate, least, chain, budget);
        let Some(order) = way.and_then(|ways| ways.better_order()) else { continue };
        let crossings = Counter::default().total(graph.proper, &order);
        let shorter = OrderCandidate::new(graph, crossings, order);
        if shorter.cost(least, CROSSING) < candidate.cost(least, CROSSING) {
            candidate = shorter;
        }
    }
    candidate
}

/// The heavy chains that waste most, these first: what they cost more than if they were vertical but for an end.
fn detours(graph: RankedGraph, candidate: &OrderCandidate) -> Vec<usize> {
    let OrderCandidate { rows, draft, .. } = candidate;
    let arcs = &graph.acyclic.arcs;
    let least = WORTH * draft.cost();
    let x = |item: u32| draft.x[item as usize];
    let wasted = |chain: usize| {
        let (items, weight) = (&rows.chains[chain], draft.weights[chain]);
        let last = items.len() - 1;
        let steps = items.windows(2).enumerate().map(|(step, pair)| {
            let omega = if step == 0 || step + 1 == last { OMEGA_ENDS } else { OMEGA_LINES };
            omega * (x(pair[0]) - x(pair[1])).abs()
        });
        let direct = OMEGA_ENDS * (x(items[0]) - x(items[last])).abs();
        (weight * (steps.sum::<i64>() - direct)) as f64
    };
    let heaviest = arcs.iter().map(|arc| arc.weight).max().unwrap_or_default();
    let is_heavy = |&chain: &usize| arcs[chain].weight as f64 >= HEAVY * heaviest as f64;
    let heavy = (0..rows.chains.len()).filter(|&chain| rows.chains[chain].len() > 2).filter(is_heavy);
    let mut found: Vec<(f64, usize)> = heavy.map(|chain| (wasted(chain), chain)).collect();
    found.retain(|&(wasted, _)| wasted > least);
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    found.into_iter().map(|(_, chain)| chain).collect()
}

/// Where a chain may pass a rank, or where one of its ends stands.
#[derive(Clone, Copy)]
struct Place {
    /// A slot, or the two beside a box.
    slots: (usize, usize),
    x: f64,
}

/// A chain, and the order around it.
#[derive(Clone, Copy)]
struct Chain<'a> {
    proper: &'a Proper,
    order: &'a Order,
    vertices: &'a [Vertex],
    /// The rank of its upper end.
    first: usize,
}

impl<'a> Chain<'a> {
    fn new(proper: &'a Proper, order: &'a Order, index: usize) -> Chain<'a> {
        let vertices = proper.chain(index);
        Chain { proper, order, vertices, first: proper.rank[vertices[0] as usize] as usize }
    }

    fn n_channels(&self) -> usize {
        self.vertices.len() - 1
    }

    /// Whether it passes a rank, counted from its upper end, and does not end there.
    fn passes(&self, step: usize) -> bool {
        step > 0 && step < self.n_channels()
    }

    /// Where it stands in a rank.
    fn position(&self, step: usize) -> usize {
        self.order.position[self.vertices[step] as usize] as usize
    }

    /// A rank without the line of the chain.
    fn rest(&self, step: usize) -> Vec<Vertex> {
        let mut rest = self.order.levels[self.first + step].clone();
        if self.passes(step) {
            rest.remove(self.position(step));
        }
        rest
    }

    /// What is between two ranks without the chain.
    fn table(&self, step: usize) -> CrossingTable {
        let stays = |end: &&Vertex| !self.passes(step + 1) || **end != self.vertices[step + 1];
        let place = |&end: &Vertex| {
            let position = self.order.position[end as usize];
            position - u32::from(self.passes(step + 1) && position as usize > self.position(step + 1))
        };
        let rest = self.rest(step);
        let ends = |&vertex: &Vertex| self.proper.below.get(vertex as usize).iter().filter(stays).map(place);
        let mut table = CrossingTable::default();
        table.fill(self.rest(step + 1).len() + 1, rest.iter().map(ends));
        table
    }

    /// Where it may pass a rank, from left to right: in the middle between neighbours.
    fn places(&self, step: usize, rows: &Rows, x: &[i64]) -> Vec<Place> {
        let (vertex, position) = (self.vertices[step] as usize, self.position(step));
        if !self.passes(step) {
            return vec![Place { slots: (position, position + 1), x: x[vertex] as f64 }];
        }
        let rest = self.rest(step);
        let left = |vertex: Vertex| x[vertex as usize] as f64 - rows.items[vertex as usize].left / UNIT;
        let right = |vertex: Vertex| x[vertex as usize] as f64 + rows.items[vertex as usize].right / UNIT;
        let between = |slot: usize| match (slot.checked_sub(1).map(|before| rest[before]), rest.get(slot)) {
            _ if slot == position => x[vertex] as f64,
            (Some(before), Some(&after)) => f64::midpoint(right(before), left(after)),
            (Some(before), None) => right(before),
            (None, Some(&after)) => left(after),
            (None, None) => x[vertex] as f64,
        };
        (0..=rest.len()).map(|slot| Place { slots: (slot, slot), x: between(slot) }).collect()
    }
}

/// All ways that a chain may take.
struct Ways<'a> {
    chain: Chain<'a>,
    tables: Vec<CrossingTable>,
    /// In each rank; only one at either end.
    places: Vec<Vec<Place>>,
    weight: f64,
    /// What a crossing costs.
    price: f64,
}

impl<'a> Ways<'a> {
    /// None where there are too many.
    fn new(
        proper: &'a Proper,
        candidate: &'a OrderCandidate,
        least: u64,
        chain: usize,
        budget: &mut Budget,
    ) -> Option<Ways<'a>> {
        let weight = candidate.draft.weights[chain] as f64;
        let chain = Chain::new(proper, &candidate.order, chain);
        for upper in chain.first..chain.first + chain.n_channels() {
            budget.spend(8 * crossing_table::work(proper, chain.order, upper)?);
        }
        if budget.is_spent() {
            return None;
        }
        let places = (0..=chain.n_channels())
            .map(|step| chain.places(step, &candidate.rows, &candidate.draft.x))
            .collect();
        let tables = (0..chain.n_channels()).map(|step| chain.table(step)).collect();
        let price = (candidate.draft.cost() + 1.0) * CROSSING / (least as f64 + 1.0);
        Some(Ways { chain, tables, places, weight, price })
    }

    /// What the chain costs from a place to one in the next rank.
    fn segment(&self, step: usize, upper: Place, lower: Place) -> f64 {
        let crossed = f64::from(self.tables[step].crossed(upper.slots, lower.slots));
        self.price * crossed + self.length(step, upper, lower)
    }

    /// The same without crossings.
    fn length(&self, step: usize, upper: Place, lower: Place) -> f64 {
        let is_end = step == 0 || step + 1 == self.tables.len();
        let omega = if is_end { OMEGA_ENDS } else { OMEGA_LINES } as f64;
        self.weight * omega * (upper.x - lower.x).abs()
    }

    /// The order with the chain on its cheapest way, unless that is the old one.
    fn better_order(&self) -> Option<Order> {
        let old_cost = self.old_cost();
        let mut costs = vec![0.0];
        // For each rank but the first, the place before each place.
        let mut before: Vec<Vec<usize>> = Vec::with_capacity(self.tables.len());
        for (step, pair) in self.places.windows(2).enumerate() {
            // What is dearer already than the old way leads to no better one.
            let open: Vec<(f64, usize)> =
                costs.into_iter().zip(0..).filter(|&(cost, _)| cost < old_cost).collect();
            let cheapest = |&lower: &Place| {
                open.iter().fold((f64::INFINITY, 0), |best, &(cost, from)| {
                    // Its length alone may be too much.
                    if cost + self.length(step, pair[0][from], lower) >= best.0 {
                        return best;
                    }
                    let cost = cost + self.segment(step, pair[0][from], lower);
                    if cost < best.0 { (cost, from) } else { best }
                })
            };
            let (next, from) = pair[1].iter().map(cheapest).unzip();
            costs = next;
            before.push(from);
        }
        (costs[0] < old_cost).then(|| self.along(&before))
    }

    fn old_cost(&self) -> f64 {
        // An end has one place only.
        let old = |step: usize| {
            self.places[step][if self.chain.passes(step) { self.chain.position(step) } else { 0 }]
        };
        (0..self.tables.len()).map(|step| self.segment(step, old(step), old(step + 1))).sum()
    }

    /// The order with the chain on the way to its last place.
    fn along(&self, before: &[Vec<usize>]) -> Order {
        let mut levels = self.chain.order.levels.clone();
        let mut at = 0;
        for step in (1..self.tables.len()).rev() {
            at = before[step][at];
            let level = &mut levels[self.chain.first + step];
            level.remove(self.chain.position(step));
            level.insert(at, self.chain.vertices[step]);
        }
        Order::new(self.chain.order.position.len(), levels)
    }
}

#[cfg(test)]
#[path = "tests/detours.rs"]
mod tests;
