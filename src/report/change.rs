//! Texts for changes.

/// The ratio of a value to the value before, as `×2.4`; `None` if it is not meaningful.
pub(crate) fn multiple(before: i64, after: i64) -> Option<String> {
    if before <= 0 || after <= 0 {
        return None;
    }
    let ratio = after as f64 / before as f64;
    Some(match ratio {
        ratio if ratio >= 9.95 => format!("×{ratio:.0}"),
        ratio if ratio >= 1.995 => format!("×{ratio:.1}"),
        ratio => format!("×{ratio:.2}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn multiples_have_two_digits_or_three() {
        let of = |before, after| multiple(before, after).unwrap_or_default();
        assert_eq!([of(33, 81), of(100, 107), of(100, 42), of(1, 250)], ["×2.5", "×1.07", "×0.42", "×250"]);
        assert_eq!([of(0, 5), of(5, 0), of(-5, 5)], ["", "", ""]);
    }
}
