//! Calls by node.

use std::cmp::Reverse;

use crate::analysis::{Edge, Graph};

/// The calls of a graph by node, heaviest first.
pub(super) struct Calls<'g> {
    to: Vec<Vec<&'g Edge>>,
    from: Vec<Vec<&'g Edge>>,
}

impl<'g> Calls<'g> {
    pub(super) fn of(graph: &'g Graph) -> Calls<'g> {
        let mut to = vec![Vec::new(); graph.nodes.len()];
        let mut from = vec![Vec::new(); graph.nodes.len()];
        for edge in &graph.edges {
            edge.from.into_iter().for_each(|node| from[node].push(edge));
        }
        for edge in all(graph) {
            edge.to.into_iter().for_each(|node| to[node].push(edge));
        }
        // Sorted again, since edges of opposite sign may separate edges of equal magnitude in the graph's order.
        to.iter_mut().chain(&mut from).for_each(|edges| edges.sort_by(|a, b| key(a).cmp(&key(b))));
        Calls { to, from }
    }

    /// The calls of a node by others.
    pub(super) fn to(&self, node: usize) -> &[&'g Edge] {
        &self.to[node]
    }

    /// The calls of others by a node.
    pub(super) fn from(&self, node: usize) -> &[&'g Edge] {
        &self.from[node]
    }
}

/// All edges, including those of nodes that are not listed.
pub(super) fn all(graph: &Graph) -> impl Iterator<Item = &Edge> {
    graph.edges.iter().chain(&graph.edges_from_elsewhere)
}

fn key(edge: &Edge) -> impl Ord + '_ {
    (Reverse(edge.weight.sum.wrapping_abs()), &edge.from_name, &edge.to_name)
}
