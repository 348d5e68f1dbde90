//! The call graph: which functions (or files, lines, addresses) the samples pass through, and how often.
//!
//! [`trim::trimmed`] is the way in. It weighs all nodes first and builds edges and labels only for the
//! ones that stay, from the samples again: what happens between two nodes when the ones in between are left
//! out is not in the graph, only in the stacks.

mod build;
mod by_file;
mod by_label;
mod call_sums;
mod entropy;
mod frames;
mod identity;
mod model;
mod order;
mod paths;
mod pattern_sort;
mod redundant;
mod sample_tags;
mod sorting;
mod tags;
mod tally;
mod tree;
mod trim;
mod walk;
mod weight;

pub(crate) use self::{
    build::{Detail, Stacks},
    by_file::{ByFile, FilePart},
    by_label::{ByLabel, NodeLabel},
    frames::{Frames, SourceFiles},
    identity::Identities,
    model::{Call, CallGraph, Node, calls},
    order::sort_calls,
    sorting::sort_tags,
    tags::{MAX_TAGS, NodeTags, NumberTag},
    tally::{NodeTally, Tallied, Uncertain, Variance, tallied},
    trim::{Trimmed, cutoff, heavy_nodes, trimmed},
    weight::{IdentityId, Measure, Sum, Weights},
};
pub use self::{
    order::Order,
    trim::{Cut, Limits},
};
