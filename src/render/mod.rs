//! The outputs.

mod curve;
mod number;
mod page;
mod svg;
mod xml;

pub use svg::svg;
