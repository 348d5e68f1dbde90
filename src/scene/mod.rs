//! Parts that call graphs and charts share: measured text, shapes, colours.
//!
//! Text is measured with embedded advances, so that sizes are the same on every machine, and holds visible characters
//! only, so that untrusted names cannot change how a picture reads.

pub mod background;
pub mod color;
pub(crate) mod column;
pub(crate) mod metrics;
mod shapes;
pub mod text;
mod visible;

pub use shapes::{Mark, Paint, Panel, Polyline, Scene, Stroke, Swatch};

pub(crate) use visible::visible;
