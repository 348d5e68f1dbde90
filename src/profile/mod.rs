//! The profile: what was sampled, with every reference resolved to a dense index.
//!
//! A [`Profile`] is what the readers make and all later stages see. Its samples lie in flat columns,
//! because a profile of 200 MB with a million samples is a normal day: a stack is a range of one vector,
//! not a vector of its own, and samples with the same stack share it.

mod compression;
mod encode;
mod entries;
mod field;
mod foreign;
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
    legacy::error::{LegacyDamage, LegacyError},
    merge::{Comparison, error::MergeError, merge, merger::Merger, subtract, types::Measures},
    model::Profile,
    read::{error::ReadError, may_begin, options::ReadOptions, read, read_with},
    samples::{Sample, Samples, StackId},
    strings::Strings,
    validate::{InvalidProfile, ProfileEntry, Table},
    wire::Malformed,
};
pub(crate) use self::{
    merge::BASE_LABEL,
    samples::{StackList, StackTable},
};
