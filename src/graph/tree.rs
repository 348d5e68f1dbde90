//! The call tree: a graph with one node for every call path.

use petgraph::{
    Direction::Incoming,
    graph::{DiGraph, NodeIndex},
    visit::EdgeRef,
};

use super::{
    Call, CallGraph, IdentityId, Node,
    frames::Frames,
    paths::Paths,
    weight::{Lanes, NodeLanes},
};
use crate::{fast_map::FastMap, index::index, profile::LocationId};

/// Sums up the weights of a call tree, and optionally records the nodes of each stack.
pub(super) struct TreeSums<'a, const N: usize> {
    frames: &'a Frames,
    pub(super) nodes: Vec<TreeNode<N>>,
    /// Index in `nodes` by parent and identity; the parent of a root is [`NO_PARENT`].
    children: FastMap<u64, u32>,
    pub(super) paths: Option<Paths>,
}

/// A path of some stack.
pub(super) struct TreeNode<const N: usize> {
    pub(super) identity: IdentityId,
    /// Cum is also the weight of the edge from the parent.
    pub(super) weights: NodeLanes<N>,
    parent: u32,
    is_inline: bool,
}

const NO_PARENT: u32 = u32::MAX;

impl<'a, const N: usize> TreeSums<'a, N> {
    pub(super) fn new(frames: &'a Frames, with_paths: bool) -> TreeSums<'a, N> {
        let paths = with_paths.then(Paths::default);
        TreeSums { frames, nodes: Vec::new(), children: FastMap::default(), paths }
    }

    /// Adds a stack. Each of its frames is a node of its own, even if recursive.
    pub(super) fn add(&mut self, stack: &[LocationId], weight: Lanes<N>) {
        let mut parent = NO_PARENT;
        for &location in stack.iter().rev() {
            let mut is_inline = false;
            for &identity in self.frames.of(location) {
                parent = self.step(parent, IdentityId(identity), is_inline, weight);
                is_inline = true;
            }
        }
        if parent != NO_PARENT {
            self.nodes[parent as usize].weights.flat.add(weight);
            if let Some(paths) = &mut self.paths {
                paths.set_leaf(parent);
            }
        }
    }

    fn step(&mut self, parent: u32, identity: IdentityId, is_inline: bool, weight: Lanes<N>) -> u32 {
        let nodes = &mut self.nodes;
        let index =
            *self.children.entry(u64::from(parent) << 32 | u64::from(identity.0)).or_insert_with(|| {
                nodes.push(TreeNode { identity, weights: NodeLanes::default(), parent, is_inline: true });
                index(nodes.len() - 1)
            });
        let node = &mut nodes[index as usize];
        node.weights.cum.add(weight);
        node.is_inline &= is_inline;
        if let Some(paths) = &mut self.paths {
            paths.push(index);
        }
        index
    }

    pub(super) fn end_stack(&mut self) {
        if let Some(paths) = &mut self.paths {
            paths.end();
        }
    }

    /// The edges, by index in `nodes`.
    pub(super) fn calls(&self) -> Vec<(u32, u32, Call)> {
        let nodes = (0..).zip(&self.nodes).filter(|(_, node)| node.parent != NO_PARENT);
        let call = |node: &TreeNode<N>| Call {
            weight: node.weights.cum.all(),
            base: node.weights.cum.base(),
            is_residual: false,
            is_inline: node.is_inline,
        };
        nodes.map(|(index, node)| (node.parent, index, call(node))).collect()
    }
}

/// Removes all listed nodes but `kept` from a tree. Their children become those of the next kept ancestor, by a
/// residual edge, or roots.
pub(super) fn remove_others(tree: &mut CallGraph, kept: Vec<NodeIndex>) {
    let graph = &mut tree.graph;
    let mut stays = vec![true; graph.node_count()];
    for node in &tree.listed {
        stays[node.index()] = false;
    }
    for node in &kept {
        stays[node.index()] = true;
    }
    let staying = graph.node_indices().filter(|node| stays[node.index()]);
    let calls: Vec<_> = staying.filter_map(|node| call_from_nearest(graph, node, &stays)).collect();
    graph.clear_edges();
    for (caller, callee, call) in calls {
        graph.add_edge(caller, callee, call);
    }
    tree.listed = kept;
}

/// The edge to `node` from the nearest kept ancestor.
fn call_from_nearest(
    graph: &DiGraph<Node, Call>,
    node: NodeIndex,
    stays: &[bool],
) -> Option<(NodeIndex, NodeIndex, Call)> {
    let edge = graph.edges_directed(node, Incoming).next()?;
    let mut caller = edge.source();
    let mut call = *edge.weight();
    while !stays[caller.index()] {
        let edge = graph.edges_directed(caller, Incoming).next()?;
        call.is_residual = true;
        call.is_inline &= edge.weight().is_inline;
        caller = edge.source();
    }
    Some((caller, node, call))
}
