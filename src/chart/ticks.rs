//! Round numbers for axes.

/// Steps between labels of a time axis, in seconds: whole parts of a minute, an hour or a day. Longer ones are days.
const TIMES: [f64; 14] = [
    10.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0, 900.0, 1800.0, 3600.0, 7200.0, 10_800.0, 21_600.0, 43_200.0,
];

/// The smallest of 1, 2 and 5 times a power of ten that is not below `least`.
pub(super) fn decimal_step(least: f64) -> f64 {
    if !(least > 0.0 && least.is_finite()) {
        return 1.0;
    }
    let mut power = 1.0;
    while power > least {
        power /= 10.0;
    }
    while 10.0 * power < least {
        power *= 10.0;
    }
    [power, 2.0 * power, 5.0 * power].into_iter().find(|&step| step >= least).unwrap_or(10.0 * power)
}

/// The smallest round step of time that is not below `least`, in seconds.
pub(super) fn time_step(least: f64) -> f64 {
    if least <= 5.0 {
        return decimal_step(least);
    }
    TIMES
        .into_iter()
        .find(|&step| step >= least)
        .unwrap_or_else(|| 86_400.0 * decimal_step(least / 86_400.0).max(1.0))
}

/// The multiples of `step` from `from` to `to`.
pub(super) fn multiples(step: f64, from: f64, to: f64) -> impl Iterator<Item = f64> {
    let first = (from / step - 1e-9).ceil();
    let last = (to / step + 1e-9).floor();
    let n = if last >= first { (last - first) as usize + 1 } else { 0 };
    (0..n).map(move |index| (first + index as f64) * step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_round() {
        assert_eq!(
            [0.0003, 0.7, 1.0, 3.0, 7.0, 21.0, 4000.0].map(decimal_step),
            [0.0005, 1.0, 1.0, 5.0, 10.0, 50.0, 5000.0]
        );
        assert_eq!(
            [3.0, 7.0, 40.0, 50_000.0, 90_000.0, 300_000.0].map(time_step),
            [5.0, 10.0, 60.0, 86_400.0, 172_800.0, 432_000.0]
        );
        assert_eq!(multiples(5.0, 8.4, 20.0).collect::<Vec<_>>(), [10.0, 15.0, 20.0]);
        assert_eq!(multiples(5.0, 1.0, 2.0).count(), 0);
        assert_eq!([0.0, -1.0, f64::NAN, f64::INFINITY].map(decimal_step), [1.0; 4]);
    }
}
