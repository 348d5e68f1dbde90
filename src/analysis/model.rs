//! The call graph as plain values.

use bstr::BString;

use super::{LabelText, Notice, Scale};

/// A trimmed call graph.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    /// Facts about the profile.
    pub facts: Facts,
    /// Name and value of each filter that changes weights.
    pub filters: Vec<(&'static str, String)>,
    /// Key and value of the labels that all samples have in common, by key, if [`Cut::by_label`](super::Cut::by_label)
    /// is set. These keys have no other value.
    pub shared_labels: Vec<(BString, BString)>,
    /// The unit and the total of its values.
    pub scale: Scale,
    /// The nodes, in the order of the cut.
    pub nodes: Vec<Node>,
    /// The edges that leave these nodes, heaviest first.
    pub edges: Vec<Edge>,
    /// The edges to these nodes from nodes that are not listed since their weights cancel out, heaviest first.
    pub edges_from_elsewhere: Vec<Edge>,
    /// What was left out.
    pub left_out: LeftOut,
    /// Notices about unexpected properties.
    pub notices: Vec<Notice>,
}

/// Facts about a profile; empty or 0 if unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The file of the main binary.
    pub file: BString,
    /// Its build id.
    pub build_id: BString,
    /// Comments. Those that begin with `#` are for programs.
    pub comments: Vec<BString>,
    /// The name of the sample type, prefixed by `mean_` if values are means.
    pub sample_type: BString,
    /// Absolute URL of documentation about the profile.
    pub doc_url: BString,
    /// Time of collection in nanoseconds since 1970-01-01 UTC.
    pub time_nanos: i64,
    /// Duration of the collection in nanoseconds.
    pub duration_nanos: i64,
}

/// What was left out of a graph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// The number of nodes below the cutoff.
    pub n_nodes: usize,
    /// The cutoff of cum: the node fraction of the scale's total.
    pub node_cutoff: i64,
    /// The number of edges below the cutoff, between nodes of the graph.
    pub n_edges: usize,
    /// The cutoff of edge weights.
    pub edge_cutoff: i64,
    /// The number of nodes above the cutoff, of which the graph has the first.
    pub n_above_cutoff: usize,
}

/// The weight of some samples.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Weight {
    /// The value to show: the sum, or the mean if means are asked for. In a difference, the change.
    pub value: i64,
    /// The sum.
    pub sum: i64,
    /// The values before and after, in a difference from a base.
    pub sides: Option<Sides>,
}

/// The two sides of a difference.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sides {
    /// The value of the base.
    pub before: i64,
    /// The value of the profile that is compared with it.
    pub after: i64,
}

/// A function (or file, line, address) of the graph.
#[derive(Clone, Debug, Default)]
pub struct Node {
    /// Address; 0 unless the granularity has it.
    pub address: u64,
    /// Function name; empty if unknown.
    pub name: BString,
    /// File name as shown at the granularity; empty unless it has files.
    pub file: BString,
    /// Line number; 0 unless the granularity has it.
    pub line: i64,
    /// Column; 0 unless the granularity has it.
    pub column: i64,
    /// First line of the function, if it distinguishes nodes: for functions without name, or with
    /// [`Cut::by_object`](super::Cut::by_object).
    pub start_line: i64,
    /// File of the mapping, if it distinguishes nodes.
    pub object: BString,
    /// Address, name and `file:line`, as far as known, separated by spaces: the name in text reports, and the
    /// tie-breaker of nodes with equal weight.
    pub printed: BString,
    /// Source file of the function at any granularity: that of the first of its frames that has one. Empty if unknown.
    pub source_file: BString,
    /// The files of its functions, heaviest first, if several functions have its name and
    /// [`Cut::by_file`](super::Cut::by_file) is set. Files without weight are left out.
    pub files: Vec<SourceFile>,
    /// The mangled name of the function, if it differs from the node's. Of several functions in one node it is that of
    /// the first.
    pub system_name: BString,
    /// First line of the function (or line of the first of its frames that has one); 0 if unknown.
    pub source_line: i64,
    /// Index of the function: equal for nodes that differ in address, line and column only. In a call tree each caller
    /// has its own.
    pub function: usize,
    /// The weight of the samples that end here.
    pub flat: Weight,
    /// The weight of the samples through here.
    pub cum: Weight,
    /// The heaviest labels of these samples, and all of their numbers.
    pub tags: Vec<Tag>,
    /// The parts of its value by label, by key, if [`Cut::by_label`](super::Cut::by_label) is set: of flat, but for
    /// leaves of cum. Keys without a value above [`LeftOut::node_cutoff`] are left out.
    pub labels: Vec<NodeLabel>,
    /// Whether it has no outgoing edge in the trimmed graph.
    pub is_leaf: bool,
}

/// The values of a label key at a node.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NodeLabel {
    /// The key.
    pub key: BString,
    /// The heaviest values.
    pub values: Vec<LabelText>,
    /// The number of all values.
    pub n_values: usize,
}

/// One of the files that functions of one name are in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceFile {
    /// The file's name.
    pub file: BString,
    /// First line of its function (or line of the first of its frames that has one); 0 if unknown.
    pub line: i64,
    /// The weight of the samples through it.
    pub cum: Weight,
}

/// A label, or a set of labels, of samples at a node.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tag {
    /// Its rank among the node's tags of its kind, heaviest first. Tags without weight leave gaps.
    pub place: usize,
    /// `key:value` of each label, sorted; the single text of a number or a range of numbers.
    pub texts: Vec<BString>,
    /// The weight of its samples.
    pub weight: i64,
    /// Whether the weight is a part of cum, not of flat.
    pub includes_callees: bool,
    /// Whether it is a number tag.
    pub is_number: bool,
    /// Number tags of the samples with this text.
    pub numbers: Vec<Tag>,
}

/// A call.
#[derive(Clone, Debug, Default)]
pub struct Edge {
    /// Index of the caller in [`Graph::nodes`]; `None` for a node that is not listed since its weights cancel out.
    pub from: Option<usize>,
    /// Index of the callee in [`Graph::nodes`], or `None`.
    pub to: Option<usize>,
    /// Address, file and line of the callee, as far as the granularity has them.
    pub to_place: Place,
    /// [`Node::printed`] of the caller.
    pub from_name: BString,
    /// [`Node::printed`] of the callee.
    pub to_name: BString,
    /// The weight of the samples with this call.
    pub weight: Weight,
    /// Whether the callee was inlined in all samples.
    pub is_inline: bool,
    /// Whether frames between the two were removed in some sample.
    pub is_residual: bool,
}

/// A code location; parts that the granularity does not have are empty or 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The address.
    pub address: u64,
    /// The source file.
    pub file: BString,
    /// The line.
    pub line: i64,
}
