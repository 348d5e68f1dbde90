//! The header of a graph.

use bstr::{BString, ByteSlice};

use super::date::date;
use crate::{
    analysis::{Facts, Graph, Scale},
    path::base_name,
    units,
};

/// The lines of a graph's header, in printing order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Header {
    /// Facts about the profile.
    pub(crate) facts: Vec<Fact>,
    /// `name=value` of each active filter.
    pub(crate) filters: Vec<BString>,
    /// "Showing nodes accounting for …".
    pub(crate) showing: BString,
    /// "Dropped …" and "Showing top …", if applicable.
    pub(crate) left_out: Vec<BString>,
}

/// A fact about the profile, printed as `label: text`, or `text` alone for a comment.
#[derive(Clone, Debug)]
pub(crate) struct Fact {
    /// `File`, `Build ID`, `Type`, `Doc`, `Time` or `Duration`; `None` for a comment.
    pub(crate) label: Option<&'static str>,
    /// The text of the fact.
    pub(crate) text: BString,
}

impl Header {
    /// The header of a graph.
    pub(crate) fn new(graph: &Graph) -> Header {
        Header::of(graph, graph.left_out.n_edges)
    }

    /// The header of a table, which does not count dropped edges.
    pub(crate) fn of_table(graph: &Graph) -> Header {
        Header::of(graph, 0)
    }

    fn of(graph: &Graph, n_edges: usize) -> Header {
        Header {
            facts: facts(&graph.facts, &graph.scale),
            filters: graph
                .filters
                .iter()
                .map(|(name, value)| shortened(&format!("{name}={value}")))
                .collect(),
            showing: showing(graph),
            left_out: if graph.scale.total == 0 { Vec::new() } else { left_out(graph, n_edges) },
        }
    }
}

/// Base name of the profiled file, if known.
pub(crate) fn title(facts: &Facts) -> Option<BString> {
    (!facts.file.is_empty()).then(|| base_name(facts.file.as_bstr()).to_owned())
}

/// The facts about the profile, in printing order.
pub(crate) fn facts(facts: &Facts, scale: &Scale) -> Vec<Fact> {
    let fact = |label, text: BString| (!text.is_empty()).then_some(Fact { label: Some(label), text });
    let comments = facts.comments.iter().filter(|comment| !comment.starts_with(b"#"));
    let comments = comments.map(|comment| Fact { label: None, text: comment.clone() });
    let unless_zero = |nanos: i64, text: fn(i64, &Scale) -> String| {
        if nanos == 0 { BString::default() } else { text(nanos, scale).into() }
    };
    let time = unless_zero(facts.time_nanos, |nanos, _| format!("{} UTC", date(nanos)));
    let duration = unless_zero(facts.duration_nanos, duration);
    (title(facts).and_then(|title| fact("File", title)).into_iter())
        .chain(fact("Build ID", facts.build_id.clone()))
        .chain(comments)
        .chain(fact("Type", facts.sample_type.clone()))
        .chain(fact("Doc", facts.doc_url.clone()))
        .chain(fact("Time", time))
        .chain(fact("Duration", duration))
        .collect()
}

/// The duration, and the share that the samples cover if they are times.
fn duration(nanos: i64, scale: &Scale) -> String {
    let share = match scale.total_nanoseconds() {
        Some(total) if scale.total != 0 => format!("({})", units::percentage(total, nanos)),
        _ => String::new(),
    };
    format!("{}, Total samples = {} {share}", time(nanos), scale.text(scale.total))
}

/// A duration in its best unit.
pub(crate) fn time(nanos: i64) -> String {
    units::format(nanos, "nanoseconds", "auto")
}

/// At most 80 bytes, even if that splits a character.
fn shortened(text: &str) -> BString {
    match text.as_bytes().split_at_checked(80) {
        Some((start, rest)) if !rest.is_empty() => [start, "…".as_bytes()].concat().into(),
        _ => text.into(),
    }
}

fn showing(graph: &Graph) -> BString {
    let scale = &graph.scale;
    let shown = graph.nodes.iter().map(|node| node.flat.value).fold(0, i64::wrapping_add);
    let total = scale.text(scale.total);
    let (shown, percent) = (scale.text(shown), scale.percent(shown));
    format!("Showing nodes accounting for {shown}, {percent} of {total} total").into()
}

fn left_out(graph: &Graph, n_edges: usize) -> Vec<BString> {
    let Graph { left_out, scale, .. } = graph;
    let dropped = |n: usize, what: &str, measure: &str, cutoff: i64| {
        let plural = if n == 1 { "" } else { "s" };
        (n > 0).then(|| format!("Dropped {n} {what}{plural} ({measure} <= {})", scale.text(cutoff)))
    };
    let (n_shown, n_above) = (graph.nodes.len(), left_out.n_above_cutoff);
    let top =
        (0 < n_shown && n_shown < n_above).then(|| format!("Showing top {n_shown} nodes out of {n_above}"));
    let nodes = dropped(left_out.n_nodes, "node", "cum", left_out.node_cutoff);
    let edges = dropped(n_edges, "edge", "freq", left_out.edge_cutoff);
    [nodes, edges, top].into_iter().flatten().map(BString::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{LeftOut, Node, Weight};

    #[test]
    fn what_is_shown_and_left_out_is_said() {
        let node = |value| Node { flat: Weight { value, ..Weight::default() }, ..Node::default() };
        let left_out = LeftOut { n_nodes: 1, node_cutoff: 5, n_edges: 2, edge_cutoff: 1, n_above_cutoff: 3 };
        let scale = Scale { total: 1000, to: "ms".to_owned(), ..Scale::default() };
        let graph = Graph { scale, nodes: vec![node(60), node(10)], left_out, ..Graph::default() };
        let header = Header::new(&graph);
        assert_eq!(header.showing, "Showing nodes accounting for 70ms, 7.00% of 1000ms total");
        let lines =
            ["Dropped 1 node (cum <= 5ms)", "Dropped 2 edges (freq <= 1ms)", "Showing top 2 nodes out of 3"];
        assert_eq!(header.left_out, lines);
        let nothing = Scale { total: 0, ..graph.scale.clone() };
        assert!(Header::new(&Graph { scale: nothing, ..graph }).left_out.is_empty());
    }

    #[test]
    fn filters_are_cut_after_eighty_bytes() {
        assert_eq!(shortened(&"x".repeat(80)), "x".repeat(80));
        assert_eq!(shortened(&"x".repeat(81)), "x".repeat(80) + "…");
    }
}
