//! Parses the values of options like Go's `flag` and `strconv` packages.

/// Why a value is invalid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ValueError {
    /// Not `true` or `false`.
    #[error("not true or false")]
    NotBoolean,
    /// Not an integer.
    #[error("not a whole number")]
    NotInteger,
    /// Not a number.
    #[error("not a number")]
    NotFloat,
    /// Not a valid number of pixels.
    #[error("not a whole number above 0")]
    NotPixels,
    /// Not a valid ratio.
    #[error("not two numbers above 0 as in 16:9, nor one")]
    NotRatio,
    /// A number out of range.
    #[error("out of range")]
    OutOfRange,
}

/// `1 t T true TRUE True` and `0 f F false FALSE False`.
pub(crate) fn boolean(text: &str) -> Result<bool, ValueError> {
    match text {
        "1" | "t" | "T" | "true" | "TRUE" | "True" => Ok(true),
        "0" | "f" | "F" | "false" | "FALSE" | "False" => Ok(false),
        _ => Err(ValueError::NotBoolean),
    }
}

/// An integer with an optional sign and base: `0x1F`, `0b11`, `0o17`, `017`, `1_000`.
pub(crate) fn integer(text: &str) -> Result<i64, ValueError> {
    let (is_negative, number) = sign(text);
    let (radix, digits) = match number.as_bytes() {
        [b'0', b'x' | b'X', _, ..] => (16, &number[2..]),
        [b'0', b'o' | b'O', _, ..] => (8, &number[2..]),
        [b'0', b'b' | b'B', _, ..] => (2, &number[2..]),
        [b'0', _, ..] => (8, &number[1..]),
        _ => (10, number),
    };
    if !underscores_separate_digits(number) {
        return Err(ValueError::NotInteger);
    }
    let digits = digits.replace('_', "");
    if digits.is_empty() || !digits.chars().all(|c| c.is_digit(radix)) {
        return Err(ValueError::NotInteger);
    }
    let signed = if is_negative { format!("-{digits}") } else { digits };
    i64::from_str_radix(&signed, radix).map_err(|_| ValueError::OutOfRange)
}

/// A number: decimal, hexadecimal with a power of two (`0x1p-2`), `inf`, `infinity` or `nan`.
pub(crate) fn float(text: &str) -> Result<f64, ValueError> {
    let (is_negative, number) = sign(text);
    let signed = |value: f64| if is_negative { -value } else { value };
    match number.to_ascii_lowercase().as_str() {
        "inf" | "infinity" => return Ok(signed(f64::INFINITY)),
        "nan" if number.len() == text.len() => return Ok(f64::NAN),
        _ => {}
    }
    if !number.starts_with(|c: char| c.is_ascii_digit() || c == '.') || !underscores_separate_digits(number) {
        return Err(ValueError::NotFloat);
    }
    let digits = number.replace('_', "").to_ascii_lowercase();
    let value = match digits.strip_prefix("0x") {
        Some(hexadecimal) => hexadecimal_float(hexadecimal).ok_or(ValueError::NotFloat)?,
        None => digits.parse::<f64>().map_err(|_| ValueError::NotFloat)?,
    };
    if value.is_infinite() { Err(ValueError::OutOfRange) } else { Ok(signed(value)) }
}

/// A length of at least 1 px, as an integer.
pub(crate) fn pixels(text: &str) -> Result<u32, ValueError> {
    match integer(text) {
        Ok(length) if length < 1 => Err(ValueError::NotPixels),
        Ok(length) => u32::try_from(length).map_err(|_| ValueError::OutOfRange),
        Err(ValueError::NotInteger) => Err(ValueError::NotPixels),
        Err(error) => Err(error),
    }
}

/// Width divided by height: a number such as `1.6`, or two such as `16:9`.
pub(crate) fn ratio(text: &str) -> Result<f64, ValueError> {
    let side = |text: &str| float(text).ok().filter(|side| *side > 0.0 && side.is_finite());
    let (width, height) = text.split_once(':').unwrap_or((text, "1"));
    let (width, height) = side(width).zip(side(height)).ok_or(ValueError::NotRatio)?;
    Some(width / height).filter(|ratio| ratio.is_normal()).ok_or(ValueError::OutOfRange)
}

