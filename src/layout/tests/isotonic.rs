use expect_test::{Expect, expect};

use super::fit;
use crate::layout::testing::Random;

fn check(values: &[(f64, f64)], expected: Expect) {
    expected.assert_eq(&format!("{:?}", fit(values)));
}

#[test]
fn what_rises_stays() {
    check(&[(1.0, 1.0), (2.0, 1.0), (2.0, 5.0), (7.0, 1.0)], expect!["[1.0, 2.0, 2.0, 7.0]"]);
    check(&[], expect!["[]"]);
}

#[test]
fn what_falls_meets_in_its_mean() {
    check(&[(3.0, 1.0), (1.0, 1.0)], expect!["[2.0, 2.0]"]);
    check(&[(3.0, 3.0), (1.0, 1.0)], expect!["[2.5, 2.5]"]);
}

/// 5 pulls 4 up, and their mean is still above the 3 that follows: all three meet.
#[test]
fn pools_join_pools() {
    check(
        &[(1.0, 1.0), (5.0, 1.0), (4.0, 1.0), (3.0, 1.0), (9.0, 1.0)],
        expect!["[1.0, 4.0, 4.0, 4.0, 9.0]"],
    );
}

/// The nearest sequence consists of blocks at their means: the best of all ways to cut it is the result.
#[test]
fn nothing_is_nearer() {
    for seed in 0..200 {
        let mut random = Random(seed);
        let n = random.between(1, 9) as usize;
        let values: Vec<(f64, f64)> =
            (0..n).map(|_| (random.between(-20, 20) as f64, random.between(1, 9) as f64)).collect();
        let distance = |fitted: &[f64]| -> f64 {
            values.iter().zip(fitted).map(|(&(value, weight), at)| weight * (value - at) * (value - at)).sum()
        };
        let fitted = fit(&values);
        assert!(fitted.is_sorted(), "seed {seed}");
        let least = (0..1u32 << (n - 1))
            .map(|cuts| in_blocks(&values, cuts))
            .filter(|blocks| blocks.is_sorted())
            .map(|blocks| distance(&blocks))
            .fold(f64::INFINITY, f64::min);
        assert!((distance(&fitted) - least).abs() < 1e-6, "seed {seed}");
    }
}

/// Blocks at their means, cut after the values whose bits are set.
fn in_blocks(values: &[(f64, f64)], cuts: u32) -> Vec<f64> {
    let mut start = 0;
    let mut fitted = Vec::new();
    for end in 1..=values.len() {
        if end == values.len() || cuts >> (end - 1) & 1 == 1 {
            let block = &values[start..end];
            let weight: f64 = block.iter().map(|&(_, weight)| weight).sum();
            let mean = block.iter().map(|&(value, weight)| value * weight).sum::<f64>() / weight;
            fitted.extend(std::iter::repeat_n(mean, end - start));
            start = end;
        }
    }
    fitted
}
