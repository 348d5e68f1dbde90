//! Limits for changes, set by the user.

use crate::{analysis::Scale, comparison::Verdict};

use super::{
    ComparedRun, Review,
    finding::{Finding, Measure, change},
};

/// An amount, as a share or a value.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Amount {
    /// A fraction of the total before.
    Share(f64),
    /// A number with a unit, such as 50 and `MB`, of values as they are printed.
    Value {
        /// The number, not negative.
        number: f64,
        /// The unit.
        unit: String,
    },
}

/// The unit of an amount is not one of the sample type.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{number}{unit} is no amount of {}", if .of.is_empty() { "values without a unit" } else { of })]
#[non_exhaustive]
pub struct WrongUnit {
    /// The number.
    pub number: f64,
    /// Its unit.
    pub unit: String,
    /// The unit of the sample type.
    pub of: String,
}

/// A limit for functions that get worse.
#[derive(Clone, Debug, PartialEq)]
pub struct Limit {
    /// The value that is limited; `None` for the one that shows the change of each function best.
    pub measure: Option<Measure>,
    /// The largest allowed change.
    pub amount: Amount,
}

impl Amount {
    /// The amount in the unit of the profile, where shares are of `total`.
    ///
    /// # Errors
    ///
    /// If its unit cannot be converted to that of the profile.
    pub fn of(&self, total: f64, scale: &Scale) -> Result<f64, WrongUnit> {
        match self {
            Amount::Share(share) => Ok(share * total),
            Amount::Value { number, unit } => scale.amount(*number, unit).ok_or_else(|| WrongUnit {
                number: *number,
                unit: unit.clone(),
                of: scale.from.clone(),
            }),
        }
    }

    /// The amount as a fraction of `total`; 0 if that is 0.
    ///
    /// # Errors
    ///
    /// As [`Amount::of`].
    pub fn share(&self, total: f64, scale: &Scale) -> Result<f64, WrongUnit> {
        match self {
            Amount::Share(share) => Ok(*share),
            Amount::Value { .. } if total > 0.0 => Ok(self.of(total, scale)? / total),
            Amount::Value { .. } => self.of(total, scale).map(|_| 0.0),
        }
    }
}

/// The total that fractions refer to in a comparison of these runs before and after, as
/// [`Comparison::total`](crate::comparison::Comparison::total).
#[must_use]
pub fn total([before, after]: &[Vec<ComparedRun>; 2]) -> f64 {
    let sum = |runs: &[ComparedRun]| runs.iter().map(|run| run.tally.total.value as f64).sum::<f64>();
    let (n_before, n_after) = (before.len() as f64, after.len().max(1) as f64);
    let (before, after) = (sum(before), sum(after).max(0.0) / n_after);
    if before > 0.0 { before } else { after * if n_before > 0.0 { n_before } else { n_after } }
}

impl Review {
    /// The functions that got worse by more than `limit`, in the order of [`Review::worse`], with the limited value.
    /// Callers that only pass changes on are included if that is cum.
    ///
    /// # Errors
    ///
    /// If the unit of the limit cannot be converted to that of the profile.
    pub fn beyond(&self, limit: &Limit) -> Result<Vec<Finding<'_>>, WrongUnit> {
        let most = limit.amount.of(self.comparison.total, &self.scale)?;
        let findings = self.worse().into_iter().filter_map(|finding| match limit.measure {
            None => (!finding.entry.passes_on).then_some(finding),
            Some(measure) => of(finding, measure),
        });
        Ok(findings.filter(|finding| finding.change.change > most).collect())
    }
}

