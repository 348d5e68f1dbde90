//! Why records are skipped.

/// Why a record is skipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Damage {
    /// It is truncated or interleaved with other text: this field is missing.
    #[error("no {0} where it belongs")]
    Missing(&'static str),
    /// Only its end is there.
    #[error("its beginning is missing")]
    NoBeginning,
    /// Its heap is larger than 256 TiB.
    #[error("a heap beyond belief")]
    Heap,
    /// Its process ran for more than 31 years.
    #[error("a time beyond belief")]
    Time,
}

/// A line with a skipped record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damaged {
    /// The line number, from 1.
    pub line: u64,
    /// The damage of its first skipped record.
    pub damage: Damage,
}
