//! Drawings of components made one drawing of the wanted shape.

pub(crate) mod direction;
pub(crate) mod fit;
pub(crate) mod pack;
pub(crate) mod wrapping;
