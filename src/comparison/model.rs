//! The comparison as a value.

use bstr::BString;

use crate::analysis::Counting;

/// The differences between runs before a change and runs after it.
///
/// All values are sums over the runs before, and after it over as many runs: where their numbers differ, means after
/// are multiplied by the number before. With [`normalize`](super::ComparisonOptions::normalize), each run is first
/// scaled to the mean total of the runs before.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    /// The number of runs before and after.
    pub n_runs: [usize; 2],
    /// The total that fractions refer to: that before, or that after if there is none before.
    pub total: f64,
    /// The change of the total, which depends on load and speed of the machine as well as on the program.
    pub total_change: Change,
    /// The noise, estimated from the runs.
    pub noise: Noise,
    /// All functions, by name.
    pub rows: Vec<Row>,
    /// Functions that got worse: first those that did so by themselves or by the library code that they call, worst
    /// first, then library code, then callers that only pass on the changes of their callees.
    pub worse: Vec<Entry>,
    /// Functions that got better, in the same order.
    pub better: Vec<Entry>,
    /// Functions in runs after only, largest first.
    pub new: Vec<Entry>,
    /// Functions in runs before only, largest first.
    pub gone: Vec<Entry>,
    /// Functions with another name after the change, largest first. They are in none of the lists above.
    pub moved: Vec<Moved>,
    /// Cost that moved between functions below a caller that did not change as a whole; largest first. Functions whose
    /// changes are explained by that are not in `worse` and `better`.
    pub shifted: Vec<Shifted>,
}

/// The noise of a comparison.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Noise {
    /// How the sampling error is estimated.
    pub counting: Counting,
    /// Standard deviation of a function between runs besides the sampling error, relative to its value.
    pub overdispersion: f64,
    /// Relative change of the typical function, if it is more than chance: a faster or busier machine, or more load.
    /// Changes of single functions are tested against it.
    pub common_shift: f64,
    /// The factor of standard errors with which most functions are within them (Efron 2004); at least 1.
    pub null_scale: f64,
    /// Whether a side has one run only, so that only changes far above noise count as real.
    pub is_single: bool,
    /// The smallest change that counts as real: in a comparison of single runs
    /// [`single_run_change`](super::ComparisonOptions::single_run_change) of the total, otherwise
    /// [`min_change`](super::ComparisonOptions::min_change) of it.
    pub least_change: f64,
    /// The smallest number of standard errors of a real change: 0 unless runs are single.
    pub least_errors: f64,
}

/// Which value of a function is compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// Its own cost.
    #[default]
    Flat,
    /// Its cost including callees.
    Cum,
    /// Its own cost and that of the library code that it calls.
    Charged,
}

/// A function on both sides.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// Its name, as in text reports.
    pub name: BString,
    /// Its source file after the change, or before it if it is gone; empty if unknown.
    pub file: BString,
    /// Whether it belongs to a runtime, a standard library or the kernel.
    pub is_library: bool,
    /// The change of its own cost.
    pub flat: Change,
    /// The change of its cost including callees.
    pub cum: Change,
    /// The change of its own cost and that of the library code that it calls.
    pub charged: Change,
    /// Whether it is in no run before, by more than chance.
    pub is_new: bool,
    /// Whether it is in no run after, by more than chance.
    pub is_gone: bool,
    /// Whether it changed as unchanged code does when the compiler places it elsewhere: evenly on all of its lines,
    /// less than twofold, and no callee changed.
    pub placement: bool,
}

impl Row {
    /// The change of this kind.
    #[must_use]
    pub fn change(&self, kind: Kind) -> &Change {
        match kind {
            Kind::Flat => &self.flat,
            Kind::Cum => &self.cum,
            Kind::Charged => &self.charged,
        }
    }
}

/// A value before and after. See [`Comparison`] for the scale. All numbers are finite.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// The value before.
    pub before: f64,
    /// The value after.
    pub after: f64,
    /// Sums over all runs of each side, as merged profiles have them, whatever the number of runs.
    pub sums: [i64; 2],
    /// `after - before`.
    pub change: f64,
    /// The standard error of `change`.
    pub standard_error: f64,
    /// The 95 % interval of the change.
    pub interval: [f64; 2],
    /// The two-sided p value of the change, rounded to six digits.
    pub p: f64,
    /// The p value adjusted for all tests (Benjamini and Hochberg 1995); 1 if it was not tested.
    pub q: f64,
    /// The p value of a rank test (Mann and Whitney 1947), with five or more runs on each side. A change is real only
    /// if it is below 0.05.
    pub rank_p: Option<f64>,
    /// The verdict.
    pub verdict: Verdict,
}

impl Default for Change {
    fn default() -> Change {
        Change {
            before: 0.0,
            after: 0.0,
            sums: [0; 2],
            change: 0.0,
            standard_error: 0.0,
            interval: [0.0; 2],
            p: 1.0,
            q: 1.0,
            rank_p: None,
            verdict: Verdict::Unchanged,
        }
    }
}

/// Whether a change is large enough to matter, and more than noise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Verdict {
    /// The value grew, by enough to matter and beyond noise.
    Worse,
    /// It shrank, by enough to matter and beyond noise.
    Better,
    /// It changed by enough to matter, but may be noise.
    Unclear,
    /// It changed by less than matters.
    #[default]
    Unchanged,
}

impl Verdict {
    /// Whether the change is real.
    #[must_use]
    pub fn is_real(self) -> bool {
        matches!(self, Verdict::Worse | Verdict::Better)
    }
}

/// A function in a list of results.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// Its index in [`Comparison::rows`].
    pub row: usize,
    /// Its name.
    pub name: BString,
    /// Its source file.
    pub file: BString,
    /// Which value `change` is of.
    pub kind: Kind,
    /// The change.
    pub change: Change,
    /// As [`Row::is_new`].
    pub is_new: bool,
    /// As [`Row::is_gone`].
    pub is_gone: bool,
    /// Whether it is library code.
    pub is_library: bool,
    /// Whether most of the change is that of its callees.
    pub passes_on: bool,
    /// As [`Row::placement`].
    pub placement: bool,
}

/// A function with another name after the change.
#[derive(Clone, Debug, Default)]
pub struct Moved {
    /// Index in [`Comparison::rows`] of the function that is gone, or for [`How::Outlined`] of the caller that
    /// contained its code.
    pub from: usize,
    /// Index of the function that is new, or for [`How::Inlined`] of the caller that contains its code now.
    pub to: usize,
    /// How it moved.
    pub how: How,
    /// The value before: cum of a renamed function, otherwise the cost that moved.
    pub before: f64,
    /// The value after.
    pub after: f64,
}

/// How a function moved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum How {
    /// It has another name, package or file.
    #[default]
    Renamed,
    /// It became part of its caller.
    Inlined,
    /// It was part of its caller.
    Outlined,
}

/// Cost that moved between functions below a caller.
#[derive(Clone, Debug, Default)]
pub struct Shifted {
    /// Index in [`Comparison::rows`] of the caller.
    pub below: usize,
    /// Indices of the functions that shrank, by decreasing amount; the caller itself may be one.
    pub from: Vec<usize>,
    /// Indices of the functions that grew.
    pub to: Vec<usize>,
    /// The cost that moved.
    pub amount: f64,
}
