//! Why debug information was not read to its end.

use super::interruption::Interruption;

/// An error in debug information. Results before it are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[non_exhaustive]
pub enum DebugInfoError {
    /// The data is invalid.
    #[error("its debug information is damaged, and only part of it was read")]
    Damaged,
    /// It would take more work or memory than a file of its size should.
    #[error("its debug information takes too much work, and only part of it was read")]
    TooMuch,
}

impl DebugInfoError {
    /// The error for users.
    pub(super) fn of(interruption: Interruption) -> DebugInfoError {
        match interruption {
            Interruption::Damaged => DebugInfoError::Damaged,
            Interruption::TooMuch => DebugInfoError::TooMuch,
        }
    }
}
