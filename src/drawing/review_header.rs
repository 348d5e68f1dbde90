//! What stands above the picture of a comparison: both sides, what got worse and better, and how sure that is.

use std::collections::HashMap;

use bstr::{BStr, ByteSlice};

use crate::analysis::{Facts, Graph};
use crate::comparison::{Comparison, Entry, Kind};
use crate::report;
use crate::review::Review;
use crate::scene::Panel;
use crate::scene::column::{Column, FACT_SIZE, RankedRow};
use crate::scene::text::{self, Span, Tone};

use super::header;
use super::identity::Identity;
use super::name;
use super::scale::Scale;
use super::standing::multiple;

/// How many functions each list names.
const MOST: usize = 5;

/// The widest name of a list.
const WIDEST: f64 = 250.0;

/// The facts of a comparison.
pub(super) fn facts(
    graph: &Graph,
    review: &Review,
    identities: &[Identity],
    notices: &[String],
    scale: Scale<'_>,
) -> Panel {
    let mut column = Column::default();
    column.title(header::title(graph));
    column.table(&table(graph, review, scale));
    let spans = sentences(graph, review, scale).into_iter().map(|line| Span::regular(line, Tone::Quiet));
    let notices = notices.iter().map(|notice| Span::regular(notice.as_str(), Tone::Ink));
    column.sentences(spans.chain(notices));
    let boxes = graph.nodes.iter().enumerate().map(|(index, node)| (node.printed.as_bstr(), index));
    let boxes: HashMap<&BStr, usize> = boxes.collect();
    let row = |entry: &Entry| ranked(entry, &boxes, identities, scale);
    let Comparison { worse, better, .. } = &review.comparison;
    for (heading, entries) in [("Worse", worse), ("Better", better)] {
        if entries.is_empty() {
            column.sentences([Span::regular(format!("{heading}: nothing beyond noise"), Tone::Ink)]);
        } else {
            let heading = heading_of(heading, entries.len());
            column.ranking(&heading, entries.iter().take(MOST).map(row).collect());
        }
    }
    column.panel()
}

fn heading_of(what: &str, n_functions: usize) -> String {
    if n_functions > MOST { format!("{what}: first {MOST} of {n_functions}") } else { what.to_owned() }
}

/// The change of a function, and the box it is in.
fn ranked(
    entry: &Entry,
    boxes: &HashMap<&BStr, usize>,
    identities: &[Identity],
    scale: Scale<'_>,
) -> RankedRow {
    let index = boxes.get(entry.name.as_bstr()).copied();
    let change = &entry.change;
    let [before, after] = [change.before, change.after].map(|value| value.round() as i64);
    let times = match (entry.is_new, entry.is_gone) {
        (true, _) => "NEW".to_owned(),
        (_, true) => "GONE".to_owned(),
        _ => multiple(before, after).unwrap_or_default(),
    };
    let cum = if entry.kind == Kind::Flat { "" } else { " cum" };
    let shown = match index {
        Some(index) => identities[index].name.on_one_line(FACT_SIZE, WIDEST),
        None => name::split(&text::shown(entry.name.as_bstr()), &text::shown(entry.file.as_bstr()))
            .on_one_line(FACT_SIZE, WIDEST),
    };
    RankedRow {
        number: index.map(|index| index + 1),
        value: format!("{} {times}{cum}", scale.text(after.saturating_sub(before))).replace("  ", " "),
        name: shown,
    }
}

/// Both sides, a row each, and the totals.
fn table(graph: &Graph, review: &Review, scale: Scale<'_>) -> Vec<(Option<&'static str>, String)> {
    let [before, after] = &review.facts;
    let total = &review.comparison.total_change;
    let [from, to] = [total.before, total.after].map(|value| value.round() as i64);
    let percent = if from > 0 {
        format!(" ({:+.1}%)", 100.0 * (to - from) as f64 / from as f64)
    } else {
        String::new()
    };
    let filters = graph.filters.iter().map(|(name, value)| (Some("Filter"), format!("{name}={value}")));
    let rows = [
        (Some("Type"), text::shown(review.sample_type().as_bstr())),
        (Some("Before"), side(before)),
        (Some("After"), side(after)),
        (Some("Total"), format!("{} → {}{percent}", scale.unsigned(from), scale.unsigned(to))),
    ];
    rows.into_iter().chain(filters.take(3)).collect()
}

/// What the runs of a side say of themselves.
fn side(runs: &[Facts]) -> String {
    let Some(first) = runs.first() else { return "no runs".to_owned() };
    let n_runs = if runs.len() == 1 { "1 run".to_owned() } else { format!("{} runs", runs.len()) };
    let nanos = runs.iter().map(|facts| facts.duration_nanos).fold(0, i64::saturating_add);
    let when = (first.time_nanos != 0).then(|| format!("{} UTC", report::date(first.time_nanos)));
    let how_long = (nanos > 0).then(|| report::time(nanos));
    [Some(n_runs), when, how_long].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// How far what is shown can be trusted, what moved, and what is left out.
fn sentences(graph: &Graph, review: &Review, scale: Scale<'_>) -> Vec<String> {
    let comparison = &review.comparison;
    let noise = &comparison.noise;
    let sure = if noise.is_single {
        let least = scale.unsigned(noise.least_change.round() as i64);
        format!("One run on a side: only changes above {least} are called real")
    } else {
        format!("Functions differ by {:.0}% from run to run", 100.0 * noise.overdispersion)
    };
    let name = |row: usize| text::bounded(&text::shown(comparison.rows[row].name.as_bstr()), 60);
    let moved = comparison.moved.iter().take(2).map(|moved| {
        format!(
            "Moved: {} → {} ({})",
            name(moved.from),
            name(moved.to),
            scale.unsigned(moved.after.round() as i64)
        )
    });
    let n_left_out = comparison.rows.len().saturating_sub(graph.nodes.len());
    let left_out = (n_left_out > 0).then(|| {
        format!("{n_left_out} of {} functions did not change, and are left out", comparison.rows.len())
    });
    [sure].into_iter().chain(left_out).chain(moved).collect()
}
