//! Why profiles cannot be combined.

/// Why profiles cannot be merged.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MergeError {
    /// There is no sample type that all profiles have.
    #[error("profiles have empty common sample type list")]
    NoCommonSampleTypes,
    /// The events between samples cannot be compared.
    #[error("period type: incompatible types: {0} {1}")]
    PeriodTypes(String, String),
    /// Values of one name cannot be compared.
    #[error("sample types: incompatible types: {0} {1}")]
    SampleTypes(String, String),
    /// The events between samples are not the same, as `-normalize` needs it.
    #[error("incompatible period types {0} and {1}")]
    NormalizePeriodTypes(String, String),
    /// The sample types are not the same, as `-normalize` needs it.
    #[error("incompatible sample types [{0}] and [{1}]")]
    NormalizeSampleTypes(String, String),
    /// A [`Merger`](super::super::Merger) was given something else than what was announced to it.
    #[error("there are other profiles to be merged than were announced")]
    NotAsAnnounced,
}
