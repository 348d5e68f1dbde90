//! Where boxes were in an earlier picture, so that a later one can keep them there.

mod places;
mod read;

pub use places::Earlier;
pub use read::{EarlierError, read};
