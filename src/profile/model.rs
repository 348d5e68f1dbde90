//! The profile as a value.

use bstr::BStr;

use super::{
    entries::{Function, Line, Location, LocationId, Mapping, MappingId, StringId, ValueType},
    samples::Samples,
    strings::Strings,
};

/// A profile in memory. Public fields may be changed freely as long as every index stays in range.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    /// All strings, each an arbitrary sequence of bytes.
    pub strings: Strings,
    /// What is measured at each position of a sample's values.
    pub sample_types: Vec<ValueType>,
    /// `kind` of the preferred sample type; empty for the last sample type.
    pub default_sample_type: StringId,
    /// The samples, in file order: of a profile made by hand [`Samples::new`] with the number of sample types.
    pub samples: Samples,
    /// The binaries and libraries; the first is the main binary.
    pub mappings: Vec<Mapping>,
    /// The code locations that stacks refer to.
    pub locations: Vec<Location>,
    /// The frames of all locations; each location has a range of them.
    pub lines: Vec<Line>,
    /// The functions that the lines refer to.
    pub functions: Vec<Function>,
    /// Functions whose frames, and everything they call, are to be left out; a regular expression.
    pub drop_frames: StringId,
    /// Exceptions from `drop_frames`; a regular expression.
    pub keep_frames: StringId,
    /// Time of collection in nanoseconds since 1970-01-01 UTC; 0 if unknown.
    pub time_nanos: i64,
    /// Duration of the collection in nanoseconds; 0 if not applicable.
    pub duration_nanos: i64,
    /// The event that is sampled, and its unit.
    pub period_type: ValueType,
    /// Number of events between samples.
    pub period: i64,
    /// Comments of the writer.
    pub comments: Vec<StringId>,
    /// Absolute URL of documentation about the profile.
    pub doc_url: StringId,
    /// Whether it is the difference of two profiles, as [`subtract`](super::subtract) returns.
    pub is_difference: bool,
}

impl Profile {
    /// The text of a string.
    #[must_use]
    pub fn text(&self, id: StringId) -> &BStr {
        self.strings.get(id)
    }

    /// The frames of a location: innermost inlined function first, the function that contains the address last. Empty
    /// for an address without symbols.
    #[must_use]
    pub fn lines_of(&self, location: LocationId) -> &[Line] {
        let location = &self.locations[location.0 as usize];
        &self.lines[location.first_line as usize..(location.first_line + location.n_lines) as usize]
    }

    /// Adds an empty mapping for all locations if the profile has none.
    pub(crate) fn ensure_mapping(&mut self) {
        if self.mappings.is_empty() {
            self.mappings.push(Mapping { id: 1, ..Mapping::default() });
            for location in &mut self.locations {
                location.mapping = Some(MappingId(0));
            }
        }
    }
}
