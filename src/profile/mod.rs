//! The profile: samples with their stacks, values and labels, and the tables that they refer to by dense index.
//!
//! All readers make a [`Profile`], and all later stages use it. Samples are stored in columns, since profiles of 200 MB
//! with a million samples are common: a stack is a range of one vector, and samples with the same stack share it.

mod compression;
mod encode;
mod entries;
mod field;
mod foreign;
mod input;
mod interner;
mod legacy;
mod merge;
mod model;
mod preamble;
#[allow(dead_code, missing_docs, unreachable_pub, reason = "generated; the reader walks `Profile` itself")]
mod proto;
mod read;
mod samples;
mod strings;
#[cfg(test)]
pub(crate) mod testing;
mod validate;
mod wire;
mod zstd;
#[cfg(feature = "zstd")]
mod zstd_frames;

pub use self::{
    compression::{Compression, DecompressError, DecompressLimits},
    encode::{encode, encode_gzip},
    entries::{
        Function, FunctionId, Label, LabelValue, Line, Location, LocationId, Mapping, MappingId, StringId,
        Symbols, ValueType,
    },
    foreign::Foreign,
    input::{InputError, read_bytes},
    legacy::error::{LegacyDamage, LegacyError},
    merge::{SubtractOptions, error::MergeError, merge, merger::Merger, subtract, types::Measures},
    model::Profile,
    read::{error::ReadError, options::ReadOptions, read, read_with},
    samples::{Sample, Samples, StackId},
    strings::Strings,
    validate::{InvalidProfile, ProfileEntry, Table},
    wire::Malformed,
};
pub(crate) use self::{
    merge::BASE_LABEL,
    samples::{StackList, StackTable},
};
