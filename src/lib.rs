//! Draws the call graph of a [pprof](https://github.com/google/pprof) profile.

mod fast_map;
pub mod geom;
mod graph;
pub mod layout;
pub mod options;
pub mod profile;
pub mod render;
pub mod report;
mod units;
