//! Prints coordinates and lengths, all in the same way.

use std::fmt::Write;

/// `length` to a tenth of a pixel, without a trailing `.0` and without a negative zero.
///
/// A tenth is finer than any screen shows at natural size and keeps the file small. Halves go away from zero.
/// NaN prints as 0 and infinity as a very large number, so that the output is always legal SVG.
pub(crate) fn number(length: f64) -> String {
    let mut text = String::with_capacity(8);
    append(&mut text, length);
    text
}

/// Appends the number to a text: pictures have tens of thousands.
pub(crate) fn append(text: &mut String, length: f64) {
    // The cast saturates, and takes NaN to 0.
    let tenths = (length * 10.0).round() as i64;
    if tenths < 0 {
        text.push('-');
    }
    let (whole, tenth) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
    let written = if tenth == 0 { write!(text, "{whole}") } else { write!(text, "{whole}.{tenth}") };
    written.expect("a string takes all that is written");
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn a_coordinate_has_at_most_one_decimal() {
        let print = |values: &[f64]| values.iter().map(|&value| number(value)).collect::<Vec<_>>().join(" ");
        assert_eq!(print(&[0.0, -0.0, -0.04, 0.04, 7.0, 7.25, -7.25, -0.05]), "0 0 0 0 7 7.3 -7.3 -0.1");
        assert_eq!(print(&[1234567.89, 0.1 + 0.2, 99.99, f64::NAN]), "1234567.9 0.3 100 0");
        assert!(number(f64::INFINITY).parse::<f64>().is_ok_and(f64::is_finite));
    }
}
