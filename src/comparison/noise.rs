//! Estimates noise from all functions together.
//!
//! A few runs say little about how much one function differs from run to run. So a function's expected variance is
//! modelled as counting variance and a part proportional to the square of its value, fitted to the spreads of all
//! functions. The weight of a function's own spread is estimated from the deviations of all spreads from the model
//! (Smyth 2004).

use super::{
    Side,
    distributions::{
        NORMAL, inverse_trigamma, mean_log_ratio, median_ratio, rounded, trigamma, two_sided,
        weighted_median, z_of,
    },
};

/// Functions below this fraction of the total are not fitted: they are mostly chance.
const LEAST_SHARE: f64 = 0.001;

/// Nor are those whose squared relative counting error is above this: fewer than five events.
const MAX_COUNTING: f64 = 0.2;

/// The largest weight of the prior, in runs. Functions are not independent, since disturbances of a run affect many of
/// them.
const MAX_FREEDOM: f64 = 20.0;

/// The largest standard deviation between single runs of an unchanged program besides counting, relative to the value:
/// where most functions differ by more, most of them changed.
const MAX_BETWEEN: f64 = 0.12;

/// How much functions differ from run to run.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Model {
    /// Variance besides counting, relative to the square of the value.
    pub(super) relative: f64,
    /// Its degrees of freedom.
    pub(super) freedom: f64,
}

/// The spread of a function in the runs that a model is fitted to.
#[derive(Clone, Copy, Debug)]
struct Spread {
    side: Side,
    freedom: f64,
}

impl Spread {
    fn weight(&self) -> f64 {
        self.side.mean.sqrt()
    }

    /// The ratio of spread to expected variance, given the relative variance.
    fn ratio(&self, relative: f64) -> f64 {
        let Side { counting, mean, spread, .. } = self.side;
        spread / (counting + relative * mean * mean).max(f64::MIN_POSITIVE)
    }
}

impl Model {
    /// Fits the model to the runs of each side, where `total` is that of a run. If no side has two runs, the two sides
    /// are taken as two runs of one: most functions did not change.
    pub(super) fn fitted(functions: &[[Side; 2]], total: f64) -> Model {
        let spreads: Vec<_> =
            functions.iter().flat_map(spreads).filter(|spread| counts(spread, total)).collect();
        let Some(most) = spreads.first().map(|spread| spread.freedom) else {
            return Model { relative: 0.0, freedom: NORMAL };
        };
        // Sides with different numbers of runs may be mixed in one fit.
        let are_single = functions.iter().flatten().all(|side| side.n <= 1.0);
        let most_relative = if are_single { MAX_BETWEEN * MAX_BETWEEN } else { f64::INFINITY };
        let relative = rounded(relative(&spreads).min(most_relative), 9);
        if relative == 0.0 {
            return Model { relative, freedom: NORMAL };
        }
        let freedom = prior_freedom(&spreads, relative).min(most * (spreads.len() as f64 - 1.0));
        Model { relative, freedom }
    }

    /// The expected variance of a run of this side, and its degrees of freedom, which are many for the counting part.
    pub(super) fn expected(&self, side: &Side) -> (f64, f64) {
        let relative = self.relative * side.mean * side.mean;
        let variance = side.counting + relative;
        let part = if variance > 0.0 { relative / variance } else { 1.0 };
        (variance, (self.freedom / (part * part).max(1e-9)).min(NORMAL))
    }
}

/// The spreads of a function within its sides, or between them if each is one run.
fn spreads(sides: &[Side; 2]) -> Vec<Spread> {
    let within = sides.iter().filter(|side| side.n > 1.0);
    let within: Vec<_> = within.map(|&side| Spread { side, freedom: side.freedom() }).collect();
    let [before, after] = *sides;
    if !within.is_empty() || before.n == 0.0 || after.n == 0.0 {
        return within;
    }
    let (mean, difference) = ((before.mean + after.mean) / 2.0, after.mean - before.mean);
    let counting = (before.counting + after.counting) / 2.0;
    let side = Side { n: 2.0, mean, counting, spread: difference * difference / 2.0 };
    vec![Spread { side, freedom: 1.0 }]
}

fn counts(spread: &Spread, total: f64) -> bool {
    is_heavy(&spread.side, total)
}

