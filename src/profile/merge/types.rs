//! Sample types and units of several profiles made the same.

use std::collections::HashMap;

use bstr::{BStr, BString, ByteSlice};

use super::MergeError;
use crate::{
    profile::{Profile, StringId, ValueType},
    units,
};

/// Keeps the sample types that every profile has once, in the order of the first.
pub(super) fn keep_common(profiles: &mut [Profile]) -> Result<(), MergeError> {
    let common = common_names(profiles);
    if common.is_empty() {
        return Err(MergeError::NoCommonSampleTypes);
    }
    profiles.iter_mut().try_for_each(|profile| keep_types(profile, &common))
}

/// The names that occur as often as there are profiles.
fn common_names(profiles: &[Profile]) -> Vec<BString> {
    let mut counts: HashMap<&BStr, usize> = HashMap::new();
    for name in profiles.iter().flat_map(names) {
        *counts.entry(name).or_default() += 1;
    }
    let first = profiles.first().into_iter().flat_map(names);
    first.filter(|name| counts[name] == profiles.len()).map(BStr::to_owned).collect()
}

fn names(profile: &Profile) -> impl Iterator<Item = &BStr> {
    profile.sample_types.iter().map(|kind| profile.text(kind.kind))
}

fn keep_types(profile: &mut Profile, kept: &[BString]) -> Result<(), MergeError> {
    let mut places: HashMap<&BStr, usize> = HashMap::new();
    for (place, name) in names(profile).enumerate() {
        places.entry(name).or_insert(place);
    }
    let places: Option<Vec<_>> = kept.iter().map(|name| places.get(BStr::new(name)).copied()).collect();
    let places = places.ok_or(MergeError::NoCommonSampleTypes)?;
    if places.iter().copied().eq(0..profile.sample_types.len()) {
        return Ok(());
    }
    profile.sample_types = places.iter().map(|&place| profile.sample_types[place]).collect();
    profile.samples.select_values(&places);
    let preferred = profile.text(profile.default_sample_type);
    if !names(profile).any(|name| name == preferred) {
        profile.default_sample_type = profile.sample_types[0].kind;
    }
    Ok(())
}

/// A value type whose texts do not depend on a profile.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Type {
    kind: Vec<u8>,
    unit: Vec<u8>,
}

impl Type {
    fn of(profile: &Profile, kind: ValueType) -> Type {
        Type { kind: profile.text(kind.kind).to_vec(), unit: profile.text(kind.unit).to_vec() }
    }

    fn unit(&self) -> String {
        BStr::new(&self.unit).to_string()
    }

    fn is_compatible(&self, other: &Type) -> bool {
        let stem = |kind: &[u8]| kind.strip_suffix(b"s").unwrap_or(kind).to_vec();
        stem(&self.kind) == stem(&other.kind)
            && (self.unit == other.unit || units::are_compatible(&self.unit(), &other.unit()))
    }

    fn describe(&self) -> String {
        format!("{{{} {} 0 0}}", self.kind.as_bstr(), self.unit.as_bstr())
    }

    /// How many of `other`'s units one of this type's is.
    fn ratio_to(&self, other: &Type) -> f64 {
        units::scale(1, &self.unit(), &other.unit()).0
    }
}

/// The type with the finest unit; an error holds two that have nothing in common.
fn finest(types: &[Type]) -> Result<&Type, (String, String)> {
    let first = &types[0];
    let mut finest = first;
    for kind in &types[1..] {
        if !first.is_compatible(kind) {
            return Err((first.describe(), kind.describe()));
        }
        if kind.ratio_to(finest) < 1.0 {
            finest = kind;
        }
    }
    Ok(finest)
}

/// Converts the period and all values to the finest unit that any of the profiles has.
pub(super) fn reconcile_units(profiles: &mut [Profile]) -> Result<(), MergeError> {
    let periods: Vec<_> = profiles.iter().map(|profile| Type::of(profile, profile.period_type)).collect();
    let period = finest(&periods).map_err(|(one, other)| MergeError::PeriodTypes(one, other))?;
    let mut values = Vec::new();
    for i in 0..profiles[0].sample_types.len() {
        let types: Vec<_> =
            profiles.iter().map(|profile| Type::of(profile, profile.sample_types[i])).collect();
        let finest = finest(&types).map_err(|(one, other)| MergeError::SampleTypes(one, other))?;
        values.push(finest.clone());
    }
    for profile in profiles {
        convert_period(profile, period);
        convert_values(profile, &values);
    }
    Ok(())
}

fn convert_period(profile: &mut Profile, to: &Type) {
    let from = Type::of(profile, profile.period_type);
    if from != *to {
        profile.period = units::truncate(units::scale(profile.period, &from.unit(), &to.unit()).0);
        profile.period_type = pushed(profile, to);
    }
}

fn convert_values(profile: &mut Profile, to: &[Type]) {
    let mut factors = Vec::with_capacity(to.len());
    for (i, to) in to.iter().enumerate() {
        let from = Type::of(profile, profile.sample_types[i]);
        factors.push(from.ratio_to(to));
        if from != *to {
            profile.sample_types[i] = pushed(profile, to);
        }
    }
    profile.samples.scale(&factors);
}

fn pushed(profile: &mut Profile, kind: &Type) -> ValueType {
    let mut push = |text: &[u8]| -> StringId { profile.strings.push(text) };
    ValueType { kind: push(&kind.kind), unit: push(&kind.unit) }
}

/// Checks that both profiles have the same types in the same units.
pub(super) fn check_equal(profile: &Profile, base: &Profile) -> Result<(), MergeError> {
    let period = |profile: &Profile| Type::of(profile, profile.period_type);
    let values = |profile: &Profile| -> Vec<_> {
        profile.sample_types.iter().map(|&kind| Type::of(profile, kind)).collect()
    };
    if period(profile) != period(base) {
        let describe = |profile| format!("&{}", period(profile).describe());
        return Err(MergeError::NormalizePeriodTypes(describe(profile), describe(base)));
    }
    if values(profile) != values(base) {
        let describe = |profile| values(profile).iter().map(Type::describe).collect::<Vec<_>>().join(" ");
        return Err(MergeError::NormalizeSampleTypes(describe(profile), describe(base)));
    }
    Ok(())
}
