//! The call graph: which functions (or files, lines, addresses) the samples pass through, and how often.
//!
//! [`trim::trimmed`] is the way in. It weighs all nodes first and builds edges and labels only for the
//! ones that stay, from the samples again: what happens between two nodes when the ones in between are left
//! out is not in the graph, only in the stacks.

mod build;
mod entropy;
mod frames;
mod identity;
mod order;
mod paths;
mod pattern_sort;
mod redundant;
mod sample_tags;
mod source_path;
mod tags;
mod tree;
mod trim;
mod walk;

use bstr::BString;
use petgraph::graph::{DiGraph, NodeIndex};

use crate::profile::Sample;

pub(crate) use self::{
    build::{BaseSide, Stacks},
    frames::{Frames, SourceFiles},
    identity::Identities,
    order::{calls, sort_calls, sort_tags},
    tags::{MAX_TAGS, NodeTags, NumberTag},
    trim::{Trimmed, cutoff, trimmed},
};
pub use self::{
    order::Order,
    trim::{Cut, Limits},
};

/// A call graph and the order of the nodes that are part of it.
///
/// The graph also holds nodes whose weights have cancelled out. They are in no list, but their edges stay.
#[derive(Debug, Default)]
pub(crate) struct CallGraph {
    pub(crate) graph: DiGraph<Node, Call>,
    pub(crate) listed: Vec<NodeIndex>,
}

/// A node: an identity and what its samples add up to.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) identity: IdentityId,
    /// The name in text reports, by which ties are broken.
    pub(crate) printed: BString,
    pub(crate) weights: Weights,
    pub(crate) tags: NodeTags,
}

/// An edge, from caller to callee.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Call {
    pub(crate) weight: Sum,
    /// Frames in between were left out in some sample.
    pub(crate) is_residual: bool,
    /// The callee was inlined in every sample.
    pub(crate) is_inline: bool,
}

/// Index of an identity, dense from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct IdentityId(pub(crate) u32);

/// A sum of sample values, and of the first values of these samples where means are asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sum {
    pub(crate) total: i64,
    pub(crate) divisor: i64,
}

impl Sum {
    /// Adds another sum. Values are 64 bits, and overflow is not an error.
    pub(crate) fn add(&mut self, other: Sum) {
        self.total = self.total.wrapping_add(other.total);
        self.divisor = self.divisor.wrapping_add(other.divisor);
    }

    /// The sum with the other sign.
    pub(crate) fn negated(self) -> Sum {
        Sum { total: self.total.wrapping_neg(), divisor: self.divisor.wrapping_neg() }
    }

    /// What is left of the sum without a part of it.
    pub(crate) fn without(mut self, part: Sum) -> Sum {
        self.add(part.negated());
        self
    }

    /// The sum as it is shown: a mean where there is a divisor.
    pub(crate) fn shown(self) -> i64 {
        if self.divisor == 0 { self.total } else { self.total.wrapping_div(self.divisor) }
    }

    /// The magnitude that nodes, edges and tags are ranked and cut off by.
    pub(crate) fn magnitude(self) -> i64 {
        self.total.wrapping_abs()
    }
}

/// The weights of a node or a tag.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Weights {
    /// Of the samples that end here.
    pub(crate) flat: Sum,
    /// Of the samples that pass through here.
    pub(crate) cum: Sum,
}

/// Which of a sample's values is reported.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Measure {
    /// Index of the sample type among those that are left.
    pub(crate) index: usize,
    /// Where its value is in a sample.
    pub(crate) column: usize,
    /// Where the value is that it is divided by, if it is.
    pub(crate) divisor: Option<usize>,
}

impl Measure {
    /// What a sample weighs.
    pub(crate) fn of(self, sample: Sample<'_>) -> Sum {
        let divisor = self.divisor.map_or(0, |column| sample.values[column]);
        Sum { total: sample.values[self.column], divisor }
    }
}
