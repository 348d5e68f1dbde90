//! What passes through functions, for those who need no calls.

use bstr::BString;

use super::{Scale, Weight, graph::weight};
use crate::graph::{self, Limits, Stacks};

/// What passes through each function of a selection. A [`Graph`](super::Graph) has that too, at many times the cost.
#[derive(Clone, Debug, Default)]
pub struct Cums {
    /// The sample type.
    pub sample_type: BString,
    /// The scale of all values, with the unit that the options ask for.
    pub scale: Scale,
    /// The functions, or whatever the granularity makes nodes, heaviest first.
    pub functions: Vec<FunctionCum>,
}

/// A function, and what passes through it.
#[derive(Clone, Debug, Default)]
pub struct FunctionCum {
    /// Its name, as text reports have it.
    pub printed: BString,
    /// Of the samples that pass through it.
    pub cum: Weight,
}

/// The functions of `stacks` that are not too light for a graph.
pub(super) fn functions(stacks: &Stacks<'_>, limits: &Limits) -> Vec<FunctionCum> {
    let nodes = graph::heavy_nodes(stacks, limits).into_iter();
    let base = |node: &graph::Node| stacks.have_base().then_some(node.base.cum);
    nodes
        .map(|node| FunctionCum { cum: weight(node.weights.cum, base(&node)), printed: node.printed })
        .collect()
}
