//! The panel with the title and the facts about the profile.

use std::cmp::Reverse;

use bstr::{BStr, BString, ByteSlice};

use crate::analysis::{Graph, Node};
use crate::report::{self, Fact, Header};

use super::key::Features;
use super::scale::Scale;
use crate::scene::Panel;
use crate::scene::column::{Column, FACT_LEADING, FACT_SIZE, FactRow, RankedRow, TITLE_SIZE};
use crate::scene::metrics::Face;
use crate::scene::text::{self, Emphasis, Span, TextLine};

/// The panel: title, facts, which part of the graph is shown, notices, and the heaviest functions.
///
/// `embedded` are the features of an embedded picture, whose facts end in a key in words.
pub(super) fn facts(
    graph: &Graph,
    header: &Header,
    heaviest: Vec<RankedRow>,
    notices: &[String],
    embedded: Option<Features>,
) -> Panel {
    let title = title(graph);
    let mut column = Column::default();
    let name = text::elide(&title, TITLE_SIZE, Face::Bold, MAX_FACT);
    column.title(name);
    column.table(&table(graph, header, &title));
    column.sentences(sentences(graph, header, notices));
    if !heaviest.is_empty() {
        let heading = if graph.scale.is_difference { LARGEST_CHANGES } else { LARGEST };
        if embedded.is_some() {
            column.plain_ranking(heading, &heaviest[..heaviest.len().min(MOST_EMBEDDED)]);
        } else {
            column.ranking(heading, heaviest);
        }
    }
    let keys = embedded.filter(|_| !graph.nodes.is_empty()).into_iter().flat_map(key_in_words);
    keys.for_each(|words| {
        column.set(FACT_LEADING, TextLine::new(KEY_SIZE, vec![Span::regular(words, Emphasis::Muted)]))
    });
    column.panel()
}

/// The key in words, a line each.
fn key_in_words(content: Features) -> impl Iterator<Item = &'static str> {
    let usual = if content.is_difference { DIFFERENCE_KEY } else { KEY };
    let others = match (content.has_stubs, content.has_stacks) {
        (false, false) => None,
        (true, false) => Some(STUBS_KEY),
        (false, true) => Some(STACKS_KEY),
        (true, true) => Some(BOTH_KEY),
    };
    [usual].into_iter().chain(others)
}

/// The sentences: which part of the graph is shown, which is left out, and notices.
fn sentences(graph: &Graph, header: &Header, notices: &[String]) -> Vec<Span> {
    let showing = lines(header.showing.as_bstr()).into_iter().map(Span::bold);
    let left_out = header.left_out.iter().flat_map(|text| lines(text.as_bstr()));
    let left_out = left_out.map(|line| Span::regular(line, Emphasis::Muted));
    let empty = graph.nodes.is_empty().then(|| Span::regular("There is nothing to draw.", Emphasis::Normal));
    let notices = notices.iter().flat_map(|notice| lines(BStr::new(notice)));
    let notices = notices.map(|line| Span::regular(line, Emphasis::Normal));
    showing.chain(left_out).chain(empty).chain(notices).collect()
}

/// The lines of a text, broken where they are too wide.
fn lines(text: &BStr) -> Vec<String> {
    let lines = text.lines().map(|line| text::shown(line.as_bstr()));
    lines.flat_map(|line| text::wrapped(&line, FACT_SIZE, Face::Regular, MAX_FACT, MAX_FACT_LINES)).collect()
}

/// The title of the picture: the name of the profiled file.
pub(super) fn title(graph: &Graph) -> String {
    let title = report::title(&graph.facts).map(|title| text::shown(title.as_bstr()));
    title.filter(|title| !title.is_empty()).unwrap_or_else(|| "profile".to_owned())
}