/// Whether a value is large enough, and of enough events, for fits.
pub(super) fn is_heavy(side: &Side, total: f64) -> bool {
    side.mean > 0.0
        && side.mean >= LEAST_SHARE * total
        && side.counting <= MAX_COUNTING * side.mean * side.mean
}

/// The relative variance at which the median ratio of spreads to expected variances is that of chance.
fn relative(spreads: &[Spread]) -> f64 {
    let is_too_large = |relative: f64| {
        let ratio =
            |spread: &Spread| (spread.ratio(relative) / median_ratio(spread.freedom), spread.weight());
        weighted_median(spreads.iter().map(ratio).collect()) <= 1.0
    };
    if is_too_large(0.0) {
        return 0.0;
    }
    let (mut low, mut high) = (0.0, 4.0);
    for _ in 0..50 {
        let middle = (low + high) / 2.0;
        if is_too_large(middle) { high = middle } else { low = middle }
    }
    high
}

/// The degrees of freedom of the model, by the deviations of the logarithms of spreads from it.
fn prior_freedom(spreads: &[Spread], relative: f64) -> f64 {
    let mean_weight = spreads.iter().map(Spread::weight).sum::<f64>();
    let mut excess = 0.0;
    for spread in spreads {
        // Clamped, so that neither equal runs nor single outliers decide.
        let error = libm::log(spread.ratio(relative).clamp(0.01, 30.0)) - mean_log_ratio(spread.freedom);
        excess += spread.weight() * (error * error - trigamma(spread.freedom / 2.0));
    }
    let excess = excess / mean_weight;
    if excess <= 0.0 { MAX_FREEDOM } else { (2.0 * inverse_trigamma(excess)).min(MAX_FREEDOM) }
}

/// The relative change of the typical function, if most changed in one direction and by more than chance; else 0.
/// `functions` have standard errors of their changes of means.
pub(super) fn common_shift(functions: &[([Side; 2], f64)], total: f64) -> f64 {
    /// The minimum share of weight in one direction, among functions that changed by more than their errors.
    const AGREEMENT: f64 = 0.7;
    let heavy = functions.iter().filter(|(sides, _)| sides.iter().any(|side| is_heavy(side, total)));
    let relative = |([before, after], error): &([Side; 2], f64)| {
        let mean = (before.mean + after.mean) / 2.0;
        ((after.mean - before.mean) / mean, mean.max(0.0).sqrt(), error / mean)
    };
    let heavy: Vec<_> = heavy.map(relative).filter(|(change, ..)| change.is_finite()).collect();
    let shift = weighted_median(heavy.iter().map(|&(change, weight, _)| (change, weight)).collect());
    let deviations = heavy.iter().map(|&(change, weight, _)| ((change - shift).abs(), weight));
    let scatter = weighted_median(deviations.collect()) / 0.674_489_75 / (heavy.len().max(1) as f64).sqrt();
    let information: f64 = heavy.iter().map(|(.., error)| 1.0 / (error * error).max(1e-12)).sum();
    let error = (1.0 / information.max(1e-300)).sqrt().max(scatter) * std::f64::consts::FRAC_PI_2.sqrt();
    let moved = heavy.iter().filter(|(change, _, error)| change.abs() > *error);
    let (mut alike, mut all) = (0.0, 0.0);
    for &(change, weight, _) in moved {
        all += weight;
        alike += if change * shift > 0.0 { weight } else { 0.0 };
    }
    if alike >= AGREEMENT * all && shift.abs() > 2.0 * error { rounded(shift, 6) } else { 0.0 }
}

/// The factor of errors with which half of the weight of functions, given as t, degrees of freedom and weight, is
/// within the expected median error; at least 1.
pub(super) fn null_scale(functions: &[(f64, f64, f64)]) -> f64 {
    /// The minimum number of functions for an estimate.
    const LEAST: usize = 8;
    if functions.len() < LEAST {
        return 1.0;
    }
    let z = |&(t, freedom, weight): &(f64, f64, f64)| (z_of(two_sided(t, freedom)), weight);
    rounded((weighted_median(functions.iter().map(z).collect()) / 0.674_489_75).max(1.0), 6)
}
