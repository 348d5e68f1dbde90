//! The tags of a node, as rows docked below the text of its box.

use bstr::ByteSlice;

use crate::analysis::Tag;
use crate::report;

use super::scale::Scale;
use crate::scene::metrics::Face;
use crate::scene::text::{self, Anchor, Span, Text, Tone};

/// A tag in the box of its node.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// The id that its nodelet has in DOT.
    pub id: String,
    /// Its labels at the left and its value at the right.
    pub texts: Vec<Text>,
    /// The labels in full, where they are cut short.
    pub title: Option<String>,
}

/// Least distance of text from the left and right border of a box.
pub(super) const PAD_X: f64 = 7.0;

/// The widest label: it cannot be said in short.
const MAX_LABEL: f64 = 220.0;

/// Font size of a tag.
const SIZE: f64 = 10.0;

/// Distance from the baseline of a tag to that of the next.
const LEADING: f64 = 12.5;

/// Distance from the text above the tags to where their rows begin.
const GAP: f64 = 5.0;

/// Distance from there to the first baseline.
const BASELINE: f64 = 10.5;

/// How far a numeric tag stands in from the label it belongs to.
const INDENT: f64 = 8.0;

/// Least distance between a tag and its value.
const SEP: f64 = 14.0;

/// The tags of a box that have no place yet, in the order of their rows.
pub(super) struct Rows(Vec<Measured>);

impl Rows {
    /// The tags of the node with this number.
    pub(super) fn new(number: usize, tags: &[Tag], scale: Scale<'_>) -> Rows {
        Rows(measure_all(&format!("N{number}"), tags, scale))
    }

    /// The room they need between the paddings of a box.
    pub(super) fn width(&self) -> f64 {
        self.0.iter().map(Measured::width).fold(0.0, f64::max)
    }

    /// The room they need below its text.
    pub(super) fn height(&self) -> f64 {
        let n_lines: usize = self.0.iter().map(Measured::n_lines).sum();
        if n_lines == 0 { 0.0 } else { GAP + LEADING * n_lines as f64 }
    }

    /// Where the rule above them is, below text that ends at `bottom`.
    pub(super) fn rule(&self, bottom: f64) -> Option<f64> {
        (!self.0.is_empty()).then_some(bottom + GAP - 1.0)
    }

    /// The tags in their places, below text that ends at `bottom`, in a box of this width.
    pub(super) fn placed(&self, bottom: f64, width: f64) -> Vec<Row> {
        let mut baseline = bottom + GAP + BASELINE;
        let mut rows = Vec::with_capacity(self.0.len());
        for tag in &self.0 {
            rows.push(place(tag, baseline, width));
            baseline += LEADING * tag.n_lines() as f64;
        }
        rows
    }
}

/// A tag that has no place yet.
struct Measured {
    id: String,
    indent: f64,
    labels: Vec<Text>,
    value: Text,
    title: Option<String>,
}

impl Measured {
    fn width(&self) -> f64 {
        self.indent + text::widest(&self.labels) + SEP + self.value.width
    }

    fn n_lines(&self) -> usize {
        self.labels.len()
    }
}

/// All tags of `source` in the order of their rows: each before its numbers.
fn measure_all(source: &str, tags: &[Tag], scale: Scale<'_>) -> Vec<Measured> {
    let with_numbers = |tag: &Tag| {
        let measured = measure(source, tag, scale);
        let numbers = measure_all(&measured.id, &tag.numbers, scale).into_iter();
        let numbers = numbers.map(|number| Measured { indent: number.indent + INDENT, ..number });
        std::iter::once(measured).chain(numbers).collect::<Vec<_>>()
    };
    tags.iter().flat_map(with_numbers).collect()
}

fn measure(source: &str, tag: &Tag, scale: Scale<'_>) -> Measured {
    let quiet = |text: String| Text::new(SIZE, vec![Span::regular(text, Tone::Quiet)]);
    let full: Vec<String> = tag.texts.iter().map(|label| text::shown(label.as_bstr())).collect();
    let short: Vec<String> =
        full.iter().map(|label| text::elide(label, SIZE, Face::Regular, MAX_LABEL)).collect();
    // A weight that callees have a part in reads like the cum of a box.
    let of = if tag.includes_callees { "of " } else { "" };
    Measured {
        id: report::tag_id(source, tag),
        indent: 0.0,
        title: (short != full).then(|| full.join("\n")),
        labels: short.into_iter().map(quiet).collect(),
        value: quiet(format!("{of}{}", scale.text(tag.weight))),
    }
}

/// Sets a tag in a row: its labels at the left, its value at the right of the first.
fn place(tag: &Measured, baseline: f64, width: f64) -> Row {
    let is_pinned = tag.width() >= text::FULL * (width - 2.0 * PAD_X);
    let label = |(index, label): (usize, &Text)| {
        let below = LEADING * index as f64;
        label.clone().at(Anchor::Start, PAD_X + tag.indent, baseline + below)
    };
    let value = tag.value.clone().at(Anchor::End, width - PAD_X, baseline);
    let texts = tag.labels.iter().enumerate().map(label).chain([value]);
    Row {
        id: tag.id.clone(),
        texts: texts.map(|text| Text { is_pinned, ..text }).collect(),
        title: tag.title.clone(),
    }
}
