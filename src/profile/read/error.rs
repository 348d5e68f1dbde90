//! Errors in profiles.

use crate::profile::{
    compression::{Compression, DecompressError},
    foreign::Foreign,
    legacy::error::LegacyError,
    wire::Malformed,
};

/// Why a profile could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The file has no bytes.
    #[error("the file is empty")]
    Empty,
    /// The file cannot be decompressed.
    #[error(transparent)]
    Decompress(#[from] DecompressError),
    /// The file is in no known format.
    #[error("not a pprof profile ({0})")]
    NotAProfile(#[from] Malformed),
    /// The file is a text, such as an error page.
    #[error("not a pprof profile, but a text that begins with {beginning:?}")]
    Text {
        /// Its first characters.
        beginning: String,
    },
    /// The file is in another known format.
    #[error("{0}")]
    Foreign(Foreign),
    /// The file was compressed twice.
    #[error("not a pprof profile, but one that was packed with {0} twice")]
    CompressedTwice(Compression),
    /// The file is in one of the older formats, but invalid.
    #[error(transparent)]
    Legacy(#[from] LegacyError),
    /// Profiles were concatenated rather than merged.
    #[error("several profiles are concatenated in one file; give them as separate files to merge them")]
    Concatenated,
    /// There are samples, but no sample types.
    #[error("there are samples but no sample types")]
    NoSampleTypes,
    /// A sample has the wrong number of values.
    #[error("sample {sample} has {values} values, but there are {types} sample types")]
    ValueCount {
        /// The sample's number, from 1.
        sample: usize,
        /// The number of its values.
        values: usize,
        /// The number of sample types.
        types: usize,
    },
    /// A stack refers to an unknown location.
    #[error("sample {sample} refers to location {location}, which is not in the profile")]
    DanglingLocation {
        /// The sample's number, from 1.
        sample: usize,
        /// The location's id.
        location: u64,
    },
    /// A location refers to an unknown function.
    #[error("location {location} refers to function {function}, which is not in the profile")]
    DanglingFunction {
        /// The location's id.
        location: u64,
        /// The function's id.
        function: u64,
    },
    /// An entry has the id 0, which is reserved for "none".
    #[error("a {table} has the id 0, which is reserved")]
    ReservedId {
        /// The table that it is in.
        table: &'static str,
    },
    /// Two entries of a table have the same id.
    #[error("two {table}s have the id {id}")]
    DuplicateId {
        /// The table that they are in.
        table: &'static str,
        /// Their id.
        id: u64,
    },
    /// More entries than any program writes, which would only fill the memory.
    #[error("it has more than {most} {things}")]
    Unlikely {
        /// The kind of entry.
        things: &'static str,
        /// The limit.
        most: usize,
    },
    /// A table has more than 2³² entries.
    #[error("it has more {table}s than fit in 32 bits")]
    TooMany {
        /// The table.
        table: &'static str,
    },
}
