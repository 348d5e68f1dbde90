//! The call graph as plain values.

use bstr::BString;

use super::{LabelText, Notice, Scale};

/// A call graph, cut down to what is to be shown.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    /// What the profile says of itself.
    pub facts: Facts,
    /// Name and value of each filter that changes what samples weigh.
    pub filters: Vec<(&'static str, String)>,
    /// Key and value of each label that all samples have, by key, if [`Cut::by_label`](super::Cut::by_label) is set. No
    /// sample has another value of such a key.
    pub shared_labels: Vec<(BString, BString)>,
    /// How its values are to be read.
    pub scale: Scale,
    /// The nodes, in the order that was asked for.
    pub nodes: Vec<Node>,
    /// The edges that leave these nodes, heaviest first.
    pub edges: Vec<Edge>,
    /// The edges to these nodes from nodes whose weights have cancelled out, heaviest first.
    pub edges_from_elsewhere: Vec<Edge>,
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
    /// Line the function starts at, where that is part of the node's identity: where it has no name, or
    /// [`Cut::by_object`](super::Cut::by_object) is set.
    pub start_line: i64,
    /// File of the mapping, where that is part of the node's identity.
    pub object: BString,
    /// Address, name and `file:line`, as far as there are any, joined with spaces: what nodes of equal weight are
    /// sorted by, and what text reports call it.
    pub printed: BString,
    /// Where the function comes from, at whatever granularity: the file of the first of its frames that
    /// has one. Empty if unknown.
    pub source_file: BString,
    /// The files its functions are in, heaviest first, if there are several of one name and
    /// [`Cut::by_file`](super::Cut::by_file) is set. Files that its value has no part of are left out.
    pub files: Vec<SourceFile>,
    /// What the system calls the function, if that is another name than the node's: the mangled name. Of several
    /// functions that are one node it is the first's.
    pub system_name: BString,
    /// Line the function starts at (or the first of its frames with a line); 0 if unknown.
    pub source_line: i64,
    /// Number of the function: equal for nodes that differ in address, line and column only. In a call tree every
    /// caller has its own.
    pub function: usize,
    /// What the samples weigh that end here.
    pub flat: Weight,
    /// What the samples weigh that pass through here.
    pub cum: Weight,
    /// The labels of these samples that weigh most, and all of their numbers.
    pub tags: Vec<Tag>,
    /// What of its value has which label, by key, if [`Cut::by_label`](super::Cut::by_label) is set: of flat, but in leaves
    /// of cum. Keys are left out of which no value weighs as much as [`LeftOut::node_cutoff`] here.
    pub labels: Vec<NodeLabel>,
    /// Whether no edge leaves it in the cut graph.
    pub is_leaf: bool,
}

/// The values of a label key at a node.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NodeLabel {
    /// The key.
    pub key: BString,
    /// The values, the heaviest first, and of many only these.
    pub values: Vec<LabelText>,
    /// How many values there are, those included that are left out.
    pub n_values: usize,
}

/// One of the files that functions of one name are in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceFile {
    /// The file.
    pub file: BString,
    /// Line its function starts at (or the first of its frames with a line); 0 if unknown.
    pub line: i64,
    /// What the samples weigh that pass through it.
    pub cum: Weight,
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
    /// Address, file and line of the callee, as far as the granularity shows them.
    pub to_place: Place,
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

/// A place in code; parts that a granularity leaves out are empty or 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The address.
    pub address: u64,
    /// The source file.
    pub file: BString,
    /// The line.
    pub line: i64,
}
