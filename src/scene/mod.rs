//! What pictures are made of, whatever they show: measured text, shapes, colours.
//!
//! All of it is measured without the fonts of a machine, and safe to print: there is no character in it that would not
//! be seen.

pub mod background;
pub mod color;
pub(crate) mod column;
pub(crate) mod metrics;
mod shapes;
pub mod text;
mod visible;

pub use shapes::{Mark, Paint, Panel, Polyline, Scene, Stroke, Swatch};

pub(crate) use visible::visible;
