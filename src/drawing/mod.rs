//! The drawing: a call graph as labelled, coloured and measured boxes and edges.
//!
//! Everything is known of the picture but where its parts go; a layout adds that. What each mark means, and why,
//! is the business of the modules: [`node::NodeBox`], [`edge::Edge`], [`header`] and `key`.

mod alike;
mod cycles;
mod draft;
pub mod edge;
pub mod frame;
pub mod header;
mod heaviest;
mod identity;
mod key;
mod model;
mod name;
pub mod node;
pub mod outline;
mod review_header;
mod rows;
mod scale;
pub mod side;
pub mod source_url;
pub mod stack;
mod standing;
pub mod stub;
mod style;
pub mod tag;

pub use draft::{Draft, draw};
pub use model::{Drawing, MARGIN};
pub use style::Style;

#[cfg(test)]
mod tests;
