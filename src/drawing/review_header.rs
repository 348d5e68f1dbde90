//! The panel of a comparison: facts of both sides, functions that got worse and better, and how certain that is.

use std::collections::HashMap;

use bstr::{BStr, BString, ByteSlice};

use crate::analysis::{Facts, Graph};
use crate::comparison::{Change, Row};
use crate::report;
use crate::review::{Finding, Measure, Review};
use crate::scene::Panel;
use crate::scene::column::{Column, FACT_LEADING, FACT_SIZE, RankedRow};
use crate::scene::text::{self, Emphasis, Span, TextLine};

use super::header::{self, KEY_SIZE};
use super::identity::Identity;
use super::name;
use super::scale::Scale;

/// The most functions of each list.
const MOST: usize = 5;

/// The key in words.
const KEY: &str = "Colour, text: own change, with library code; dashed: less. Line: change of the call.";

/// The widest name of a list, in px.
const WIDEST: f64 = 250.0;

/// The facts of a comparison.
pub(super) fn facts(
    graph: &Graph,
    review: &Review,
    identities: &[Identity],
    notices: &[String],
    scale: Scale<'_>,
    is_embedded: bool,
) -> Panel {
    let mut column = Column::default();
    column.title(header::title(graph));
    column.table(&table(graph, review, scale));
    let spans = sentences(graph, review, scale).into_iter().map(|line| Span::regular(line, Emphasis::Muted));
    let notices = notices.iter().map(|notice| Span::regular(notice.as_str(), Emphasis::Normal));
    column.sentences(spans.chain(notices));
    let boxes = graph.nodes.iter().enumerate().map(|(index, node)| (node.printed.as_bstr(), index));
    let boxes: HashMap<&BStr, usize> = boxes.collect();
    let list = List { boxes: &boxes, identities, scale };
    let (worse, better) = (review.worse(), review.better());
    for (heading, entries) in [("Worse", &worse), ("Better", &better)] {
        if entries.is_empty() {
            column.sentences([Span::regular(format!("{heading}: nothing beyond noise"), Emphasis::Normal)]);
        } else {
            let rows = entries.iter().take(MOST).map(|finding| list.finding(finding)).collect();
            let heading = heading_of(&format!("{heading}, callers that pass it on last"), entries.len());
            column.ranking(&heading, rows);
        }
    }
    let unclear = review.unclear();
    if worse.is_empty() && better.is_empty() && !unclear.is_empty() {
        let rows = unclear.iter().take(MOST).map(|(row, change)| list.unclear(row, change)).collect();
        column.ranking(&heading_of("Unclear", unclear.len()), rows);
    }
    if is_embedded {
        column.set(FACT_LEADING, TextLine::new(KEY_SIZE, vec![Span::regular(KEY, Emphasis::Muted)]));
    }
    column.panel()
}

fn heading_of(what: &str, n_functions: usize) -> String {
    if n_functions > MOST { format!("{what}: first {MOST} of {n_functions}") } else { what.to_owned() }
}

/// Makes the rows of the lists.
struct List<'a> {
    /// The index of each node, by its name.
    boxes: &'a HashMap<&'a BStr, usize>,
    identities: &'a [Identity],
    scale: Scale<'a>,
}

impl List<'_> {
    fn finding(&self, Finding { entry, change, measure, .. }: &Finding<'_>) -> RankedRow {
        let times = match (entry.is_new, entry.is_gone) {
            (true, _) => Some("NEW".to_owned()),
            (_, true) => Some("GONE".to_owned()),
            _ => times(change),
        };
        let cum = (*measure == Measure::Cum).then(|| "cum".to_owned());
        self.row(&entry.name, &entry.file, change, [times, cum])
    }

    fn unclear(&self, row: &Row, change: &Change) -> RankedRow {
        self.row(&row.name, &row.file, change, [times(change), None])
    }

    /// The row of a function: its change with `words` behind it, and a link to its box.
    fn row(&self, name: &BString, file: &BString, change: &Change, words: [Option<String>; 2]) -> RankedRow {
        let index = self.boxes.get(name.as_bstr()).copied();
        let shown = match index {
            Some(index) => self.identities[index].name.on_one_line(FACT_SIZE, WIDEST),
            None => {
                let [name, file] = [name, file].map(|text| text::shown(text.as_bstr()));
                name::split(&name, &file).on_one_line(FACT_SIZE, WIDEST)
            }
        };
        let change = self.scale.text(change.change.round() as i64);
        let value = [Some(change)].into_iter().chain(words).flatten().collect::<Vec<_>>().join(" ");
        RankedRow { number: index.map(|index| index + 1), value, name: shown }
    }
}

/// The value after as a multiple of that before.
fn times(change: &Change) -> Option<String> {
    report::multiple(change.before.round() as i64, change.after.round() as i64)
}

/// The table: sample type, both sides, totals and filters.
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

/// The runs of a side: how many, when, how long.
fn side(runs: &[Facts]) -> String {
    let Some(first) = runs.first() else { return "no runs".to_owned() };
    let n_runs = if runs.len() == 1 { "1 run".to_owned() } else { format!("{} runs", runs.len()) };
    let nanos = runs.iter().map(|facts| facts.duration_nanos).fold(0, i64::saturating_add);
    let when = (first.time_nanos != 0).then(|| format!("{} UTC", report::date(first.time_nanos)));
    let how_long = (nanos > 0).then(|| report::time(nanos));
    [Some(n_runs), when, how_long].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// The sentences: how much noise there is, what is left out, what was renamed or shifted.
fn sentences(graph: &Graph, review: &Review, scale: Scale<'_>) -> Vec<String> {
    let comparison = &review.comparison;
    let noise = &comparison.noise;
    let sure = if noise.is_single {
        let least = scale.unsigned(noise.least_change.round() as i64);
        format!("One run on a side: only changes above {least} are called real")
    } else {
        let percent = 100.0 * noise.overdispersion;
        let by = if percent < 1.0 { "less than 1%".to_owned() } else { format!("{percent:.0}%") };
        format!("Functions differ by {by} from run to run, besides the error of sampling")
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
    let shifted = comparison.shifted.iter().take(2).map(|shifted| {
        let names = |rows: &[usize]| rows.iter().take(2).map(|&row| name(row)).collect::<Vec<_>>().join(", ");
        let amount = scale.unsigned(shifted.amount.round() as i64);
        format!("Moved, not more: {amount} from {} to {}", names(&shifted.from), names(&shifted.to))
    });
    let n_left_out = comparison.rows.len().saturating_sub(graph.nodes.len());
    let left_out = (n_left_out > 0).then(|| {
        format!("{n_left_out} of {} functions, which changed least, are left out", comparison.rows.len())
    });
    [sure].into_iter().chain(left_out).chain(moved).chain(shifted).collect()
}
