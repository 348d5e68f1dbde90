//! Numbers in the syntax of `go tool pprof`'s shell, and its error messages.

use std::num::IntErrorKind;

use super::super::values::{self, ValueError};

/// Why a text is not a number, in the words of Go's library, on which scripts may depend.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("strconv.{function}: parsing {text:?}: {reason}")]
pub(super) struct NumberError {
    function: &'static str,
    text: String,
    reason: &'static str,
}

const SYNTAX: &str = "invalid syntax";
const RANGE: &str = "value out of range";

/// Parses decimal digits with an optional sign.
pub(super) fn integer(text: &str) -> Result<i64, NumberError> {
    text.parse::<i64>().map_err(|error| {
        let is_large = matches!(error.kind(), IntErrorKind::PosOverflow | IntErrorKind::NegOverflow);
        let reason = if is_large { RANGE } else { SYNTAX };
        NumberError { function: "Atoi", text: text.to_owned(), reason }
    })
}

/// Parses a number as on the command line.
pub(super) fn float(text: &str) -> Result<f64, NumberError> {
    values::float(text).map_err(|error| {
        let reason = if error == ValueError::OutOfRange { RANGE } else { SYNTAX };
        NumberError { function: "ParseFloat", text: text.to_owned(), reason }
    })
}

/// Formats a number with the fewest digits that identify it; very large or small ones with an exponent.
pub(super) fn shown(value: f64) -> String {
    if value.is_infinite() {
        return if value > 0.0 { "+Inf".to_owned() } else { "-Inf".to_owned() };
    }
    let scientific = format!("{value:e}");
    let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    match exponent.parse::<i32>().unwrap_or(0) {
        -4..21 => value.to_string(),
        exponent => {
            let sign = if exponent < 0 { '-' } else { '+' };
            format!("{digits}e{sign}{:02}", exponent.unsigned_abs())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_short() {
        let shown = [0.005, 0.25, 1.0, 0.0, -1.5, 1e-4, 1e-5, 1.25e-7, 1e20, 1e21, 1.5e300].map(shown);
        let expected = "0.005 0.25 1 0 -1.5 0.0001 1e-05 1.25e-07 100000000000000000000 1e+21 1.5e+300";
        assert_eq!(shown.join(" "), expected);
        let others = [f64::INFINITY, f64::NEG_INFINITY, f64::NAN].map(super::shown);
        assert_eq!(others.join(" "), "+Inf -Inf NaN");
    }

    /// So that a value that is kept as text is unchanged.
    #[test]
    fn what_is_shown_can_be_read() {
        for value in [1e-5, 1.25e-7, 1e21, 0.1, f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!(float(&shown(value)), Ok(value));
        }
    }

    #[test]
    fn what_is_no_number_is_said_as_go_does() {
        let integers =
            ["", "x", "0x10", "1_0", "99999999999999999999"].map(|text| integer(text).unwrap_err());
        let expected = [
            r#"strconv.Atoi: parsing "": invalid syntax"#,
            r#"strconv.Atoi: parsing "x": invalid syntax"#,
            r#"strconv.Atoi: parsing "0x10": invalid syntax"#,
            r#"strconv.Atoi: parsing "1_0": invalid syntax"#,
            r#"strconv.Atoi: parsing "99999999999999999999": value out of range"#,
        ];
        assert_eq!(integers.map(|error| error.to_string()), expected);
        assert_eq!(integer("+5"), Ok(5));
        let float = |text| float(text).unwrap_err().to_string();
        assert_eq!(float("x"), r#"strconv.ParseFloat: parsing "x": invalid syntax"#);
        assert_eq!(float("1e400"), r#"strconv.ParseFloat: parsing "1e400": value out of range"#);
    }
}
