//! Why a log tells nothing.

use std::io;

use super::damage::Damaged;

/// Why a log tells nothing.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LogError {
    /// There is no line of gctrace in it.
    #[error("no line of gctrace in {lines} lines")]
    NoRecord {
        /// How many lines there are.
        lines: u64,
    },
    /// There are some, and all are damaged.
    #[error("no sound line of gctrace: {n_damaged} damaged, the first of them line {}: {}", first.line, first.damage)]
    AllDamaged {
        /// How many.
        n_damaged: u64,
        /// The first.
        first: Damaged,
    },
    /// It cannot be read.
    #[error(transparent)]
    Io(#[from] io::Error),
}
