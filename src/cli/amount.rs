//! Parses amounts: shares of the total, or numbers with units.

use pprof_svg::review::{Amount, Limit, Measure};

/// Parses `5%`, `0.05` or `50MB`; `None` if it is neither a share nor has a unit.
pub(super) fn amount(typed: &str) -> Option<Amount> {
    let typed = typed.trim();
    let end = typed.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(typed.len());
    let (number, unit) = (typed[..end].parse::<f64>().ok()?, typed[end..].trim());
    match unit {
        // A fraction above 1 is probably a number without its unit.
        "" => (number <= 1.0).then_some(Amount::Share(number)),
        "%" => Some(Amount::Share(number / 100.0)),
        unit => number.is_finite().then(|| Amount::Value { number, unit: unit.to_owned() }),
    }
}

/// Parses an amount with an optional measure: `flat:2%`, `cum:1s`.
pub(super) fn limit(typed: &str) -> Option<Limit> {
    let (measure, amount_typed) = match typed.split_once(':') {
        Some(("flat", amount)) => (Some(Measure::Flat), amount),
        Some(("cum", amount)) => (Some(Measure::Cum), amount),
        Some(_) => return None,
        None => (None, typed),
    };
    amount(amount_typed).map(|amount| Limit { measure, amount })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(number: f64, unit: &str) -> Option<Amount> {
        Some(Amount::Value { number, unit: unit.to_owned() })
    }

    #[test]
    fn amounts_are_shares_or_have_units() {
        assert_eq!(
            [amount("5%"), amount("0.05"), amount(" 150 % ")],
            [0.05, 0.05, 1.5].map(Amount::Share).map(Some)
        );
        assert_eq!([amount("50MB"), amount("1.5 s")], [value(50.0, "MB"), value(1.5, "s")]);
        for wrong in ["", "%", "MB", "-1%", "+1%", "nan", "inf", "2", "1e3", "1.2.3s", "."] {
            assert!(!matches!(amount(wrong), Some(Amount::Share(_))), "{wrong}");
        }
        assert_eq!([amount("2"), amount("-1s"), amount("1.2.3s"), amount("")], [const { None }; 4]);
        assert_eq!(amount(&("9".repeat(400) + "s")), None);
    }

    #[test]
    fn limits_may_be_of_a_measure() {
        let of = |measure, share| Some(Limit { measure, amount: Amount::Share(share) });
        assert_eq!(limit("5%"), of(None, 0.05));
        assert_eq!(limit("flat:2%"), of(Some(Measure::Flat), 0.02));
        assert_eq!(limit("cum:0.5"), of(Some(Measure::Cum), 0.5));
        assert_eq!([limit("own:5%"), limit("flat:"), limit(":5%"), limit("cum:5")], [const { None }; 4]);
    }
}
