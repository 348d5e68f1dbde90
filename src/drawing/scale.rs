//! What the numbers of a report are measured against, and how they read.

use crate::report::{Amount, Report};

use super::color::{self, Shade};
use super::name;
use super::text;

/// The most characters that an amount is printed with.
const MAX_AMOUNT: usize = 48;

/// The sign of growth.
pub(super) const GROWTH: &str = "+";

/// What one number means beside the others of its report.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    total: i64,
    max_flat: u64,
    is_difference: bool,
}

impl Scale {
    /// The scale of `report`.
    pub(super) fn of(report: &Report) -> Scale {
        Scale {
            total: report.total,
            max_flat: report.nodes.iter().map(|node| node.flat.value.unsigned_abs()).max().unwrap_or(0),
            is_difference: report.is_difference,
        }
    }

    /// The share of the total that percentages print, at most 1.
    pub(super) fn share(self, value: i64) -> f64 {
        color::share(value, self.total)
    }

    /// The shade that stands for `value`.
    pub(super) fn shade(self, value: i64) -> Shade {
        Shade::of(value, self.total)
    }

    /// How prominent a function with this flat value is, from 0 to 1.
    ///
    /// The root makes the area of its name, more than the height, follow the value.
    pub(super) fn prominence(self, flat: i64) -> f64 {
        if self.max_flat == 0 { 0.0 } else { (flat.unsigned_abs() as f64 / self.max_flat as f64).sqrt() }
    }

    /// The amount in words; in a difference with the sign of the change.
    ///
    /// What shrinks carries the `-` that DOT prints, not a `−`: a number that is copied finds its fellows.
    pub(super) fn text(self, amount: &Amount) -> String {
        self.sign(amount).to_owned() + &plain(amount)
    }

    /// The sign that growth has in a difference, which the plain amount lacks.
    pub(super) fn sign(self, amount: &Amount) -> &'static str {
        if self.is_difference && amount.value > 0 { GROWTH } else { "" }
    }

    /// The amount and its percentage, or a plain `0`.
    pub(super) fn text_with_percent(self, amount: &Amount) -> String {
        self.sign(amount).to_owned() + &plain_with_percent(amount)
    }
}

/// The amount in words, as DOT prints it.
fn plain(amount: &Amount) -> String {
    // Its unit may come from the profile.
    text::bounded(&name::visible(&amount.text), MAX_AMOUNT)
}

/// The amount and its percentage as DOT prints them, or a plain `0`.
pub(super) fn plain_with_percent(amount: &Amount) -> String {
    if amount.value == 0 {
        "0".to_owned()
    } else {
        format!("{} ({})", plain(amount), name::visible(amount.percent.trim()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale(is_difference: bool) -> Scale {
        Scale { total: 100, max_flat: 16, is_difference }
    }

    fn amount(value: i64, text: &str) -> Amount {
        Amount { value, text: text.to_owned(), percent: "5%".to_owned() }
    }

    #[test]
    fn only_changes_carry_a_sign() {
        let texts = |is_difference| {
            [(5, "5s"), (-5, "-5s"), (0, "0")]
                .map(|(value, text)| scale(is_difference).text(&amount(value, text)))
        };
        assert_eq!(texts(false), ["5s", "-5s", "0"]);
        assert_eq!(texts(true), ["+5s", "-5s", "0"]);
    }

    #[test]
    fn units_are_visible_and_short() {
        assert_eq!(scale(false).text(&amount(5, "5\u{202e}\n")), "5⟨U+202E⟩␊");
        let text = scale(true).text(&amount(-5, &("-5".to_owned() + &"x".repeat(1000))));
        assert!(text.starts_with("-5xx") && text.chars().count() == MAX_AMOUNT);
    }

    #[test]
    fn prominence_is_the_root_of_the_share_in_the_largest_flat() {
        assert_eq!([0, 1, -4, 16].map(|flat| scale(false).prominence(flat)), [0.0, 0.25, 0.5, 1.0]);
        assert_eq!(Scale { max_flat: 0, ..scale(false) }.prominence(0), 0.0);
    }

    #[test]
    fn nothing_is_no_share_of_anything() {
        let empty = Scale { total: 0, ..scale(false) };
        assert_eq!((empty.share(5), empty.shade(5).level), (0.0, 0));
        assert_eq!((scale(false).share(-500), scale(false).share(i64::MIN)), (1.0, 1.0));
    }
}
