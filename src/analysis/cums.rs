//! Cum values of functions, without the calls of a graph.

use bstr::BString;

use super::{Scale, Weight, graph::weight};
use crate::graph::{self, Limits, Stacks};

/// The cum of each function of a selection. A [`Graph`](super::Graph) has that too, at many times the cost.
#[derive(Clone, Debug, Default)]
pub struct Cums {
    /// The sample type.
    pub sample_type: BString,
    /// The scale of all values, with the unit that the options ask for.
    pub scale: Scale,
    /// The functions, or other nodes of the granularity, heaviest first.
    pub functions: Vec<FunctionCum>,
}

/// A function and its cum.
#[derive(Clone, Debug, Default)]
pub struct FunctionCum {
    /// Its name, as in text reports.
    pub printed: BString,
    /// The weight of the samples through it.
    pub cum: Weight,
}

/// The functions of `stacks` that are heavy enough for a graph.
pub(super) fn functions(stacks: &Stacks<'_>, limits: &Limits) -> Vec<FunctionCum> {
    let nodes = graph::heavy_nodes(stacks, limits).into_iter();
    let base = |node: &graph::Node| stacks.have_base().then_some(node.base.cum);
    nodes
        .map(|node| FunctionCum { cum: weight(node.weights.cum, base(&node)), printed: node.printed })
        .collect()
}
