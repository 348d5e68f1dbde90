//! Draws the call graph of a [pprof](https://github.com/google/pprof) profile.

pub mod drawing;
mod fast_map;
pub mod geom;
mod graph;
pub mod layout;
pub mod options;
mod path;
pub mod profile;
pub mod render;
pub mod report;
#[cfg(feature = "layout-rs")]
pub mod second_engine;
mod units;
