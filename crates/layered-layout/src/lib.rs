//! Layered layout of directed graphs: boxes, weighted edges and sizes of labels go in, places and curves come out.
//!
//! ```
//! use layered_layout::{Edge, Input, Options, check, geom::Size, layered};
//!
//! let boxes = vec![Size::new(80.0, 30.0); 3];
//! let edges = [(0, 1), (0, 2), (2, 1)].map(|(tail, head)| Edge { tail, head, ..Edge::default() });
//! let input = Input::new(boxes, edges.to_vec())?;
//! let layout = layered(&input, &Options::default());
//! assert!(layout.boxes[0].y < layout.boxes[2].y && layout.boxes[2].y < layout.boxes[1].y);
//! assert_eq!(check(&input, &layout), Ok(()));
//! # Ok::<(), layered_layout::InvalidInput>(())
//! ```
//!
//! The phases are those of Gansner, Koutsofios, North and Vo, "A Technique for Drawing Directed Graphs",
//! IEEE TSE 19(3), 1993: [`layered()`] runs them one after the other. Lengths are CSS pixels: some distances, such as
//! those of labels, are fixed. x grows to the right and y downwards. A drawing that is much higher than a screen continues in
//! columns, unless [`Options::height`] is 0.
//!
//! What goes in are plain values: [`Options`] and [`Edge`] have a `Default`, so that `..Edge::default()` sees to fields of
//! later versions, and an [`Input`] is checked when it is made. What comes out is plain too: a [`Layout`] has places and curves in
//! the order of the input, and cannot fail to be there.

mod assemble;
mod budget;
mod check;
mod component;
mod connected;
mod cycles;
mod effort;
#[cfg(feature = "petgraph")]
mod from_graph;
pub mod geom;
mod hinted;
mod hints;
mod input;
mod labels;
mod layered;
mod layout;
mod lists;
mod loops;
mod options;
mod order;
mod phase;
mod polyline;
mod position;
mod random;
mod ranks;
mod routes;
mod selection;
mod simplex;
#[cfg(test)]
mod testing;

pub use self::check::{BrokenPromise, Placed, check};
pub use self::input::{Edge, Input, InvalidInput};
pub use self::layered::{layered, layered_watched};
pub use self::layout::{Layout, LimitsReached, Route};
pub use self::options::{Direction, Options};
pub use self::phase::Phase;
#[cfg(feature = "petgraph")]
pub use petgraph;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
