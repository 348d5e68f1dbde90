//! Removes redundant residual edges.

use petgraph::{
    Direction::Incoming,
    graph::{DiGraph, EdgeIndex, NodeIndex},
    visit::EdgeRef,
};

use super::{Call, CallGraph, Node, calls, model::retain_calls, sort_calls};

/// Removes residual edges whose caller also reaches the callee over other edges.
///
/// The lightest edges are removed first. For each node, the search ends at the first edge that is not residual.
pub(super) fn remove(graph: &mut CallGraph) {
    let mut search = Search::new(&graph.graph);
    for &node in graph.listed.iter().rev() {
        for edge in lightest_first(&graph.graph, node) {
            if !graph.graph[edge].is_residual {
                break;
            }
            if search.is_redundant(edge) {
                search.is_removed[edge.index()] = true;
            }
        }
    }
    let Search { is_removed, .. } = search;
    retain_calls(&mut graph.graph, |_, edge| !is_removed[edge.index()]);
}

fn lightest_first(graph: &DiGraph<Node, Call>, node: NodeIndex) -> Vec<EdgeIndex> {
    let mut edges = calls(graph, node, Incoming);
    sort_calls(graph, &mut edges);
    edges.reverse();
    edges
}

/// Searches for alternative paths, one after the other.
struct Search<'a> {
    graph: &'a DiGraph<Node, Call>,
    /// The removed edges, which are on no path.
    is_removed: Vec<bool>,
    /// By node, the last search that visited it.
    seen: Vec<usize>,
    n_searches: usize,
    queue: Vec<NodeIndex>,
}

impl Search<'_> {
    fn new(graph: &DiGraph<Node, Call>) -> Search<'_> {
        let (is_removed, seen) = (vec![false; graph.edge_count()], vec![0; graph.node_count()]);
        Search { graph, is_removed, seen, n_searches: 0, queue: Vec::new() }
    }

    /// Whether a search back from the callee, without the edge itself, reaches the caller.
    fn is_redundant(&mut self, edge: EdgeIndex) -> bool {
        let (caller, callee) = self.graph.edge_endpoints(edge).expect("the edge is in the graph");
        self.n_searches += 1;
        self.seen[callee.index()] = self.n_searches;
        self.queue.clear();
        self.queue.push(callee);
        while let Some(node) = self.queue.pop() {
            for other in self.graph.edges_directed(node, Incoming) {
                if other.id() == edge || self.is_removed[other.id().index()] {
                    continue;
                }
                let source = other.source();
                if source == caller {
                    return true;
                }
                if std::mem::replace(&mut self.seen[source.index()], self.n_searches) != self.n_searches {
                    self.queue.push(source);
                }
            }
        }
        false
    }
}
