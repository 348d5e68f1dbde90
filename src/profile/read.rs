//! Reads a profile: decompresses, decodes, resolves all references and validates what later stages rely on.

use bstr::ByteSlice;

use self::{error::ReadError, ids::StringTable, options::ReadOptions, tables::Tables};
use super::{
    compression::{self, Compression},
    field, foreign, legacy,
    model::Profile,
    preamble,
    wire::{Fields, Malformed},
};

pub(super) mod error;
mod frames;
mod ids;
pub(super) mod options;
mod samples;
mod stream;
mod tables;

/// Reads a profile: protobuf or one of the older formats, compressed or not.
///
/// # Errors
///
/// Says what is wrong with the bytes. Any bytes may come: none of them make it panic.
pub fn read(bytes: &[u8]) -> Result<Profile, ReadError> {
    read_with(bytes, &ReadOptions::default())
}

/// Reads a profile as [`read`] does, with options.
///
/// # Errors
///
/// As [`read`].
pub fn read_with(bytes: &[u8], options: &ReadOptions) -> Result<Profile, ReadError> {
    let profile = read_anywhere(bytes, options)?;
    frames::check(&profile)?;
    Ok(profile)
}

/// Reads a profile, with or without a preamble.
fn read_anywhere(bytes: &[u8], options: &ReadOptions) -> Result<Profile, ReadError> {
    let error = match read_from_start(bytes, options) {
        Err(error @ (ReadError::NotAProfile(_) | ReadError::Text { .. } | ReadError::Foreign(_))) => error,
        decided => return decided,
    };
    // If the bytes after the preamble are no profile either, the error is that of the whole.
    let rest = compression::decompress(bytes, &options.limits)?;
    preamble::skipped(&rest).and_then(|rest| read_from_start(rest, options).ok()).ok_or(error)
}

/// Reads a profile without a preamble.
fn read_from_start(bytes: &[u8], options: &ReadOptions) -> Result<Profile, ReadError> {
    if let Some(profile) = stream::read(bytes, options) {
        return Ok(profile);
    }
    let bytes = compression::decompress(bytes, &options.limits)?;
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    match decode(&bytes) {
        Err(ReadError::NotAProfile(why)) => {
            legacy::read(&bytes, options.page_symbols).unwrap_or_else(|| Err(not_a_profile(&bytes, why)))
        }
        decided => decided,
    }
}

/// Whether bytes with this beginning may be a profile, so that an endless stream is not read in vain.
///
/// # Errors
///
/// Says why they are none.
pub(super) fn may_begin(start: &[u8]) -> Result<(), ReadError> {
    let is_known = |number| (field::SAMPLE_TYPE..=field::DOC_URL).contains(&number);
    let mut n_known = 0;
    for field in Fields::new(start) {
        match field {
            Ok((number, _)) => n_known += usize::from(is_known(number)),
            Err(Malformed::End) => n_known += 1,
            Err(_) if Compression::of(start).is_some() || preamble::is_http(start) => return Ok(()),
            Err(_) if legacy::may_begin(start) => return Ok(()),
            Err(why) => return Err(not_a_profile(start, why)),
        }
    }
    if n_known == 0 { Err(not_a_profile(start, Malformed::Unknown)) } else { Ok(()) }
}

/// The most specific error for bytes that are not a profile: a known format, a text, or `why` they cannot be decoded.
fn not_a_profile(bytes: &[u8], why: Malformed) -> ReadError {
    if let Some(compression) = Compression::of(bytes) {
        return ReadError::CompressedTwice(compression);
    }
    if let Some(foreign) = foreign::recognized(bytes) {
        return ReadError::Foreign(foreign);
    }
    let start = &bytes[..bytes.len().min(200)];
    let line = start.lines().map(<[u8]>::trim_ascii).find(|line| !line.is_empty()).unwrap_or_default();
    let is_text = |byte: &u8| *byte >= b' ' || byte.is_ascii_whitespace();
    if !line.is_empty() && start.iter().all(is_text) && std::str::from_utf8(line).is_ok() {
        return ReadError::Text { beginning: line.chars().take(40).collect() };
    }
    ReadError::NotAProfile(why)
}

/// Decodes in two passes over the fields, since samples may come before the locations that they refer to.
fn decode(bytes: &[u8]) -> Result<Profile, ReadError> {
    let (mut profile, locations) = Tables::decode(bytes)?.resolve()?;
    let references = samples::References {
        n_types: profile.sample_types.len(),
        locations: &locations,
        strings: StringTable { len: profile.strings.len() },
    };
    profile.samples = samples::decode(bytes, references)?;
    Ok(profile)
}

#[cfg(test)]
mod tests;
