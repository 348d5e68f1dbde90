//! The outputs.

mod compact;
mod curve;
mod document;
mod dot;
mod embedded;
mod look;
mod marks;
mod number;
mod page;
mod places;
mod runs;
mod scene;
mod stub;
mod style;
mod svg;
mod text;
mod weblist;
mod xml;

pub use dot::dot;
pub use scene::scene;
pub use svg::svg;
pub use weblist::weblist;
