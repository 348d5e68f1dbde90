//! Validates profiles that were made by hand.

use std::collections::HashSet;
use std::fmt;

use super::{
    entries::{FunctionId, LabelValue, LocationId, MappingId, StringId, ValueType},
    model::Profile,
};

impl Profile {
    /// Checks that every index is in range, and that ids are those of one entry only and not 0. Readers guarantee it; it is
    /// for profiles that are made, or changed, by hand.
    ///
    /// # Errors
    ///
    /// The first index that is out of range, or id that cannot be one.
    pub fn validate(&self) -> Result<(), InvalidProfile> {
        let (samples, types) = (self.samples.n_types(), self.sample_types.len());
        if samples != types {
            return Err(InvalidProfile::Types { samples, types });
        }
        self.check_header()?;
        self.check_ids()?;
        self.check_tables()?;
        self.check_samples()
    }

    fn check_header(&self) -> Result<(), InvalidProfile> {
        for (i, &kind) in self.sample_types.iter().enumerate() {
            self.check_value_type(ProfileEntry::SampleType(i), kind)?;
        }
        self.check_value_type(ProfileEntry::Header, self.period_type)?;
        let header = [self.default_sample_type, self.drop_frames, self.keep_frames, self.doc_url];
        header.iter().chain(&self.comments).try_for_each(|&id| self.check_string(ProfileEntry::Header, id))
    }

    fn check_ids(&self) -> Result<(), InvalidProfile> {
        check_ids(ProfileEntry::Mapping, self.mappings.iter().map(|mapping| mapping.id))?;
        check_ids(ProfileEntry::Function, self.functions.iter().map(|function| function.id))?;
        check_ids(ProfileEntry::Location, self.locations.iter().map(|location| location.id))
    }

    fn check_tables(&self) -> Result<(), InvalidProfile> {
        for (i, mapping) in self.mappings.iter().enumerate() {
            self.check_string(ProfileEntry::Mapping(i), mapping.filename)?;
            self.check_string(ProfileEntry::Mapping(i), mapping.build_id)?;
        }
        for (i, function) in self.functions.iter().enumerate() {
            for id in [function.name, function.system_name, function.filename] {
                self.check_string(ProfileEntry::Function(i), id)?;
            }
        }
        for (i, line) in self.lines.iter().enumerate() {
            let FunctionId(function) = line.function;
            check(ProfileEntry::Line(i), Table::Functions, function, self.functions.len())?;
        }
        for (i, location) in self.locations.iter().enumerate() {
            if let Some(MappingId(mapping)) = location.mapping {
                check(ProfileEntry::Location(i), Table::Mappings, mapping, self.mappings.len())?;
            }
            let end = u64::from(location.first_line) + u64::from(location.n_lines);
            if end > self.lines.len() as u64 {
                let (by, to, n) = (ProfileEntry::Location(i), Table::Lines, self.lines.len());
                return Err(InvalidProfile::Dangling { by, to, index: end - 1, n });
            }
        }
        Ok(())
    }

    fn check_samples(&self) -> Result<(), InvalidProfile> {
        for (i, sample) in self.samples.iter().enumerate() {
            for &LocationId(location) in sample.stack {
                check(ProfileEntry::Sample(i), Table::Locations, location, self.locations.len())?;
            }
            for label in sample.labels {
                let (LabelValue::Text(text) | LabelValue::Number(_, text)) = label.value;
                self.check_string(ProfileEntry::Sample(i), label.key)?;
                self.check_string(ProfileEntry::Sample(i), text)?;
            }
        }
        Ok(())
    }

    fn check_value_type(&self, by: ProfileEntry, kind: ValueType) -> Result<(), InvalidProfile> {
        self.check_string(by, kind.kind)?;
        self.check_string(by, kind.unit)
    }

    fn check_string(&self, by: ProfileEntry, StringId(id): StringId) -> Result<(), InvalidProfile> {
        check(by, Table::Strings, id, self.strings.len())
    }
}

fn check(by: ProfileEntry, to: Table, index: u32, n: usize) -> Result<(), InvalidProfile> {
    let index = index.into();
    if index < n as u64 { Ok(()) } else { Err(InvalidProfile::Dangling { by, to, index, n }) }
}

/// Checks that the ids of a table, by which files refer to its entries, are different, and not 0.
fn check_ids(
    entry: fn(usize) -> ProfileEntry,
    ids: impl ExactSizeIterator<Item = u64>,
) -> Result<(), InvalidProfile> {
    let mut seen = HashSet::with_capacity(ids.len());
    let mut ids = ids.enumerate();
    match ids.find(|&(_, id)| id == 0 || !seen.insert(id)) {
        Some((index, id)) => Err(InvalidProfile::Id { entry: entry(index), id }),
        None => Ok(()),
    }
}

