//! Converts a trimmed call graph to plain values.

use std::collections::HashMap;

use bstr::{BStr, BString};
use petgraph::{
    Direction::{Incoming, Outgoing},
    graph::{EdgeIndex, NodeIndex},
    visit::EdgeRef,
};

use super::{
    Edge, LabelText, LeftOut, Limits, Node, NodeLabel, Place, Sides, SourceFile, Weight, nodelets::Nodelets,
};
use crate::graph::{self, ByFile, ByLabel, CallGraph, FilePart, Stacks, Sum, Trimmed, cutoff};

/// The data that nodes and edges are made of.
pub(super) struct Parts<'a> {
    pub(super) stacks: &'a Stacks<'a>,
    pub(super) graph: &'a CallGraph,
    /// Unit of the label `bytes`.
    pub(super) number_unit: &'a BStr,
    /// Whether it is a call tree.
    pub(super) is_tree: bool,
    /// The parts of nodes by file.
    pub(super) by_file: ByFile,
    /// The parts of nodes by label.
    pub(super) by_label: ByLabel,
}

/// What was left out of a graph with this total.
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
        let functions = self.functions();
        let nodes = self.graph.listed.iter().zip(functions).enumerate();
        nodes.map(|(place, (&index, function))| self.node(place, index, function)).collect()
    }

    /// The index of each listed node's function, in order of first use.
    fn functions(&self) -> Vec<usize> {
        let CallGraph { graph, listed } = self.graph;
        let caller = |node| graph.edges_directed(node, Incoming).next().map(|edge| edge.source());
        let mut numbers = HashMap::new();
        let function_index = |&node: &NodeIndex| {
            let mut whole = self.stacks.identities().get(graph[node].identity);
            if (whole.address, whole.line) != (0, 0) {
                (whole.address, whole.line, whole.column) = (0, 0, 0);
            }
            let caller = if self.is_tree { caller(node) } else { None };
            let next = numbers.len();
            *numbers.entry((caller, whole)).or_insert(next)
        };
        listed.iter().map(function_index).collect()
    }

    fn node(&self, place: usize, index: NodeIndex, function: usize) -> Node {
        let node = &self.graph.graph[index];
        let identities = self.stacks.identities();
        let (identity, origin) = (identities.get(node.identity), identities.origin(node.identity));
        let text = |id| identities.text(id).to_owned();
        let is_leaf = self.graph.graph.edges_directed(index, Outgoing).next().is_none();
        Node {
            address: identity.address,
            name: text(identity.name),
            file: text(identity.file),
            line: identity.line,
            column: identity.column,
            start_line: identity.start_line,
            object: text(identity.object),
            printed: node.printed.clone(),
            source_file: text(origin.file),
            source_line: origin.line,
            files: self.files(index),
            system_name: text(origin.system_name),
            function,
            flat: self.weight(node.weights.flat, node.base.flat),
            cum: self.weight(node.weights.cum, node.base.cum),
            tags: Nodelets { number_unit: self.number_unit }.of(&node.tags, is_leaf),
            labels: self.by_label.of(place).iter().map(node_label).collect(),
            is_leaf,
        }
    }

    /// The files of a node, if there are several.
    fn files(&self, index: NodeIndex) -> Vec<SourceFile> {
        let identities = self.stacks.identities();
        let file = |part: FilePart| SourceFile {
            file: identities.text(part.file).to_owned(),
            line: part.line,
            cum: self.weight(part.sum, part.base),
        };
        let node = self.graph.graph[index].identity;
        let parts =
            if self.is_tree { self.by_file.of(index.index()) } else { self.by_file.of(node.0 as usize) };
        parts.into_iter().map(file).collect()
    }

    /// The edges from listed nodes, heaviest first.
    pub(super) fn edges(&self) -> Vec<Edge> {
        let listed = self.graph.listed.iter();
        self.sorted(listed.flat_map(|&node| graph::calls(&self.graph.graph, node, Outgoing)).collect())
    }

    /// The edges to listed nodes from others.
    pub(super) fn edges_from_elsewhere(&self) -> Vec<Edge> {
        let CallGraph { graph, listed } = self.graph;
        if listed.len() == graph.node_count() {
            return Vec::new();
        }
        let places = self.places();
        let is_from_elsewhere = |edge: &EdgeIndex| {
            let (caller, _) = graph.edge_endpoints(*edge).expect("the edge is in the graph");
            places[caller.index()].is_none()
        };
        let calls = listed.iter().flat_map(|&node| graph::calls(graph, node, Incoming));
        self.sorted(calls.filter(is_from_elsewhere).collect())
    }

    /// The index of each node in the list, if it is listed.
    fn places(&self) -> Vec<Option<usize>> {
        let mut places = vec![None; self.graph.graph.node_count()];
        for (place, node) in self.graph.listed.iter().enumerate() {
            places[node.index()] = Some(place);
        }
        places
    }

    /// These edges, heaviest first.
    fn sorted(&self, mut edges: Vec<EdgeIndex>) -> Vec<Edge> {
        let graph = &self.graph.graph;
        let places = self.places();
        graph::sort_calls(graph, &mut edges);
        let edge = |edge| {
            let (caller, callee) = graph.edge_endpoints(edge).expect("the edge is in the graph");
            let call = graph[edge];
            Edge {
                to_place: self.place(callee),
                from: places[caller.index()],
                to: places[callee.index()],
                from_name: graph[caller].printed.clone(),
                to_name: graph[callee].printed.clone(),
                weight: self.weight(call.weight, call.base),
                is_inline: call.is_inline,
                is_residual: call.is_residual,
            }
        };
        edges.into_iter().map(edge).collect()
    }

    /// The weight of a sum, given the base's part of it, if there is a base.
    fn weight(&self, sum: Sum, base: Sum) -> Weight {
        weight(sum, self.stacks.have_base().then_some(base))
    }

    fn place(&self, index: NodeIndex) -> Place {
        let identities = self.stacks.identities();
        let identity = identities.get(self.graph.graph[index].identity);
        let file = identities.text(identity.file).to_owned();
        Place { address: identity.address, file, line: identity.line }
    }
}

fn node_label(label: &graph::NodeLabel) -> NodeLabel {
    let text = |(text, sum): &(BString, Sum)| LabelText { text: text.clone(), weight: sum.shown() };
    NodeLabel {
        key: label.key.clone(),
        values: label.values.iter().map(text).collect(),
        n_values: label.n_values,
    }
}

/// The weight of a sum, given the base's part of it, which was subtracted and so has the opposite sign.
pub(super) fn weight(sum: Sum, base: Option<Sum>) -> Weight {
    let sides = base.map(|base| Sides { before: base.negated().shown(), after: sum.without(base).shown() });
    Weight { value: sum.shown(), sum: sum.total, sides }
}
