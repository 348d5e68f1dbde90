//! The outputs.

mod compact;
mod curve;
mod dot;
mod look;
mod number;
mod page;
mod runs;
mod style;
mod svg;
mod text;
mod weblist;
mod xml;

pub use dot::dot;
pub use svg::svg;
pub use weblist::weblist;
