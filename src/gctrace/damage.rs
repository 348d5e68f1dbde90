//! What is wrong with records that are skipped.

/// What is wrong with a record that is skipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Damage {
    /// It is cut or torn: this field does not follow.
    #[error("no {0} where it belongs")]
    Missing(&'static str),
    /// Only its end is there.
    #[error("its beginning is missing")]
    NoBeginning,
    /// A heap of more than 256 TiB.
    #[error("a heap beyond belief")]
    Heap,
    /// A process that ran for more than 31 years.
    #[error("a time beyond belief")]
    Time,
}

/// A line with a record that is skipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damaged {
    /// The line, counted from 1.
    pub line: u64,
    /// What is wrong with the first such record of it.
    pub damage: Damage,
}
