//! From a profile to its report.

use bstr::BStr;
use petgraph::{Direction::Outgoing, graph::NodeIndex};

use super::{Amount, Edge, Node, Report, header, nodelets::Nodelets, total, value::Scale};
use crate::{
    graph::{self, CallGraph, Cutoffs, Identities, Stacks},
    options::Options,
    profile::{FilterError, LabelUnits, Profile, filter, frames, keep_common, tag_frames},
};

/// Draws a profile up as a report: filters it, builds and trims its call graph, and puts it into words.
///
/// # Errors
///
/// If an option makes no sense, or makes none for this profile.
pub fn report(profile: Profile, options: &Options) -> Result<Report, ReportError> {
    let mut warnings = Vec::new();
    match assembled(profile, options, &mut warnings) {
        Ok(report) => Ok(Report { warnings, ..report }),
        Err(kind) => Err(ReportError { kind, warnings }),
    }
}

/// The report but for its warnings, which are added to `warnings`.
fn assembled(
    mut profile: Profile,
    options: &Options,
    warnings: &mut Vec<String>,
) -> Result<Report, ReportErrorKind> {
    keep_common(std::slice::from_mut(&mut profile)).map_err(|_| ReportErrorKind::NoSampleTypes)?;
    frames::ensure_mapping(&mut profile);
    frames::drop_boring(&mut profile);
    frames::forget_urls(&mut profile);
    let units = LabelUnits::infer(&profile);
    warnings.extend(units.warnings());

    let filters = &options.filters;
    tag_frames::add(&mut profile, &filters.tag_root, &filters.tag_leaf, &options.unit, warnings);
    if options.relative_percentages {
        filter::apply(&mut profile, filters, &units, warnings)?;
    }
    let measure = total::measure(&profile, options)?;
    if options.divide_by == 0.0 {
        return Err(ReportErrorKind::ZeroDivisor);
    }
    let title = header::title(&profile);
    let total = total::total(&profile, measure);
    if !options.relative_percentages {
        filter::apply(&mut profile, filters, &units, warnings)?;
    }

    let number_unit = units.of(BStr::new("bytes"));
    let mut stacks = Stacks::new(&profile, options, measure, &number_unit.to_string());
    let trimmed = graph::trimmed(&mut stacks, options.call_tree, &Cutoffs::for_graph(options));
    let scale = Scale::new(&profile, profile.sample_types[measure.index], options, &trimmed.graph, total);
    let writer = Writer {
        identities: stacks.identities(),
        graph: &trimmed.graph,
        scale: &scale,
        nodelets: Nodelets { scale: &scale, number_unit },
    };
    Ok(Report {
        title,
        header: header::header(&profile, options, measure, &trimmed, &scale),
        total,
        is_difference: total::is_difference(&profile, measure),
        nodes: writer.nodes(),
        edges: writer.edges(),
        warnings: Vec::new(),
    })
}

/// Why there is no report, and what was to be said before that turned out.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{kind}")]
#[non_exhaustive]
pub struct ReportError {
    /// What is wrong.
    pub kind: ReportErrorKind,
    /// What [`Report::warnings`] would have begun with.
    pub warnings: Vec<String>,
}

/// What can be wrong with the options of a report.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReportErrorKind {
    /// The profile says nothing of its values.
    #[error("the profile has no sample types")]
    NoSampleTypes,
    /// `-sample_index` is a number, but too large or too small.
    #[error("sample_index {index} is outside the range [0..{last}]")]
    SampleIndexRange {
        /// The number as given.
        index: String,
        /// The largest one.
        last: usize,
    },
    /// `-sample_index` is no name of a sample type.
    #[error("sample_index {name:?} must be one of: [{}]", names.join(" "))]
    SampleIndexName {
        /// The name as given.
        name: String,
        /// The names there are.
        names: Vec<String>,
    },
    /// `-divide_by=0`.
    #[error("zero divisor specified")]
    ZeroDivisor,
    /// A filter is none.
    #[error("{0}")]
    Filter(#[from] FilterError),
}

/// Puts a graph into words.
struct Writer<'a> {
    identities: &'a Identities<'a>,
    graph: &'a CallGraph,
    scale: &'a Scale,
    nodelets: Nodelets<'a>,
}

impl Writer<'_> {
    fn nodes(&self) -> Vec<Node> {
        (1..).zip(&self.graph.listed).map(|(number, &index)| self.node(number, index)).collect()
    }

    fn node(&self, number: usize, index: NodeIndex) -> Node {
        let node = &self.graph.graph[index];
        let identity = self.identities.get(node.identity);
        let origin = self.identities.origin(node.identity);
        let text = |id| self.identities.text(id).to_owned();
        let is_leaf = self.graph.graph.edges_directed(index, Outgoing).next().is_none();
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
            flat: self.scale.amount(node.weights.flat.shown()),
            cum: self.scale.amount(node.weights.cum.shown()),
            tags: self.nodelets.of(number, &node.tags, is_leaf),
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
        let endpoints = |edge| graph.edge_endpoints(edge).expect("the edge is in the graph");
        let write = |edge| {
            let (caller, callee) = endpoints(edge);
            let call = graph[edge];
            let weight = self.scale.amount(call.weight.shown());
            Edge {
                from: places[caller.index()],
                to: places[callee.index()],
                from_name: graph[caller].printed.clone(),
                to_name: graph[callee].printed.clone(),
                pull: self.grade(&weight, 100),
                pen: self.grade(&weight, 5),
                weight,
                is_inline: call.is_inline,
                is_residual: call.is_residual,
            }
        };
        edges.into_iter().map(write).collect()
    }

    /// The share of a weight in the total, from 1 for nothing to `steps` + 1 for everything.
    fn grade(&self, weight: &Amount, steps: i64) -> i64 {
        match self.scale.total() {
            0 => 1,
            total => 1 + weight.value.wrapping_mul(steps).wrapping_div(total).wrapping_abs().min(steps),
        }
    }
}
