//! Estimates the variance of values from the number of sampled events.

use bstr::BStr;

use crate::{graph::Measure, view::View};

/// How the sampling error is estimated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Counting {
    /// From the number of events: a value v of n events has the variance v²/n.
    Events,
    /// From the sampling rate of a heap profile (Horvitz and Thompson 1952).
    Allocations,
    /// There is no sampling error: everything was counted, as in goroutine profiles.
    Exact,
    /// The number of events is unknown; variances are 0.
    #[default]
    Unknown,
}

/// How the variance of a sample is computed.
#[derive(Clone, Copy, Debug)]
pub(super) enum Rule {
    /// n is the value of the column `count`, divided by `per_event`.
    Column {
        value: usize,
        count: usize,
        per_event: f64,
    },
    /// n is the value, divided by `per_event`.
    Period {
        value: usize,
        per_event: f64,
    },
    /// Allocations of this mean size, sampled at this rate in bytes.
    Heap {
        value: usize,
        objects: usize,
        space: usize,
        rate: f64,
    },
    Exact,
    Unknown,
}

impl Rule {
    /// The rule for the values of `measure`.
    pub(super) fn new(view: &View<'_>, measure: Measure) -> Rule {
        let types = Types { view };
        let value = measure.column;
        let (kind, unit) = types.get(value);
        if kind == "goroutine" || kind == "threadcreate" {
            return Rule::Exact;
        }
        let by_rate = types.heap(value).or_else(|| types.contentions(value)).or_else(|| types.samples(value));
        let by_period = || types.period(value).map(|per_event| Rule::Period { value, per_event });
        let by_unit = || (unit == "count").then_some(Rule::Period { value, per_event: 1.0 });
        by_rate.or_else(by_period).or_else(by_unit).unwrap_or(Rule::Unknown)
    }

    /// The public description of the rule.
    pub(super) fn counting(self) -> Counting {
        match self {
            Rule::Column { .. } | Rule::Period { .. } => Counting::Events,
            Rule::Heap { .. } => Counting::Allocations,
            Rule::Exact => Counting::Exact,
            Rule::Unknown => Counting::Unknown,
        }
    }

    /// The variance of a sample with these values.
    pub(super) fn variance(self, values: &[i64]) -> f64 {
        let magnitude = |column: usize| values[column].unsigned_abs() as f64;
        match self {
            Rule::Column { value, count, per_event } => {
                // A value without events had its count rounded down to 0.
                magnitude(value) * magnitude(value) / (magnitude(count) / per_event).max(1.0)
            }
            Rule::Period { value, per_event } => magnitude(value) * per_event,
            Rule::Heap { value, objects, space, rate } => {
                let objects = magnitude(objects).max(1.0);
                let left_out = libm::exp(-magnitude(space) / objects / rate);
                let n = (objects * (1.0 - left_out)).max(f64::MIN_POSITIVE);
                magnitude(value) * magnitude(value) * left_out / n.max(1e-9)
            }
            Rule::Exact | Rule::Unknown => 0.0,
        }
    }
}

/// The sample types of a profile, by column.
struct Types<'a> {
    view: &'a View<'a>,
}

