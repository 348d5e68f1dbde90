//! What a comparison is to take for granted.

/// How profiles are compared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ComparisonOptions {
    /// Bring all runs to one total first: what is compared are shares (false).
    pub normalize: bool,
    /// The least change that counts, as a fraction of the total before (0.005).
    pub min_change: f64,
    /// The expected share of false ones among the changes that are called real, after Benjamini and Hochberg (0.05).
    pub false_discovery_rate: f64,
    /// With one run on a side nothing tells how far runs differ, so that a change has to be at least this fraction of the
    /// total to be called real (0.05).
    pub single_run_change: f64,
    /// And at least this many standard errors (4).
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
