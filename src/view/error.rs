//! What may be wrong with a filter.

use crate::pattern::PatternError;

/// Why a filter is none.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FilterError {
    /// Its value is no regular expression.
    #[error("parsing {filter} regexp: error parsing regexp: {error}")]
    Pattern {
        /// The filter's name.
        filter: &'static str,
        /// What is wrong.
        error: PatternError,
    },
    /// Its value is a range of numbers that do not fit in 64 bits.
    #[error("parsing {filter} range: {number} is out of range")]
    Range {
        /// The filter's name.
        filter: &'static str,
        /// The number.
        number: String,
    },
}
