//! From a trimmed call graph to plain values.

use bstr::BStr;
use petgraph::{Direction::Outgoing, graph::NodeIndex};

use super::{Edge, LeftOut, Limits, Node, Sides, Weight, nodelets::Nodelets};
use crate::graph::{self, BaseSide, CallGraph, Stacks, Sum, Trimmed, cutoff};

/// What nodes and edges are made of.
pub(super) struct Parts<'a> {
    pub(super) stacks: &'a Stacks<'a>,
    pub(super) graph: &'a CallGraph,
    pub(super) base: Option<&'a BaseSide>,
    /// Unit of the label `bytes`.
    pub(super) number_unit: &'a BStr,
}

/// What was left out of a graph whose values add up to `total`.
pub(super) fn left_out(trimmed: &Trimmed, total: i64, limits: &Limits) -> LeftOut {
    LeftOut {
        n_nodes: trimmed.n_dropped_nodes,
        node_cutoff: cutoff(total, limits.node_fraction),
        n_edges: trimmed.n_dropped_edges,
        edge_cutoff: cutoff(total, limits.edge_fraction),
        n_above_cutoff: trimmed.n_above_cutoff,
    }
}

impl Parts<'_> {
    /// The listed nodes, in their order.
    pub(super) fn nodes(&self) -> Vec<Node> {
        self.graph.listed.iter().map(|&index| self.node(index)).collect()
    }

    fn node(&self, index: NodeIndex) -> Node {
        let node = &self.graph.graph[index];
        let identities = self.stacks.identities();
        let (identity, origin) = (identities.get(node.identity), identities.origin(node.identity));
        let text = |id| identities.text(id).to_owned();
        let is_leaf = self.graph.graph.edges_directed(index, Outgoing).next().is_none();
        let base = self.base.map(|base| base.node(index));
        Node {
            address: identity.address,
            name: text(identity.name),
            file: text(identity.file),
            line: identity.line,
            column: identity.column,
            object: text(identity.object),
            printed: node.printed.clone(),
            source_file: text(origin.file),
            source_line: origin.line,
            system_name: text(origin.system_name),
            flat: weight(node.weights.flat, base.map(|base| base.flat)),
            cum: weight(node.weights.cum, base.map(|base| base.cum)),
            tags: Nodelets { number_unit: self.number_unit }.of(&node.tags, is_leaf),
            is_leaf,
        }
    }

    /// The edges from listed nodes, heaviest first.
    pub(super) fn edges(&self) -> Vec<Edge> {
        let graph = &self.graph.graph;
        let mut places = vec![None; graph.node_count()];
        for (place, node) in self.graph.listed.iter().enumerate() {
            places[node.index()] = Some(place);
        }
        let listed = self.graph.listed.iter();
        let mut edges: Vec<_> = listed.flat_map(|&node| graph::calls(graph, node, Outgoing)).collect();
        graph::sort_calls(graph, &mut edges);
        let edge = |edge| {
            let (caller, callee) = graph.edge_endpoints(edge).expect("the edge is in the graph");
            let call = graph[edge];
            Edge {
                from: places[caller.index()],
                to: places[callee.index()],
                from_name: graph[caller].printed.clone(),
                to_name: graph[callee].printed.clone(),
                weight: weight(call.weight, self.base.map(|base| base.call(caller, callee))),
                is_inline: call.is_inline,
                is_residual: call.is_residual,
            }
        };
        edges.into_iter().map(edge).collect()
    }
}

/// What a sum is as a value, given what of it is the base's: that has been subtracted, and so has the other sign.
fn weight(sum: Sum, base: Option<Sum>) -> Weight {
    let sides = base.map(|base| Sides { before: base.negated().shown(), after: sum.without(base).shown() });
    Weight { value: sum.shown(), sum: sum.total, sides }
}
