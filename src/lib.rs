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
//! The stages from a profile to a picture are functions between plain values, so that each value can be used by itself,
//! or several times with other options:
//!
//! 1. [`profile::read`] decodes the file into a [`Profile`]. [`symbols::demangle`] makes mangled function names
//!    readable.
//! 2. [`analysis::Analysis::new`] analyses it once; [`select`](analysis::Analysis::select) applies options, any number
//!    of times, without copying it.
//! 3. [`graph`](analysis::Selection::graph) computes the weights of the call graph and trims it to an
//!    [`analysis::Graph`] of numbers and names. [`render::dot`] prints it for Graphviz, [`text`] as reports.
//! 4. [`drawing::draw`] makes a [`drawing::Drawing`] of it: boxes and lines with texts, colours and sizes.
//! 5. [`layout::layered`] computes positions from sizes and weights alone: a [`layout::Layout`]. [`picture::drawn`]
//!    does both, and replaces long lines of weak calls by stubs.
//! 6. [`render::svg`] prints the drawing with its positions.
//!
//! ```
//! use pprof_svg::{NodeLimit, Options, analysis::{Analysis, Cut}, drawing, layout, picture, profile, render};
//!
//! let profile = profile::read(&std::fs::read("examples/recursion.cpu.pb.gz")?)?;
//! let options = Options { node_count: NodeLimit::AtMost(20), ..Options::default() };
//! let analysis = Analysis::new(&profile)?;
//! let graph = analysis.select(&options)?.graph(&Cut::picture(&options));
//! let (drawing, layout) = picture::drawn(&graph, &drawing::Style::default(), &layout::Options::default());
//! let svg = render::svg(&drawing, &layout);
//! # assert!(svg.starts_with("<svg"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Options are plain structs with a `Default`, to be made by struct update: later versions may add fields. Results are plain
//! values with public fields, most of which can also be made by hand, unless they keep an invariant: then their fields are
//! private. Enums and errors are `non_exhaustive`, except those that are closed by their nature. The text of an error says
//! everything, its cause included; `source` has the cause as a value.
//!
//! Features: `cli` (with `fetch` and `shell`) is the command; `symbolize` finds names for addresses in object files; `zstd`
//! reads profiles that are compressed with it; `earlier` reads earlier pictures for hints; `png` and `pdf` convert pictures;
//! `layout-rs` is another layout, for comparison. All but `png` and `pdf` are on unless switched off.
//!
//! The same input gives the same bytes on every machine. Profiles are untrusted input: any error in one is a
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

pub use bstr;
pub use layered_layout::{self as layout, geom};

pub use self::{
    analysis::AnalysisError,
    options::{Filters, Granularity, NodeLimit, Options},
    profile::Profile,
};

use self::analysis::{Analysis, Cut, Graph};

/// Draws the call graph of a profile as SVG, with the defaults of the command. The command calls [`symbols::demangle`]
/// before, and prints [`Selection::warnings`](analysis::Selection::warnings), such as that a filter matches nothing.
///
/// # Panics
///
/// If the profile was made by hand, and is [invalid](Profile::validate).
///
/// # Errors
///
/// If an option is invalid, or not applicable to this profile.
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
