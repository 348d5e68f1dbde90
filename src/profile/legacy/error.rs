//! Errors in the older formats.

use bstr::BString;

/// The most bytes that a line may have, its end not counted.
pub(super) const LONGEST_LINE: usize = 65_535;

/// An error in a line of a profile in one of the older formats.
#[derive(Debug, thiserror::Error)]
#[error("line {line}: {damage}")]
#[non_exhaustive]
pub struct LegacyError {
    /// The line number, from 1; for the text at the end of a binary profile, from the start of the text.
    pub line: usize,
    /// The error.
    #[source]
    pub damage: LegacyDamage,
}

/// What is wrong with a line of a profile.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LegacyDamage {
    /// The line exceeds the maximum length.
    #[error("token too long: more than {} bytes", LONGEST_LINE)]
    TooLong,
    /// A line of a heap profile is not a sample.
    #[error("unexpected number of sample values: got 0, want 6")]
    NoHeapSample,
    /// A line of a count profile, such as Go's goroutine profile, is neither a sample nor a comment.
    #[error("malformed profile format: neither a count and its stack nor a comment")]
    NoCountSample,
    /// A text is not an integer of 64 bits.
    #[error("malformed sample: {0:?} is not a number of 64 bits")]
    Number(BString),
    /// Bytes are in use or allocated, but the number of blocks is 0.
    #[error("{kind} count was 0 but {kind} bytes was {bytes}")]
    BytesWithoutCount {
        /// Which of the two pairs of values it is.
        kind: &'static str,
        /// The number of bytes.
        bytes: i64,
    },
    /// A sample of a Java heap profile has no objects.
    #[error("malformed sample: second value must be non-zero")]
    NoObjects,
}

impl LegacyDamage {
    /// The damage that `text` is not a number. Only the start of a long text is kept.
    pub(super) fn not_a_number(text: &[u8]) -> LegacyDamage {
        let shown = match text.get(..40) {
            Some(start) => [start, "…".as_bytes()].concat(),
            None => text.to_vec(),
        };
        LegacyDamage::Number(shown.into())
    }
}
