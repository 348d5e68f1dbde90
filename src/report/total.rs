//! Which value is reported, and the total that percentages refer to.

use super::ReportErrorKind;
use crate::{
    graph::{Measure, Sum},
    options::Options,
    profile::{BASE_LABEL, Label, LabelValue, Profile},
};

/// The sample type that the options ask for.
pub(super) fn measure(profile: &Profile, options: &Options) -> Result<Measure, ReportErrorKind> {
    if profile.sample_types.is_empty() {
        return Err(ReportErrorKind::NoSampleTypes);
    }
    let index = match options.sample_index.as_deref() {
        None | Some("") => preferred(profile),
        Some(asked) => match number(asked) {
            Some(index) => checked(index, asked, profile)?,
            None => named(asked, profile)?,
        },
    };
    Ok(Measure { index, mean: options.mean })
}

/// The type that the profile itself prefers, otherwise the last.
fn preferred(profile: &Profile) -> usize {
    let preferred = profile.text(profile.default_sample_type);
    let found = profile.sample_types.iter().position(|kind| profile.text(kind.kind) == preferred);
    found.filter(|_| !preferred.is_empty()).unwrap_or(profile.sample_types.len() - 1)
}

/// A decimal number with an optional sign.
fn number(asked: &str) -> Option<i64> {
    asked.parse().ok()
}

fn checked(index: i64, asked: &str, profile: &Profile) -> Result<usize, ReportErrorKind> {
    let n_types = profile.sample_types.len();
    usize::try_from(index)
        .ok()
        .filter(|&index| index < n_types)
        .ok_or_else(|| ReportErrorKind::SampleIndexRange { index: asked.to_owned(), last: n_types - 1 })
}

fn named(asked: &str, profile: &Profile) -> Result<usize, ReportErrorKind> {
    // Heap profiles of old call `inuse_space` just `space`.
    let short = asked.strip_prefix("inuse_").unwrap_or(asked);
    let mut names = profile.sample_types.iter().map(|kind| profile.text(kind.kind));
    names.position(|name| name == asked || name == short).ok_or_else(|| ReportErrorKind::SampleIndexName {
        name: asked.to_owned(),
        names: profile.sample_types.iter().map(|kind| profile.text(kind.kind).to_string()).collect(),
    })
}

/// The sum of the magnitudes of all samples, or of those of the base if there is one.
pub(super) fn total(profile: &Profile, measure: Measure) -> i64 {
    let mut all = Sum::default();
    let mut base = Sum::default();
    for sample in profile.samples.iter() {
        let Sum { total, divisor } = measure.of(sample);
        let magnitude = Sum { total: total.wrapping_abs(), divisor };
        all.add(magnitude);
        if sample.labels.iter().any(|label| marks_base(profile, label)) {
            base.add(magnitude);
        }
    }
    if base.total > 0 { base.shown() } else { all.shown() }
}

/// Whether some sample belongs to a base, or takes away from others.
pub(super) fn is_difference(profile: &Profile, measure: Measure) -> bool {
    profile.samples.iter().any(|sample| {
        measure.of(sample).total < 0 || sample.labels.iter().any(|label| marks_base(profile, label))
    })
}

fn marks_base(profile: &Profile, label: &Label) -> bool {
    match label.value {
        LabelValue::Text(text) => profile.text(label.key) == BASE_LABEL && profile.text(text) == "true",
        LabelValue::Number(..) => false,
    }
}
