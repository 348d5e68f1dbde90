//! Pictures for programs that show no SVG: what [`render::svg`](crate::render::svg) returns as PNG and as PDF.
//!
//! Texts are set in fonts that are part of this crate, with the advances that everything is measured with; those of the
//! machine are not looked at. What the fonts lack, such as Chinese, is an empty box. Script, links and titles are left out,
//! and of a picture that is light and dark, the light one is taken.
//!
//! Only arithmetic that is the same everywhere chooses pixels, but for the round corners of boxes: they come from the
//! platform's sines, in double precision, and are rounded to single precision.

mod error;
mod fonts;
#[cfg(feature = "pdf")]
mod pdf;
#[cfg(feature = "png")]
mod png;
mod tree;

pub use self::error::ConvertError;
#[cfg(feature = "pdf")]
pub use self::pdf::pdf;
#[cfg(feature = "png")]
pub use self::png::{MAX_PIXELS, MAX_SIDE, Png, png};
