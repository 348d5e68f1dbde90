//! The formats from before the protobuf: what gperftools, Go's `debug=1` pages and Google's Java agents write.
//!
//! One module per format reads its samples into a [`draft::Draft`]: stacks of bare addresses with values.
//! [`maps`] reads the memory map that most of them end with, [`attach`] finds the mapping of every address,
//! and [`draft::Draft::finish`] makes the profile.
//!
//! The formats are known by what programs write and by what pprof makes of it; where pprof's answer to an
//! odd file is arbitrary, the answer here is the same, so that a file means one thing to both.

mod attach;
mod contention;
mod count;
mod cpu;
mod draft;
mod drop_frames;
mod exp;
mod heap;
mod java;
mod lines;
mod maps;
mod number;
mod scan;
mod thread;

use bstr::BString;

use super::{Profile, ReadError};

/// Reads a profile in the first of the formats that recognises it; `None` if none does.
pub(super) fn read(bytes: &[u8]) -> Option<Result<Profile, ReadError>> {
    // Whatever a profile has takes a byte of the file at least, so that every index fits in 32 bits.
    if u32::try_from(bytes.len()).is_err() {
        return Some(Err(ReadError::TooLarge { limit: u32::MAX as usize }));
    }
    let formats = [cpu::read, heap::read, count::read, thread::read, contention::read, java::read];
    formats.iter().find_map(|format| match format(bytes) {
        Ok(profile) => Some(Ok(profile)),
        Err(Refusal::Damaged(error)) => Some(Err(error)),
        Err(Refusal::OtherFormat) => None,
    })
}

/// Whether a file that begins like this may be in one of the formats: texts, which tell some only at their end, and what
/// begins with the word 0 as CPU profiles do, but does not go on like that.
pub(super) fn may_begin(start: &[u8]) -> bool {
    let is_text = !start.contains(&0);
    let is_counted = start.starts_with(&[0; 4]) && start.iter().any(|&byte| byte != 0);
    is_text || is_counted || read(start).is_some()
}

/// Why the reader of a format has no profile to return.
#[derive(Debug)]
enum Refusal {
    /// The bytes may be in another format.
    OtherFormat,
    /// They are in this format, but something is wrong with them.
    Damaged(ReadError),
}

impl From<ReadError> for Refusal {
    fn from(error: ReadError) -> Refusal {
        Refusal::Damaged(error)
    }
}

impl From<LegacyError> for Refusal {
    fn from(error: LegacyError) -> Refusal {
        Refusal::Damaged(error.into())
    }
}

/// What is wrong with a profile in one of the formats from before the protobuf.
#[derive(Debug, thiserror::Error)]
#[error("line {line}: {damage}")]
#[non_exhaustive]
pub struct LegacyError {
    /// The line, counted from 1; the lines of a binary profile's text part are counted from its start.
    pub line: usize,
    /// What is wrong with it.
    pub damage: Damage,
}

/// What is wrong with a line of a profile.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Damage {
    /// The line does not end for too long.
    #[error("token too long: more than {} bytes", lines::LONGEST)]
    TooLong,
    /// A heap profile's line that should be a sample is none.
    #[error("unexpected number of sample values: got 0, want 6")]
    NoHeapSample,
    /// The line of a count profile, such as Go's goroutine profile, that should be a sample is none.
    #[error("malformed profile format: neither a count and its stack nor a comment")]
    NoCountSample,
    /// A number that is none, or is too large.
    #[error("malformed sample: {0:?} is not a number of 64 bits")]
    Number(BString),
    /// Nothing was allocated, and yet it has bytes.
    #[error("{kind} count was 0 but {kind} bytes was {bytes}")]
    BytesWithoutCount {
        /// Which of the two pairs of numbers it is.
        kind: &'static str,
        /// The number of bytes.
        bytes: i64,
    },
    /// A sample of a Java heap profile has no objects.
    #[error("malformed sample: second value must be non-zero")]
    NoObjects,
}

impl Damage {
    /// The damage that a text is no number. Only the start of a long text is kept.
    fn number(text: &[u8]) -> Damage {
        let shown = match text.get(..40) {
            Some(start) => [start, "…".as_bytes()].concat(),
            None => text.to_vec(),
        };
        Damage::Number(shown.into())
    }
}

#[cfg(test)]
mod tests;
