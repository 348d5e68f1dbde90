//! A comparison of runs as reviewers read it: with what the runs say of themselves, in units, cut down to what changed.

mod finding;
mod limit;
mod model;
mod pruned;

pub use self::{
    finding::{Finding, Measure},
    limit::{Amount, Limit, WrongUnit, total},
    model::{Review, Run, second_type},
    pruned::pruned,
};
