//! Errors of analysis.

use std::error::Error;
use std::fmt;

use crate::{pattern::PatternError, view::FilterError};

/// Why there is no result, with the warnings before the error.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct AnalysisError {
    /// The error.
    pub kind: AnalysisErrorKind,
    /// The first of [`Selection::warnings`](super::Selection::warnings).
    pub warnings: Vec<String>,
}

impl fmt::Display for AnalysisError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.fmt(f)
    }
}

/// It is its kind, with something beside it.
impl Error for AnalysisError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.kind.source()
    }
}

impl From<AnalysisErrorKind> for AnalysisError {
    fn from(kind: AnalysisErrorKind) -> AnalysisError {
        AnalysisError { kind, warnings: Vec::new() }
    }
}

/// An error in a profile or in options.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AnalysisErrorKind {
    /// The profile has no sample types.
    #[error("the profile has no sample types")]
    NoSampleTypes,
    /// `-sample_index` is a number out of range.
    #[error("sample_index {index} is outside the range [0..{last}]")]
    SampleIndexRange {
        /// The number as given.
        index: String,
        /// The largest index.
        last: usize,
    },
    /// `-sample_index` is not the name of a sample type.
    #[error("sample_index {name:?} must be one of: [{}]", names.join(" "))]
    SampleIndexName {
        /// The name as given.
        name: String,
        /// The names of the sample types.
        names: Vec<String>,
    },
    /// `-divide_by=0`.
    #[error("zero divisor specified")]
    ZeroDivisor,
    /// The pattern of the report is not a regular expression.
    #[error("parsing argument regexp {pattern}: error parsing regexp: {error}")]
    Pattern {
        /// The pattern as given.
        pattern: String,
        /// The error in the expression.
        #[source]
        error: PatternError,
    },
    /// The value of a filter is invalid.
    #[error(transparent)]
    Filter(#[from] FilterError),
}
