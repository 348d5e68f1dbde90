//! Why debug information was not read to its end.

/// What is wrong with debug information. What was found before stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum Trouble {
    /// It is not as the format has it.
    #[error("its debug information is damaged, and only part of it was read")]
    Damaged,
    /// It would have taken more work or memory than a file of its size should.
    #[error("its debug information takes too much work, and only part of it was read")]
    TooMuch,
}

impl From<gimli::Error> for Trouble {
    fn from(_: gimli::Error) -> Trouble {
        Trouble::Damaged
    }
}

impl From<object::Error> for Trouble {
    fn from(_: object::Error) -> Trouble {
        Trouble::Damaged
    }
}
