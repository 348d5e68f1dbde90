//! The call graph: the functions (or files, lines, addresses) that samples pass through, with weights.
//!
//! [`trim::trimmed`] is the entry point. It computes the weights of all nodes first, and then builds edges and tags of
//! the nodes that stay from the samples again: residual edges between nodes whose intermediate nodes are removed depend
//! on the stacks.

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
