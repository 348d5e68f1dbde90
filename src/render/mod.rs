//! What a report looks like in the end.

mod curve;
mod dot;
mod number;
mod page;
mod svg;
mod xml;

pub use dot::dot;
pub use svg::svg;
