//! Values as shares, shades and words, relative to the total of their graph.

use crate::analysis::{self, Graph, Weight};
use crate::report;
use crate::review::Review;

use crate::scene::color::{self, Shade};
use crate::scene::{text, visible};

/// The most characters of a printed value: its unit may come from the profile.
const MAX_AMOUNT: usize = 48;

/// The sign of growth in a difference.
pub(super) const GROWTH: &str = "+";

/// The reference values of a graph, and the unit that values are printed in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale<'a> {
    values: &'a analysis::Scale,
    max_flat: u64,
    /// The value of which colours and widths show shares: the total, or in a comparison the largest change.
    whole: i64,
    is_of_changes: bool,
}

impl<'a> Scale<'a> {
    /// The scale of `graph`.
    pub(super) fn of(graph: &'a Graph) -> Scale<'a> {
        let max_flat = graph.nodes.iter().map(|node| node.flat.value.unsigned_abs()).max().unwrap_or(0);
        Scale { values: &graph.scale, max_flat, whole: graph.scale.total, is_of_changes: false }
    }

    /// The scale of the graph of changes that `review` compares: colours and widths show shares of the largest change, and
    /// font sizes of the largest own change of a function, which is `max_own`.
    pub(super) fn of_changes(graph: &Graph, review: &'a Review, max_own: u64) -> Scale<'a> {
        let changes = graph.nodes.iter().flat_map(|node| [node.flat.value, node.cum.value]);
        let largest = changes.map(i64::saturating_abs).max().unwrap_or(0);
        // Where all changes are too small to matter, none of them is to look large.
        let whole = largest.max(review.least_change as i64);
        Scale { values: &review.scale, max_flat: max_own, whole, is_of_changes: true }
    }

    /// Whether shares refer to the largest change of a comparison.
    pub(super) fn is_of_changes(self) -> bool {
        self.is_of_changes
    }

    /// Whether values are changes.
    pub(super) fn is_difference(self) -> bool {
        self.values.is_difference
    }

    /// The absolute value as a share of the total, or of the largest change in a comparison: from 0 to 1.
    pub(super) fn share(self, value: i64) -> f64 {
        color::share(value, self.whole)
    }

    /// The shade of `value`.
    pub(super) fn shade(self, value: i64) -> Shade {
        Shade::of(value, self.whole)
    }

    /// The prominence of a function with this flat value, from 0 to 1: the root of its share in the largest, so that the
    /// area of its name, more than the height, follows the value.
    pub(super) fn prominence(self, flat: i64) -> f64 {
        if self.max_flat == 0 { 0.0 } else { (flat.unsigned_abs() as f64 / self.max_flat as f64).sqrt() }
    }

    /// The weight of an edge in a layout: 1 to 101, as in DOT.
    pub(super) fn grade(self, weight: Weight) -> i64 {
        report::grade(weight, self.values, 100)
    }

    /// The value in words; in a difference with the sign of the change.
    ///
    /// Negative numbers have the `-` that DOT prints, not a `−`, so that a number that is copied can be searched for.
    pub(super) fn text(self, value: i64) -> String {
        self.sign(value).to_owned() + &self.plain(value)
    }

    /// The value of one side of a difference, in words.
    pub(super) fn unsigned(self, value: i64) -> String {
        self.plain(value)
    }

    /// The same with its percentage of a total.
    pub(super) fn of_total(self, value: i64, total: i64) -> String {
        format!("{} ({})", self.plain(value), analysis::Scale::percent_of(value, total).trim())
    }

    /// The sign that growth has in a difference, which the plain value lacks.
    pub(super) fn sign(self, value: i64) -> &'static str {
        if self.values.is_difference && value > 0 { GROWTH } else { "" }
    }

    /// The value and its percentage, or a plain `0`.
    pub(super) fn text_with_percent(self, value: i64) -> String {
        self.sign(value).to_owned() + &self.plain_with_percent(value)
    }

    /// The value as titles have it: also in a larger unit where the number is long, `6167180us = 6.17s`.
    pub(super) fn reading(self, value: i64) -> String {
        match self.values.short_text(value) {
            Some(short) => format!("{} = {}{short}", self.text(value), self.sign(value)),
            None => self.text(value),
        }
    }

    /// The same with the percentage, or a plain `0`.
    pub(super) fn reading_with_percent(self, value: i64) -> String {
        if value == 0 {
            return "0".to_owned();
        }
        format!("{} ({})", self.reading(value), self.values.percent(value))
    }

    /// The value in words, as DOT prints it.
    fn plain(self, value: i64) -> String {
        // Its unit may come from the profile.
        text::bounded(&visible(&self.values.text(value)), MAX_AMOUNT)
    }

    /// The value and its percentage as DOT prints them, or a plain `0`.
    pub(super) fn plain_with_percent(self, value: i64) -> String {
        if value == 0 {
            "0".to_owned()
        } else {
            format!("{} ({})", self.plain(value), self.values.percent(value))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(unit: &str, is_difference: bool) -> analysis::Scale {
        analysis::Scale { to: unit.to_owned(), total: 100, is_difference, ..analysis::Scale::default() }
    }

    fn scale(values: &analysis::Scale) -> Scale<'_> {
        Scale { values, max_flat: 16, whole: values.total, is_of_changes: false }
    }

    #[test]
    fn only_changes_carry_a_sign() {
        let texts = |is_difference| [5, -5, 0].map(|value| scale(&values("s", is_difference)).text(value));
        assert_eq!(texts(false), ["5s", "-5s", "0"]);
        assert_eq!(texts(true), ["+5s", "-5s", "0"]);
    }

    /// If everything is new or doubled, the largest change is as large as the total.
    #[test]
    fn a_scale_of_changes_is_one_whatever_their_size() {
        let weight = Weight { value: 100, ..Weight::default() };
        let node = analysis::Node { cum: weight, ..analysis::Node::default() };
        let graph = Graph { nodes: vec![node], scale: values("s", true), ..Graph::default() };
        let review = Review { scale: values("s", true), ..Review::default() };
        assert_eq!(Scale::of_changes(&graph, &review, 0).share(100), 1.0);
        assert!(Scale::of_changes(&graph, &review, 0).is_of_changes());
        assert!(!Scale::of(&graph).is_of_changes());
    }

    #[test]
    fn long_numbers_are_read_in_a_unit_of_their_own() {
        let values = |from: &str, to: &str| analysis::Scale { from: from.to_owned(), ..values(to, false) };
        let readings = |from, to, of: &[i64]| {
            of.iter().map(|&value| scale(&values(from, to)).reading_with_percent(value)).collect::<Vec<_>>()
        };
        assert_eq!(
            readings("microseconds", "us", &[6_167_180, -12_345, 9999, 0]),
            ["6167180us = 6.17s (6167180.00%)", "-12345us = -12.35ms (12345.00%)", "9999us (9999.00%)", "0"]
        );
        assert_eq!(readings("count", "count", &[123_456]), ["123456 (123456.00%)"]);
    }

    #[test]
    fn units_are_visible_and_short() {
        assert_eq!(scale(&values("\u{202e}\n", false)).text(5), "5⟨U+202E⟩␊");
        let text = scale(&values(&"x".repeat(1000), true)).text(-5);
        assert!(text.starts_with("-5xx") && text.chars().count() == MAX_AMOUNT);
    }

    #[test]
    fn prominence_is_the_root_of_the_share_in_the_largest_flat() {
        let values = values("", false);
        assert_eq!([0, 1, -4, 16].map(|flat| scale(&values).prominence(flat)), [0.0, 0.25, 0.5, 1.0]);
        assert_eq!(Scale { max_flat: 0, ..scale(&values) }.prominence(0), 0.0);
    }

    #[test]
    fn nothing_is_no_share_of_anything() {
        let empty = analysis::Scale::default();
        assert_eq!((scale(&empty).share(5), scale(&empty).shade(5).level), (0.0, 0));
        let values = values("", false);
        assert_eq!((scale(&values).share(-500), scale(&values).share(i64::MIN)), (1.0, 1.0));
    }
}
