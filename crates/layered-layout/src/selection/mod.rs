//! Selection of the order that is drawn: the best of several, with its worst detours removed.

pub(crate) mod best;
pub(crate) mod detours;

use crate::budget::Budget;
use crate::order::levels::Order;

use self::best::{OrderCandidate, RankedGraph};

/// The best of some orders, each given with how many edges cross in it, without the worst detours of heavy edges.
pub(crate) fn selected(graph: RankedGraph, orders: Vec<(u64, Order)>, budget: &mut Budget) -> OrderCandidate {
    detours::without(graph, best::best(graph, orders), budget)
}
