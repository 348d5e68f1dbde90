//! The drawing: a report as labelled, coloured and measured boxes and edges.

pub mod color;