/// The finding for another value, if that got worse.
fn of(finding: Finding<'_>, measure: Measure) -> Option<Finding<'_>> {
    let change = change(finding.row, measure);
    (change.verdict == Verdict::Worse).then_some(Finding { measure, change, ..finding })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        analysis::{Estimate, Tally},
        comparison::{Change, Comparison, ComparisonOptions, Entry, Kind, Row},
    };

    fn scale(unit: &str) -> Scale {
        Scale { from: unit.to_owned(), ..Scale::default() }
    }

    fn value(number: f64, unit: &str) -> Amount {
        Amount::Value { number, unit: unit.to_owned() }
    }

    #[test]
    fn amounts_are_shares_or_have_the_unit_of_values() {
        assert_eq!(Amount::Share(0.05).of(200.0, &scale("bytes")), Ok(10.0));
        assert_eq!(value(2.0, "kB").of(1.0, &scale("bytes")), Ok(2048.0));
        assert_eq!(value(1.5, "s").share(6e9, &scale("nanoseconds")), Ok(0.25));
        assert_eq!(value(1.5, "s").share(0.0, &scale("nanoseconds")), Ok(0.0));
        assert_eq!(value(30.0, "Objects").of(1.0, &scale("object")), Ok(30.0));
        let printed = Scale { ratio: Some(0.5), ..scale("bytes") };
        assert_eq!(value(10.0, "B").of(1.0, &printed), Ok(20.0));
        let said = value(5.0, "ms").of(1.0, &scale("bytes")).unwrap_err().to_string();
        assert_eq!(said, "5ms is no amount of bytes");
        let said = value(5.0, "ms").of(1.0, &scale("")).unwrap_err().to_string();
        assert_eq!(said, "5ms is no amount of values without a unit");
    }

    #[test]
    fn the_total_is_that_of_the_comparison() {
        let run = |value| {
            let total = Estimate { value, variance: 0.0 };
            ComparedRun { tally: Tally { total, ..Tally::default() }, ..ComparedRun::default() }
        };
        for (before, after) in
            [(&[3, 5][..], &[7][..]), (&[0, 0], &[7, 9, 2]), (&[], &[4, 6]), (&[-3, 1], &[5]), (&[], &[])]
        {
            let runs = [before, after].map(|values| values.iter().copied().map(run).collect::<Vec<_>>());
            let tallies = runs.each_ref().map(|runs| runs.iter().map(|run| run.tally.clone()).collect());
            let [before, after]: [Vec<Tally>; 2] = tallies;
            let comparison = Comparison::new(&before, &after, &ComparisonOptions::default());
            assert_eq!(total(&runs), comparison.total, "{runs:?}");
        }
    }

    /// A function that got worse itself by 10, and its caller by 12, 2 of it its own but not beyond noise.
    fn review() -> Review {
        let change = |change, verdict| Change { change, verdict, ..Change::default() };
        let callee = change(10.0, Verdict::Worse);
        let caller =
            Row { flat: change(2.0, Verdict::Unclear), cum: change(12.0, Verdict::Worse), ..Row::default() };
        let rows = vec![Row { flat: callee, cum: callee, ..Row::default() }, caller];
        let passes_on = Entry { row: 1, kind: Kind::Cum, passes_on: true, ..Entry::default() };
        let worse = vec![Entry::default(), passes_on];
        let comparison = Comparison { rows, worse, total: 100.0, ..Comparison::default() };
        Review { comparison, ..Review::default() }
    }

    #[test]
    fn what_is_beyond_a_limit_got_worse_by_more() {
        let beyond = |measure, share| {
            let limit = Limit { measure, amount: Amount::Share(share) };
            let review = review();
            let found = review.beyond(&limit).unwrap();
            found.iter().map(|finding| (finding.entry.row, finding.measure)).collect::<Vec<_>>()
        };
        assert_eq!(beyond(None, 0.099), [(0, Measure::Flat)]);
        assert_eq!(beyond(None, 0.1), []);
        assert_eq!(beyond(Some(Measure::Flat), 0.0), [(0, Measure::Flat)]);
        assert_eq!(beyond(Some(Measure::Cum), 0.05), [(0, Measure::Cum), (1, Measure::Cum)]);
        assert_eq!(beyond(Some(Measure::Cum), 0.11), [(1, Measure::Cum)]);
    }
}
