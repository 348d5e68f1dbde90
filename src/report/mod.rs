//! The report: a trimmed call graph with every number turned into the text that people read.
//!
//! DOT and SVG are both written from one [`Report`], so they cannot disagree about a value, a name or
//! the number of a node.

mod assemble;
mod header;
mod nodelets;
mod total;
mod value;

use bstr::BString;

#[cfg(test)]
mod tests;

pub use self::assemble::{ReportError, ReportErrorKind, report};

/// A call graph in words: what the outputs print.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Base name of the first mapping's file.
    pub title: Option<BString>,
    /// What stands above the graph.
    pub header: Header,
    /// The value that all percentages refer to.
    pub total: i64,
    /// Whether values are differences of two profiles, and so growth or shrinkage.
    pub is_difference: bool,
    /// The nodes; the node at index `i` is called `N⟨i+1⟩`.
    pub nodes: Vec<Node>,
    /// The edges, heaviest first.
    pub edges: Vec<Edge>,
    /// What the person who asked for the report should know, in sentences.
    pub warnings: Vec<String>,
}

/// The lines above a graph, in the order they are printed.
#[derive(Clone, Debug, Default)]
pub struct Header {
    /// What the profile says of itself.
    pub facts: Vec<Fact>,
    /// `name=value` of each filter in use.
    pub filters: Vec<BString>,
    /// "Showing nodes accounting for …".
    pub showing: BString,
    /// "Dropped …" and "Showing top …", as far as they apply.
    pub left_out: Vec<BString>,
}

/// One fact about the profile, printed as `label: text`, or `text` alone for a comment.
#[derive(Clone, Debug)]
pub struct Fact {
    /// `File`, `Build ID`, `Type`, `Doc`, `Time`, `Duration`; none for a comment.
    pub label: Option<&'static str>,
    /// The fact.
    pub text: BString,
}

/// A value with its printed forms.
#[derive(Clone, Debug, Default)]
pub struct Amount {
    /// The value, divided where means are asked for.
    pub value: i64,
    /// The value in the report's unit, such as `1.47GB`.
    pub text: String,
    /// The share of the report's total, such as `26.81%`.
    pub percent: String,
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
    /// The name as text reports print it: address, name, `file:line`, joined with spaces.
    pub printed: BString,
    /// Where the function comes from, at whatever granularity: the file of the first of its frames that
    /// has one. Empty if unknown.
    pub source_file: BString,
    /// Line the function starts at (or the first of its frames with a line); 0 if unknown.
    pub source_line: i64,
    /// Value of the samples that end here.
    pub flat: Amount,
    /// Value of the samples that pass through here.
    pub cum: Amount,
    /// Labels of the samples, heaviest first.
    pub tags: Vec<Tag>,
    /// Whether no edge leaves it in the trimmed graph.
    pub is_leaf: bool,
}

/// A nodelet: the weight that the samples with one label, or set of labels, bring to a node.
#[derive(Clone, Debug)]
pub struct Tag {
    /// The id it has in DOT, such as `N1_0` or `NN1_0`.
    pub id: String,
    /// The label's text as DOT prints it; several labels are joined with the two characters `\n`.
    pub text: BString,
    /// Its weight.
    pub weight: Amount,
    /// Whether the weight is that of callees too.
    pub dotted: bool,
    /// Numeric labels of the samples with this text.
    pub children: Vec<Tag>,
}

/// A call.
#[derive(Clone, Debug)]
pub struct Edge {
    /// Index of the caller in [`Report::nodes`]; none for a node whose weight has cancelled out.
    pub from: Option<usize>,
    /// Index of the callee, likewise.
    pub to: Option<usize>,
    /// Printed name of the caller.
    pub from_name: BString,
    /// Printed name of the callee.
    pub to_name: BString,
    /// Value of the samples that pass through this call.
    pub weight: Amount,
    /// How strongly DOT pulls at it: 1 to 101.
    pub pull: i64,
    /// DOT's pen width: 1 to 6.
    pub pen: i64,
    /// Whether the callee was inlined in every sample.
    pub is_inline: bool,
    /// Whether frames between the two were left out in some sample.
    pub is_residual: bool,
}
