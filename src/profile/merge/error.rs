//! Why profiles cannot be merged.

/// Why profiles cannot be merged.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MergeError {
    /// No sample type is in all profiles.
    #[error("they have no sample type in common")]
    NoCommonSampleTypes,
    /// The period types, or their units, differ.
    #[error("one was sampled by {0}, another by {1}")]
    PeriodTypes(String, String),
    /// The units of a sample type are incompatible.
    #[error("values of {0} and of {1} cannot be added up")]
    SampleTypes(String, String),
    /// The period types differ, which `-normalize` does not allow.
    #[error("-normalize needs profiles that were sampled alike: one by {0}, the other by {1}")]
    NormalizePeriodTypes(String, String),
    /// The sample types differ, which `-normalize` does not allow.
    #[error("-normalize needs profiles of the same sample types: one has {0}, the other {1}")]
    NormalizeSampleTypes(String, String),
    /// A profile added to a [`Merger`](super::super::Merger) differs from its announced measures.
    #[error("there are other profiles to be merged than were announced")]
    NotAsAnnounced,
}
