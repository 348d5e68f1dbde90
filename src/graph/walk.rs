//! Walks stacks from root to leaf.

use super::frames::Frames;
use crate::profile::LocationId;

/// Callbacks of a walk. Nodes are those of [`Frames`].
pub(super) trait Visitor {
    /// A frame: the one at `place` of a location, outermost first, which is of `node`.
    #[inline]
    fn reach(&mut self, _location: LocationId, _place: usize, _node: u32) {}

    /// The first frame of a node in this sample.
    fn enter(&mut self, node: u32);

    /// A call between two nodes.
    fn call(&mut self, caller: u32, callee: u32, how: How);

    /// The leaf of the stack.
    fn end(&mut self, node: u32);
}

/// Properties of a call.
#[derive(Clone, Copy, Debug)]
pub(super) struct How {
    /// Whether frames in between are dropped.
    pub(super) is_residual: bool,
    /// Whether the callee is inlined in the caller.
    pub(super) is_inline: bool,
}

/// Walks stacks, and counts each node once per sample even if it is recursive.
pub(super) struct Walker<'a> {
    frames: &'a Frames,
    /// The last sample with each node.
    seen: Vec<u32>,
    sample: u32,
}

impl<'a> Walker<'a> {
    /// A walker over `frames`, whose nodes are below `n_nodes`.
    pub(super) fn new(frames: &'a Frames, n_nodes: usize) -> Walker<'a> {
        Walker { frames, seen: vec![0; n_nodes], sample: 0 }
    }

    /// Walks the stack of one sample, which is given leaf first.
    pub(super) fn walk(&mut self, stack: &[LocationId], visitor: &mut impl Visitor) {
        self.next_sample();
        let mut parent = None;
        let mut is_residual = false;
        for &location in stack.iter().rev() {
            let mut is_inline = false;
            for (place, &node) in self.frames.of(location).iter().enumerate() {
                if node == Frames::DROPPED {
                    is_residual = true;
                } else {
                    visitor.reach(location, place, node);
                    if self.is_new(node) {
                        visitor.enter(node);
                    }
                    if let Some(parent) = parent.filter(|&parent| parent != node) {
                        visitor.call(parent, node, How { is_residual, is_inline });
                    }
                    parent = Some(node);
                    is_residual = false;
                }
                is_inline = true;
            }
        }
        if let Some(leaf) = parent.filter(|_| !is_residual) {
            visitor.end(leaf);
        }
    }

    fn next_sample(&mut self) {
        if self.sample == u32::MAX {
            self.seen.fill(0);
            self.sample = 0;
        }
        self.sample += 1;
    }

    fn is_new(&mut self, node: u32) -> bool {
        std::mem::replace(&mut self.seen[node as usize], self.sample) != self.sample
    }
}
