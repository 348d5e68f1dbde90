//! What became of the search.

use super::request::Misfit;
use super::trouble::Trouble;
use crate::profile::MappingId;

/// What became of each mapping that was looked at, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The mappings.
    pub mappings: Vec<(MappingId, Result<Named, Unnamed>)>,
}

/// What was found in the files of a mapping.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Named {
    /// How many locations were looked up.
    pub n_locations: usize,
    /// How many have names now.
    pub n_named: usize,
    /// Why there may be less than there should.
    pub trouble: Option<Trouble>,
}

/// Why nothing was found.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unnamed {
    /// The profile does not say which file it is.
    #[error("its file is not known")]
    Unknown,
    /// There is no such file, for this reason.
    #[error("{0}")]
    Missing(String),
    /// There is another one instead.
    #[error(transparent)]
    Misfit(#[from] Misfit),
}
