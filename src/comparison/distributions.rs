//! Distributions for tests, rounded so that they are the same on every platform.

use statrs::function::{beta, erf, gamma};

/// Student's distribution is taken as normal from this many degrees of freedom.
pub(super) const NORMAL: f64 = 1e6;

/// Rounds to this many significant digits, far fewer than those in which `ln` and `exp` differ between platforms.
pub(super) fn rounded(value: f64, digits: usize) -> f64 {
    format!("{value:.*e}", digits.saturating_sub(1)).parse().expect("a printed number is one")
}

/// Two-sided p value of Student's t with `freedom` degrees of freedom.
pub(super) fn two_sided(t: f64, freedom: f64) -> f64 {
    let p = if t == 0.0 {
        1.0
    } else if !t.is_finite() {
        0.0
    } else if freedom >= NORMAL {
        erf::erfc(t.abs() / std::f64::consts::SQRT_2)
    } else {
        beta::beta_reg(freedom / 2.0, 0.5, freedom / (freedom + t * t))
    };
    rounded(p.clamp(0.0, 1.0), 6)
}

/// Two-sided 95 % quantile of Student's t.
pub(super) fn t_95(freedom: f64) -> f64 {
    if freedom >= NORMAL {
        return 1.959_963_985;
    }
    let y = beta::inv_beta_reg(freedom / 2.0, 0.5, 0.05);
    rounded((freedom * (1.0 - y) / y).sqrt(), 9)
}

/// The |z| of the normal distribution with this two-sided p value.
pub(super) fn z_of(p: f64) -> f64 {
    // Smaller p values underflow.
    rounded(erf::erfc_inv(p.max(1e-300)) * std::f64::consts::SQRT_2, 9)
}

/// Upper tail probability of the F distribution.
pub(super) fn ratio_above(ratio: f64, freedom: f64, of_other: f64) -> f64 {
    let of_other = of_other.clamp(1e-3, NORMAL);
    let x = of_other / (of_other + freedom * ratio);
    rounded(beta::beta_reg(of_other / 2.0, freedom / 2.0, x.clamp(0.0, 1.0)), 6)
}

/// The median of χ² over its degrees of freedom (Wilson and Hilferty 1931).
pub(super) fn median_ratio(freedom: f64) -> f64 {
    let root = 1.0 - 2.0 / (9.0 * freedom);
    root * root * root
}

/// Mean of the logarithm of χ² divided by its degrees of freedom.
pub(super) fn mean_log_ratio(freedom: f64) -> f64 {
    gamma::digamma(freedom / 2.0) - libm::log(freedom / 2.0)
}

/// The derivative of the digamma function, by recurrence and its asymptotic series.
pub(super) fn trigamma(mut x: f64) -> f64 {
    let mut sum = 0.0;
    while x < 10.0 {
        sum += 1.0 / (x * x);
        x += 1.0;
    }
    let square = 1.0 / (x * x);
    sum + 1.0 / x + square / 2.0 + square / x * (1.0 / 6.0 - square * (1.0 / 30.0 - square / 42.0))
}

/// The x whose trigamma is `y`, between 0.05 and 1000.
pub(super) fn inverse_trigamma(y: f64) -> f64 {
    let (mut low, mut high) = (0.05, 1000.0);
    for _ in 0..60 {
        let middle: f64 = (low + high) / 2.0;
        if trigamma(middle) > y { low = middle } else { high = middle }
    }
    rounded(low, 6)
}

/// Adjusts p values for multiple testing, in their order (Benjamini and Hochberg 1995).
pub(super) fn false_discovery_rates(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<_> = (0..p.len()).collect();
    order.sort_by(|&a, &b| p[a].total_cmp(&p[b]).then(a.cmp(&b)));
    let mut adjusted = vec![1.0; p.len()];
    let mut least = 1.0f64;
    for (place, &index) in order.iter().enumerate().rev() {
        least = least.min(p[index] * p.len() as f64 / (place + 1) as f64);
        adjusted[index] = rounded(least, 6);
    }
    adjusted
}

/// The weighted median of pairs of value and weight; 0 if there are none.
pub(super) fn weighted_median(mut values: Vec<(f64, f64)>) -> f64 {
    values.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let half = values.iter().map(|(_, weight)| weight).sum::<f64>() / 2.0;
    let mut sum = 0.0;
    for (value, weight) in &values {
        sum += weight;
        if sum >= half {
            return *value;
        }
    }
    0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(value: f64, expected: f64) {
        assert!((value - expected).abs() <= 1e-3 * expected.abs(), "{value} is not {expected}");
    }

    /// From textbook tables.
    #[test]
    fn quantiles_are_those_of_tables() {
        close(two_sided(2.776, 4.0), 0.05);
        close(two_sided(-2.132, 4.0), 0.1);
        close(two_sided(12.706, 1.0), 0.05);
        close(two_sided(1.96, NORMAL), 0.049996);
        close(t_95(4.0), 2.776);
        close(two_sided(t_95(2.5), 2.5), 0.05);
        close(t_95(100.0), 1.984);
        close(t_95(NORMAL), 1.95996);
        close(z_of(0.05), 1.95996);
        close(z_of(0.001), 3.2905);
        // F with 2 and 4 degrees of freedom: 5 % are above 6.944.
        close(ratio_above(6.944, 2.0, 4.0), 0.05);
        close(ratio_above(4.605, 2.0, NORMAL), 0.01);
        assert_eq!((two_sided(0.0, 3.0), two_sided(f64::INFINITY, 3.0)), (1.0, 0.0));
    }

    #[test]
    fn gamma_functions_are_those_of_tables() {
        close(trigamma(1.0), 1.644_934);
        close(trigamma(0.5), 4.934_802);
        close(inverse_trigamma(1.644_934), 1.0);
        close(mean_log_ratio(2.0), -0.577_216);
        assert!((median_ratio(4.0) - 0.839).abs() < 0.005);
    }

    /// The example of the paper: fifteen tests, four of which are significant at 5 %.
    #[test]
    fn rates_of_benjamini_and_hochberg() {
        let p = [
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719,
            0.6528, 0.7590, 1.0,
        ];
        let q = false_discovery_rates(&p);
        close(q[0], 0.0015);
        close(q[3], 0.035_625);
        close(q[4], 0.0603);
        assert_eq!(q.iter().filter(|q| **q < 0.05).count(), 4);
        assert_eq!(false_discovery_rates(&[]), [0.0; 0]);
    }

    #[test]
    fn medians_are_where_half_of_the_weight_is() {
        assert_eq!(weighted_median(vec![(3.0, 1.0), (1.0, 1.0), (2.0, 1.0)]), 2.0);
        assert_eq!(weighted_median(vec![(3.0, 9.0), (1.0, 1.0), (2.0, 1.0)]), 3.0);
        assert_eq!(weighted_median(vec![]), 0.0);
    }
}