/// Why a profile in memory is invalid.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidProfile {
    /// An index is out of range.
    #[error("{by} refers to {to} {index} of {n}")]
    Dangling {
        /// The entry that has the index.
        by: ProfileEntry,
        /// The table that it is for.
        to: Table,
        /// The index.
        index: u64,
        /// The length of the table.
        n: usize,
    },
    /// An id is 0, or that of another entry.
    #[error("{entry} has the id {id}, which is {}", if *id == 0 { "reserved" } else { "that of another one" })]
    Id {
        /// The entry.
        entry: ProfileEntry,
        /// Its id.
        id: u64,
    },
    /// Samples do not have one value per sample type.
    #[error("samples have {samples} values, but there are {types} sample types")]
    Types {
        /// The number of values per sample.
        samples: usize,
        /// The number of sample types.
        types: usize,
    },
}

/// An entry with references, and its index in its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ProfileEntry {
    /// A field of the profile itself, or a comment.
    Header,
    /// One of [`Profile::sample_types`].
    SampleType(usize),
    /// One of [`Profile::mappings`].
    Mapping(usize),
    /// One of [`Profile::functions`].
    Function(usize),
    /// One of [`Profile::lines`].
    Line(usize),
    /// One of [`Profile::locations`].
    Location(usize),
    /// One of [`Profile::samples`].
    Sample(usize),
}

impl fmt::Display for ProfileEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, index) = match self {
            ProfileEntry::Header => return f.write_str("the header"),
            ProfileEntry::SampleType(index) => ("sample type", index),
            ProfileEntry::Mapping(index) => ("mapping", index),
            ProfileEntry::Function(index) => ("function", index),
            ProfileEntry::Line(index) => ("line", index),
            ProfileEntry::Location(index) => ("location", index),
            ProfileEntry::Sample(index) => ("sample", index),
        };
        write!(f, "{name} {index}")
    }
}

/// A table that indices refer to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Table {
    /// [`Profile::strings`].
    Strings,
    /// [`Profile::mappings`].
    Mappings,
    /// [`Profile::functions`].
    Functions,
    /// [`Profile::lines`].
    Lines,
    /// [`Profile::locations`].
    Locations,
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Table::Strings => "string",
            Table::Mappings => "mapping",
            Table::Functions => "function",
            Table::Lines => "line",
            Table::Locations => "location",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::{Label, Mapping, testing::profile};

    #[test]
    fn every_index_is_looked_at() {
        let whole = || profile("main;f 1 k=v\nmain;g 2 n=3");
        assert_eq!(whole().validate(), Ok(()));
        assert_eq!(Profile::default().validate(), Ok(()));
        let check = |damage: fn(&mut Profile), said: &str| {
            let mut profile = whole();
            damage(&mut profile);
            assert_eq!(profile.validate().unwrap_err().to_string(), said);
        };
        check(|all| all.sample_types.clear(), "samples have 1 values, but there are 0 sample types");
        check(|all| all.sample_types[0].unit = StringId(99), "sample type 0 refers to string 99 of 9");
        check(|all| all.period_type.kind = StringId(9), "the header refers to string 9 of 9");
        check(|all| all.doc_url = StringId(9), "the header refers to string 9 of 9");
        check(|all| all.comments.push(StringId(11)), "the header refers to string 11 of 9");
        check(
            |all| all.mappings.push(Mapping { id: 1, build_id: StringId(9), ..Mapping::default() }),
            "mapping 0 refers to string 9 of 9",
        );
        check(
            |all| all.functions[2].filename = StringId(u32::MAX),
            "function 2 refers to string 4294967295 of 9",
        );
        check(|all| all.functions[2].id = 0, "function 2 has the id 0, which is reserved");
        check(|all| all.locations[1].id = 1, "location 1 has the id 1, which is that of another one");
        check(|all| all.lines[1].function = FunctionId(3), "line 1 refers to function 3 of 3");
        check(|all| all.locations[1].mapping = Some(MappingId(0)), "location 1 refers to mapping 0 of 0");
        check(|all| all.locations[1].first_line = 3, "location 1 refers to line 3 of 3");
        check(|all| all.locations[0].n_lines = u32::MAX, "location 0 refers to line 4294967294 of 3");
        check(|all| all.samples.push(&[LocationId(3)], &[1], &[]), "sample 2 refers to location 3 of 3");
        check(
            |all| {
                let value = LabelValue::Number(1, StringId(9));
                all.samples.push(&[], &[1], &[Label { key: StringId(1), value }]);
            },
            "sample 2 refers to string 9 of 9",
        );
    }
}
