//! Welch's test with moderated variances: whether the change of a value is more than noise.

use super::{
    Side,
    distributions::{ratio_above, rounded, t_95, two_sided},
    noise::Model,
};

/// A function with a spread of this probability under the model is tested by its own spread alone.
const HYPERVARIABLE: f64 = 0.01;

/// A change of means, its standard error and the degrees of freedom of that.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Test {
    pub(super) change: f64,
    pub(super) error: f64,
    pub(super) freedom: f64,
}

impl Test {
    /// Compares the means of two sides, whose variances may differ (Welch 1947), each moderated by the model.
    pub(super) fn new(sides: &[Side; 2], model: &Model) -> Test {
        let parts = sides.iter().filter(|side| side.n > 0.0).map(|side| {
            let (variance, freedom) = moderated(side, model);
            (variance / side.n, freedom)
        });
        let (mut sum, mut squares) = (0.0, 0.0);
        for (variance, freedom) in parts {
            sum += variance;
            squares += variance * variance / freedom.max(1e-9);
        }
        // Satterthwaite (1946).
        let freedom = if squares > 0.0 { sum * sum / squares } else { super::distributions::NORMAL };
        let [before, after] = sides;
        Test { change: after.mean - before.mean, error: sum.sqrt(), freedom: rounded(freedom, 6) }
    }

    /// The test with a further independent error, and all errors scaled.
    pub(super) fn widened(self, error: f64, scale: f64) -> Test {
        Test { error: (self.error * self.error + error * error).sqrt() * scale, ..self }
    }

    /// The change in standard errors.
    pub(super) fn t(&self) -> f64 {
        if self.change == 0.0 { 0.0 } else { self.change / self.error }
    }

    /// The two-sided p value.
    pub(super) fn p(&self) -> f64 {
        if self.freedom < 0.5 { 1.0 } else { two_sided(self.t(), self.freedom) }
    }

    /// Half the width of the 95 % interval.
    pub(super) fn half_width(&self) -> f64 {
        t_95(self.freedom.max(1.0)) * self.error
    }
}

/// The moderated variance of a run, and its degrees of freedom: the spread between runs and the model's expectation,
/// weighted by their degrees of freedom, and at least the counting variance (Smyth 2004; for outliers, Phipson et al.
/// 2016).
fn moderated(side: &Side, model: &Model) -> (f64, f64) {
    let (expected, prior) = model.expected(side);
    let own = side.freedom();
    if own == 0.0 {
        return (expected, prior);
    }
    let is_hypervariable = side.spread > expected
        && (expected == 0.0 || ratio_above(side.spread / expected, own, prior) < HYPERVARIABLE);
    if is_hypervariable {
        return (side.spread, own);
    }
    let variance = (prior * expected + own * side.spread) / (prior + own);
    (variance.max(side.counting), prior + own)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::comparison::aligned::Value;

    fn side(values: &[f64]) -> Side {
        let values: Vec<_> = values.iter().map(|&value| Value { value, variance: 0.0 }).collect();
        Side::new(&values)
    }

    const NO_PRIOR: Model = Model { relative: 0.0, freedom: 0.0 };

    /// Student's sleep data, for which textbooks have t = 1.8608, 17.776 degrees of freedom, p = 0.07939 and an
    /// interval from -0.2055 to 3.3655.
    #[test]
    fn without_a_prior_it_is_the_test_of_welch() {
        let before = side(&[0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]);
        let after = side(&[1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]);
        let test = Test::new(&[before, after], &NO_PRIOR);
        let is = |value: f64, expected: f64| assert!((value - expected).abs() < 1e-4 * expected, "{value}");
        is(test.t(), 1.8608);
        is(test.freedom, 17.7765);
        is(test.p(), 0.079_394);
        is(test.change + test.half_width(), 3.365_483);
    }

    /// The spread of one function has two degrees of freedom, the expectation four.
    #[test]
    fn spreads_are_moderated_by_what_is_expected() {
        let model = Model { relative: 0.01, freedom: 4.0 };
        let calm = side(&[100.0, 100.0, 100.0]);
        let (variance, freedom) = moderated(&calm, &model);
        assert!((variance - 400.0 / 6.0).abs() < 1e-9 && freedom == 6.0, "{variance} {freedom}");
        let burst = side(&[100.0, 100.0, 400.0]);
        assert_eq!(moderated(&burst, &Model { freedom: 20.0, ..model }), (30_000.0, 2.0));
        let counted = Side { counting: 900.0, ..calm };
        assert!(moderated(&counted, &NO_PRIOR).0 >= 900.0);
    }

    #[test]
    fn without_any_error_every_change_is_real() {
        let same = Test::new(&[side(&[3.0, 3.0]), side(&[3.0, 3.0])], &NO_PRIOR);
        assert_eq!((same.p(), same.half_width()), (1.0, 0.0));
        let changed = Test::new(&[side(&[3.0, 3.0]), side(&[4.0, 4.0])], &Model { freedom: 4.0, ..NO_PRIOR });
        assert_eq!(changed.p(), 0.0);
        assert_eq!(Test::new(&[side(&[]), side(&[])], &NO_PRIOR).p(), 1.0);
    }
}
