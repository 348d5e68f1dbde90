//! Why a question has no answer.

use crate::{pattern::PatternError, view::FilterError};

/// Why there is no answer, and what was to be said before that turned out.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{kind}")]
#[non_exhaustive]
pub struct AnalysisError {
    /// What is wrong.
    #[source]
    pub kind: AnalysisErrorKind,
    /// What [`Selection::warnings`](super::Selection::warnings) would have begun with.
    pub warnings: Vec<String>,
}

impl From<AnalysisErrorKind> for AnalysisError {
    fn from(kind: AnalysisErrorKind) -> AnalysisError {
        AnalysisError { kind, warnings: Vec::new() }
    }
}

/// What can be wrong with a profile or with options.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AnalysisErrorKind {
    /// The profile says nothing of its values.
    #[error("the profile has no sample types")]
    NoSampleTypes,
    /// `-sample_index` is a number, but too large or too small.
    #[error("sample_index {index} is outside the range [0..{last}]")]
    SampleIndexRange {
        /// The number as given.
        index: String,
        /// The largest one.
        last: usize,
    },
    /// `-sample_index` is no name of a sample type.
    #[error("sample_index {name:?} must be one of: [{}]", names.join(" "))]
    SampleIndexName {
        /// The name as given.
        name: String,
        /// The names there are.
        names: Vec<String>,
    },
    /// `-divide_by=0`.
    #[error("zero divisor specified")]
    ZeroDivisor,
    /// The pattern that says what the report is about is no regular expression.
    #[error("parsing argument regexp {pattern}: error parsing regexp: {error}")]
    Pattern {
        /// The pattern as given.
        pattern: String,
        /// What is wrong.
        error: PatternError,
    },
    /// The value of a filter is not valid.
    #[error("{0}")]
    Filter(#[from] FilterError),
}
