//! A comparison, and how to read it.

use bstr::{BStr, BString};

use crate::{
    analysis::{Cums, Facts, Scale, Selection, Tally},
    comparison::{Change, Comparison, ComparisonOptions, Row, Verdict},
    options::Options,
};

/// A profile among those that are compared.
#[derive(Clone, Debug, Default)]
pub struct Run {
    /// What its functions add up to.
    pub tally: Tally,
    /// What it says of itself.
    pub facts: Facts,
}

impl Run {
    /// The run that is selected.
    #[must_use]
    pub fn of(selection: &Selection<'_>) -> Run {
        Run { tally: selection.tally(), facts: selection.facts() }
    }
}

/// What is different between runs before a change and runs after it, for readers.
#[derive(Clone, Debug, Default)]
pub struct Review {
    /// The comparison.
    pub comparison: Comparison,
    /// What the runs before say of themselves, and those after.
    pub facts: [Vec<Facts>; 2],
    /// How values are to be read: each in the unit that suits it, unless the options ask for another one.
    pub scale: Scale,
    /// The change from which on anything matters.
    pub least_change: f64,
    /// The same profiles by the sample type that goes with this one, such as objects with bytes; none if there is none.
    pub second: Option<Cums>,
}

/// Sample types that say more together: how many, and how much.
const PAIRS: [[&str; 2]; 4] = [
    ["alloc_objects", "alloc_space"],
    ["inuse_objects", "inuse_space"],
    ["samples", "cpu"],
    ["contentions", "delay"],
];

/// The options for the sample type that goes with the selected one, if there is one. `types` are those of the profile.
#[must_use]
pub fn second_type<'a>(
    selection: &Selection<'_>,
    types: impl Iterator<Item = &'a BStr>,
    options: &Options,
) -> Option<Options> {
    let first = selection.facts().sample_type;
    let other = |[a, b]: [&'static str; 2]| match () {
        () if first == a => Some(b),
        () if first == b => Some(a),
        () => None,
    };
    let second = PAIRS.into_iter().find_map(other)?;
    let is_there = types.into_iter().any(|kind| kind == second);
    is_there.then(|| Options { sample_index: Some(second.to_owned()), ..options.clone() })
}

impl Review {
    /// Compares runs before with runs after. `selection` is that of the profile that all of them make, so that values read
    /// as in every other report of it. None if a run measures something else than that does.
    #[must_use]
    pub fn new(
        [before, after]: [Vec<Run>; 2],
        selection: &Selection<'_>,
        options: &ComparisonOptions,
    ) -> Option<Review> {
        let sample_type = selection.facts().sample_type;
        let is_alike = |run: &Run| run.facts.sample_type == sample_type;
        if !before.iter().chain(&after).all(is_alike) {
            return None;
        }
        let [(before, before_facts), (after, after_facts)] = [before, after].map(parted);
        let comparison = Comparison::new(&before, &after, options);
        let mut scale = selection.scale().clone();
        // No value is compared with all others, only with what it was.
        if scale.to == "minimum" {
            "auto".clone_into(&mut scale.to);
        }
        Some(Review {
            least_change: options.min_change * comparison.total,
            comparison,
            facts: [before_facts, after_facts],
            scale,
            second: None,
        })
    }

    /// The functions that changed by enough to matter but not beyond noise, by their own cost, and by how much; largest
    /// first.
    #[must_use]
    pub fn unclear(&self) -> Vec<(&Row, Change)> {
        let own = |row: &Row| if row.is_library { row.flat } else { row.charged };
        let rows = self.comparison.rows.iter().map(|row| (row, own(row)));
        let mut rows: Vec<_> = rows.filter(|(_, own)| own.verdict == Verdict::Unclear).collect();
        // Rows are in the order of their names, and stay so where changes are equal.
        rows.sort_by(|(_, a), (_, b)| b.change.abs().total_cmp(&a.change.abs()));
        rows
    }

    /// The sample type that is compared.
    #[must_use]
    pub fn sample_type(&self) -> BString {
        self.facts.iter().flatten().next().map(|facts| facts.sample_type.clone()).unwrap_or_default()
    }
}

fn parted(runs: Vec<Run>) -> (Vec<Tally>, Vec<Facts>) {
    runs.into_iter().map(|run| (run.tally, run.facts)).unzip()
}
