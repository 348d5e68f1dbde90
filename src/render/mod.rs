//! What a report looks like in the end.

mod dot;

pub use dot::dot;
