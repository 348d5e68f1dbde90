//! How values are to be read: their unit, what they are divided by, and the total that shares refer to.

use crate::{
    graph::{CallGraph, Measure},
    options::Options,
    units,
    view::View,
};

/// How the values of a profile are to be read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scale {
    /// The unit that values are in.
    pub from: String,
    /// The unit that they are printed in, or `auto` or `minimum` for the one that suits each of them.
    pub to: String,
    /// What values are multiplied by before they are printed; none for 1.
    pub ratio: Option<f64>,
    /// The value that shares refer to.
    pub total: i64,
    /// Whether values are differences, and so growth or shrinkage.
    pub is_difference: bool,
}

impl Scale {
    /// Values of the measure, in the unit that the options ask for.
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

    /// The same scale with the unit that suits all values of a graph, unless the options ask for another one.
    pub(super) fn fitting(&self, graph: &CallGraph, options: &Options) -> Scale {
        let mut scale = self.clone();
        if options.unit == "minimum" && !graph.listed.is_empty() {
            scale.to = self.common_unit(graph);
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

    /// A value as pprof prints it, such as `1.47GB`.
    #[must_use]
    pub fn text(&self, value: i64) -> String {
        units::format(self.divided(value), &self.from, &self.to)
    }

    /// The share of a value in the total as pprof prints it, such as `26.81%`. Signs are lost.
    #[must_use]
    pub fn percent(&self, value: i64) -> String {
        units::percentage(value, self.total).trim().to_owned()
    }

    /// The total in nanoseconds, where values are times.
    #[must_use]
    pub fn total_nanoseconds(&self) -> Option<i64> {
        let (nanoseconds, unit) = units::scale(self.total, &self.from, "nanoseconds");
        (unit == "ns").then(|| units::truncate(nanoseconds))
    }
}