/// The picture in a sentence or two, with the functions of the largest flat values.
pub(super) fn description(graph: &Graph, header: &Header, scale: Scale<'_>, is_embedded: bool) -> String {
    let kind = if graph.scale.is_difference { "Difference of two call graphs" } else { "Call graph" };
    let mut heaviest: Vec<&Node> = graph.nodes.iter().filter(|node| node.flat.value != 0).collect();
    heaviest.sort_by_key(|node| Reverse(node.flat.value.unsigned_abs()));
    let name = |node: &Node| text::bounded(&text::shown(node.printed.as_bstr()), MAX_LISTED);
    let heaviest = heaviest.iter().take(if is_embedded { N_LISTED_EMBEDDED } else { N_LISTED });
    let heaviest: Vec<String> =
        heaviest.map(|node| format!("{} {}", name(node), scale.text_with_percent(node.flat.value))).collect();
    let most =
        if heaviest.is_empty() { String::new() } else { format!(". Most in: {}", heaviest.join("; ")) };
    format!("{kind}. {}{most}", text::shown(header.showing.as_bstr()))
}

/// The headings of the list of functions.
const LARGEST: &str = "Largest flat";
const LARGEST_CHANGES: &str = "Largest changes of flat";

/// How many functions an embedded picture lists.
const MOST_EMBEDDED: usize = 5;

/// The key in words, and its font size.
const KEY: &str = "Text: flat. Colour: cum. Line: value of the call; dashed: functions left out between.";
const DIFFERENCE_KEY: &str =
    "Text: flat. Colour: cum, warm for more, cold for less. Line: call; dashed: left out between.";
const STUBS_KEY: &str = "Calls below 1% are rows: → where to, ← where from.";
const STACKS_KEY: &str = "Stacked: calls the one below only (…: indirectly).";
const BOTH_KEY: &str =
    "Calls below 1% are rows: → to, ← from. Stacked: calls the one below only (…: indirectly).";
pub(super) const KEY_SIZE: f64 = 10.0;

/// How many functions a description names, and with how many characters each.
const N_LISTED: usize = 5;
const N_LISTED_EMBEDDED: usize = 3;
const MAX_LISTED: usize = 120;

/// The widest line of a fact, and how many lines a line of its text may take.
const MAX_FACT: f64 = 440.0;
const MAX_FACT_LINES: usize = 4;

/// The widest key of a label, and the widest value.
const MAX_LABEL: f64 = 200.0;

/// How many lines all comments together may take, and any other fact.
const MAX_COMMENTS: usize = 3;
const MAX_ROWS: usize = 12;

/// Comments, then facts and filters, without the file that gives the picture its name.
fn table(graph: &Graph, header: &Header, title: &str) -> Vec<FactRow> {
    let is_new = |fact: &&Fact| fact.label != Some("File") || text::shown(fact.text.as_bstr()) != title;
    let (comments, facts): (Vec<&Fact>, Vec<&Fact>) =
        header.facts.iter().filter(is_new).partition(|fact| fact.label.is_none());
    let comments = comments.iter().flat_map(|fact| lines(fact.text.as_bstr())).collect();
    let facts =
        facts.iter().flat_map(|fact| labelled(fact.label.unwrap_or_default(), lines(fact.text.as_bstr())));
    let filters = header.filters.iter().flat_map(|filter| lines(filter.as_bstr())).collect();
    let comments = cut(comments, MAX_COMMENTS).into_iter().map(|line| (None, line));
    let labels = labelled("Labels", shared_labels(graph));
    comments.chain(facts).chain(labels).chain(labelled("Filters", filters)).collect()
}

/// The labels that all samples share, which boxes need not repeat.
fn shared_labels(graph: &Graph) -> Vec<String> {
    let short =
        |text: &BString| text::elide(&text::shown(text.as_bstr()), FACT_SIZE, Face::Regular, MAX_LABEL);
    let labels = graph.shared_labels.iter().map(|(key, value)| format!("{}: {}", short(key), short(value)));
    let labels: Vec<String> = labels.collect();
    if labels.is_empty() { labels } else { lines(BStr::new(&labels.join(", "))) }
}

/// Rows for `lines`, the first of which has the label.
fn labelled(label: &'static str, lines: Vec<String>) -> Vec<FactRow> {
    let label_of = |index| if index == 0 { label } else { "" };
    cut(lines, MAX_ROWS).into_iter().enumerate().map(|(index, line)| (Some(label_of(index)), line)).collect()
}

/// The lines, or the first `most` of them and how many more there are.
fn cut(mut lines: Vec<String>, most: usize) -> Vec<String> {
    let n_more = lines.len().saturating_sub(most);
    if n_more > 1 {
        lines.truncate(most);
        lines.push(format!("… {n_more} more lines"));
    }
    lines
}
