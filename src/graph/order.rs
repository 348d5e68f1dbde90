//! Orders nodes and edges.

use std::cmp::{Ordering, Reverse};

use bstr::BString;
use petgraph::graph::{DiGraph, EdgeIndex, NodeIndex};

use super::{
    Call, CallGraph, Node, Weights, entropy, pattern_sort,
    sorting::{are_opposite, sort},
};

/// The rank of nodes, heaviest first; ties fall by name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Order {
    /// By cum times the entropy of calls, as in graphs.
    #[default]
    Entropy,
    /// By flat, then by cum.
    Flat,
    /// By cum, then by flat.
    Cum,
}

/// Sorts the nodes of a graph.
pub(super) fn rank_nodes(graph: &mut CallGraph, order: Order) {
    let ranked = Ranked::all(graph, order);
    let mut nodes = ranked.nodes.clone();
    sort(&mut nodes, |a, b| ranked.compare(a, b), |a, b| ranked.is_tie(a, b));
    graph.listed = nodes.into_iter().map(|(_, _, node)| node).collect();
}

/// Sorts the nodes of a tree again, after others were removed.
///
/// pprof sorts nodes in their first order again, on which ties depend.
pub(super) fn rank_nodes_again(graph: &mut CallGraph, order: Order) {
    let ranked = Ranked::all(graph, order);
    let mut nodes = ranked.nodes.clone();
    pattern_sort::sort(&mut nodes, |a, b| !ranked.is_tie(a, b) && ranked.compare(a, b).is_lt());
    graph.listed = nodes.into_iter().map(|(_, _, node)| node).collect();
}

/// The listed nodes with their sort keys: magnitude of the score, and name.
struct Ranked<'a> {
    graph: &'a DiGraph<Node, Call>,
    order: Order,
    nodes: Vec<RankedNode<'a>>,
}

type RankedNode<'a> = (Reverse<i64>, &'a BString, NodeIndex);

impl Ranked<'_> {
    fn all(graph: &CallGraph, order: Order) -> Ranked<'_> {
        let CallGraph { graph, listed } = graph;
        let score = |node| match order {
            Order::Entropy => entropy::score(graph, node).wrapping_abs(),
            Order::Flat => graph[node].weights.flat.magnitude(),
            Order::Cum => graph[node].weights.cum.magnitude(),
        };
        let nodes = listed.iter().map(|&node| (Reverse(score(node)), &graph[node].printed, node)).collect();
        Ranked { graph, order, nodes }
    }

    fn compare(&self, a: &RankedNode<'_>, b: &RankedNode<'_>) -> Ordering {
        let other = |weights: Weights| match self.order {
            Order::Entropy | Order::Cum => weights.flat.magnitude(),
            Order::Flat => weights.cum.magnitude(),
        };
        let rest = |index: NodeIndex| (self.graph[index].identity, Reverse(other(self.graph[index].weights)));
        (a.0, a.1).cmp(&(b.0, b.1)).then_with(|| rest(a.2).cmp(&rest(b.2)))
    }

    fn is_tie(&self, a: &RankedNode<'_>, b: &RankedNode<'_>) -> bool {
        (a.0, a.1) == (b.0, b.1) && self.graph[a.2].identity != self.graph[b.2].identity
    }
}

/// Sorts edges by decreasing weight, then by the names of both ends.
pub(crate) fn sort_calls(graph: &DiGraph<Node, Call>, calls: &mut [EdgeIndex]) {
    let weight = |edge: EdgeIndex| graph[edge].weight;
    let key = |edge: EdgeIndex| {
        let (caller, callee) = graph.edge_endpoints(edge).expect("the edge is in the graph");
        (Reverse(weight(edge).magnitude()), &graph[caller].printed, &graph[callee].printed)
    };
    sort(calls, |&a, &b| key(a).cmp(&key(b)), |&a, &b| are_opposite(weight(a), weight(b)));
}
