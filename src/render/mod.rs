//! The outputs.

mod curve;
mod dot;
mod number;
mod page;
mod svg;
mod xml;

pub use dot::dot;
pub use svg::svg;
