//! Why a reader of one of the formats has nothing to return.

use super::error::LegacyError;
use crate::profile::read::error::ReadError;

/// Why the reader of a format has no profile to return.
#[derive(Debug)]
pub(super) enum Refusal {
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
