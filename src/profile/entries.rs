//! The entries of the tables that a profile consists of, and how they refer to each other.

/// Index of a string in [`Profile::strings`](super::Profile::strings); 0 is the empty string.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StringId(pub u32);

/// Index of a mapping in [`Profile::mappings`](super::Profile::mappings).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MappingId(pub u32);

/// Index of a location in [`Profile::locations`](super::Profile::locations).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LocationId(pub u32);

/// Index of a function in [`Profile::functions`](super::Profile::functions).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FunctionId(pub u32);

/// A sample type: what is measured and its unit, such as `inuse_space` in `bytes`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ValueType {
    /// What is measured.
    pub kind: StringId,
    /// The unit.
    pub unit: StringId,
}

/// A mapped binary or library.
#[derive(Clone, Debug, Default)]
pub struct Mapping {
    /// Id in the file, never 0.
    pub id: u64,
    /// First address.
    pub memory_start: u64,
    /// One past the last address.
    pub memory_limit: u64,
    /// Offset in the file that is mapped at `memory_start`.
    pub file_offset: u64,
    /// Path of the mapped file.
    pub filename: StringId,
    /// Build id of the mapped file.
    pub build_id: StringId,
    /// Which symbol information the profile has for it.
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

/// A code location: an address, and the frames that it stands for.
#[derive(Clone, Debug, Default)]
pub struct Location {
    /// Id in the file, never 0.
    pub id: u64,
    /// The mapping that contains the address.
    pub mapping: Option<MappingId>,
    /// The address; 0 if unknown.
    pub address: u64,
    /// Index of its first frame in [`Profile::lines`](super::Profile::lines).
    pub first_line: u32,
    /// How many frames it has.
    pub n_lines: u32,
    /// Whether several symbols share the address, so that its frames may be wrong (identical code folding).
    pub is_folded: bool,
}

/// A frame of a location: a function and a line in it. Called `Line` as in the format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// The function.
    pub function: FunctionId,
    /// Line number; 0 if unknown.
    pub line: i64,
    /// Column; 0 if unknown.
    pub column: i64,
}

/// A function of the profiled program.
#[derive(Clone, Debug, Default)]
pub struct Function {
    /// Id in the file, never 0.
    pub id: u64,
    /// The readable name.
    pub name: StringId,
    /// The linker's name, possibly mangled.
    pub system_name: StringId,
    /// Path of the source file.
    pub filename: StringId,
    /// First line of the function; 0 if unknown.
    pub start_line: i64,
}

/// A label of a sample: a key and a value, such as a request id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Label {
    /// Its name.
    pub key: StringId,
    /// Its text, or its number with a unit.
    pub value: LabelValue,
}

/// The value of a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LabelValue {
    /// A string.
    Text(StringId),
    /// A number with its unit, which may be empty.
    Number(i64, StringId),
}
