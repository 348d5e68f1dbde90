//! Draws the call graph of a [pprof](https://github.com/google/pprof) profile: which functions took how much, and
//! who called them.
//!
//! ```
//! use pprof_svg::{Options, profile};
//!
//! let profile = profile::read(&std::fs::read("examples/recursion.cpu.pb.gz")?)?;
//! let svg = pprof_svg::svg(&profile, &Options::default())?;
//! assert!(svg.starts_with("<svg"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The way from a profile to a picture is a row of plain values, each made from the one before, so that you can stop
//! where you like, or come back to any of them with other options:
//!
//! 1. [`profile::read`] decodes the file into a [`Profile`].
//!    [`symbols::demangle`] gives its functions readable names, where those are mangled.
//! 2. [`analysis::Analysis::new`] looks through it once; [`select`](analysis::Analysis::select) narrows it down by
//!    options, as often as you like, without a copy of it.
//! 3. [`graph`](analysis::Selection::graph) weighs and cuts the call graph down to an [`analysis::Graph`], which is
//!    numbers and names. [`render::dot`] prints that for Graphviz, [`text`] as a table, samples one by one, or
//!    lines of source.
//! 4. [`drawing::draw`] makes it a [`drawing::Drawing`]: boxes and lines with texts, colours and sizes.
//! 5. [`layout::layered`] finds a place for everything, from sizes and weights alone: a [`layout::Layout`].
//!    [`picture::drawn`] does both, and both again where that shows lines that are better not drawn.
//! 6. [`render::svg`] prints the drawing in its places.
//!
//! ```
//! use pprof_svg::{Options, analysis::{Analysis, Cut}, drawing, layout, picture, profile, render};
//!
//! let profile = profile::read(&std::fs::read("examples/recursion.cpu.pb.gz")?)?;
//! let options = Options { node_count: Some(20), ..Options::default() };
//! let analysis = Analysis::new(&profile)?;
//! let graph = analysis.select(&options)?.graph(&Cut::picture(&options));
//! let (drawing, layout) = picture::drawn(&graph, &drawing::Style::default(), &layout::Options::default());
//! let svg = render::svg(&drawing, &layout);
//! # assert!(svg.starts_with("<svg"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The same input gives the same bytes on every machine. Files may come from strangers: what is wrong with one is a
//! [`profile::ReadError`], never a panic.

pub mod analysis;
pub mod chart;
pub mod comparison;
#[cfg(any(feature = "pdf", feature = "png"))]
pub mod convert;
pub mod drawing;
#[cfg(feature = "earlier")]
pub mod earlier;
mod fast_map;
pub mod gctrace;
mod graph;
mod index;
mod jagged;
#[cfg(feature = "layout-rs")]
pub mod layout_rs_backend;
pub mod options;
mod parallel;
mod path;
mod pattern;
pub mod picture;
pub mod profile;
pub mod render;
mod report;
pub mod review;
pub mod scene;
pub mod sources;
#[cfg(feature = "symbolize")]
pub mod symbolize;
pub mod symbols;
pub mod text;
mod units;
mod view;

pub use layered_layout::{self as layout, geom};

pub use self::{analysis::AnalysisError, options::Options, profile::Profile};

use self::analysis::{Analysis, Cut, Graph};

/// Draws what `options` ask for of a profile as a picture, as the command does unasked, once [`symbols::demangle`] has
/// given functions readable names.
///
/// # Errors
///
/// If an option makes no sense, or makes none for this profile.
pub fn svg(profile: &Profile, options: &Options) -> Result<String, AnalysisError> {
    let graph = graph(profile, options, Cut::picture)?;
    let (drawing, layout) = picture::drawn(&graph, &drawing::Style::default(), &layout::Options::default());
    Ok(render::svg(&drawing, &layout))
}

/// Prints the same graph for Graphviz, byte for byte as `go tool pprof -dot` does.
///
/// # Errors
///
/// As [`svg()`].
pub fn dot(profile: &Profile, options: &Options) -> Result<Vec<u8>, AnalysisError> {
    graph(profile, options, Cut::dot).map(|graph| render::dot(&graph))
}

fn graph(profile: &Profile, options: &Options, cut: fn(&Options) -> Cut) -> Result<Graph, AnalysisError> {
    Ok(Analysis::new(profile)?.select(options)?.graph(&cut(options)))
}

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
