//! Options of comparisons.

/// Options of comparisons.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ComparisonOptions {
    /// Scale all runs to the same total first, so that shares are compared (false).
    pub normalize: bool,
    /// The smallest change that matters, as a fraction of the total before (0.005).
    pub min_change: f64,
    /// The expected share of false positives among real changes (0.05; Benjamini and Hochberg).
    pub false_discovery_rate: f64,
    /// With one run on a side, the difference between runs is unknown, so that a real change has to be at least this
    /// fraction of the total (0.05) …
    pub single_run_change: f64,
    /// … and at least this many standard errors (4).
    pub single_run_errors: f64,
}

impl Default for ComparisonOptions {
    fn default() -> ComparisonOptions {
        ComparisonOptions {
            normalize: false,
            min_change: 0.005,
            false_discovery_rate: 0.05,
            single_run_change: 0.05,
            single_run_errors: 4.0,
        }
    }
}
