//! Places for labels beside their lines.

pub(crate) mod candidates;
pub(crate) mod channels;
pub(crate) mod place;
pub(crate) mod reserved;
