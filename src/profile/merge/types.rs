//! Converts profiles to common sample types and units.

use std::collections::HashMap;

use bstr::{BStr, BString, ByteSlice};

use super::error::MergeError;
use crate::{
    profile::{
        entries::{StringId, ValueType},
        model::Profile,
    },
    units,
};

/// The sample types and the period type of a profile, which determine whether and how it can be merged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measures {
    types: Vec<Type>,
    period: Type,
}

impl Measures {
    /// The measures of a profile.
    #[must_use]
    pub fn of(profile: &Profile) -> Measures {
        let of = |&kind| Type::of(profile, kind);
        Measures { types: profile.sample_types.iter().map(of).collect(), period: of(&profile.period_type) }
    }
}

/// The common sample types and units of several profiles.
#[derive(Clone, Debug)]
pub(super) struct Common {
    /// The sample types of all, in the order of the first.
    names: Vec<BString>,
    /// Sample types and period type in the finest units; `None` for a single profile, which keeps its units.
    finest: Option<Measures>,
}

impl Common {
    pub(super) fn of(all: &[Measures]) -> Result<Common, MergeError> {
        let names = common_names(all);
        let of_each: Option<Vec<_>> = all.iter().map(|measures| places(&measures.types, &names)).collect();
        let of_each = of_each.filter(|_| !names.is_empty()).ok_or(MergeError::NoCommonSampleTypes)?;
        let finest = if all.len() > 1 { Some(finest_of_all(all, &of_each)?) } else { None };
        Ok(Common { names, finest })
    }

    /// Selects the common types of a profile, and converts its period and its values.
    pub(super) fn convert(&self, profile: &mut Profile) -> Result<(), MergeError> {
        keep_types(profile, &self.names)?;
        if let Some(finest) = &self.finest {
            convert_period(profile, &finest.period);
            convert_values(profile, &finest.types);
        }
        Ok(())
    }
}

/// The indices of the types with these names; `None` if one is missing.
fn places(types: &[Type], names: &[BString]) -> Option<Vec<usize>> {
    let mut places = HashMap::new();
    for (place, kind) in types.iter().enumerate() {
        places.entry(&kind.kind).or_insert(place);
    }
    names.iter().map(|name| places.get(name).copied()).collect()
}

/// The names that occur as often as there are profiles.
fn common_names(all: &[Measures]) -> Vec<BString> {
    let mut counts: HashMap<&BStr, usize> = HashMap::new();
    for kind in all.iter().flat_map(|measures| &measures.types) {
        *counts.entry(kind.kind.as_bstr()).or_default() += 1;
    }
    let first = all.first().into_iter().flat_map(|measures| &measures.types);
    let names = first.map(|kind| kind.kind.as_bstr());
    names.filter(|name| counts[name] == all.len()).map(BStr::to_owned).collect()
}

/// The period type, and the sample types at these indices of each profile, in the finest units of any of them.
fn finest_of_all(all: &[Measures], places: &[Vec<usize>]) -> Result<Measures, MergeError> {
    let periods = all.iter().map(|measures| &measures.period);
    let period = finest(periods).map_err(|(one, other)| MergeError::PeriodTypes(one, other))?;
    let finest_at = |i: usize| {
        let types = all.iter().zip(places).map(|(measures, places)| &measures.types[places[i]]);
        finest(types).map_err(|(one, other)| MergeError::SampleTypes(one, other))
    };
    let n_types = places.first().map_or(0, Vec::len);
    Ok(Measures { types: (0..n_types).map(finest_at).collect::<Result<_, _>>()?, period })
}

/// Keeps the sample types with these names, in this order.
fn keep_types(profile: &mut Profile, names: &[BString]) -> Result<(), MergeError> {
    let places = places(&Measures::of(profile).types, names).ok_or(MergeError::NoCommonSampleTypes)?;
    if places.iter().copied().eq(0..profile.sample_types.len()) {
        return Ok(());
    }
    profile.sample_types = places.iter().map(|&place| profile.sample_types[place]).collect();
    profile.samples.select_values(&places);
    let preferred = profile.text(profile.default_sample_type);
    if !names.iter().any(|name| name == preferred) {
        profile.default_sample_type = profile.sample_types[0].kind;
    }
    Ok(())
}

/// A value type whose texts do not depend on a profile.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Type {
    kind: BString,
    unit: BString,
}

impl Type {
    fn of(profile: &Profile, kind: ValueType) -> Type {
        Type { kind: profile.text(kind.kind).to_owned(), unit: profile.text(kind.unit).to_owned() }
    }

    fn unit(&self) -> String {
        self.unit.to_string()
    }

    fn is_compatible(&self, other: &Type) -> bool {
        let stem = |kind: &[u8]| kind.strip_suffix(b"s").unwrap_or(kind).to_vec();
        stem(&self.kind) == stem(&other.kind)
            && (self.unit == other.unit || units::are_compatible(&self.unit(), &other.unit()))
    }

    fn describe(&self) -> String {
        match (self.kind.as_slice(), self.unit.as_slice()) {
            (b"", b"") => "nothing that it says".to_owned(),
            (_, b"") => self.kind.to_string(),
            _ => format!("{} in {}", self.kind, self.unit),
        }
    }

    /// The number of `other`'s units per unit of this type.
    fn ratio_to(&self, other: &Type) -> f64 {
        units::scale(1, &self.unit(), &other.unit()).0
    }
}

/// The type with the finest unit; an error has two incompatible types.
fn finest<'a>(types: impl Iterator<Item = &'a Type> + Clone) -> Result<Type, (String, String)> {
    let first = types.clone().next().expect("there is one of each profile");
    let mut finest = first;
    for kind in types {
        if !first.is_compatible(kind) {
            return Err((first.describe(), kind.describe()));
        }
        if kind.ratio_to(finest) < 1.0 {
            finest = kind;
        }
    }
    Ok(finest.clone())
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
    let (own, base) = (Measures::of(profile), Measures::of(base));
    if own.period != base.period {
        let describe = |measures: Measures| measures.period.describe();
        return Err(MergeError::NormalizePeriodTypes(describe(own), describe(base)));
    }
    if own.types != base.types {
        let describe =
            |measures: Measures| measures.types.iter().map(Type::describe).collect::<Vec<_>>().join(", ");
        return Err(MergeError::NormalizeSampleTypes(describe(own), describe(base)));
    }
    Ok(())
}
