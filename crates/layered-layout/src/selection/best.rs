//! Selection of the best of several orders, by crossings and a draft of x.

use crate::cycles::acyclic::Acyclic;
use crate::input::Input;
use crate::options::Options;
use crate::order::levels::Order;
use crate::order::proper::Proper;
use crate::position::draft::Draft;
use crate::position::rows::Rows;

/// A graph with ranks, of which orders are compared.
#[derive(Clone, Copy)]
pub(crate) struct RankedGraph<'a> {
    pub(crate) input: &'a Input,
    pub(crate) acyclic: &'a Acyclic,
    pub(crate) proper: &'a Proper,
    pub(crate) options: &'a Options,
}

/// An order with a draft of x.
pub(crate) struct OrderCandidate {
    pub(crate) crossings: u64,
    pub(crate) order: Order,
    pub(crate) rows: Rows,
    pub(crate) draft: Draft,
}

impl OrderCandidate {
    pub(crate) fn new(graph: RankedGraph, crossings: u64, order: Order) -> OrderCandidate {
        let rows = Rows::new(graph.input, graph.acyclic, graph.proper, &order);
        let draft = Draft::new(graph.acyclic, &rows, graph.options);
        OrderCandidate { crossings, order, rows, draft }
    }

    /// The length of edges in the draft, times a penalty for crossings: twice the `least` number of them cost as much as the
    /// length grown by `share`, which is [`CROSSING`] where whole orders are compared.
    pub(crate) fn cost(&self, least: u64, share: f64) -> f64 {
        let more = self.crossings as f64 - least as f64;
        (self.draft.cost() + 1.0) * (1.0 + share * more / (least as f64 + 1.0))
    }
}

/// The best of some orders, each given with how many edges cross in it.
///
/// Among orders with about the fewest crossings the one whose heavy edges are the shortest is best; more crossings than
/// the least add to its cost.
pub(crate) fn best(graph: RankedGraph, orders: Vec<(u64, Order)>) -> OrderCandidate {
    let least = orders.iter().map(|&(crossings, _)| crossings).min().unwrap_or(0);
    let near = orders.into_iter().filter(|&(n, _)| n as f64 <= least as f64 * NEAR + 1.0);
    let candidates = near.map(|(crossings, order)| OrderCandidate::new(graph, crossings, order));
    let best = candidates.min_by(|a, b| a.cost(least, CROSSING).total_cmp(&b.cost(least, CROSSING)));
    best.expect("the order with the fewest crossings is near")
}

/// Orders with up to this many times the least crossings are looked at, or with one more.
const NEAR: f64 = 1.05;
/// Share of the length of edges that twice the crossings are worth.
const CROSSING: f64 = 0.3;

#[cfg(test)]
#[path = "tests/best.rs"]
mod tests;
