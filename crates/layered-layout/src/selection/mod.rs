//! The order that is drawn.

pub(crate) mod best;
pub(crate) mod detours;
