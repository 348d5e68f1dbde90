//! The drawing of a call graph: boxes and edges with texts, colours and sizes, and no places.
//!
//! [`draw`] makes a [`Drawing`] of a graph. [`Drawing::layout_input`] is what a layout needs to know of it, and
//! [`render::svg`](crate::render::svg) prints both. All lengths are in px.

mod cycles;
mod disambiguate;
mod draft;
pub mod edge;
mod header;
mod heaviest;
mod identity;
mod key;
pub mod layout_box;
mod model;
mod name;
pub mod node;
mod outcome;
pub mod outline;
mod review_header;
mod rows;
mod scale;
pub mod side;
pub mod source_url;
pub mod stack;
pub mod stub;
mod style;
pub mod tag;

pub use draft::{Draft, draw};
pub use model::Drawing;
pub(crate) use model::MARGIN;
pub use style::Style;

#[cfg(test)]
mod tests;
