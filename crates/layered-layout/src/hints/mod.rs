//! Drawings that look like an earlier one.

pub(crate) mod earlier;
pub(crate) mod vertices;
