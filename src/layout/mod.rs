//! A layered layout of boxes and weighted edges, after Gansner, Koutsofios, North and Vo,
//! "A Technique for Drawing Directed Graphs", IEEE TSE 19(3), 1993.
//!
//! It knows nothing of profiles: boxes, weights and label sizes go in, places and curves come out.

mod acyclic;
mod balance;
mod budget;
mod candidates;
mod check;
mod columns;
mod component;
mod corridor;
mod detours;
mod exchange;
mod fit;
mod fold;
mod funnel;
mod held;
mod hinted;
mod hinted_x;
mod initial;
mod input;
mod isotonic;
mod judge;
mod labels;
mod layered;
mod loops;
mod options;
mod order;
mod pack;
mod ports;
mod position;
mod rank;
mod reinsert;
mod result;
mod route;
mod rows;
mod shallow;
mod simplex;
mod slots;
mod split;
mod spots;
mod straight;
mod string;
mod sweep;
#[cfg(test)]
mod testing;
mod transpose;
mod variation;

pub use check::{BrokenPromise, Placed, check};
pub use component::Phase;
pub use input::{Edge, Input, InvalidInput};
pub use layered::{layered, layered_watched};
pub use options::{Direction, Options};
pub use result::{Layout, Route, Shortcuts};
