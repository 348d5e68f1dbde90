//! The call graph as plain values.

use bstr::{BStr, BString};
use petgraph::{Direction::Outgoing, graph::NodeIndex};

use super::{Notice, Scale, Selection, nodelets::Nodelets};
use crate::{
    graph::{self, BaseSide, CallGraph, Cut, Measure, Stacks, Sum, Trimmed, cutoff},
    profile::StringId,
    view::View,
};

/// A call graph, cut down to what is to be shown.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    /// What the profile says of itself.
    pub facts: Facts,
    /// Name and value of each filter that changes what samples weigh.
    pub filters: Vec<(&'static str, String)>,
    /// How its values are to be read.
    pub scale: Scale,
    /// The nodes, in the order that was asked for.
    pub nodes: Vec<Node>,
    /// The edges that leave these nodes, heaviest first.
    pub edges: Vec<Edge>,
    /// What was left out.
    pub left_out: LeftOut,
    /// What would surprise whoever looks at it.
    pub notices: Vec<Notice>,
}

/// What a profile says of itself; empty or 0 where it does not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The file of the main binary.
    pub file: BString,
    /// Its build id.
    pub build_id: BString,
    /// Free text for people. What begins with `#` is for programs.
    pub comments: Vec<BString>,
    /// The name of the sample type, with `mean_` before it if values are means.
    pub sample_type: BString,
    /// Absolute URL of a documentation.
    pub doc_url: BString,
    /// Time of collection in nanoseconds since 1970-01-01 UTC.
    pub time_nanos: i64,
    /// Duration of the collection in nanoseconds.
    pub duration_nanos: i64,
}

/// What was left out of a graph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// How many nodes weigh less than the limit.
    pub n_nodes: usize,
    /// That limit for cum: the fraction asked for of the scale's total.
    pub node_cutoff: i64,
    /// How many edges weigh less than the limit, as far as they would be between nodes of the graph.
    pub n_edges: usize,
    /// That limit.
    pub edge_cutoff: i64,
    /// How many nodes weigh enough, of which the graph has the first.
    pub n_above_cutoff: usize,
}

/// What samples add up to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Weight {
    /// The value to be shown: the sum, or the mean if means are asked for. In a difference, the change.
    pub value: i64,
    /// The sum.
    pub sum: i64,
    /// The values before and after, in a difference from a base whose samples are known.
    pub sides: Option<Sides>,
}

/// The two sides of a difference.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sides {
    /// The value in the base.
    pub before: i64,
    /// The value in what is compared with it.
    pub after: i64,
}

/// A function (or file, line, address) of the graph.
#[derive(Clone, Debug, Default)]
pub struct Node {
    /// Address; 0 where the granularity leaves it out.
    pub address: u64,
    /// Function name; empty where there is none.
    pub name: BString,
    /// File name as the granularity shows it; empty where it is left out.
    pub file: BString,
    /// Line number; 0 where left out.
    pub line: i64,
    /// Column; 0 where left out.
    pub column: i64,
    /// File of the mapping, where that is part of the node's identity.
    pub object: BString,
    /// Address, name and `file:line`, as far as there are any, joined with spaces: what nodes of equal weight are
    /// sorted by, and what text reports call it.
    pub printed: BString,
    /// Where the function comes from, at whatever granularity: the file of the first of its frames that
    /// has one. Empty if unknown.
    pub source_file: BString,
    /// What the system calls the function, if that is another name than the node's: the mangled name. Of several
    /// functions that are one node it is the first's.
    pub system_name: BString,
    /// Line the function starts at (or the first of its frames with a line); 0 if unknown.
    pub source_line: i64,
    /// What the samples weigh that end here.
    pub flat: Weight,
    /// What the samples weigh that pass through here.
    pub cum: Weight,
    /// The labels of these samples that weigh most, and all of their numbers.
    pub tags: Vec<Tag>,
    /// Whether no edge leaves it in the cut graph.
    pub is_leaf: bool,
}

/// What the samples with one label, or one set of labels, weigh at a node.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tag {
    /// Its place among the node's tags of its kind, heaviest first. Places of tags that weigh nothing are left free.
    pub place: usize,
    /// `key:value` of each label, sorted; the one text of a number or of a range of numbers.
    pub texts: Vec<BString>,
    /// What its samples weigh.
    pub weight: i64,
    /// Whether that includes what callees take.
    pub includes_callees: bool,
    /// Whether this is a number.
    pub is_number: bool,
    /// The numbers of the samples with this text.
    pub numbers: Vec<Tag>,
}

/// A call.
#[derive(Clone, Debug, Default)]
pub struct Edge {
    /// Index of the caller in [`Graph::nodes`]; none for a node whose weight has cancelled out.
    pub from: Option<usize>,
    /// Index of the callee, likewise.
    pub to: Option<usize>,
    /// [`Node::printed`] of the caller.
    pub from_name: BString,
    /// [`Node::printed`] of the callee.
    pub to_name: BString,
    /// What the samples weigh that pass through this call.
    pub weight: Weight,
    /// Whether the callee was inlined in every sample.
    pub is_inline: bool,
    /// Whether frames between the two were left out in some sample.
    pub is_residual: bool,
}

