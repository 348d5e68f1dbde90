//! Orders of the ranks in which few edges cross.

pub(crate) mod candidates;
pub(crate) mod crossing_table;
pub(crate) mod crossings;
pub(crate) mod exchange;
pub(crate) mod initial;
pub(crate) mod inversions;
pub(crate) mod kept;
pub(crate) mod levels;
pub(crate) mod proper;
pub(crate) mod reinsert;
pub(crate) mod sweep;
