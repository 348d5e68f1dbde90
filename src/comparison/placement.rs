//! Recognizes changes that only come from another placement of unchanged code by the compiler.

use super::{Row, Verdict, aligned::Function, neighbors::Neighbors};

/// Placement costs less than this factor.
const MAX_GROWTH: f64 = 2.0;

/// Distributions over lines with at most this distance are the same, besides chance.
const SAME: f64 = 0.15;

/// Whether a function's own cost changed evenly on all of its lines, and no callee changed.
pub(super) fn is_placement(
    rows: &[Row],
    functions: &[Function],
    neighbors: &Neighbors,
    place: usize,
) -> bool {
    let (row, function) = (&rows[place], &functions[place]);
    let flat = &row.flat;
    let is_own = flat.verdict.is_real() && flat.change.abs() >= row.cum.change.abs() / 2.0;
    let (less, more) = (flat.before.min(flat.after), flat.before.max(flat.after));
    let is_moderate = less > 0.0 && more <= MAX_GROWTH * less;
    let has_lines = function.lines.len() > 1;
    let is_even =
        || distance(&function.lines) <= SAME + chance(flat.standard_error, less, function.lines.len());
    let calls_no_change = || {
        let callees =
            neighbors.callees(place).iter().map(|call| call.callee).filter(|&callee| callee != place);
        callees
            .into_iter()
            .all(|callee| matches!(rows[callee].cum.verdict, Verdict::Unchanged | Verdict::Unclear))
    };
    is_own && is_moderate && has_lines && is_even() && calls_no_change()
}

/// The total variation distance of the distributions over lines before and after, from 0 to 1.
fn distance(lines: &[(i64, [f64; 2])]) -> f64 {
    let sum = |side: usize| lines.iter().map(|(_, values)| values[side]).sum::<f64>();
    let (before, after) = (sum(0), sum(1));
    if before <= 0.0 || after <= 0.0 {
        return 1.0;
    }
    let difference = |(_, values): &(i64, [f64; 2])| (values[0] / before - values[1] / after).abs();
    lines.iter().map(difference).sum::<f64>() / 2.0
}

/// The expected distance of two samples of one distribution over lines, given the error of a value.
fn chance(error: f64, value: f64, n_lines: usize) -> f64 {
    (error / value * (n_lines as f64 / 8.0).sqrt()).min(0.15)
}
