//! Comparison of runs before and after a change: what got worse, by how much, and whether that is more than noise.
//!
//! [`Comparison::new`] compares the tallies of one or more runs before a change with those of runs after it. Every
//! function gets its change with a standard error, an interval and a verdict; from these, lists of functions that got
//! worse or better, are new or gone, or only moved. `docs/comparison.md` describes the method and its limits.
//!
//! ```
//! use pprof_svg::{analysis::Analysis, comparison::{Comparison, ComparisonOptions}, options::Options, profile};
//!
//! let profile = profile::read(&std::fs::read("examples/recursion.cpu.pb.gz")?)?;
//! let (analysis, options) = (Analysis::new(&profile)?, Options::default());
//! let runs = [analysis.select(&options)?.tally()];
//! let comparison = Comparison::new(&runs, &runs, &ComparisonOptions::default());
//! assert!(comparison.worse.is_empty());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod aligned;
mod compare;
mod distributions;
mod findings;
mod model;
mod moved;
mod neighbors;
mod noise;
mod options;
mod placement;
mod ranks;
mod shifted;
mod side;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod welch;

use self::side::Side;

pub use self::{
    model::{Change, Comparison, Entry, How, Kind, Moved, Noise, Row, Shifted, Verdict},
    options::ComparisonOptions,
};