/// Splits off the sign.
fn sign(text: &str) -> (bool, &str) {
    match text.as_bytes() {
        [b'-', ..] => (true, &text[1..]),
        [b'+', ..] => (false, &text[1..]),
        _ => (false, text),
    }
}

/// Whether each underscore is between digits, or between a base prefix and a digit.
fn underscores_separate_digits(number: &str) -> bool {
    let (is_hexadecimal, digits, mut previous) = match number.as_bytes() {
        [b'0', b'x' | b'X', digits @ ..] => (true, digits, b'0'),
        [b'0', b'o' | b'O' | b'b' | b'B', digits @ ..] => (false, digits, b'0'),
        digits => (false, digits, b'.'),
    };
    for &byte in digits {
        let is_digit = byte.is_ascii_digit() || is_hexadecimal && byte.is_ascii_hexdigit();
        if byte == b'_' && previous != b'0' || previous == b'_' && !is_digit {
            return false;
        }
        previous = match byte {
            b'_' => b'_',
            _ if is_digit => b'0',
            _ => b'.',
        };
    }
    previous != b'_'
}

/// The value of `1.8p-3`: hexadecimal digits and a mandatory exponent. Infinite if it is too large.
fn hexadecimal_float(text: &str) -> Option<f64> {
    let (mantissa, exponent) = text.split_once('p')?;
    let exponent_digits = sign(exponent).1;
    if exponent_digits.is_empty() || !exponent_digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    // Beyond 2^40 the result is infinite or 0, whatever the digits.
    let exponent =
        exponent.parse::<i64>().unwrap_or(if exponent.starts_with('-') { -1 << 40 } else { 1 << 40 });
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let mut bits: u64 = 0;
    let mut scale = exponent.clamp(-1 << 40, 1 << 40) - 4 * i64::try_from(fraction.len()).ok()?;
    for digit in whole.chars().chain(fraction.chars()) {
        let digit = digit.to_digit(16)?;
        if bits >> 59 == 0 {
            bits = bits << 4 | u64::from(digit);
        } else {
            // Beyond 60 bits, digits only affect rounding.
            bits |= u64::from(digit != 0);
            scale += 4;
        }
    }
    Some(scaled(bits, scale))
}

/// `bits · 2^scale`, rounded once, half to even.
fn scaled(bits: u64, scale: i64) -> f64 {
    if bits == 0 {
        return 0.0;
    }
    let top = 63 - i64::from(bits.leading_zeros()) + scale; // the number is between 2^top and 2^(top + 1)
    if top > 1023 {
        return f64::INFINITY;
    }
    // The unit in the last place; subnormal numbers have a fixed one.
    let unit = (top - 52).max(-1074);
    let excess = unit - scale;
    if excess <= 0 {
        return bits as f64 * power_of_two(scale); // no more bits than a double has: exact
    }
    if excess > 64 {
        return 0.0; // less than half of the smallest subnormal
    }
    let wide = u128::from(bits);
    let (kept, rest, half) = (wide >> excess, wide & ((1 << excess) - 1), 1u128 << (excess - 1));
    let rounded = kept + u128::from(rest > half || rest == half && kept % 2 == 1);
    rounded as f64 * power_of_two(unit)
}

