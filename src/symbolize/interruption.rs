//! Why reading debug information stops, with conversions from the errors of its parsers.

/// Why reading stops; what was read before is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Interruption {
    /// The data is invalid.
    Damaged,
    /// It would take more work or memory than a file of its size should.
    TooMuch,
}

impl From<gimli::Error> for Interruption {
    fn from(_: gimli::Error) -> Interruption {
        Interruption::Damaged
    }
}

impl From<object::Error> for Interruption {
    fn from(_: object::Error) -> Interruption {
        Interruption::Damaged
    }
}
