//! The Mann-Whitney test: whether values of one side tend to be larger, for any distribution.

use super::distributions::{NORMAL, rounded, two_sided};

/// The number of values up to which the exact distribution is used.
const MAX_EXACT: usize = 24;

/// The two-sided p value. Equal values share their ranks; for few values the distribution is exact, ties included.
pub(super) fn mann_whitney(before: &[f64], after: &[f64]) -> f64 {
    let ranks = doubled_ranks(before, after);
    let sum: usize = ranks[..before.len()].iter().sum();
    if ranks.len() <= MAX_EXACT {
        exact(&ranks, before.len(), sum)
    } else {
        approximate(&ranks, before.len(), sum)
    }
}

/// Twice the rank of each value, which is an integer even for ties.
fn doubled_ranks(before: &[f64], after: &[f64]) -> Vec<usize> {
    let all: Vec<f64> = before.iter().chain(after).copied().collect();
    let rank = |value: &f64| {
        let n_below = all.iter().filter(|other| *other < value).count();
        let n_equal = all.iter().filter(|other| *other == value).count();
        2 * n_below + n_equal + 1
    };
    all.iter().map(rank).collect()
}

/// Exact: counts the choices of `n` ranks whose sum is as far from the mean.
fn exact(ranks: &[usize], n: usize, sum: usize) -> f64 {
    let most: usize = ranks.iter().sum();
    let mut counts = vec![vec![0.0; most + 1]; n + 1];
    counts[0][0] = 1.0;
    for &rank in ranks {
        for taken in (0..n).rev() {
            for before in 0..=most - rank {
                counts[taken + 1][before + rank] += counts[taken][before];
            }
        }
    }
    let distance = |sum: usize| (sum * ranks.len()).abs_diff(most * n);
    let all: f64 = counts[n].iter().sum();
    let far = counts[n].iter().enumerate().filter(|(other, _)| distance(*other) >= distance(sum));
    rounded(far.map(|(_, count)| count).sum::<f64>() / all, 6)
}

/// Approximate: by the normal distribution, with the variance corrected for ties.
fn approximate(ranks: &[usize], n: usize, sum: usize) -> f64 {
    let (n_all, n) = (ranks.len() as f64, n as f64);
    let mean = ranks.iter().sum::<usize>() as f64 / n_all;
    let spread = ranks.iter().map(|&rank| (rank as f64 - mean) * (rank as f64 - mean)).sum::<f64>();
    let variance = n * (n_all - n) / (n_all * (n_all - 1.0)) * spread;
    if variance == 0.0 { 1.0 } else { two_sided((sum as f64 - n * mean) / variance.sqrt(), NORMAL) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// From textbook tables: with five on each side, U = 2 has the two-sided p of 0.032, and U = 0 that of 2/252.
    #[test]
    fn few_values_are_exact() {
        let p = mann_whitney(&[1.0, 2.0, 3.0, 4.0, 5.0], &[6.0, 7.0, 8.0, 9.0, 10.0]);
        assert!((p - 2.0 / 252.0).abs() < 1e-6, "{p}");
        let p = mann_whitney(&[1.0, 2.0, 3.0, 4.0, 7.0], &[5.0, 6.0, 8.0, 9.0, 10.0]);
        assert!((p - 8.0 / 252.0).abs() < 1e-6, "{p}");
        assert_eq!(mann_whitney(&[1.0; 5], &[1.0; 5]), 1.0);
        let p = mann_whitney(&[1.0, 1.0, 1.0, 1.0, 1.0], &[1.0, 1.0, 2.0, 2.0, 2.0]);
        assert!((p - 2.0 * 21.0 / 252.0).abs() < 1e-6, "{p}");
    }

    #[test]
    fn many_values_are_nearly_so() {
        let before: Vec<f64> = (0..12).map(|i| f64::from(i) * 1.5).collect();
        let after: Vec<f64> = (0..12).map(|i| f64::from(i) * 1.5 + 5.2).collect();
        let ranks = doubled_ranks(&before, &after);
        let sum = ranks[..12].iter().sum();
        let (exact, nearly) = (exact(&ranks, 12, sum), approximate(&ranks, 12, sum));
        assert!((exact - nearly).abs() < 0.01, "{exact} {nearly}");
    }
}
