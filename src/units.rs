//! Units: formats a value such as 1536 `bytes` as `1.50kB`.

/// A family of units that can be converted to one another.
struct Family {
    /// Used for values that fit no unit of the family.
    default: Unit,
    /// From small to large.
    units: &'static [(Unit, &'static [&'static str])],
}

/// A unit: the name it is printed with, and its size.
#[derive(Clone, Copy)]
struct Unit {
    name: &'static str,
    factor: f64,
}

const fn unit(name: &'static str, factor: f64) -> Unit {
    Unit { name, factor }
}

const FAMILIES: [Family; 3] = [
    Family {
        default: unit("B", 1.0),
        units: &[
            (unit("B", 1.0), &["b", "byte"]),
            (unit("kB", 1024.0), &["kb", "kbyte", "kilobyte"]),
            (unit("MB", 1_048_576.0), &["mb", "mbyte", "megabyte"]),
            (unit("GB", 1_073_741_824.0), &["gb", "gbyte", "gigabyte"]),
            (unit("TB", 1_099_511_627_776.0), &["tb", "tbyte", "terabyte"]),
            (unit("PB", 1_125_899_906_842_624.0), &["pb", "pbyte", "petabyte"]),
        ],
    },
    Family {
        default: unit("s", 1e9),
        units: &[
            (unit("ns", 1.0), &["ns", "nanosecond"]),
            (unit("us", 1e3), &["us", "microsecond"]),
            (unit("ms", 1e6), &["ms", "millisecond"]),
            (unit("s", 1e9), &["s", "sec", "second"]),
            (unit("hrs", 3.6e12), &["hour", "hr"]),
        ],
    },
    Family {
        default: unit("GCU", 1.0),
        units: &[
            (unit("n*GCU", 1e-9), &["nanogcu"]),
            (unit("u*GCU", 1e-6), &["microgcu"]),
            (unit("m*GCU", 1e-3), &["milligcu"]),
            (unit("GCU", 1.0), &["gcu"]),
            (unit("k*GCU", 1e3), &["kilogcu"]),
            (unit("M*GCU", 1e6), &["megagcu"]),
            (unit("G*GCU", 1e9), &["gigagcu"]),
            (unit("T*GCU", 1e12), &["teragcu"]),
            (unit("P*GCU", 1e15), &["petagcu"]),
        ],
    },
];

impl Family {
    /// The unit of this name, in lower or upper case, singular or plural.
    fn find(&self, name: &str) -> Option<Unit> {
        let name = name.to_lowercase();
        // Names of two bytes are too short for a plural: `ms` is no plural of `m`.
        let name = if name.len() > 2 { name.strip_suffix('s').unwrap_or(&name) } else { &name };
        self.units.iter().find(|(_, aliases)| aliases.contains(&name)).map(|&(unit, _)| unit)
    }

    /// The largest unit in which `least` of the family's base units are at least one.
    fn fitting(&self, least: f64) -> Option<Unit> {
        self.units.iter().map(|&(unit, _)| unit).rfind(|unit| least / unit.factor >= 1.0)
    }

