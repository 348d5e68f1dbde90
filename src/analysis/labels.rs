//! The labels of samples, and what the samples of each weigh.

use std::collections::{BTreeSet, HashMap};

use bstr::BString;

use crate::{
    graph::{Measure, Sum},
    profile::{BASE_LABEL, Label, LabelValue, Sample},
    units,
    view::{LabelUnits, View},
};

/// A key, and what the samples weigh that have labels of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LabelKey {
    /// The key.
    pub key: BString,
    /// What its samples weigh. A sample with two labels of the key counts twice.
    pub weight: i64,
    /// The values it occurs with, the heaviest first.
    pub texts: Vec<LabelText>,
}

/// A value of a label, and what the samples weigh that have it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LabelText {
    /// The value; a number is printed in its unit, and numbers that read alike are one value.
    pub text: BString,
    /// What its samples weigh.
    pub weight: i64,
}

/// All labels, by key. Numbers are printed in `unit`.
pub(super) fn labels(view: &View<'_>, measure: Measure, units: &LabelUnits, unit: &str) -> Vec<LabelKey> {
    // Labels repeat from sample to sample; those with equal string ids are added up before any text is made.
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

/// The value of a label as it is printed.
fn text(view: &View<'_>, label: Label, units: &LabelUnits, unit: &str) -> BString {
    match label.value {
        LabelValue::Text(text) => view.text(text).to_owned(),
        LabelValue::Number(value, _) => {
            units::format(value, &units.of(view.text(label.key)).to_string(), unit).into()
        }
    }
}

/// Key and value of each label that all samples have which weigh something, by key. Of such a key there is no other
/// value.
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
        // Most profiles have no such label, which the first samples tell.
        if shared.is_empty() {
            break;
        }
        shared.retain(|candidate| stays(&sample, candidate));
    }
    let labels = shared.into_iter().map(|label| (key(&label).to_owned(), text(view, label, units, unit)));
    let labels: BTreeSet<_> = labels.collect();
    labels.into_iter().collect()
}

/// A key with its values, given its labels in the order of their texts.
fn by_key(labels: &[(BString, BString, i64)]) -> LabelKey {
    let weight =
        |labels: &[(BString, BString, i64)]| labels.iter().map(|label| label.2).fold(0, i64::wrapping_add);
    let texts = labels.chunk_by(|a, b| a.1 == b.1);
    let mut texts: Vec<_> =
        texts.map(|labels| LabelText { text: labels[0].1.clone(), weight: weight(labels) }).collect();
    // Equal ones stay in the order of their texts.
    texts.sort_by_key(|text| std::cmp::Reverse(text.weight.wrapping_abs()));
    LabelKey { key: labels[0].0.clone(), weight: weight(labels), texts }
}
