//! The course of each edge.

pub(crate) mod corridor;
pub(crate) mod curves;
pub(crate) mod funnel;
pub(crate) mod lines;
pub(crate) mod ports;
pub(crate) mod simplify;
