//! The labels of a node's samples, as rows below the text of its box, a key each; and its tags, as DOT has them.
//!
//! A tag of DOT is all labels of some samples, so that one with three labels takes three lines, and a value that occurs
//! with many others is in many tags. Who looks at a box asks what its value is of, one key after the other.

use std::cmp::Reverse;

use bstr::{BString, ByteSlice};

use crate::analysis::{LabelText, Node, NodeLabel, Tag, Weight};
use crate::report;

use super::rows::{self, PAD_X, SIZE, muted};
use super::scale::Scale;
use crate::scene::metrics::Face;
use crate::scene::text::{self, Anchor, TextLine};

/// A row for one key of the labels of a node's samples.
#[derive(Clone, Debug, Default)]
pub struct LabelRow {
    /// The key, and as many of its heaviest values as there is room for, with their shares.
    pub text: TextLine,
    /// The tooltip: all values in full with their amounts, a value a line.
    pub title: String,
}

/// A tag as DOT has it, which shows nothing: the rows of the box have its values.
#[derive(Clone, Debug, Default)]
pub struct Nodelet {
    /// The id that it has in DOT.
    pub id: String,
    /// Its labels, a line each, and its value.
    pub title: String,
}

/// The most rows of a box.
const MAX_ROWS: usize = 3;

/// A row may be at least this wide, however narrow the text of its box is, in px.
const MIN_ROOM: f64 = 200.0;

/// The widest key, and the widest of several values, in px.
const MAX_KEY: f64 = 90.0;
const MAX_VALUE: f64 = 90.0;

/// The narrowest value, in px: about five characters.
const MIN_VALUE: f64 = 30.0;

/// The most values in a row.
const MAX_VALUES: usize = 3;

/// The most characters of a title. Labels of 20,000 characters occur; more would only fill memory.
const MAX_TITLE: usize = 1 << 16;

/// The rows of a box from top to bottom, before they have places.
pub(super) struct Rows(Vec<LabelRow>);

impl Rows {
    /// The rows of a node whose text is `width` wide.
    pub(super) fn new(labels: &Labels, width: f64) -> Rows {
        let row = |label: &&NodeLabel| LabelRow {
            text: muted(labels.row(label, width.max(MIN_ROOM))),
            title: labels.title(label),
        };
        Rows(labels.rows.iter().map(row).collect())
    }

    /// The width that the rows need between the paddings of a box, in px.
    pub(super) fn width(&self) -> f64 {
        text::widest(self.0.iter().map(|row| &row.text))
    }

    /// The height that the rows need below the text, in px.
    pub(super) fn height(&self) -> f64 {
        rows::height(self.0.len())
    }

    /// The y of the hairline above the rows, below text that ends at `bottom`.
    pub(super) fn rule(&self, bottom: f64) -> Option<f64> {
        rows::rule(self.0.len(), bottom)
    }

    /// The rows in their places, below text that ends at `bottom`, in a box of this width.
    pub(super) fn placed(self, bottom: f64, width: f64) -> Vec<LabelRow> {
        let place = |(index, row): (usize, LabelRow)| {
            let baseline = rows::baseline(index, bottom);
            let is_pinned = row.text.fills(width - 2.0 * PAD_X);
            LabelRow { text: TextLine { is_pinned, ..row.text.at(Anchor::Start, PAD_X, baseline) }, ..row }
        };
        self.0.into_iter().enumerate().map(place).collect()
    }
}

/// The labels of a node, in those with a row and others.
pub(super) struct Labels<'a> {
    /// Those that have a row, the key with the heaviest value first: one with a value for every sample comes last.
    rows: Vec<&'a NodeLabel>,
    /// Those without a row, since heavier ones have them all, or since all samples of the node have the same value.
    others: Vec<&'a NodeLabel>,
    /// The flat or cum that their values are parts of.
    whole: Weight,
    /// `flat` or `cum`.
    whole_name: &'static str,
    scale: Scale<'a>,
}

