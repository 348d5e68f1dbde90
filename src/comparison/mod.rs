//! Whether a change between profiles is real: what got worse, by how much, and whether that is more than noise.
//!
//! [`Comparison::new`] compares the tallies of one or more runs before a change with those of runs after it. Every
//! function gets its change with a standard error, an interval and a verdict; from these follow lists of what got worse and
//! better, of what is new or gone, and of what only moved. `docs/comparison.md` says how, and what it cannot see.
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
