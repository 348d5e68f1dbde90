//! A comparison of runs prepared for readers: with facts about the runs, units, and the graph of what changed.

mod finding;
mod limit;
mod model;
mod pruned;

pub use self::{
    finding::{Finding, Measure},
    limit::{Amount, Limit, WrongUnit, total},
    model::{ComparedRun, Review, second_type},
    pruned::pruned,
};
