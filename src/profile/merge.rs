//! Several profiles made one, added up or subtracted.

mod combine;
mod types;

use self::combine::Combiner;
pub(crate) use self::types::keep_common;
use super::{Label, LabelValue, Profile, frames};
use crate::{graph::BASE_LABEL, units};

/// Makes one profile of several by adding up the samples that they share.
///
/// Only sample types that all of them have are kept, in the finest of their units. A single profile stays as
/// it is, except that sample types with the same name are ambiguous and lost.
///
/// # Errors
///
/// If the profiles do not measure the same kind of thing.
pub fn merge(mut profiles: Vec<Profile>) -> Result<Profile, MergeError> {
    profiles.iter_mut().for_each(frames::ensure_mapping);
    types::keep_common(&mut profiles)?;
    if profiles.len() == 1 {
        return Ok(profiles.remove(0));
    }
    types::reconcile_units(&mut profiles)?;
    let combined = combine(&profiles);
    // What cancels out is left out, with everything that only it has used.
    let has_zero = combined.samples.iter().any(|sample| sample.values.iter().all(|&value| value == 0));
    Ok(if has_zero { combine(std::slice::from_ref(&combined)) } else { combined })
}

/// How a profile is compared with its base.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Whether percentages are those of the base (`-diff_base`) or of both profiles (`-base`).
    pub relative_to_base: bool,
    /// Whether to scale the profile so that its total is that of the base (`-normalize`).
    pub normalize: bool,
}

/// Subtracts `base` from `profile`, each as [`merge`] returns it.
///
/// # Errors
///
/// If the two do not measure the same kind of thing.
pub fn subtract(
    mut profile: Profile,
    mut base: Profile,
    comparison: Comparison,
) -> Result<Profile, MergeError> {
    if comparison.relative_to_base {
        mark_as_base(&mut base);
    }
    if comparison.normalize {
        normalize(&mut profile, &base)?;
    }
    let minus = vec![-1.0; base.sample_types.len()];
    base.samples.scale(&minus);
    merge(vec![profile, base])
}

/// Why profiles cannot be merged.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MergeError {
    /// There is no sample type that all profiles have.
    #[error("profiles have empty common sample type list")]
    NoCommonSampleTypes,
    /// The events between samples cannot be compared.
    #[error("period type: incompatible types: {0} {1}")]
    PeriodTypes(String, String),
    /// Values of one name cannot be compared.
    #[error("sample types: incompatible types: {0} {1}")]
    SampleTypes(String, String),
    /// The events between samples are not the same, as `-normalize` needs it.
    #[error("incompatible period types {0} and {1}")]
    NormalizePeriodTypes(String, String),
    /// The sample types are not the same, as `-normalize` needs it.
    #[error("incompatible sample types [{0}] and [{1}]")]
    NormalizeSampleTypes(String, String),
}

fn combine(profiles: &[Profile]) -> Profile {
    let mut combiner = Combiner::new(&profiles[0]);
    for profile in profiles {
        combiner.add(profile);
    }
    combiner.profile
}

/// Labels all samples as those of the base.
fn mark_as_base(base: &mut Profile) {
    let key = base.strings.push(BASE_LABEL.as_bytes());
    let value = LabelValue::Text(base.strings.push(b"true"));
    let mut samples = std::mem::take(&mut base.samples);
    let is_mark =
        |label: &Label| matches!(label.value, LabelValue::Text(_)) && base.text(label.key) == BASE_LABEL;
    samples.retain_labels(|label| !is_mark(label));
    samples.add_label(Label { key, value });
    base.samples = samples;
}

/// Scales the profile so that its values add up to those of the base.
#[allow(clippy::cast_precision_loss, reason = "pprof computes ratios in doubles")]
fn normalize(profile: &mut Profile, base: &Profile) -> Result<(), MergeError> {
    types::check_equal(profile, base)?;
    let factors: Vec<_> = (0..profile.sample_types.len())
        .map(|i| match sum(profile, i) {
            0 => 0.0,
            own => sum(base, i) as f64 / own as f64,
        })
        .collect();
    profile.samples.scale(&factors);
    Ok(())
}

fn sum(profile: &Profile, index: usize) -> i64 {
    profile.samples.iter().fold(0, |sum, sample| sum.wrapping_add(sample.values[index]))
}

/// A value times a factor, rounded half away from zero.
#[allow(clippy::cast_precision_loss, reason = "pprof scales values in doubles")]
pub(super) fn scaled(value: i64, factor: f64) -> i64 {
    units::truncate((value as f64 * factor).round())
}
