//! The call graph as a value.

use bstr::BString;
use petgraph::{
    Direction,
    graph::{DiGraph, EdgeIndex, NodeIndex},
    visit::EdgeRef,
};

use super::{
    tags::NodeTags,
    weight::{IdentityId, Sum, Weights},
};

/// A call graph and the order of its listed nodes.
///
/// The graph also has nodes whose weights cancel out. They are not listed, but their edges stay.
#[derive(Debug, Default)]
pub(crate) struct CallGraph {
    pub(crate) graph: DiGraph<Node, Call>,
    pub(crate) listed: Vec<NodeIndex>,
}

/// A node: an identity and the weights of its samples.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) identity: IdentityId,
    /// The name in text reports, which breaks ties.
    pub(crate) printed: BString,
    pub(crate) weights: Weights,
    /// The base's part of the weights; 0 without a base.
    pub(crate) base: Weights,
    pub(crate) tags: NodeTags,
}

/// An edge, from caller to callee.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Call {
    pub(crate) weight: Sum,
    /// The base's part of the weight; 0 without a base.
    pub(crate) base: Sum,
    /// Whether frames in between were removed in some sample.
    pub(crate) is_residual: bool,
    /// Whether the callee was inlined in all samples.
    pub(crate) is_inline: bool,
}

/// The edges on one side of a node, in order of first use.
pub(crate) fn calls(graph: &DiGraph<Node, Call>, node: NodeIndex, side: Direction) -> Vec<EdgeIndex> {
    let mut calls: Vec<_> = graph.edges_directed(node, side).map(|edge| edge.id()).collect();
    // The graph lists the newest first.
    calls.reverse();
    calls
}

/// Removes the edges for which `stays` is false. The others keep their order, and get new indices.
pub(super) fn retain_calls(
    graph: &mut DiGraph<Node, Call>,
    stays: impl Fn(&DiGraph<Node, Call>, EdgeIndex) -> bool,
) {
    let staying: Vec<_> = graph.edge_indices().map(|edge| stays(graph, edge)).collect();
    let n_staying = staying.iter().filter(|&&stays| stays).count();
    if n_staying == staying.len() {
        return;
    }
    // Removing a single edge takes petgraph a walk through the edges of both ends, thousands in a dense graph.
    let (nodes, edges) = std::mem::take(graph).into_nodes_edges();
    *graph = DiGraph::with_capacity(nodes.len(), n_staying);
    for node in nodes {
        graph.add_node(node.weight);
    }
    for (edge, _) in edges.into_iter().zip(staying).filter(|(_, stays)| *stays) {
        graph.add_edge(edge.source(), edge.target(), edge.weight);
    }
}
