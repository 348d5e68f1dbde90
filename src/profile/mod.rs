//! The profile: what was sampled, with every reference resolved to a dense index.
//!
//! A [`Profile`] is what the readers make and all later stages see. Its samples lie in flat columns,
//! because a profile of 200 MB with a million samples is a normal day: a stack is a range of one vector,
//! not a vector of its own, and samples with the same stack share it.

mod gunzip;
mod legacy;
mod merge;
#[allow(dead_code, missing_docs, unreachable_pub, reason = "generated; the reader walks `Profile` itself")]
mod proto;
mod read;
mod samples;
#[cfg(test)]
pub(crate) mod testing;
mod wire;

use bstr::{BStr, BString};

pub use self::{
    gunzip::Limits,
    legacy::{Damage, LegacyError},
    merge::{Comparison, MergeError, merge, subtract},
    read::{ReadError, may_begin, read, read_within},
    samples::{Sample, Samples, StackId},
    wire::Malformed,
};
pub(crate) use self::{
    merge::BASE_LABEL,
    samples::{StackList, StackTable},
};

/// Index of a string in [`Profile::strings`]; 0 is the empty string.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StringId(pub u32);

/// Index of a mapping in [`Profile::mappings`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MappingId(pub u32);

/// Index of a location in [`Profile::locations`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LocationId(pub u32);

/// Index of a function in [`Profile::functions`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FunctionId(pub u32);

/// A profile in memory. Public fields may be changed freely as long as every index stays in range.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    /// All strings, each an arbitrary sequence of bytes.
    pub strings: Strings,
    /// What each position of a sample's values is.
    pub sample_types: Vec<ValueType>,
    /// `kind` of the preferred sample type; empty for the last one.
    pub default_sample_type: StringId,
    /// The samples, in file order.
    pub samples: Samples,
    /// The binaries and libraries; the first is the main binary.
    pub mappings: Vec<Mapping>,
    /// The places in code that the stacks refer to.
    pub locations: Vec<Location>,
    /// The frames of all locations; a location holds a range of them.
    pub lines: Vec<Line>,
    /// The functions that the lines refer to.
    pub functions: Vec<Function>,
    /// Functions whose frames, and everything they call, are to be left out; a regular expression.
    pub drop_frames: StringId,
    /// Exceptions from `drop_frames`; a regular expression.
    pub keep_frames: StringId,
    /// Time of collection in nanoseconds since 1970-01-01 UTC; 0 is unknown.
    pub time_nanos: i64,
    /// Duration of the collection; 0 where that means nothing.
    pub duration_nanos: i64,
    /// Kind of event between samples.
    pub period_type: ValueType,
    /// Number of such events between samples.
    pub period: i64,
    /// Free text for people.
    pub comments: Vec<StringId>,
    /// Absolute URL of a documentation.
    pub doc_url: StringId,
    /// Whether it is the difference of two profiles: [`subtract`] has made it.
    pub is_difference: bool,
}

impl Profile {
    /// The text of a string.
    #[must_use]
    pub fn text(&self, id: StringId) -> &BStr {
        self.strings.get(id)
    }

    /// The frames of a location: innermost inlined function first, the function that really holds the
    /// address last. Empty for an address without symbols.
    #[must_use]
    pub fn lines_of(&self, location: LocationId) -> &[Line] {
        let location = &self.locations[location.0 as usize];
        &self.lines[location.first_line as usize..(location.first_line + location.n_lines) as usize]
    }

    /// Gives a profile without mappings one, which says nothing, and puts all locations there.
    pub(crate) fn ensure_mapping(&mut self) {
        if self.mappings.is_empty() {
            self.mappings.push(Mapping { id: 1, ..Mapping::default() });
            for location in &mut self.locations {
                location.mapping = Some(MappingId(0));
            }
        }
    }
}

/// A kind of value and its unit, such as `inuse_space` in `bytes`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ValueType {
    /// The name of the kind.
    pub kind: StringId,
    /// The unit of its values.
    pub unit: StringId,
}

/// A mapped binary or library.
#[derive(Clone, Debug, Default)]
pub struct Mapping {
    /// The id it has in the file, never 0.
    pub id: u64,
    /// First address.
    pub memory_start: u64,
    /// One past the last address.
    pub memory_limit: u64,
    /// Offset in the file of the first address.
    pub file_offset: u64,
    /// The file's path.
    pub filename: StringId,
    /// The file's build id.
    pub build_id: StringId,
    /// What the profile knows of its symbols.
    pub has: Symbols,
}

/// What kinds of symbol information a mapping has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "these are four flags of the format")]
pub struct Symbols {
    /// Function names.
    pub functions: bool,
    /// File names.
    pub filenames: bool,
    /// Line numbers.
    pub line_numbers: bool,
    /// Inlined frames.
    pub inline_frames: bool,
}

/// A place in code.
#[derive(Clone, Debug, Default)]
pub struct Location {
    /// The id it has in the file, never 0.
    pub id: u64,
    /// The mapping it lies in.
    pub mapping: Option<MappingId>,
    /// The address; 0 is unknown.
    pub address: u64,
    /// Index of its first frame in [`Profile::lines`].
    pub first_line: u32,
    /// How many frames it has.
    pub n_lines: u32,
    /// Several symbols share the address.
    pub is_folded: bool,
}

/// A frame of a location: a function and a place in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// The function.
    pub function: FunctionId,
    /// Line number in its file; 0 is unknown.
    pub line: i64,
    /// Column; 0 is unknown.
    pub column: i64,
}

/// A function.
#[derive(Clone, Debug, Default)]
pub struct Function {
    /// The id it has in the file, never 0.
    pub id: u64,
    /// The readable name.
    pub name: StringId,
    /// The name as the system knows it, possibly mangled.
    pub system_name: StringId,
    /// The path of its source file.
    pub filename: StringId,
    /// The line it starts at; 0 is unknown.
    pub start_line: i64,
}

/// A label of a sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Label {
    /// The key.
    pub key: StringId,
    /// The value.
    pub value: LabelValue,
}

/// The value of a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LabelValue {
    /// A text.
    Text(StringId),
    /// A number with its unit, which may be empty.
    Number(i64, StringId),
}

/// Strings of arbitrary bytes in one allocation. The first is always empty.
#[derive(Clone, Debug)]
pub struct Strings {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Default for Strings {
    fn default() -> Strings {
        Strings { bytes: Vec::new(), ends: vec![0] }
    }
}

impl Strings {
    /// How many strings there are, the empty one included.
    #[must_use]
    #[allow(clippy::len_without_is_empty, reason = "never empty: string 0 is always there")]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// The ids of all strings.
    pub(crate) fn ids(&self) -> impl Iterator<Item = StringId> + use<> {
        (0..).take(self.len()).map(StringId)
    }

    /// Appends a string; equal strings are not looked for.
    pub fn push(&mut self, text: &[u8]) -> StringId {
        let id = u32::try_from(self.ends.len()).expect("strings are counted in 32 bits; readers see to that");
        self.bytes.extend_from_slice(text);
        self.ends.push(self.bytes.len());
        StringId(id)
    }

    /// The string with this id.
    #[must_use]
    pub fn get(&self, id: StringId) -> &BStr {
        let index = id.0 as usize;
        let start = if index == 0 { 0 } else { self.ends[index - 1] };
        BStr::new(&self.bytes[start..self.ends[index]])
    }
}

/// An owned text of arbitrary bytes, for callers that keep one.
pub type Text = BString;
