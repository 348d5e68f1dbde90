//! The nodes of every stack in a graph.

use crate::{jagged::Jagged, profile::StackId};

/// For every stack: its distinct nodes, and the leaf.
#[derive(Debug, Default)]
pub(super) struct Paths {
    nodes: Jagged<u32>,
    leaves: Vec<u32>,
    /// The stack that is being recorded.
    open: Vec<u32>,
    leaf: Option<u32>,
}

impl Paths {
    const NO_LEAF: u32 = u32::MAX;

    /// Adds a node to the current stack.
    pub(super) fn push(&mut self, node: u32) {
        self.open.push(node);
    }

    /// Sets the leaf of the current stack.
    pub(super) fn set_leaf(&mut self, node: u32) {
        self.leaf = Some(node);
    }

    /// Ends the current stack. Stacks come in the order of their ids.
    pub(super) fn end(&mut self) {
        self.nodes.push(&self.open);
        self.open.clear();
        self.leaves.push(self.leaf.take().unwrap_or(Paths::NO_LEAF));
    }

    /// Concatenates the paths of two ranges of stacks.
    pub(super) fn and(mut self, other: Paths) -> Paths {
        self.nodes.append(&other.nodes);
        self.leaves.extend(other.leaves);
        self
    }

    /// The nodes of a stack, and its leaf.
    pub(super) fn of(&self, stack: StackId) -> (&[u32], Option<u32>) {
        let place = stack.0 as usize;
        let leaf = Some(self.leaves[place]).filter(|&leaf| leaf != Paths::NO_LEAF);
        (self.nodes.get(place), leaf)
    }
}
