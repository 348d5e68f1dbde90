//! Why debug information was not read to its end.

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

impl From<gimli::Error> for DebugInfoError {
    fn from(_: gimli::Error) -> DebugInfoError {
        DebugInfoError::Damaged
    }
}

impl From<object::Error> for DebugInfoError {
    fn from(_: object::Error) -> DebugInfoError {
        DebugInfoError::Damaged
    }
}
