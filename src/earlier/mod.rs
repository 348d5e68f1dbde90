//! Positions of boxes in an earlier picture, as hints for the layout of a later one.

mod places;
mod read;

pub use places::Earlier;
pub use read::{EarlierError, read};
