//! What can be wrong with the older formats.

use bstr::BString;

/// The most bytes that a line may have, its end not counted.
pub(super) const LONGEST_LINE: usize = 65_535;

/// What is wrong with a profile in one of the formats from before the protobuf.
#[derive(Debug, thiserror::Error)]
#[error("line {line}: {damage}")]
#[non_exhaustive]
pub struct LegacyError {
    /// The line, counted from 1; the lines of a binary profile's text part are counted from its start.
    pub line: usize,
    /// What is wrong with it.
    pub damage: LegacyDamage,
}

/// What is wrong with a line of a profile.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LegacyDamage {
    /// The line does not end for too long.
    #[error("token too long: more than {} bytes", LONGEST_LINE)]
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

impl LegacyDamage {
    /// The damage that a text is no number. Only the start of a long text is kept.
    pub(super) fn not_a_number(text: &[u8]) -> LegacyDamage {
        let shown = match text.get(..40) {
            Some(start) => [start, "…".as_bytes()].concat(),
            None => text.to_vec(),
        };
        LegacyDamage::Number(shown.into())
    }
}
