//! Places for labels beside their lines.

pub(crate) mod channels;
pub(crate) mod free_places;
pub(crate) mod place;
pub(crate) mod reserved;
