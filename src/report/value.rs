//! Values as people read them, all in one unit.

use bstr::BStr;

use super::Amount;
use crate::{
    graph::CallGraph,
    options::Options,
    profile::{Profile, ValueType},
    units,
};

/// How values of the report are printed.
#[derive(Clone, Debug)]
pub(super) struct Scale {
    from: String,
    to: String,
    ratio: Option<f64>,
    total: i64,
}

impl Scale {
    /// Values of `kind`, in the unit asked for or in the one that suits the graph.
    pub(super) fn new(
        profile: &Profile,
        kind: ValueType,
        options: &Options,
        graph: &CallGraph,
        total: i64,
    ) -> Scale {
        let from = profile.text(kind.unit).to_string();
        let ratio = 1.0 / options.divide_by;
        let ratio = (ratio > 0.0 && ratio.to_bits() != 1_f64.to_bits()).then_some(ratio);
        let mut scale = Scale { from, to: options.unit.clone(), ratio, total };
        if options.unit == "minimum" && !graph.listed.is_empty() {
            scale.to = scale.common_unit(graph);
        }
        scale
    }

    /// The unit in which neither the least value nor the total is hard to read.
    fn common_unit(&self, graph: &CallGraph) -> String {
        let least = graph.listed.iter().map(|&node| {
            let weights = graph.graph[node].weights;
            let flat = weights.flat.shown();
            (if flat == 0 { weights.cum.shown() } else { flat }).wrapping_abs()
        });
        // The smallest number has no magnitude that fits; pprof passes over it.
        let least = least.filter(|&value| value > 0).min().unwrap_or(self.total);
        let (least, most) = (self.divided(least), self.divided(self.total));
        let unit_of = |value| units::scale(value, &self.from, "minimum").1;
        let mut unit = unit_of(least);
        let hundredfold = least.wrapping_mul(100);
        // Where values differ much, two decimals of a larger unit are enough for the small ones.
        if unit != unit_of(most) && hundredfold < most {
            unit = unit_of(hundredfold);
        }
        if unit.is_empty() { self.from.clone() } else { unit }
    }

    #[allow(clippy::cast_precision_loss, reason = "pprof scales values in doubles")]
    fn divided(&self, value: i64) -> i64 {
        self.ratio.map_or(value, |ratio| units::truncate(value as f64 * ratio))
    }

    /// The value in the report's unit.
    pub(super) fn text(&self, value: i64) -> String {
        units::format(self.divided(value), &self.from, &self.to)
    }

    /// The value's share of the total.
    pub(super) fn percent(&self, value: i64) -> String {
        units::percentage(value, self.total).trim().to_owned()
    }

    pub(super) fn amount(&self, value: i64) -> Amount {
        Amount { value, text: self.text(value), percent: self.percent(value) }
    }

    /// The total in nanoseconds, where values are times.
    pub(super) fn total_nanoseconds(&self) -> Option<i64> {
        let (nanoseconds, unit) = units::scale(self.total, &self.from, "nanoseconds");
        (unit == "ns").then(|| units::truncate(nanoseconds))
    }

    /// The total that percentages refer to.
    pub(super) fn total(&self) -> i64 {
        self.total
    }
}

/// A number of a label: in the unit that suits it.
pub(super) fn automatic(value: i64, unit: &BStr) -> String {
    units::format(value, &unit.to_string(), "auto")
}
