//! Scales: the unit of values, their divisor, and the total that percentages refer to.

use crate::{
    graph::{CallGraph, Measure},
    options::Options,
    units,
    view::View,
};

/// How the values of a profile are printed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scale {
    /// The unit that values are in.
    pub from: String,
    /// The unit that they are printed in; `auto` or `minimum` for the best unit of each.
    pub to: String,
    /// The factor of printed values; `None` for 1.
    pub ratio: Option<f64>,
    /// The value that percentages refer to.
    pub total: i64,
    /// Whether values are differences.
    pub is_difference: bool,
}

impl Scale {
    /// The scale of the measure, in the unit of the options.
    pub(super) fn new(
        view: &View<'_>,
        measure: Measure,
        options: &Options,
        total: i64,
        is_difference: bool,
    ) -> Scale {
        let unit = view.sample_types().nth(measure.index).map(|kind| kind.unit).unwrap_or_default();
        let ratio = 1.0 / options.divide_by;
        let ratio = (ratio > 0.0 && ratio.to_bits() != 1_f64.to_bits()).then_some(ratio);
        Scale { from: view.text(unit).to_string(), to: options.unit.clone(), ratio, total, is_difference }
    }

    /// The scale with the best unit for all values of a graph, unless the options have one.
    pub(super) fn fitting(&self, graph: &CallGraph, options: &Options) -> Scale {
        let mut scale = self.clone();
        if options.unit == "minimum" && !graph.listed.is_empty() {
            scale.to = self.common_unit(graph);
        }
        scale
    }

    /// The unit in which both the smallest value and the total are readable.
    fn common_unit(&self, graph: &CallGraph) -> String {
        let least = graph.listed.iter().map(|&node| {
            let weights = graph.graph[node].weights;
            let flat = weights.flat.shown();
            (if flat == 0 { weights.cum.shown() } else { flat }).wrapping_abs()
        });
        let least = self.least(least);
        let (least, most) = (self.divided(least), self.divided(self.total));
        let mut unit = self.unit_of(least);
        let hundredfold = least.wrapping_mul(100);
        // Two decimals of a larger unit suffice for small values if they differ much.
        if unit != self.unit_of(most) && hundredfold < most {
            unit = self.unit_of(hundredfold);
        }
        if unit.is_empty() { self.from.clone() } else { unit }
    }

    /// The scale with the unit in which the smallest of some values is at least 1, unless the options have one. Call it
    /// on the scale of a selection, not that of a graph, which has a unit already.
    #[must_use]
    pub fn exact(&self, values: impl Iterator<Item = i64>) -> Scale {
        let mut scale = self.clone();
        let mut magnitudes = values.map(i64::wrapping_abs).peekable();
        if self.to == "minimum" && magnitudes.peek().is_some() {
            let unit = self.unit_of(self.divided(self.least(magnitudes)));
            scale.to = if unit.is_empty() { self.from.clone() } else { unit };
        }
        scale
    }

    /// The smallest of some magnitudes, or the total if all are 0.
    fn least(&self, magnitudes: impl Iterator<Item = i64>) -> i64 {
        // The smallest integer has no magnitude, and is skipped as in pprof.
        magnitudes.filter(|&value| value > 0).min().unwrap_or(self.total)
    }

    fn unit_of(&self, value: i64) -> String {
        units::scale(value, &self.from, "minimum").1
    }

    #[allow(clippy::cast_precision_loss, reason = "pprof scales values in doubles")]
    fn divided(&self, value: i64) -> i64 {
        self.ratio.map_or(value, |ratio| units::truncate(value as f64 * ratio))
    }

    /// The value that is printed as `number` of `unit`, such as 50 and `MB`; `None` if the units are incompatible.
    #[must_use]
    pub fn amount(&self, number: f64, unit: &str) -> Option<f64> {
        let amount = units::convert(number, unit, &self.from)?;
        Some(self.ratio.map_or(amount, |ratio| amount / ratio)).filter(|amount| amount.is_finite())
    }

    /// A value as printed by pprof, such as `1.47GB`.
    #[must_use]
    pub fn text(&self, value: i64) -> String {
        units::format(self.divided(value), &self.from, &self.to)
    }

    /// A value in its own best unit, if its number would otherwise have more than four digits before the point: `6.17s`
    /// for `6167180us`.
    #[must_use]
    pub fn short_text(&self, value: i64) -> Option<String> {
        let is_long =
            |text: &str| text.bytes().filter(|byte| *byte != b'-').take_while(u8::is_ascii_digit).count() > 4;
        let text = self.text(value);
        let short = is_long(&text).then(|| units::format(self.divided(value), &self.from, "auto"))?;
        (short != text && !is_long(&short)).then_some(short)
    }

    /// The percentage of a value as printed by pprof, such as `26.81%`, without sign.
    #[must_use]
    pub fn percent(&self, value: i64) -> String {
        units::percentage(value, self.total).trim().to_owned()
    }

    /// A value in the printed unit, truncated to an integer and without the divisor.
    #[must_use]
    pub fn whole(&self, value: i64) -> i64 {
        units::truncate(units::scale(value, &self.from, &self.to).0)
    }

    /// The percentage of a value in `whole` as printed by pprof in columns, such as ` 9.99%`, without sign.
    #[must_use]
    pub fn percent_of(value: i64, whole: i64) -> String {
        units::percentage(value, whole)
    }

    /// The total in nanoseconds, if values are times.
    #[must_use]
    pub fn total_nanoseconds(&self) -> Option<i64> {
        let (nanoseconds, unit) = units::scale(self.total, &self.from, "nanoseconds");
        (unit == "ns").then(|| units::truncate(nanoseconds))
    }
}
