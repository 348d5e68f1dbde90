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
    /// Index of its first frame in [`Profile::lines`](super::Profile::lines).
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
