//! The orders of nodes, edges and tags, and how ties fall.

use std::cmp::{Ordering, Reverse};

use bstr::BString;
use petgraph::{
    Direction,
    graph::{DiGraph, EdgeIndex, NodeIndex},
    visit::EdgeRef,
};

use super::{Call, CallGraph, Node, Sum, Weights, entropy, pattern_sort};

/// Sorts by `compare`, but leaves a few items that are a tie in the order they come in.
///
/// pprof takes some things for equal that `compare` does not, such as the weights 5 and −5, whatever their
/// names. No order comes of that, as a third one may lie between the two by name. It sorts up to twelve
/// items by insertion, though, so that what becomes of ties among them is known; it cannot be known for more,
/// where its result differs from run to run.
pub(crate) fn sort<T>(
    items: &mut [T],
    compare: impl Fn(&T, &T) -> Ordering,
    is_tie: impl Fn(&T, &T) -> bool,
) {
    const FEW: usize = 12;
    if items.len() > FEW {
        items.sort_by(compare);
        return;
    }
    for i in 1..items.len() {
        let mut j = i;
        while j > 0 && !is_tie(&items[j], &items[j - 1]) && compare(&items[j], &items[j - 1]).is_lt() {
            items.swap(j, j - 1);
            j -= 1;
        }
    }
}

/// By what nodes are ranked, heaviest first. Equal ones fall by name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// By how much a node tells: its cum times the entropy of its calls. The order of graphs.
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

/// Sorts nodes that were ranked already, in a tree from which others have been taken since.
///
/// pprof has them in the order of the first time, so that there is an answer to how ties fall.
pub(super) fn rank_nodes_again(graph: &mut CallGraph, order: Order) {
    let ranked = Ranked::all(graph, order);
    let mut nodes = ranked.nodes.clone();
    pattern_sort::sort(&mut nodes, |a, b| !ranked.is_tie(a, b) && ranked.compare(a, b).is_lt());
    graph.listed = nodes.into_iter().map(|(_, _, node)| node).collect();
}

/// The listed nodes with what ranks them: magnitude of the score, and name.
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

/// Sorts edges, the heavier first, then by the names of both ends.
pub(crate) fn sort_calls(graph: &DiGraph<Node, Call>, calls: &mut [EdgeIndex]) {
    let weight = |edge: EdgeIndex| graph[edge].weight;
    let key = |edge: EdgeIndex| {
        let (caller, callee) = graph.edge_endpoints(edge).expect("the edge is in the graph");
        (Reverse(weight(edge).magnitude()), &graph[caller].printed, &graph[callee].printed)
    };
    sort(calls, |&a, &b| key(a).cmp(&key(b)), |&a, &b| are_opposite(weight(a), weight(b)));
}

/// The edges on one side of a node, in the order they were met in the samples.
pub(crate) fn calls(graph: &DiGraph<Node, Call>, node: NodeIndex, side: Direction) -> Vec<EdgeIndex> {
    let mut calls: Vec<_> = graph.edges_directed(node, side).map(|edge| edge.id()).collect();
    // The graph lists the newest first.
    calls.reverse();
    calls
}

/// Sorts tags, given their weights and names: the heavier first, by cum for leaves.
pub(crate) fn sort_tags<T>(
    tags: &mut [T],
    by_cum: bool,
    weights: impl Fn(&T) -> Weights,
    name: impl Fn(&T) -> &[u8],
) {
    let sums = |tag: &T| {
        let Weights { flat, cum } = weights(tag);
        if by_cum { (cum, flat) } else { (flat, Sum::default()) }
    };
    let key = |tag: &T| {
        let (first, second) = sums(tag);
        (Reverse(first.magnitude()), Reverse(second.magnitude()))
    };
    sort(
        tags,
        |a, b| key(a).cmp(&key(b)).then_with(|| name(a).cmp(name(b))),
        |a, b| {
            let ((first_a, second_a), (first_b, second_b)) = (sums(a), sums(b));
            are_opposite(first_a, first_b)
                || (first_a.total == first_b.total && are_opposite(second_a, second_b))
        },
    );
}

/// Whether the sums have the same magnitude but not the same sign.
fn are_opposite(a: Sum, b: Sum) -> bool {
    a.total != b.total && a.magnitude() == b.magnitude()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sorts `name:weight` pairs as tags.
    fn sorted(tags: &str) -> String {
        let parse = |tag: &str| {
            let (name, total) = tag.split_once(':').unwrap();
            (name.to_owned(), Sum { total: total.parse().unwrap(), divisor: 0 })
        };
        let mut tags: Vec<_> = tags.split(' ').map(parse).collect();
        sort_tags(&mut tags, false, |tag| Weights { flat: tag.1, cum: tag.1 }, |tag| tag.0.as_bytes());
        let names: Vec<_> = tags.into_iter().map(|(name, _)| name).collect();
        names.join(" ")
    }

    #[test]
    fn heavy_tags_come_first_and_names_break_ties() {
        assert_eq!(sorted("a:1 c:5 b:5 d:-7"), "d b c a");
    }

    #[test]
    fn opposite_weights_stay_as_they_were() {
        assert_eq!(sorted("b:5 a:-5"), "b a");
        assert_eq!(sorted("a:-5 b:5"), "a b");
    }

    #[test]
    fn opposite_weights_of_many_are_sorted_by_name() {
        let many = "b:5 a:-5 c:4 d:4 e:4 f:4 g:4 h:4 i:4 j:4 k:4 l:4 m:4";
        assert_eq!(sorted(many), "a b c d e f g h i j k l m");
    }
}
