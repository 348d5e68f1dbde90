//! Converts the SVG of [`render::svg`](crate::render::svg) to PNG and PDF.
//!
//! Text is set in embedded fonts, with the advances that it is measured with; system fonts are not used. Characters
//! that the fonts lack, such as Chinese, are empty boxes. Script, links and titles are dropped, and of a light and dark
//! picture, the light one is used.
//!
//! Pixels are the same on every platform, except for rounded corners, which use the platform's sine in double
//! precision, rounded to single precision.

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
