//! What can be wrong with a profile.

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
    /// There are no bytes.
    #[error("the file is empty")]
    Empty,
    /// It is compressed, and cannot be decompressed.
    #[error(transparent)]
    Decompress(#[from] DecompressError),
    /// It is in no format that is known.
    #[error("not a pprof profile ({0})")]
    NotAProfile(#[from] Malformed),
    /// It is a text, such as an error page.
    #[error("not a pprof profile, but a text that begins with {beginning:?}")]
    Text {
        /// Its first words.
        beginning: String,
    },
    /// It is something else that people take for a profile.
    #[error("{0}")]
    Foreign(Foreign),
    /// What was compressed is compressed.
    #[error("not a pprof profile, but one that was packed with {0} twice")]
    CompressedTwice(Compression),
    /// It is in one of the formats from before the protobuf, but damaged.
    #[error(transparent)]
    Legacy(#[from] LegacyError),
    /// Profiles were concatenated rather than merged.
    #[error("several profiles are concatenated in one file; give them as separate files to merge them")]
    Concatenated,
    /// There are samples, but nothing says what their values are.
    #[error("there are samples but no sample types")]
    NoSampleTypes,
    /// A sample has too many or too few values.
    #[error("sample {sample} has {values} values, but there are {types} sample types")]
    ValueCount {
        /// The sample, counted from 1.
        sample: usize,
        /// How many values it has.
        values: usize,
        /// How many it should have.
        types: usize,
    },
    /// A stack holds an unknown location.
    #[error("sample {sample} refers to location {location}, which is not in the profile")]
    DanglingLocation {
        /// The sample, counted from 1.
        sample: usize,
        /// The id.
        location: u64,
    },
    /// A location holds an unknown function.
    #[error("location {location} refers to function {function}, which is not in the profile")]
    DanglingFunction {
        /// The location's id.
        location: u64,
        /// The id.
        function: u64,
    },
    /// The id 0 means none and may not be used.
    #[error("a {table} has the id 0, which is reserved")]
    ReservedId {
        /// What has the id.
        table: &'static str,
    },
    /// Two entries have one id.
    #[error("two {table}s have the id {id}")]
    DuplicateId {
        /// What has the id.
        table: &'static str,
        /// The id.
        id: u64,
    },
    /// More of something than any program writes; it would only fill the memory.
    #[error("it has more than {most} {things}")]
    Unlikely {
        /// What there is too much of.
        things: &'static str,
        /// How much would be possible.
        most: usize,
    },
    /// A table has more than 2³² entries.
    #[error("it has more {table}s than fit in 32 bits")]
    TooMany {
        /// What there is too much of.
        table: &'static str,
    },
}
