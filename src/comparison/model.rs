//! A comparison as plain values.

use bstr::BString;

use crate::analysis::Counting;

/// What is different between runs before a change and runs after it.
///
/// All values are sums over the runs before, and after it over as many runs: where their numbers differ, means after are
/// multiplied by the number before. With [`normalize`](super::ComparisonOptions::normalize), each run is first brought to
/// the mean total of the runs before.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    /// How many runs there are before and after.
    pub n_runs: [usize; 2],
    /// What fractions refer to: the total before, or that after where there is none before.
    pub total: f64,
    /// The change of the total. It tells of load and speed of the machine as well as of the program.
    pub total_change: Change,
    /// What the runs taught about noise, and what follows from that.
    pub noise: Noise,
    /// Every function, by name.
    pub rows: Vec<Row>,
    /// What got worse: first what did so itself or by the library code that it calls, worst first, then library code,
    /// then callers that only pass on what they call.
    pub worse: Vec<Entry>,
    /// What got better, likewise.
    pub better: Vec<Entry>,
    /// Functions of the runs after only, largest first.
    pub new: Vec<Entry>,
    /// Functions of the runs before only, largest first.
    pub gone: Vec<Entry>,
    /// Functions that are there under other names, largest first. They are in none of the lists above.
    pub moved: Vec<Moved>,
    /// Cost that moved between functions below one caller, which as a whole did not change; largest first. Functions
    /// whose change is explained by that are not in `worse` and `better`.
    pub shifted: Vec<Shifted>,
}

/// What is known of noise.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Noise {
    /// How the error of sampling is known.
    pub counting: Counting,
    /// By how much, relative to its value, a function differs from run to run besides that error; a standard deviation.
    pub overdispersion: f64,
    /// By how much, relative to its value, the typical function changed, if that is more than chance: a faster or busier
    /// machine, more load. Changes of single functions are held against it.
    pub common_shift: f64,
    /// What standard errors were multiplied by so that most functions are within them (Efron 2004); at least 1.
    pub null_scale: f64,
    /// Whether a side has one run only, so that nothing but a change that towers above noise is called real.
    pub is_single: bool,
    /// The change that is called real at least: in a comparison of single runs
    /// [`single_run_change`](super::ComparisonOptions::single_run_change) of the total, otherwise
    /// [`min_change`](super::ComparisonOptions::min_change) of it.
    pub least_change: f64,
    /// The standard errors that it has to be as well: 0 unless runs are single.
    pub least_errors: f64,
}

/// What of a function is compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// What it takes itself.
    #[default]
    Flat,
    /// What it takes with all that it calls.
    Cum,
    /// What it takes itself and by library code.
    Charged,
}

/// A function in both sides.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// Its name, as text reports have it.
    pub name: BString,
    /// Its source file after the change, or before it where it is gone; empty if unknown.
    pub file: BString,
    /// Whether it belongs to a runtime, a standard library or the kernel.
    pub is_library: bool,
    /// What it takes itself.
    pub flat: Change,
    /// What it takes with all that it calls.
    pub cum: Change,
    /// What it takes itself and by library code.
    pub charged: Change,
    /// Whether no run before has it, and it is more than chance that none does.
    pub is_new: bool,
    /// Whether no run after has it, likewise.
    pub is_gone: bool,
    /// Whether it changed as it does when the compiler places unchanged code elsewhere: evenly on all of its lines, less
    /// than twofold, and nothing that it calls changed.
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
    /// The sums over all runs of each side, as merging the profiles has them, whatever their numbers.
    pub sums: [i64; 2],
    /// `after - before`.
    pub change: f64,
    /// The standard error of that.
    pub standard_error: f64,
    /// The 95 % interval of the change.
    pub interval: [f64; 2],
    /// How likely a change as large as this is by noise alone, in either direction. Rounded to six digits.
    pub p: f64,
    /// The same with regard to all that was tested (Benjamini and Hochberg 1995); 1 for what was not.
    pub q: f64,
    /// The p of a test that asks for the order of the runs' values only (Mann and Whitney 1947), with five runs on a
    /// side or more. A change is real only if it is below 0.05.
    pub rank_p: Option<f64>,
    /// What to make of it.
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
pub enum Verdict {
    /// The value grew, by enough and beyond noise.
    Worse,
    /// It shrank likewise.
    Better,
    /// It changed by enough, but noise may have done so.
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

/// A function in a list of findings.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// Its index in [`Comparison::rows`].
    pub row: usize,
    /// Its name.
    pub name: BString,
    /// Its source file.
    pub file: BString,
    /// What of it `change` is about.
    pub kind: Kind,
    /// The change.
    pub change: Change,
    /// As [`Row::is_new`].
    pub is_new: bool,
    /// As [`Row::is_gone`].
    pub is_gone: bool,
    /// Whether it is library code.
    pub is_library: bool,
    /// Whether most of the change is that of functions it calls.
    pub passes_on: bool,
    /// As [`Row::placement`].
    pub placement: bool,
}

/// A function that is there under another name.
#[derive(Clone, Debug, Default)]
pub struct Moved {
    /// Index in [`Comparison::rows`] of the function that is gone, or for [`How::Outlined`] of the caller that code was
    /// taken out of.
    pub from: usize,
    /// Index of the function that is new, or for [`How::Inlined`] of the caller that it was put into.
    pub to: usize,
    /// What happened.
    pub how: How,
    /// The value before: cum of a function that has another name, what was moved otherwise.
    pub before: f64,
    /// The value after.
    pub after: f64,
}

/// How a function moved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum How {
    /// It has another name, package or file.
    #[default]
    Renamed,
    /// It became part of its caller.
    Inlined,
    /// It was part of its caller.
    Outlined,
}

/// Cost that moved below a caller.
#[derive(Clone, Debug, Default)]
pub struct Shifted {
    /// Index in [`Comparison::rows`] of the caller.
    pub below: usize,
    /// Indices of the functions that shrank, the one by most first; the caller itself may be one.
    pub from: Vec<usize>,
    /// Indices of those that grew.
    pub to: Vec<usize>,
    /// How much moved.
    pub amount: f64,
}
