//! The outcome of symbolization.

use super::debug_info_error::DebugInfoError;
use super::request::Mismatch;
use crate::profile::MappingId;

/// The outcome for each mapping that was looked up, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The mappings with their results.
    pub mappings: Vec<(MappingId, Result<Named, Unnamed>)>,
}

/// The result for a mapping.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Named {
    /// How many locations were looked up.
    pub n_locations: usize,
    /// How many have names now.
    pub n_named: usize,
    /// Why results may be incomplete.
    pub error: Option<DebugInfoError>,
}

/// Why nothing was found.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unnamed {
    /// The profile does not name the file.
    #[error("its file is not known")]
    Unknown,
    /// There is no such file, for this reason.
    #[error("{0}")]
    Missing(String),
    /// The file is not the one of the profile.
    #[error(transparent)]
    Mismatch(#[from] Mismatch),
}
