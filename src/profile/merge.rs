//! Merges and subtracts profiles.

mod combine;
mod condensed;
pub(super) mod error;
pub(super) mod merger;
pub(super) mod types;

use self::{error::MergeError, merger::Merger, types::Measures};
use super::{
    entries::{Label, LabelValue},
    model::Profile,
};

/// The label that marks the samples of a base profile, which is not one of the program.
pub(crate) const BASE_LABEL: &str = "pprof::base";

/// Merges profiles by adding up equal samples.
///
/// Only sample types that all profiles have are kept, in the finest of their units. A single profile is unchanged,
/// except that sample types with the same name are ambiguous and removed.
///
/// # Errors
///
/// If the profiles have no sample type in common, or their units or period types differ.
pub fn merge(profiles: Vec<Profile>) -> Result<Profile, MergeError> {
    let mut merger = Merger::new(profiles.iter().map(Measures::of).collect())?;
    profiles.into_iter().try_for_each(|profile| merger.add(profile))?;
    merger.finish()
}

/// How a base is subtracted from a profile.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SubtractOptions {
    /// Whether percentages are relative to the base (`-diff_base`) or to both profiles (`-base`).
    pub relative_to_base: bool,
    /// Whether to scale the profile so that its total is that of the base (`-normalize`).
    pub normalize: bool,
}

/// Subtracts `base` from `profile`, each as it was read or as [`merge`] returns it.
///
/// # Errors
///
/// As [`merge`].
pub fn subtract(
    mut profile: Profile,
    mut base: Profile,
    options: SubtractOptions,
) -> Result<Profile, MergeError> {
    if options.relative_to_base {
        mark_as_base(&mut base);
    }
    if options.normalize {
        normalize(&mut profile, &base)?;
    }
    let minus = vec![-1.0; base.sample_types.len()];
    base.samples.scale(&minus);
    Ok(Profile { is_difference: true, ..merge(vec![profile, base])? })
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::testing::profile_of;

    /// Sample types and samples, root first.
    fn show(profile: &Profile) -> String {
        let types = profile.sample_types.iter();
        let types: Vec<_> =
            types.map(|kind| format!("{}/{}", profile.text(kind.kind), profile.text(kind.unit))).collect();
        let samples = profile.samples.iter().map(|sample| {
            let lines = sample.stack.iter().rev().flat_map(|&location| profile.lines_of(location));
            let names: Vec<_> = lines
                .map(|line| profile.text(profile.functions[line.function.0 as usize].name).to_string())
                .collect();
            let values: Vec<_> = sample.values.iter().map(ToString::to_string).collect();
            format!(" | {} {}", names.join(";"), values.join(","))
        });
        types.join(" ") + &samples.collect::<String>()
    }

    fn merged(profiles: &[(&str, &str)]) -> Result<String, String> {
        let profiles = profiles.iter().map(|(types, text)| profile_of(types, text)).collect();
        merge(profiles).map(|profile| show(&profile)).map_err(|error| error.to_string())
    }

    #[test]
    fn equal_samples_are_added_up() {
        let one = ("n/count", "main;f 1\n main;g 2 k=v");
        let other = ("n/count", "main;g 4\n main;f 8\n main;g 16 k=v\n main;h 0");
        assert_eq!(merged(&[one, other]).unwrap(), "n/count | main;f 9 | main;g 18 | main;g 4");
    }

    #[test]
    fn common_sample_types_are_kept_in_the_finest_unit() {
        let one = ("n/count cpu/ms", "f 1,2");
        let other = ("cpu/nanoseconds", "f 5");
        assert_eq!(merged(&[one, other]).unwrap(), "cpu/nanoseconds | f 2000005");
        let error = "they have no sample type in common";
        assert_eq!(merged(&[one, ("wall/ns", "f 1")]).unwrap_err(), error);
        let error = "values of n in count and of n in bytes cannot be added up";
        assert_eq!(merged(&[one, ("n/bytes", "f 1")]).unwrap_err(), error);
    }

    #[test]
    fn types_of_one_name_are_lost_even_alone() {
        assert_eq!(merged(&[("n/count n/bytes m/count", "f 1,2,3")]).unwrap(), "m/count | f 3");
        assert!(merged(&[("n/count n/bytes", "f 1,2")]).is_err());
    }

    #[test]
    fn a_base_is_subtracted() {
        let difference = |comparison| {
            let profile = merge(vec![profile_of("n/count", "f 10\n g 10")]).unwrap();
            let base = merge(vec![profile_of("n/count", "f 10\n h 30")]).unwrap();
            show(&subtract(profile, base, comparison).unwrap())
        };
        assert_eq!(difference(SubtractOptions::default()), "n/count | g 10 | h -30");
        let normalized = SubtractOptions { normalize: true, ..SubtractOptions::default() };
        assert_eq!(difference(normalized), "n/count | f 10 | g 20 | h -30");
        let relative = SubtractOptions { relative_to_base: true, ..SubtractOptions::default() };
        assert_eq!(difference(relative), "n/count | f 10 | g 10 | f -10 | h -30");
    }
}
