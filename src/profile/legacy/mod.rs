//! The formats before protobuf: what gperftools, Go's `debug=1` pages and Google's Java agents write.
//!
//! One module per format reads its samples into a [`draft::Draft`]: stacks of bare addresses with values.
//! [`maps`] reads the memory map that most of them end with, [`attach`] finds the mapping of every address,
//! and [`draft::Draft::finish`] makes the profile.
//!
//! Where the meaning of an odd file is arbitrary, it is read as pprof does, so that both tools show the same.

mod attach;
mod contention;
mod count;
mod cpu;
mod draft;
mod drop_frames;
pub(super) mod error;
mod exp;
mod heap;
mod java;
mod jemalloc;
mod lines;
mod maps;
mod named;
mod number;
mod page;
mod parts;
mod refusal;
mod scan;
mod symbol_section;
mod thread;

use self::refusal::Refusal;
use super::{compression::DecompressError, model::Profile, read::error::ReadError};

/// Reads a profile in the first format that recognizes it; `None` if none does. With `names`, addresses get the names
/// in the file that pprof ignores.
pub(super) fn read(bytes: &[u8], names: bool) -> Option<Result<Profile, ReadError>> {
    if let Some(section) = symbol_section::split(bytes) {
        let profile = addresses(section.profile)?;
        return Some(profile.map(|profile| symbol_section::name(profile, &section)));
    }
    let profile = addresses(bytes)?;
    Some(if names { profile.map(|profile| page::name(profile, bytes)) } else { profile })
}

/// Reads a profile with the names that pprof reads.
fn addresses(bytes: &[u8]) -> Option<Result<Profile, ReadError>> {
    // Every entry takes at least a byte of the file, so all indices fit in 32 bits.
    if u32::try_from(bytes.len()).is_err() {
        return Some(Err(DecompressError::TooLarge { limit: u32::MAX.into() }.into()));
    }
    let formats =
        [cpu::read, heap::read, count::read, thread::read, contention::read, java::read, jemalloc::read];
    formats.iter().find_map(|format| match format(bytes) {
        Ok(profile) => Some(Ok(profile)),
        Err(Refusal::Damaged(error)) => Some(Err(error)),
        Err(Refusal::OtherFormat) => None,
    })
}

/// Whether a file with this beginning may be in one of the formats: any text, since some are recognized by their end
/// only, or the word 0 of a CPU profile.
pub(super) fn may_begin(start: &[u8]) -> bool {
    let is_text = !start.contains(&0);
    let is_counted = start.starts_with(&[0; 4]) && start.iter().any(|&byte| byte != 0);
    let is_too_long = |error: &ReadError| matches!(error, ReadError::Legacy(error) if matches!(error.damage, error::LegacyDamage::TooLong));
    is_text
        || is_counted
        || read(start, false).is_some_and(|read| !read.is_err_and(|error| is_too_long(&error)))
}

#[cfg(test)]
mod tests;
