//! What stands above a graph.

use bstr::{BString, ByteSlice};

use crate::{
    analysis::{Facts, Graph, Scale},
    path::base_name,
    units,
};

/// The lines above a graph, in the order they are printed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Header {
    /// What the profile says of itself.
    pub(crate) facts: Vec<Fact>,
    /// `name=value` of each filter in use.
    pub(crate) filters: Vec<BString>,
    /// "Showing nodes accounting for …".
    pub(crate) showing: BString,
    /// "Dropped …" and "Showing top …", as far as they apply.
    pub(crate) left_out: Vec<BString>,
}

/// One fact about the profile, printed as `label: text`, or `text` alone for a comment.
#[derive(Clone, Debug)]
pub(crate) struct Fact {
    /// `File`, `Build ID`, `Type`, `Doc`, `Time`, `Duration`; none for a comment.
    pub(crate) label: Option<&'static str>,
    /// The fact.
    pub(crate) text: BString,
}

impl Header {
    /// The header of a graph.
    pub(crate) fn new(graph: &Graph) -> Header {
        Header {
            facts: facts(&graph.facts, &graph.scale),
            filters: graph
                .filters
                .iter()
                .map(|(name, value)| shortened(&format!("{name}={value}")))
                .collect(),
            showing: showing(graph),
            left_out: if graph.scale.total == 0 { Vec::new() } else { left_out(graph) },
        }
    }
}

/// Base name of the profiled file, if it is known.
pub(crate) fn title(facts: &Facts) -> Option<BString> {
    (!facts.file.is_empty()).then(|| base_name(facts.file.as_bstr()).to_owned())
}

fn facts(facts: &Facts, scale: &Scale) -> Vec<Fact> {
    let fact = |label, text: BString| (!text.is_empty()).then_some(Fact { label: Some(label), text });
    let comments = facts.comments.iter().filter(|comment| !comment.starts_with(b"#"));
    let comments = comments.map(|comment| Fact { label: None, text: comment.clone() });
    let unless_zero = |nanos: i64, text: fn(i64, &Scale) -> String| {
        if nanos == 0 { BString::default() } else { text(nanos, scale).into() }
    };
    let time = unless_zero(facts.time_nanos, |nanos, _| date(nanos));
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

/// The duration, and how much of it the samples cover where they are about time, too.
fn duration(nanos: i64, scale: &Scale) -> String {
    let share = match scale.total_nanoseconds() {
        Some(total) if scale.total != 0 => format!("({})", units::percentage(total, nanos)),
        _ => String::new(),
    };
    let duration = units::format(nanos, "nanoseconds", "auto");
    format!("{duration}, Total samples = {} {share}", scale.text(scale.total))
}

/// A point in time as `2023-11-14 22:13:20 UTC`. Always UTC: the same profile gives the same bytes anywhere.
fn date(nanos: i64) -> String {
    let seconds = nanos.div_euclid(1_000_000_000);
    let (days, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let (year, month, day) = civil(days);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02} UTC")
}

/// Year, month and day of a number of days since 1970-01-01.
///
/// Counts in eras of 400 years that start with March, so that the leap day is the last day of a year.
/// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    (era * 400 + year_of_era + i64::from(month <= 2), month, day)
}

/// At most 80 bytes, even if that cuts a character in two.
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

fn left_out(graph: &Graph) -> Vec<BString> {
    let Graph { left_out, scale, .. } = graph;
    let dropped = |n: usize, what: &str, measure: &str, cutoff: i64| {
        let plural = if n == 1 { "" } else { "s" };
        (n > 0).then(|| format!("Dropped {n} {what}{plural} ({measure} <= {})", scale.text(cutoff)))
    };
    let (n_shown, n_above) = (graph.nodes.len(), left_out.n_above_cutoff);
    let top =
        (0 < n_shown && n_shown < n_above).then(|| format!("Showing top {n_shown} nodes out of {n_above}"));
    let nodes = dropped(left_out.n_nodes, "node", "cum", left_out.node_cutoff);
    let edges = dropped(left_out.n_edges, "edge", "freq", left_out.edge_cutoff);
    [nodes, edges, top].into_iter().flatten().map(BString::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{LeftOut, Node, Weight};

    #[test]
    fn dates_are_civil() {
        assert_eq!(date(1_700_000_000_000_000_000), "2023-11-14 22:13:20 UTC");
        assert_eq!(date(-1), "1969-12-31 23:59:59 UTC");
        assert_eq!(date(951_782_400_000_000_000), "2000-02-29 00:00:00 UTC");
        assert_eq!(date(i64::MAX), "2262-04-11 23:47:16 UTC");
        assert_eq!(date(i64::MIN), "1677-09-21 00:12:43 UTC");
    }

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