impl Types<'_> {
    fn get(&self, column: usize) -> (&BStr, &BStr) {
        let profile = self.view.profile();
        let kind = profile.sample_types[column];
        (profile.text(kind.kind), profile.text(kind.unit))
    }

    fn column(&self, name: &[u8]) -> Option<usize> {
        (0..self.view.profile().sample_types.len()).find(|&column| self.get(column).0 == name)
    }

    /// The period, if its type and unit are accepted.
    fn period_of(&self, is_meant: impl Fn(&BStr, &BStr) -> bool) -> Option<f64> {
        let profile = self.view.profile();
        let (kind, unit) = (profile.text(profile.period_type.kind), profile.text(profile.period_type.unit));
        (profile.period > 0 && is_meant(kind, unit)).then_some(profile.period as f64)
    }

    /// The rule for numbers or sizes of allocations, if the period is a number of bytes.
    fn heap(&self, value: usize) -> Option<Rule> {
        let rate = self.period_of(|kind, unit| kind == "space" && unit == "bytes")?;
        let kind = self.get(value).0;
        let stem = kind.strip_suffix(b"objects").or_else(|| kind.strip_suffix(b"space"))?;
        let objects = self.column(&[stem, b"objects"].concat())?;
        let space = self.column(&[stem, b"space"].concat())?;
        Some(if rate <= 1.0 { Rule::Exact } else { Rule::Heap { value, objects, space, rate } })
    }

    fn contentions(&self, value: usize) -> Option<Rule> {
        let count = self.column(b"contentions")?;
        let period = self.period_of(|kind, unit| kind == "contentions" && unit == "count");
        Some(Rule::Column { value, count, per_event: period.unwrap_or(1.0) })
    }

    /// The rule for values with a column of sample counts.
    fn samples(&self, value: usize) -> Option<Rule> {
        let count = self.column(b"samples").or_else(|| self.column(b"sample"))?;
        (self.get(count).1 == "count").then_some(Rule::Column { value, count, per_event: 1.0 })
    }

    fn period(&self, value: usize) -> Option<f64> {
        let unit = self.get(value).1;
        self.period_of(|_, period_unit| period_unit == unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::{Profile, ValueType, testing::profile_of};

    fn rule(profile: &Profile, value: usize) -> Rule {
        Rule::new(&View::new(profile), Measure { index: value, column: value, divisor: None })
    }

    fn with_period(types: &str, kind: &str, unit: &str, period: i64) -> Profile {
        let mut profile = profile_of(types, "");
        let (kind, unit) = (profile.strings.push(kind.as_bytes()), profile.strings.push(unit.as_bytes()));
        (profile.period_type, profile.period) = (ValueType { kind, unit }, period);
        profile
    }

    #[test]
    fn events_are_counted_beside_the_value_or_by_the_period() {
        let cpu = with_period("samples/count cpu/nanoseconds", "cpu", "nanoseconds", 10);
        assert_eq!(rule(&cpu, 1).variance(&[4, 40]), 400.0);
        assert_eq!(rule(&cpu, 0).variance(&[4, 40]), 4.0);
        assert_eq!(rule(&cpu, 1).variance(&[-4, -40]), 400.0);
        let no_count = with_period("cpu/nanoseconds", "cpu", "nanoseconds", 10);
        assert_eq!(rule(&no_count, 0).variance(&[40]), 400.0);
        let blocked = profile_of("contentions/count delay/nanoseconds", "");
        assert_eq!(rule(&blocked, 1).variance(&[3, 30]), 300.0);
        let events = profile_of("events/count", "");
        assert_eq!(rule(&events, 0).variance(&[i64::MIN]), 9_223_372_036_854_775_808.0);
    }

    /// A million objects of 1 KB at a rate of 512 KB: 1951 of them were sampled, so 2.3 %.
    #[test]
    fn small_allocations_are_sampled_and_large_ones_seen() {
        let heap = with_period("alloc_objects/count alloc_space/bytes", "space", "bytes", 512 * 1024);
        let error = |values: &[i64], column: usize| {
            rule(&heap, column).variance(values).sqrt() / values[column].unsigned_abs() as f64
        };
        assert!((error(&[1_000_000, 1_024_000_000], 1) - 0.0226).abs() < 1e-4);
        assert!((error(&[1_000_000, 1_024_000_000], 0) - 0.0226).abs() < 1e-4);
        assert!(error(&[10, 10 << 23], 1) < 1e-3);
        assert_eq!(rule(&heap, 0).counting(), Counting::Allocations);
        let all = with_period("objects/count space/bytes", "space", "bytes", 1);
        assert_eq!(rule(&all, 1).counting(), Counting::Exact);
        assert!(rule(&heap, 0).variance(&[0, i64::MIN]).is_finite());
    }

    #[test]
    fn what_nobody_counted_has_no_known_error() {
        assert_eq!(rule(&profile_of("wall/nanoseconds", ""), 0).counting(), Counting::Unknown);
        assert_eq!(rule(&profile_of("goroutine/count", ""), 0).counting(), Counting::Exact);
    }
}
