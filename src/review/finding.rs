//! Findings of a comparison in terms of flat and cum, which all reports have.

use crate::comparison::{Change, Entry, Kind, Row, Verdict};

use super::Review;

/// A value of a function that all reports have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Measure {
    /// Its own cost.
    Flat,
    /// Its cost including callees.
    Cum,
}

impl Measure {
    /// `flat` or `cum`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Measure::Flat => "flat",
            Measure::Cum => "cum",
        }
    }
}

/// A function in a list of results, with the value that shows its change best.
#[derive(Clone, Copy, Debug)]
pub struct Finding<'a> {
    /// The entry of the comparison.
    pub entry: &'a Entry,
    /// The function's row of the comparison.
    pub row: &'a Row,
    /// Which value `change` is of.
    pub measure: Measure,
    /// The change of that value. Its verdict may differ from that of the finding, since library code counts for the
    /// caller.
    pub change: &'a Change,
    /// The verdict of the finding.
    pub verdict: Verdict,
}

impl<'a> Finding<'a> {
    /// The finding of an entry whose value grew, or shrank.
    ///
    /// The value is that of the entry. If that is neither flat nor cum, or if cum changed the other way because of
    /// another callee, it is the one that changed most in this direction. `None` if neither did: a function whose flat
    /// and cum did not grow is not worse, whatever library code is charged to it.
    fn new(
        review: &'a Review,
        entry: &'a Entry,
        grew: bool,
        verdict: Option<Verdict>,
    ) -> Option<Finding<'a>> {
        let row = &review.comparison.rows[entry.row];
        let size = |change: &Change| if grew { change.change } else { -change.change };
        let measure = match entry.kind {
            Kind::Flat => Measure::Flat,
            Kind::Cum if size(&row.cum) > 0.0 => Measure::Cum,
            Kind::Cum | Kind::Charged if size(&row.cum) > size(&row.flat) => Measure::Cum,
            Kind::Cum | Kind::Charged => Measure::Flat,
        };
        let change = change(row, measure);
        let verdict = verdict.unwrap_or(change.verdict);
        (size(change) > 0.0).then_some(Finding { entry, row, measure, change, verdict })
    }
}

/// The change of a value of a function.
pub(super) fn change(row: &Row, measure: Measure) -> &Change {
    match measure {
        Measure::Flat => &row.flat,
        Measure::Cum => &row.cum,
    }
}

impl Review {
    /// Functions that got worse, in the order of the comparison: culprits, worst first, before callers that pass
    /// changes on.
    #[must_use]
    pub fn worse(&self) -> Vec<Finding<'_>> {
        self.findings(&self.comparison.worse, true, Some(Verdict::Worse))
    }

    /// Functions that got better, in the same order.
    #[must_use]
    pub fn better(&self) -> Vec<Finding<'_>> {
        self.findings(&self.comparison.better, false, Some(Verdict::Better))
    }

    /// Functions in runs after only, largest first.
    #[must_use]
    pub fn new_functions(&self) -> Vec<Finding<'_>> {
        self.findings(&self.comparison.new, true, None)
    }

    /// Functions in runs before only, largest first.
    #[must_use]
    pub fn gone_functions(&self) -> Vec<Finding<'_>> {
        self.findings(&self.comparison.gone, false, None)
    }

    fn findings<'a>(
        &'a self,
        entries: &'a [Entry],
        grew: bool,
        verdict: Option<Verdict>,
    ) -> Vec<Finding<'a>> {
        entries.iter().filter_map(|entry| Finding::new(self, entry, grew, verdict)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::comparison::Comparison;

    /// The value of the finding for a function whose flat and cum changed by this much.
    fn measure(kind: Kind, flat: f64, cum: f64, grew: bool) -> Option<(Measure, f64)> {
        let change = |change| Change { change, ..Change::default() };
        let row = Row { flat: change(flat), cum: change(cum), ..Row::default() };
        let entry = Entry { kind, ..Entry::default() };
        let comparison = Comparison { rows: vec![row], ..Comparison::default() };
        let review = Review { comparison, ..Review::default() };
        Finding::new(&review, &entry, grew, None).map(|finding| (finding.measure, finding.change.change))
    }

    #[test]
    fn a_finding_gives_the_value_that_its_entry_is_about() {
        assert_eq!(measure(Kind::Flat, 1.0, 9.0, true), Some((Measure::Flat, 1.0)));
        assert_eq!(measure(Kind::Cum, 1.0, 9.0, true), Some((Measure::Cum, 9.0)));
        assert_eq!(measure(Kind::Cum, -9.0, -1.0, false), Some((Measure::Cum, -1.0)));
    }

    /// No other report has charged values, and cum may have shrunk because of another callee.
    #[test]
    fn a_finding_gives_flat_or_cum_whichever_changed_as_it_says() {
        assert_eq!(measure(Kind::Charged, 1.0, 9.0, true), Some((Measure::Cum, 9.0)));
        assert_eq!(measure(Kind::Charged, 9.0, 1.0, true), Some((Measure::Flat, 9.0)));
        assert_eq!(measure(Kind::Cum, 1.0, -9.0, true), Some((Measure::Flat, 1.0)));
        assert_eq!(measure(Kind::Charged, 1.0, -9.0, false), Some((Measure::Cum, -9.0)));
        assert_eq!(measure(Kind::Charged, -1.0, -2.0, true), None);
        assert_eq!(measure(Kind::Cum, 1.0, 2.0, false), None);
    }
}
