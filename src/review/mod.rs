//! A comparison of runs as reviewers read it: with what the runs say of themselves, in units, cut down to what changed.

mod model;
mod pruned;

pub use self::{
    model::{Review, Run},
    pruned::{Pruned, pruned},
};