    fn scale(&self, value: f64, from: Unit, to: &str) -> (f64, &'static str) {
        let least = value * from.factor;
        let to = if picks_its_own(to) { self.fitting(least) } else { self.find(to) };
        let to = to.unwrap_or(self.default);
        (least / to.factor, to.name)
    }
}

/// Whether `to` asks for the best unit of each value.
fn picks_its_own(to: &str) -> bool {
    to == "minimum" || to == "auto"
}

/// Converts `value` from one unit to another. Returns the number and the unit to print after it.
///
/// `to` may be `minimum` or `auto`: the largest unit in which the value is at least 1. A unit of another family than
/// `from` is replaced by the default of `from`'s family; values of unknown units are unchanged.
#[must_use]
pub(crate) fn scale(value: i64, from: &str, to: &str) -> (f64, String) {
    // The smallest integer has no positive counterpart, and is scaled as it is.
    if value < 0 && value != i64::MIN {
        let (number, unit) = scale(-value, from, to);
        return (-number, unit);
    }
    #[allow(clippy::cast_precision_loss, reason = "values are printed to two decimals")]
    let number = value as f64;
    for family in &FAMILIES {
        if let Some(from) = family.find(from) {
            let (number, unit) = family.scale(number, from, to);
            return (number, unit.to_owned());
        }
    }
    // Units of counts are not printed.
    let silent = matches!(to, "count" | "sample" | "unit" | "minimum" | "auto");
    (number, if silent { String::new() } else { to.to_owned() })
}

/// Converts a number; `None` unless both units are equal or of one family.
pub(crate) fn convert(number: f64, from: &str, to: &str) -> Option<f64> {
    for family in &FAMILIES {
        if let (Some(from), Some(to)) = (family.find(from), family.find(to)) {
            return Some(number * from.factor / to.factor);
        }
    }
    let singular = |unit: &str| unit.to_lowercase().trim_end_matches('s').to_owned();
    (singular(from) == singular(to)).then_some(number)
}

/// Whether both units are known and of one family.
pub(crate) fn are_compatible(one: &str, other: &str) -> bool {
    FAMILIES.iter().any(|family| family.find(one).is_some() && family.find(other).is_some())
}

/// Formats `value` in the unit `to`, with at most two decimals: `1.50kB`. Zero has no unit.
#[must_use]
pub(crate) fn format(value: i64, from: &str, to: &str) -> String {
    let (number, unit) = scale(value, from, to);
    let text = format!("{number:.2}");
    match text.strip_suffix(".00").unwrap_or(&text) {
        "0" | "-0" => "0".to_owned(),
        text => format!("{text}{unit}"),
    }
}

/// The share of `value` in `total`, in six columns: ` 1.23%`, `  100%`, without sign.
#[must_use]
pub(crate) fn percentage(value: i64, total: i64) -> String {
    #[allow(clippy::cast_precision_loss, reason = "percentages are printed to two decimals")]
    let percent = if total == 0 { 0.0 } else { (value as f64 / total as f64).abs() * 100.0 };
    if (99.95..=100.05).contains(&percent) {
        "  100%".to_owned()
    } else if percent >= 1.0 {
        format!("{percent:5.2}%")
    } else {
        format!("{:>5}%", two_digits(percent))
    }
}

/// Two significant digits without trailing zeros, as C's `%.2g`: `0.012`, `1.5e-08`. For values below 1.
fn two_digits(value: f64) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    let scientific = format!("{value:.1e}");
    let (mantissa, exponent) = scientific.split_once('e').expect("the exponent form has an exponent");
    let exponent: i32 = exponent.parse().expect("the exponent is a number");
    if exponent < -4 {
        let mantissa = mantissa.strip_suffix(".0").unwrap_or(mantissa);
        return format!("{mantissa}e-{:02}", -exponent);
    }
    let decimals = usize::try_from(1 - exponent).unwrap_or(0);
    let text = format!("{value:.decimals$}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Truncates to an integer as amd64 does: out of range becomes the smallest integer.
pub(crate) fn truncate(number: f64) -> i64 {
    #[allow(clippy::cast_possible_truncation, reason = "that is what it is for")]
    let truncated = number as i64;
    if number.is_nan() || truncated == i64::MAX { i64::MIN } else { truncated }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_scaled_to_the_unit_asked_for() {
        for (value, from, to, text) in [
            (0, "bytes", "minimum", "0"),
            (1023, "bytes", "minimum", "1023B"),
            (1025, "bytes", "minimum", "1kB"),
            (1536, "bytes", "minimum", "1.50kB"),
            (1_582_948_832, "bytes", "kb", "1545848.47kB"),
            (1_582_948_832, "bytes", "TB", "0"),
            (1_582_948_832, "bytes", "ms", "1582948832B"),
            (1_582_948_832, "bytes", "foo", "1582948832B"),
            (i64::MAX, "bytes", "auto", "8192PB"),
            (5, "kilobytes", "bytes", "5120B"),
            (3, "mbytes", "kb", "3072kB"),
            (7_120_000_000, "nanoseconds", "minimum", "7.12s"),
            (999_999, "nanoseconds", "auto", "1000us"),
            (5_400_000_000_000, "nanoseconds", "auto", "1.50hrs"),
            (7_120_000_000, "nanoseconds", "minutes", "7.12s"),
            (7_120_000_000, "nanoseconds", "hours", "0"),
            (30, "μs", "auto", "30"),
            (5, "minutes", "auto", "5"),
            (12345, "count", "kb", "12345kb"),
            (12345, "samples", "samples", "12345samples"),
            (12345, "objects", "auto", "12345"),
            (12345, "unit", "unit", "12345"),
            (1500, "milliGCU", "auto", "1.50GCU"),
            (2_500_000, "nanoGCU", "auto", "2.50m*GCU"),
            (1_234_567, "BYTES", "auto", "1.18MB"),
            (1_234_567, "Bs", "auto", "1234567"),
            (9, "ss", "auto", "9"),
            (-1536, "bytes", "auto", "-1.50kB"),
        ] {
            assert_eq!(format(value, from, to), text, "{value} {from} in {to}");
        }
    }

    #[test]
    fn numbers_are_converted_within_a_family() {
        assert_eq!(convert(1.5, "s", "milliseconds"), Some(1500.0));
        assert_eq!(convert(50.0, "MB", "bytes"), Some(52_428_800.0));
        assert_eq!(convert(3.0, "objects", "object"), Some(3.0));
        assert_eq!([convert(3.0, "ms", "bytes"), convert(3.0, "ms", "count")], [None, None]);
        assert_eq!([convert(3.0, "", "bytes"), convert(3.0, "kB", "")], [None, None]);
    }

    #[test]
    fn shares_have_two_digits_or_two_decimals() {
        for (value, total, text) in [
            (99_950_000, 100_000_000, "  100%"),
            (99_949_999, 100_000_000, "99.95%"),
            (9_999_999, 100_000_000, "10.00%"),
            (9_995_000, 100_000_000, " 9.99%"),
            (1_000_000, 100_000_000, " 1.00%"),
            (995_000, 100_000_000, "    1%"),
            (994_999, 100_000_000, " 0.99%"),
            (10_000, 100_000_000, " 0.01%"),
            (1_234, 100_000_000, "0.0012%"),
            (999, 100_000_000, "0.001%"),
            (12, 100_000_000, "1.2e-05%"),
            (1, 100_000_000, "1e-06%"),
            (151, 1_000_000_000_000, "1.5e-08%"),
            (0, 5, "    0%"),
            (1, 0, "    0%"),
            (14, 13, "107.69%"),
            (-13, 13, "  100%"),
        ] {
            assert_eq!(percentage(value, total), text, "{value} of {total}");
        }
    }

    #[test]
    fn what_does_not_fit_is_the_smallest_number() {
        assert_eq!(truncate(-1.9), -1);
        assert_eq!(truncate(1e300), i64::MIN);
        assert_eq!(truncate(f64::NAN), i64::MIN);
        assert_eq!(truncate(-1e300), i64::MIN);
    }
}