impl Facts {
    /// What the profile of a view says of itself.
    pub(super) fn of(view: &View<'_>, measure: Measure) -> Facts {
        let profile = view.profile();
        let text = |id: StringId| view.text(id).to_owned();
        let main = view.mappings().first();
        let kind = view.sample_types().nth(measure.index).map(|kind| kind.kind).unwrap_or_default();
        let mean: &[u8] = if measure.divisor.is_some() { b"mean_" } else { b"" };
        Facts {
            file: main.map(|mapping| text(mapping.filename)).unwrap_or_default(),
            build_id: main.map(|mapping| text(mapping.build_id)).unwrap_or_default(),
            comments: profile.comments.iter().map(|&comment| text(comment)).collect(),
            sample_type: [mean, view.text(kind)].concat().into(),
            doc_url: text(profile.doc_url),
            time_nanos: profile.time_nanos,
            duration_nanos: profile.duration_nanos,
        }
    }
}

/// What a graph is made of.
pub(super) struct Parts<'a> {
    pub(super) stacks: &'a Stacks<'a>,
    pub(super) trimmed: &'a Trimmed,
    pub(super) scale: Scale,
    /// Unit of the label `bytes`.
    pub(super) number_unit: &'a BStr,
    pub(super) cut: &'a Cut,
}

/// The graph of a selection.
pub(super) fn assembled(selection: &Selection<'_>, parts: Parts<'_>) -> Graph {
    let Parts { stacks, trimmed, scale, number_unit, cut } = parts;
    let builder = Builder { stacks, graph: &trimmed.graph, base: trimmed.base.as_ref(), number_unit };
    Graph {
        facts: selection.facts(),
        filters: selection.options().filters.shown(),
        nodes: builder.nodes(),
        edges: builder.edges(),
        left_out: LeftOut {
            n_nodes: trimmed.n_dropped_nodes,
            node_cutoff: cutoff(scale.total, cut.limits.node_fraction),
            n_edges: trimmed.n_dropped_edges,
            edge_cutoff: cutoff(scale.total, cut.limits.edge_fraction),
            n_above_cutoff: trimmed.n_above_cutoff,
        },
        notices: selection.notices(),
        scale,
    }
}

struct Builder<'a> {
    stacks: &'a Stacks<'a>,
    graph: &'a CallGraph,
    base: Option<&'a BaseSide>,
    number_unit: &'a BStr,
}

impl Builder<'_> {
    fn nodes(&self) -> Vec<Node> {
        self.graph.listed.iter().map(|&index| self.node(index)).collect()
    }

    fn node(&self, index: NodeIndex) -> Node {
        let node = &self.graph.graph[index];
        let identities = self.stacks.identities();
        let (identity, origin) = (identities.get(node.identity), identities.origin(node.identity));
        let text = |id| identities.text(id).to_owned();
        let is_leaf = self.graph.graph.edges_directed(index, Outgoing).next().is_none();
        let base = self.base.map(|base| base.node(index));
        Node {
            address: identity.address,
            name: text(identity.name),
            file: text(identity.file),
            line: identity.line,
            column: identity.column,
            object: text(identity.object),
            printed: node.printed.clone(),
            source_file: text(origin.file),
            source_line: origin.line,
            system_name: text(origin.system_name),
            flat: weight(node.weights.flat, base.map(|base| base.flat)),
            cum: weight(node.weights.cum, base.map(|base| base.cum)),
            tags: Nodelets { number_unit: self.number_unit }.of(&node.tags, is_leaf),
            is_leaf,
        }
    }

    /// The edges from listed nodes, heaviest first.
    fn edges(&self) -> Vec<Edge> {
        let graph = &self.graph.graph;
        let mut places = vec![None; graph.node_count()];
        for (place, node) in self.graph.listed.iter().enumerate() {
            places[node.index()] = Some(place);
        }
        let listed = self.graph.listed.iter();
        let mut edges: Vec<_> = listed.flat_map(|&node| graph::calls(graph, node, Outgoing)).collect();
        graph::sort_calls(graph, &mut edges);
        let edge = |edge| {
            let (caller, callee) = graph.edge_endpoints(edge).expect("the edge is in the graph");
            let call = graph[edge];
            Edge {
                from: places[caller.index()],
                to: places[callee.index()],
                from_name: graph[caller].printed.clone(),
                to_name: graph[callee].printed.clone(),
                weight: weight(call.weight, self.base.map(|base| base.call(caller, callee))),
                is_inline: call.is_inline,
                is_residual: call.is_residual,
            }
        };
        edges.into_iter().map(edge).collect()
    }
}

/// What a sum is as a value, given what of it is the base's: that has been subtracted, and so has the other sign.
fn weight(sum: Sum, base: Option<Sum>) -> Weight {
    let sides = base.map(|base| Sides { before: base.negated().shown(), after: sum.without(base).shown() });
    Weight { value: sum.shown(), sum: sum.total, sides }
}
