//! Draws the call graph of a [pprof](https://github.com/google/pprof) profile: which functions took how much, and
//! who called them.
//!
//! The way from a profile to a picture is a row of plain values, each made from the one before:
//!
//! 1. [`profile::read`] decodes the file into a [`profile::Profile`].
//! 2. [`report::report`] filters, weighs and trims the call graph into a [`report::Report`], every number in words.
//!    [`render::dot`] prints that for Graphviz.
//! 3. [`drawing::draw`] makes it a [`drawing::Drawing`]: boxes and lines with texts, colours and sizes.
//! 4. [`layout::layered`] finds a place for everything, from sizes and weights alone: a [`layout::Layout`].
//! 5. [`render::svg`] prints the drawing in its places.
//!
//! ```
//! use pprof_svg::{drawing, layout, options, profile, render, report};
//!
//! let bytes = std::fs::read("examples/recursion.cpu.pb.gz")?;
//! let profile = profile::read(&bytes)?;
//! let report = report::report(profile, &options::Options::default())?;
//! let drawing = drawing::draw(&report, &drawing::Style::default());
//! let layout = layout::layered(&drawing.layout_input(), &layout::Options::default());
//! let svg = render::svg(&drawing, &layout);
//! assert!(svg.starts_with("<svg"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The same input gives the same bytes on every machine. Files may come from strangers: what is wrong with one is a
//! [`profile::ReadError`], never a panic.

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

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
