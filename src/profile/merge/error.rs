//! Why profiles cannot be combined.

/// Why profiles cannot be merged.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MergeError {
    /// There is no sample type that all profiles have.
    #[error("they have no sample type in common")]
    NoCommonSampleTypes,
    /// The events between samples cannot be compared.
    #[error("one was sampled by {0}, another by {1}")]
    PeriodTypes(String, String),
    /// Values of one name cannot be compared.
    #[error("values of {0} and of {1} cannot be added up")]
    SampleTypes(String, String),
    /// The events between samples are not the same, as `-normalize` needs it.
    #[error("-normalize needs profiles that were sampled alike: one by {0}, the other by {1}")]
    NormalizePeriodTypes(String, String),
    /// The sample types are not the same, as `-normalize` needs it.
    #[error("-normalize needs profiles of the same sample types: one has {0}, the other {1}")]
    NormalizeSampleTypes(String, String),
    /// A [`Merger`](super::super::Merger) was given something else than what was announced to it.
    #[error("there are other profiles to be merged than were announced")]
    NotAsAnnounced,
}
