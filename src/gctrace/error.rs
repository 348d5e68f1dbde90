//! Why a log has no usable records.

use std::io;

use super::damage::Damaged;

/// Why a log has no usable records.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LogError {
    /// No line has a record.
    #[error("no line of gctrace in {lines} lines")]
    NoRecord {
        /// The number of lines.
        lines: u64,
    },
    /// All records are damaged.
    #[error("no sound line of gctrace: {n_damaged} damaged, the first of them line {}: {}", first.line, first.damage)]
    AllDamaged {
        /// The number of damaged lines.
        n_damaged: u64,
        /// The first of them.
        first: Damaged,
    },
    /// The log cannot be read.
    #[error(transparent)]
    Io(#[from] io::Error),
}
