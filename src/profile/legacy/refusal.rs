//! Why a reader of one of the formats returns no profile.

use super::error::LegacyError;
use crate::profile::read::error::ReadError;

/// Why a reader of one of the formats returns no profile.
#[derive(Debug)]
pub(super) enum Refusal {
    /// The file may be in another format.
    OtherFormat,
    /// The file is in this format, but invalid.
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
