//! Coordinates of boxes and of the lines that pass between them.

pub(crate) mod draft;
pub(crate) mod isotonic;
pub(crate) mod place;
pub(crate) mod rows;
pub(crate) mod spacing;
pub(crate) mod stretch;
