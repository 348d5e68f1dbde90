//! The statistics of one side's runs.

use super::aligned::Value;

/// Mean and variances of one value in the runs of one side.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Side {
    /// The number of runs.
    pub(super) n: f64,
    /// Their mean; 0 without runs.
    pub(super) mean: f64,
    /// The mean counting variance of a run.
    pub(super) counting: f64,
    /// The variance between runs; 0 for fewer than two.
    pub(super) spread: f64,
}

impl Side {
    pub(super) fn new(runs: &[Value]) -> Side {
        let n = runs.len() as f64;
        if runs.is_empty() {
            return Side::default();
        }
        let mean = runs.iter().map(|run| run.value).sum::<f64>() / n;
        let counting = runs.iter().map(|run| run.variance).sum::<f64>() / n;
        let squares = runs.iter().map(|run| (run.value - mean) * (run.value - mean)).sum::<f64>();
        Side { n, mean, counting, spread: if runs.len() < 2 { 0.0 } else { squares / (n - 1.0) } }
    }

    /// Degrees of freedom of the spread.
    pub(super) fn freedom(&self) -> f64 {
        (self.n - 1.0).max(0.0)
    }
}
