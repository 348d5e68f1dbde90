//! Layered layout of directed graphs: boxes, weighted edges and sizes of labels go in, places and curves come out.
//!
//! The phases are those of Gansner, Koutsofios, North and Vo, "A Technique for Drawing Directed Graphs",
//! IEEE TSE 19(3), 1993. [`layered()`] runs them all.

mod assemble;
mod budget;
mod check;
mod component;
mod components;
mod cycles;
pub mod geom;
mod hints;
mod input;
mod labels;
mod layered;
mod layout;
mod lists;
mod loops;
mod options;
mod order;
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
pub use self::component::Phase;
pub use self::input::{Edge, Input, InvalidInput};
pub use self::layered::{layered, layered_watched};
pub use self::layout::{Layout, LimitsReached, Route};
pub use self::options::{Direction, Options};
