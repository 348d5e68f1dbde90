//! The labels of samples, and what the samples of each weigh.

use std::collections::HashMap;

use bstr::BString;

use crate::{
    graph::Measure,
    profile::{Label, LabelValue},
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
    let text = |label: Label| -> BString {
        let key = view.text(label.key);
        match label.value {
            LabelValue::Text(text) => view.text(text).to_owned(),
            LabelValue::Number(value, _) => units::format(value, &units.of(key).to_string(), unit).into(),
        }
    };
    let mut all: Vec<_> =
        sums.into_iter().map(|(label, sum)| (view.text(label.key).to_owned(), text(label), sum)).collect();
    all.sort_unstable();
    all.chunk_by(|a, b| a.0 == b.0).map(by_key).collect()
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
