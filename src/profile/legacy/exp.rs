//! A platform-independent exponential function.

/// e to the power of `x`; subnormal results are 0.
///
/// The function of the standard library is the machine's, and machines differ in the last bit, which
/// large numbers of bytes show. After N. Shibata, "Efficient evaluation methods of elementary functions
/// suitable for SIMD computation", Computer Science – Research and Development 25, 2010, §3: `x` is
/// halved until a short Taylor polynomial is exact enough, and the result is squared as often. Go uses it
/// too, with the operations in this order.
pub(super) fn exp(x: f64) -> f64 {
    if x > 709.782_712_893_384 {
        return f64::INFINITY;
    }
    // Split off the power of two.
    let exponent = (x * std::f64::consts::LOG2_E).round_ties_even();
    if exponent < -1022.0 {
        return 0.0;
    }
    let rest = exponent.mul_add(-LN_2_LOW, exponent.mul_add(-LN_2_HIGH, x));
    let rest = rest / 16.0;
    let polynomial = COEFFICIENTS.iter().fold(0.0_f64, |sum, &coefficient| sum.mul_add(rest, coefficient));
    // The power minus one, since (y + 1)² − 1 = y (y + 2) keeps the bits that adding one would lose.
    let mut less_one = rest * polynomial;
    for _ in 0..3 {
        less_one *= less_one + 2.0;
    }
    let power = less_one.mul_add(less_one + 2.0, 1.0);
    scaled(power, exponent)
}

/// The logarithm of 2 in two parts, the first of which has so few bits that products with it are exact.
const LN_2_HIGH: f64 = 0.693_147_180_559_662_956_511_601_805_686_950_683_593_75;
const LN_2_LOW: f64 = 0.282_352_905_630_315_771_225_884_481_750_134_360_255_254_120_68e-12;

/// 1/8!, …, 1/2!, 1
const COEFFICIENTS: [f64; 8] =
    [1.0 / 40_320.0, 1.0 / 5_040.0, 1.0 / 720.0, 1.0 / 120.0, 1.0 / 24.0, 1.0 / 6.0, 0.5, 1.0];

/// `value · 2^exponent`; the exponent is an integer of −1022 to 1024.
#[allow(clippy::cast_possible_truncation, reason = "an integer of four digits")]
fn scaled(value: f64, exponent: f64) -> f64 {
    // In two steps, as 2¹⁰²⁴ overflows but its root does not.
    let exponent = exponent as i64;
    let half = exponent / 2;
    value * power_of_two(half) * power_of_two(exponent - half)
}

/// 2 to the power of −1022 to 1023.
fn power_of_two(exponent: i64) -> f64 {
    f64::from_bits((exponent + 1023).cast_unsigned() << 52)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[allow(clippy::disallowed_methods, reason = "a few last bits do not matter here")]
    fn the_result_is_as_good_as_that_of_any_machine() {
        for i in -70_000..70_000 {
            let x = f64::from(i) / 100.0;
            let (ours, theirs) = (exp(x), x.exp());
            assert!((ours - theirs).abs() <= 4e-16 * theirs, "{x}: {ours:e} {theirs:e}");
        }
    }

    /// Compared as bits.
    #[test]
    fn the_result_is_the_same_everywhere() {
        let bits = [-1.0, -0.001, -36.7, 0.25, 709.7].map(|x| exp(x).to_bits());
        expect_test::expect![
            "[3fd78b56362cef38, 3feff7cfe56f1a9e, 3ca0998b04bdd190, 3ff48b5e3c3e8186, 7fed75ae7a50ee14]"
        ]
        .assert_eq(&format!("{bits:x?}"));
    }

    #[test]
    fn beyond_the_normal_numbers_there_are_two_ends() {
        assert_eq!([exp(-1e18), exp(0.0), exp(1e18)], [0.0, 1.0, f64::INFINITY]);
        assert!(exp(709.78) < f64::INFINITY && exp(-708.0) > 0.0);
    }
}
