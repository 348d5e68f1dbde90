//! The drawing: a call graph as labelled, coloured and measured boxes and edges.
//!
//! Everything is known of the picture but where its parts go; a layout adds that. What each mark means, and why,
//! is the business of the modules: [`node::NodeBox`], [`edge::DrawnEdge`], [`header`] and `key`.

mod cycles;
mod disambiguate;
mod draft;
pub mod edge;
pub mod header;
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
pub use model::{Drawing, MARGIN};
pub use style::Style;

#[cfg(test)]
mod tests;