/// `2^exponent`, for any exponent of a double.
fn power_of_two(exponent: i64) -> f64 {
    let exponent = exponent.clamp(-1074, 1024);
    if exponent > 1023 {
        f64::INFINITY
    } else if exponent >= -1022 {
        f64::from_bits(((exponent + 1023) as u64) << 52)
    } else {
        f64::from_bits(1 << (exponent + 1074))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_tell_their_base() {
        let good = [
            ("0", 0),
            ("-1", -1),
            ("+5", 5),
            ("0x1F", 31),
            ("0X1f", 31),
            ("-0x3", -3),
            ("0b11", 3),
            ("0B1", 1),
            ("0o7", 7),
            ("0O17", 15),
            ("017", 15),
            ("0_7", 7),
            ("1_000", 1000),
            ("0x_1", 1),
            ("9223372036854775807", i64::MAX),
            ("-9223372036854775808", i64::MIN),
        ];
        for (text, value) in good {
            assert_eq!(integer(text), Ok(value), "{text}");
        }
    }

    #[test]
    fn other_integers_are_refused() {
        for text in [
            "", "-", "08", "0x", "0b2", "0_", "_1", "1__0", "1_", "1.0", "1e3", " 1", "++1", "+-1", "abc",
            "é", "٣",
        ] {
            assert_eq!(integer(text), Err(ValueError::NotInteger), "{text}");
        }
        for text in
            ["9223372036854775808", "-9223372036854775809", "0xffffffffffffffff", "99999999999999999999"]
        {
            assert_eq!(integer(text), Err(ValueError::OutOfRange), "{text}");
        }
    }

    #[test]
    fn floats_are_decimal_or_hexadecimal() {
        let good = [
            ("0.005", 0.005),
            (".5", 0.5),
            ("1.", 1.0),
            ("-1e-3", -0.001),
            ("+2E+2", 200.0),
            ("1_0.5", 10.5),
            ("1_23.50_0_0e+1_2", 1.235e14),
            ("1e-400", 0.0),
            ("inf", f64::INFINITY),
            ("+Infinity", f64::INFINITY),
            ("-INF", f64::NEG_INFINITY),
            ("0x1p-2", 0.25),
            ("0x_1p2", 4.0),
            ("0x.8p1", 1.0),
            ("0X1.8P+3", 12.0),
            ("0x1p-1074", 5e-324),
            ("0x1p-1075", 0.0),
            ("0x1.8p-1075", 5e-324),
            ("0x1p-99999", 0.0),
            ("0x1.fffffffffffffp1023", f64::MAX),
            ("0x1.00000000000008p0", 1.0),
            ("0x1.000000000000080000000000000001p0", 1.000_000_000_000_000_2),
            ("0x0p99999999999999999999", 0.0),
            ("0x1p-99999999999999999999", 0.0),
            ("0x123456789abcdef01p-4", 0x1234_5678_9abc_def0_u64 as f64),
        ];
        for (text, value) in good {
            assert_eq!(float(text), Ok(value), "{text}");
        }
        assert!(float("NaN").is_ok_and(f64::is_nan));
    }

    #[test]
    fn other_floats_are_refused() {
        let bad = [
            "",
            "-",
            ".",
            "e5",
            "1e",
            "abc",
            "+nan",
            "-nan",
            "infi",
            "0x1.8",
            "0xp1",
            "0x1p",
            "0x1p+",
            "0b1",
            "1__0",
            "_1",
            "1_",
            " 1",
            "1 ",
            "1,5",
            "--1",
            "1p3",
            "0x1.8.1p0",
            "0x1pp1",
            "1e5_",
            "1_e5",
        ];
        for text in bad {
            assert_eq!(float(text).map(|_| ()), Err(ValueError::NotFloat), "{text}");
        }
        for text in ["1e400", "-1e400", "0x1p1024", "0x1.fffffffffffff8p1023", "0x1p99999999999999999999"] {
            assert_eq!(float(text), Err(ValueError::OutOfRange), "{text}");
        }
    }

    #[test]
    fn lengths_are_whole_and_positive() {
        assert_eq!([pixels("1"), pixels("1_600")], [Ok(1), Ok(1600)]);
        for text in ["", "0", "-3", "1.5", "800px", "wide"] {
            assert_eq!(pixels(text), Err(ValueError::NotPixels), "{text}");
        }
        assert_eq!(pixels("4294967296"), Err(ValueError::OutOfRange));
    }

    #[test]
    fn ratios_are_one_number_or_two() {
        assert_eq!([ratio("16:10"), ratio("1.6"), ratio("1:2.5")], [Ok(1.6), Ok(1.6), Ok(0.4)]);
        for text in ["", ":", "16:", ":9", "0", "-1", "4:0", "inf", "nan:1", "16:9:1", "16/9", "16x9"] {
            assert_eq!(ratio(text), Err(ValueError::NotRatio), "{text}");
        }
        assert_eq!(ratio("1e300:1e-300"), Err(ValueError::OutOfRange));
    }

    #[test]
    fn booleans_have_six_spellings_each() {
        assert_eq!(boolean("T"), Ok(true));
        assert_eq!(boolean("FALSE"), Ok(false));
        for text in ["", "yes", "tRUE", "2", "on"] {
            assert_eq!(boolean(text), Err(ValueError::NotBoolean), "{text}");
        }
    }
}
