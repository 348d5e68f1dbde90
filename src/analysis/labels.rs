//! Labels and the weights of their samples.

use std::collections::{BTreeSet, HashMap};

use bstr::BString;

use crate::{
    graph::{Measure, Sum},
    profile::{BASE_LABEL, Label, LabelValue, Sample},
    units,
    view::{LabelUnits, View},
};

/// A label key, and the weight of the samples that have it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LabelKey {
    /// The key.
    pub key: BString,
    /// The weight of its samples. A sample with two labels of the key counts twice.
    pub weight: i64,
    /// Its values, heaviest first.
    pub texts: Vec<LabelText>,
}

/// A label value, and the weight of its samples.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LabelText {
    /// The value; numbers are printed in their unit, and numbers with the same text are one value.
    pub text: BString,
    /// The weight of its samples.
    pub weight: i64,
}

/// All labels, by key. Numbers are printed in `unit`.
pub(super) fn labels(view: &View<'_>, measure: Measure, units: &LabelUnits, unit: &str) -> Vec<LabelKey> {
    // Labels repeat from sample to sample, so they are added up by string id before any text is made.
    let mut sums: HashMap<Label, i64> = HashMap::new();
    for sample in view.samples() {
        for &label in view.labels(&sample) {
            let sum = sums.entry(label).or_default();
            *sum = sum.wrapping_add(sample.values[measure.column]);
        }
    }
    let text = |label: Label| text(view, label, units, unit);
    let mut all: Vec<_> =
        sums.into_iter().map(|(label, sum)| (view.text(label.key).to_owned(), text(label), sum)).collect();
    all.sort_unstable();
    all.chunk_by(|a, b| a.0 == b.0).map(by_key).collect()
}

/// The value of a label as text.
fn text(view: &View<'_>, label: Label, units: &LabelUnits, unit: &str) -> BString {
    match label.value {
        LabelValue::Text(text) => view.text(text).to_owned(),
        LabelValue::Number(value, _) => {
            units::format(value, &units.of(view.text(label.key)).to_string(), unit).into()
        }
    }
}

/// Key and value of the labels that all samples with weight have in common, by key. These keys have no other value.
pub(super) fn shared(
    view: &View<'_>,
    measure: Measure,
    units: &LabelUnits,
    unit: &str,
) -> Vec<(BString, BString)> {
    let mut samples = view.samples().filter(|&sample| measure.of(sample) != Sum::default());
    let Some(first) = samples.next() else { return Vec::new() };
    let key = |label: &Label| view.text(label.key);
    let is_same = |a: &Label, b: &Label| a == b || text(view, *a, units, unit) == text(view, *b, units, unit);
    let mut shared: Vec<Label> =
        view.labels(&first).copied().filter(|label| key(label) != BASE_LABEL).collect();
    let stays = |sample: &Sample<'_>, candidate: &Label| {
        let mut values = view.labels(sample).filter(|label| key(label) == key(candidate)).peekable();
        values.peek().is_some() && values.all(|value| is_same(value, candidate))
    };
    shared.retain(|candidate| stays(&first, candidate));
    for sample in samples {
        // Most profiles have no such label, which is known after the first samples.
        if shared.is_empty() {
            break;
        }
        shared.retain(|candidate| stays(&sample, candidate));
    }
    let labels = shared.into_iter().map(|label| (key(&label).to_owned(), text(view, label, units, unit)));
    let labels: BTreeSet<_> = labels.collect();
    labels.into_iter().collect()
}

/// A key with its values, given its labels ordered by text.
fn by_key(labels: &[(BString, BString, i64)]) -> LabelKey {
    let weight =
        |labels: &[(BString, BString, i64)]| labels.iter().map(|label| label.2).fold(0, i64::wrapping_add);
    let texts = labels.chunk_by(|a, b| a.1 == b.1);
    let mut texts: Vec<_> =
        texts.map(|labels| LabelText { text: labels[0].1.clone(), weight: weight(labels) }).collect();
    // Stable: equal weights stay ordered by text.
    texts.sort_by_key(|text| std::cmp::Reverse(text.weight.wrapping_abs()));
    LabelKey { key: labels[0].0.clone(), weight: weight(labels), texts }
}
