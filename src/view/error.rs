//! Errors in filters.

use crate::pattern::PatternError;

/// Why a filter is invalid.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FilterError {
    /// The value is not a regular expression.
    #[error("parsing {filter} regexp: error parsing regexp: {error}")]
    Pattern {
        /// The filter's name.
        filter: &'static str,
        /// The error in the expression.
        #[source]
        error: PatternError,
    },
    /// The value is a range with a number that does not fit in 64 bits.
    #[error("parsing {filter} range: {number} is out of range")]
    Range {
        /// The filter's name.
        filter: &'static str,
        /// The number.
        number: String,
    },
}
