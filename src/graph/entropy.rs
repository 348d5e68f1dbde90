//! Scores nodes by how much their weight is spread over their calls.

use petgraph::{
    Direction::{self, Incoming, Outgoing},
    graph::{DiGraph, NodeIndex},
};

use super::{Call, Node, calls};
use crate::units;

/// The score by which graphs rank their nodes.
///
/// A node's cum times the entropy of its callers and of its callees and itself, plus its flat. Only the magnitude
/// counts. A node with an edge of weight 0, as in differences, has no entropy; its score is the smallest integer plus
/// flat.
#[allow(clippy::cast_precision_loss, reason = "pprof computes scores in doubles")]
pub(super) fn score(graph: &DiGraph<Node, Call>, node: NodeIndex) -> i64 {
    let weights = graph[node].weights;
    let spread = entropy(graph, node, Incoming, 0) + entropy(graph, node, Outgoing, weights.flat.total);
    units::truncate(spread * weights.cum.total as f64).wrapping_add(weights.flat.total)
}

/// The entropy of the edges on one side of a node and of its own weight; 1 if there are no edges.
#[allow(clippy::cast_precision_loss, reason = "pprof computes scores in doubles")]
fn entropy(graph: &DiGraph<Node, Call>, node: NodeIndex, side: Direction, own: i64) -> f64 {
    let calls = calls(graph, node, side);
    if calls.is_empty() {
        return 1.0;
    }
    let weights = calls.iter().map(|&call| graph[call].weight.total);
    let total = weights.clone().filter(|&weight| weight > 0).fold(own, i64::wrapping_add);
    if total == 0 {
        return 0.0;
    }
    let term = |weight: i64| {
        let share = weight.wrapping_abs() as f64 / total as f64;
        -share * log2(share)
    };
    let spread = weights.map(term).fold(0.0, |sum, term| sum + term);
    if own > 0 { spread + term(own) } else { spread }
}

/// The binary logarithm, bit-identical to pprof's: scores determine ranks, and the platform's logarithm differs in the
/// last bit often enough to swap nodes.
fn log2(x: f64) -> f64 {
    let (mantissa, exponent) = split(x);
    let exponent_part = f64::from(exponent);
    // Powers of two are exact.
    if mantissa.to_bits() == 0.5_f64.to_bits() {
        return exponent_part - 1.0;
    }
    ln(mantissa) * (1.0 / std::f64::consts::LN_2) + exponent_part
}

/// `x` as a mantissa in ½ ≤ m < 1 and a power of two. Zeros, infinities and NaN are unchanged.
fn split(x: f64) -> (f64, i32) {
    const SUBNORMAL_SCALE: f64 = 18_014_398_509_481_984.0; // 2⁵⁴
    if x == 0.0 || !x.is_finite() {
        return (x, 0);
    }
    if x.is_subnormal() {
        let (mantissa, exponent) = split(x * SUBNORMAL_SCALE);
        return (mantissa, exponent - 54);
    }
    let bits = x.to_bits();
    let exponent = i32::try_from(bits >> 52 & 0x7ff).expect("eleven bits fit") - 1022;
    (f64::from_bits(bits & !(0x7ff << 52) | 1022 << 52), exponent)
}

/// The natural logarithm after FreeBSD's `e_log.c` (Sun Microsystems, 1993), without fused operations.
#[allow(clippy::many_single_char_names, reason = "the names of the published algorithm")]
#[allow(clippy::suboptimal_flops, reason = "fused operations would change the last bit")]
fn ln(x: f64) -> f64 {
    const LN2_HI: f64 = 6.931_471_803_691_238e-1;
    const LN2_LO: f64 = 1.908_214_929_270_587_7e-10;
    const L1: f64 = 6.666_666_666_666_735e-1;
    const L2: f64 = 3.999_999_999_940_942e-1;
    const L3: f64 = 2.857_142_874_366_239e-1;
    const L4: f64 = 2.222_219_843_214_978_4e-1;
    const L5: f64 = 1.818_357_216_161_805e-1;
    const L6: f64 = 1.531_383_769_920_937_3e-1;
    const L7: f64 = 1.479_819_860_511_658_6e-1;
    if x == 0.0 {
        return f64::NEG_INFINITY;
    }
    if x < 0.0 || !x.is_finite() {
        return if x == f64::INFINITY { x } else { f64::NAN };
    }
    let (mut m, mut k) = split(x);
    if m < std::f64::consts::FRAC_1_SQRT_2 {
        m *= 2.0;
        k -= 1;
    }
    let k = f64::from(k);
    let f = m - 1.0;
    let s = f / (2.0 + f);
    let z = s * s;
    let y = z * z;
    let odd = z * (L1 + y * (L3 + y * (L5 + y * L7)));
    let even = y * (L2 + y * (L4 + y * L6));
    let r = odd + even;
    let h = 0.5 * f * f;
    k * LN2_HI - ((h - (s * (h + r) + k * LN2_LO)) - f)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_of_two_are_exact() {
        // `powi` underflows for the smallest powers in some builds.
        for (power, exponent) in
            [(f64::from_bits(1), -1074), (f64::from_bits(1 << 51), -1023), (0.5, -1), (1.0, 0), (2.0, 1)]
        {
            assert_eq!(log2(power), f64::from(exponent));
        }
    }

    #[test]
    fn zero_has_no_entropy() {
        assert_eq!(log2(0.0), f64::NEG_INFINITY);
        assert!((-0.0 * log2(0.0)).is_nan());
        assert!(log2(-1.0).is_nan());
    }

    #[test]
    #[allow(clippy::disallowed_methods, reason = "a few last bits do not matter here")]
    fn the_logarithm_is_close_to_the_platforms() {
        for i in 1..10_000 {
            let x = f64::from(i) / 997.0;
            assert!((log2(x) - x.log2()).abs() < 1e-14, "{x}");
        }
    }
}