impl<'a> Labels<'a> {
    /// The labels of a node but those that all samples share.
    pub(super) fn new(node: &'a Node, shared: &[(BString, BString)], scale: Scale<'a>) -> Labels<'a> {
        // As with tags of DOT, what counts is what ends here, and in leaves what passes through.
        let (whole, whole_name) = if node.is_leaf { (node.cum, "cum") } else { (node.flat, "flat") };
        let is_own = |label: &&NodeLabel| !shared.iter().any(|(key, _)| *key == label.key);
        let (mut others, mut rows): (Vec<_>, Vec<_>) =
            node.labels.iter().filter(is_own).partition(|label| is_whole(label, whole.value));
        rows.sort_by_key(|label| Reverse(label.values.first().map(|value| value.weight.unsigned_abs())));
        others.extend(rows.split_off(rows.len().min(MAX_ROWS)));
        Labels { rows, others, whole, whole_name, scale }
    }

    /// Whether the box has rows for them.
    pub(super) fn has_rows(&self) -> bool {
        !self.rows.is_empty()
    }

    /// Lines for the title of the box, one for each label without a row.
    pub(super) fn others(&self) -> impl Iterator<Item = String> {
        self.others.iter().map(|label| {
            let names: Vec<String> = label.values.iter().map(full).collect();
            bounded(&self.line(label, &shown(&label.key), &names))
        })
    }

    /// A row of as many values as fit in `room`, at least one, which is cut short if need be.
    fn row(&self, label: &NodeLabel, room: f64) -> String {
        let key = elided(&shown(&label.key), MAX_KEY);
        let names = label.values.iter().take(MAX_VALUES).map(|value| elided(&full(value), MAX_VALUE));
        let names: Vec<String> = names.collect();
        let line = |n: usize| self.line(label, &key, &names[..n]);
        let fits = |line: &String| width(line) <= room;
        if let Some(line) = (2..=names.len()).rev().map(line).find(fits) {
            return line;
        }
        let around = width(&self.line(label, &key, &[String::new()]));
        let first = label.values.first().map(full).unwrap_or_default();
        self.line(label, &key, &[elided(&first, (room - around).max(MIN_VALUE))])
    }

    /// A key and its first values, by these names, and how many there are besides.
    fn line(&self, label: &NodeLabel, key: &str, names: &[String]) -> String {
        let values = names.iter().zip(&label.values).map(|(name, value)| match self.amount(label, value) {
            Some(amount) => format!("{name} {amount}"),
            None => name.clone(),
        });
        let n_more = label.n_values.saturating_sub(names.len());
        let more = (n_more > 0).then(|| format!("{n_more} more"));
        let values: Vec<String> = values.chain(more).collect();
        format!("{key}: {}", values.join(", "))
    }

    /// The amount of a value: its share, or the value itself where there are no shares; none if all samples have it.
    fn amount(&self, label: &NodeLabel, value: &LabelText) -> Option<String> {
        if is_whole(label, self.whole.value) {
            return None;
        }
        self.share(label, value).or_else(|| Some(self.scale.text(value.weight)))
    }

    /// The share of a value in the whole; none where values are no parts: with a sign each in a difference, or means.
    fn share(&self, label: &NodeLabel, value: &LabelText) -> Option<String> {
        let whole = self.whole.value;
        let is_part = |part: &LabelText| {
            part.weight.signum() == whole.signum() && part.weight.unsigned_abs() <= whole.unsigned_abs()
        };
        let is_sum = self.whole.sum == whole && !self.scale.is_difference();
        (is_sum && label.values.iter().all(is_part)).then(|| percent(value.weight, whole))
    }

    /// A label in full, with what each value amounts to.
    fn title(&self, label: &NodeLabel) -> String {
        let whole = self.scale.reading(self.whole.value);
        let head = format!("{}, of {} {whole}", shown(&label.key), self.whole_name);
        let value = |value: &LabelText| {
            let share = self.share(label, value).map(|share| format!(" ({share})")).unwrap_or_default();
            format!("{} {}{share}", full(value), self.scale.reading(value.weight))
        };
        let n_more = label.n_values.saturating_sub(label.values.len());
        let more = (n_more > 0).then(|| format!("{n_more} more"));
        let lines = [head].into_iter().chain(label.values.iter().map(value)).chain(more);
        bounded(&lines.collect::<Vec<_>>().join("\n"))
    }
}

/// Whether all of the whole has one value, so that it says no number that the box does not say.
fn is_whole(label: &NodeLabel, whole: i64) -> bool {
    label.n_values == 1 && label.values.iter().all(|value| value.weight == whole)
}

/// The share of a part in percent, without decimals: they are those of the total only.
fn percent(part: i64, whole: i64) -> String {
    let percents = 100.0 * part.unsigned_abs() as f64 / whole.unsigned_abs() as f64;
    match percents.round() {
        0.0 => "<1%".to_owned(),
        100.0 if part != whole => ">99%".to_owned(),
        rounded => format!("{rounded}%"),
    }
}

fn shown(text: &BString) -> String {
    text::shown(text.as_bstr())
}

fn bounded(text: &str) -> String {
    text::bounded(text, MAX_TITLE)
}

fn full(value: &LabelText) -> String {
    shown(&value.text)
}

fn width(text: &str) -> f64 {
    muted(text.to_owned()).width
}

fn elided(text: &str, room: f64) -> String {
    text::elide(text, SIZE, Face::Regular, room)
}

/// The tags of `source` as DOT has them, each before its numbers.
pub(super) fn nodelets(source: &str, tags: &[Tag], scale: Scale<'_>) -> Vec<Nodelet> {
    let with_numbers = |tag: &Tag| {
        let nodelet = nodelet(source, tag, scale);
        let numbers = nodelets(&nodelet.id, &tag.numbers, scale);
        [nodelet].into_iter().chain(numbers).collect::<Vec<_>>()
    };
    tags.iter().flat_map(with_numbers).collect()
}

fn nodelet(source: &str, tag: &Tag, scale: Scale<'_>) -> Nodelet {
    // A weight that callees have a part in reads like the cum of a box.
    let of = if tag.includes_callees { "of " } else { "" };
    let lines = tag.texts.iter().map(shown).chain([format!("{of}{}", scale.text(tag.weight))]);
    Nodelet { id: report::tag_id(source, tag), title: bounded(&lines.collect::<Vec<_>>().join("\n")) }
}
