//! The call tree: a graph with one node for every path that the samples take.

use petgraph::{
    Direction::Incoming,
    graph::{DiGraph, NodeIndex},
    visit::EdgeRef,
};

use super::{
    Call, CallGraph, IdentityId, Node, NodeTags, Sum, Weights, build::Samples, fast_map::FastMap,
    frames::Frames, tags::TagSums,
};
use crate::profile::LocationId;

/// Adds up everything there is in a call tree.
pub(super) struct TreeSums<'a> {
    frames: &'a Frames,
    nodes: Vec<TreeNode>,
    /// Index in `nodes` by parent and identity; the parent of a root is [`NO_PARENT`].
    children: FastMap<u64, u32>,
    tags: Option<TagSums<'a>>,
}

struct TreeNode {
    parent: u32,
    identity: IdentityId,
    /// Its cum is the weight of the edge from the parent, too.
    weights: Weights,
    is_inline: bool,
}

const NO_PARENT: u32 = u32::MAX;

impl<'a> TreeSums<'a> {
    pub(super) fn new(frames: &'a Frames, tags: Option<TagSums<'a>>) -> TreeSums<'a> {
        TreeSums { frames, nodes: Vec::new(), children: FastMap::default(), tags }
    }

    /// Adds the sample at `index`. Every step is a node of its own, recursion too.
    pub(super) fn add(&mut self, index: usize, stack: &[LocationId], weight: Sum) {
        if let Some(tags) = &mut self.tags {
            tags.start(index);
        }
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
            if let Some(tags) = &mut self.tags {
                tags.add_flat(parent, weight);
            }
        }
    }

    fn step(&mut self, parent: u32, identity: IdentityId, is_inline: bool, weight: Sum) -> u32 {
        let nodes = &mut self.nodes;
        let index =
            *self.children.entry(u64::from(parent) << 32 | u64::from(identity.0)).or_insert_with(|| {
                nodes.push(TreeNode { parent, identity, weights: Weights::default(), is_inline: true });
                u32::try_from(nodes.len() - 1).expect("paths are counted in 32 bits")
            });
        let node = &mut nodes[index as usize];
        node.weights.cum.add(weight);
        node.is_inline &= is_inline;
        if let Some(tags) = &mut self.tags {
            tags.add_cum(index, weight);
        }
        index
    }

    pub(super) fn finish(self, samples: &Samples<'_>) -> CallGraph {
        let n_nodes = self.nodes.len();
        let tags = self.tags.map(|tags| tags.finish(n_nodes)).into_iter().flatten();
        let tags = tags.chain(std::iter::repeat_with(NodeTags::default));
        let mut graph = DiGraph::with_capacity(n_nodes, n_nodes);
        for (node, tags) in self.nodes.into_iter().zip(tags) {
            let index = graph.add_node(samples.node(node.identity, node.weights, tags));
            if node.parent != NO_PARENT {
                let call = Call { weight: node.weights.cum, is_residual: false, is_inline: node.is_inline };
                graph.add_edge(NodeIndex::new(node.parent as usize), index, call);
            }
        }
        samples.assemble(graph)
    }
}

/// Takes all listed nodes but `kept` out of a tree. Their children move up to the next node that stays,
/// over a residual edge, or become roots.
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

/// The edge to `node` from the nearest caller that stays.
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
