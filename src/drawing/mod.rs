//! The drawing: a report as labelled, coloured and measured boxes and edges.

pub mod color;
#[cfg_attr(not(test), expect(dead_code, reason = "the drawing measures and names once it is in place"))]
mod metrics;
#[cfg_attr(not(test), expect(dead_code, reason = "the drawing measures and names once it is in place"))]
mod name;
