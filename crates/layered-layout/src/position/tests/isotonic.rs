use expect_test::{Expect, expect};

use super::{Band, Regression, fit_bands};
use crate::testing::Random;

fn fit(values: &[(f64, f64)]) -> Vec<f64> {
    Regression::default().fit(values.iter().copied()).collect()
}

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

/// 5 segments 4 up, and their mean is still above the 3 that follows: all three meet.
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

/// Two that overlap: the lighter one gives way alone, and what fits stays where it preferences to be.
#[test]
fn the_lighter_band_gives_way() {
    let band = |preferred: f64, low, high, weight| Band { preferred, low, high, weight };
    let fitted = |bands: &[Band]| fit_bands(bands);
    assert_eq!(fitted(&[band(1.0, 0.0, 2.0, 1.0), band(3.0, 3.0, 5.0, 1.0)]), [1.0, 3.0]);
    assert_eq!(fitted(&[band(4.0, 4.0, 4.0, 1.0), band(1.0, 1.0, 1.0, 3.0)]), [1.0, 1.0]);
    assert_eq!(fitted(&[band(4.0, 4.0, 4.0, 3.0), band(1.0, 1.0, 1.0, 1.0)]), [4.0, 4.0]);
    assert_eq!(fitted(&[band(4.0, 2.0, 4.0, 1.0), band(1.0, 1.0, 3.0, 1.0)]), [2.0, 2.0]);
    assert!(fitted(&[]).is_empty());
}

/// Least distances are found with all values on ends of bands: none of all such sequences is better.
#[test]
fn no_sequence_is_nearer_to_the_bands() {
    for seed in 0..200 {
        let mut random = Random(seed);
        let bands: Vec<Band> = (0..random.between(1, 5))
            .map(|_| {
                let low = random.between(-9, 9) as f64;
                let high = low + random.between(0, 4) as f64;
                Band { preferred: low, low, high, weight: random.between(1, 5) as f64 }
            })
            .collect();
        let cost = |band: &Band, at: f64| band.weight * (band.low - at).max(at - band.high).max(0.0);
        let fitted = fit_bands(&bands);
        assert!(fitted.is_sorted(), "seed {seed}: {fitted:?}");
        let reached: f64 = bands.iter().zip(&fitted).map(|(band, &at)| cost(band, at)).sum();
        let ends: Vec<f64> = bands.iter().flat_map(|band| [band.low, band.high]).collect();
        let least = least_of(&bands, &ends, f64::NEG_INFINITY, &cost);
        assert!((reached - least).abs() < 1e-9, "seed {seed}: {reached} instead of {least}");
    }
}

/// The least cost of all sequences of `ends` that start no lower than `from`.
fn least_of(bands: &[Band], ends: &[f64], from: f64, cost: &dyn Fn(&Band, f64) -> f64) -> f64 {
    let Some((first, rest)) = bands.split_first() else { return 0.0 };
    let possible = ends.iter().filter(|&&at| at >= from);
    possible.map(|&at| cost(first, at) + least_of(rest, ends, at, cost)).fold(f64::INFINITY, f64::min)
}
