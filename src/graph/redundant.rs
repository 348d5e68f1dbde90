//! Residual edges that say nothing new.

use std::collections::HashSet;

use petgraph::{
    Direction::Incoming,
    graph::{DiGraph, EdgeIndex, NodeIndex},
    visit::EdgeRef,
};

use super::{Call, CallGraph, Node, calls, model::retain_calls, sort_calls};

/// Removes residual edges whose caller reaches the callee over other edges, too.
///
/// The lightest edges go first. For each node, the search ends at the first edge that is not residual.
pub(super) fn remove(graph: &mut CallGraph) {
    let mut removed = HashSet::new();
    for &node in graph.listed.iter().rev() {
        for edge in lightest_first(&graph.graph, node) {
            if !graph.graph[edge].is_residual {
                break;
            }
            if is_redundant(&graph.graph, edge, &removed) {
                removed.insert(edge);
            }
        }
    }
    retain_calls(&mut graph.graph, |_, edge| !removed.contains(&edge));
}

fn lightest_first(graph: &DiGraph<Node, Call>, node: NodeIndex) -> Vec<EdgeIndex> {
    let mut edges = calls(graph, node, Incoming);
    sort_calls(graph, &mut edges);
    edges.reverse();
    edges
}

/// Whether a search back from the callee, not over the edge itself, meets the caller.
fn is_redundant(graph: &DiGraph<Node, Call>, edge: EdgeIndex, removed: &HashSet<EdgeIndex>) -> bool {
    let (caller, callee) = graph.edge_endpoints(edge).expect("the edge is in the graph");
    let mut met = HashSet::from([callee]);
    let mut queue = vec![callee];
    while let Some(node) = queue.pop() {
        for other in graph.edges_directed(node, Incoming) {
            if other.id() == edge || removed.contains(&other.id()) {
                continue;
            }
            if other.source() == caller {
                return true;
            }
            if met.insert(other.source()) {
                queue.push(other.source());
            }
        }
    }
    false
}
