//! The review: a comparison, and the scale of its values.

use bstr::{BStr, BString};

use crate::{
    analysis::{Cums, Facts, Scale, Selection, Tally},
    comparison::{Change, Comparison, ComparisonOptions, Row, Verdict},
    options::Options,
};

/// A run of a comparison, from one profile.
#[derive(Clone, Debug, Default)]
pub struct ComparedRun {
    /// The totals of its functions.
    pub tally: Tally,
    /// The facts about the profile.
    pub facts: Facts,
}

impl ComparedRun {
    /// The run of a selection.
    #[must_use]
    pub fn of(selection: &Selection<'_>) -> ComparedRun {
        ComparedRun { tally: selection.tally(), facts: selection.facts() }
    }
}

/// A comparison of runs before a change with runs after it, for readers.
#[derive(Clone, Debug, Default)]
pub struct Review {
    /// The comparison.
    pub comparison: Comparison,
    /// The facts about the runs before and after.
    pub facts: [Vec<Facts>; 2],
    /// The scale of values: each in its own best unit, unless the options have one.
    pub scale: Scale,
    /// The smallest change that matters.
    pub least_change: f64,
    /// The functions by the related sample type, such as objects for bytes, if there is one.
    pub second: Option<Cums>,
}

/// Related sample types: numbers and sizes.
const PAIRS: [[&str; 2]; 4] = [
    ["alloc_objects", "alloc_space"],
    ["inuse_objects", "inuse_space"],
    ["samples", "cpu"],
    ["contentions", "delay"],
];

/// The options for the sample type that is related to the selected one, if there is one. `types` are those of the
/// profile.
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
    /// Compares runs before with runs after. `selection` is that of the difference of all of them, so that values have the
    /// scale of every other report of it. `None` if it is not of a difference, or a run has another sample type.
    ///
    /// ```
    /// use pprof_svg::analysis::Analysis;
    /// use pprof_svg::comparison::ComparisonOptions;
    /// use pprof_svg::profile::{self, SubtractOptions};
    /// use pprof_svg::review::{ComparedRun, Review};
    /// use pprof_svg::{Options, Profile};
    ///
    /// let read = |file: &str| profile::read(&std::fs::read(format!("examples/{file}.heap.pb.gz")).unwrap());
    /// let (before, after) = (read("redis-restore")?, read("redis-restore-fixed")?);
    /// let options = Options::default();
    /// let run = |profile: &Profile| -> Result<_, pprof_svg::AnalysisError> {
    ///     Ok(vec![ComparedRun::of(&Analysis::new(profile)?.select(&options)?)])
    /// };
    /// let runs = [run(&before)?, run(&after)?];
    /// let how = SubtractOptions { relative_to_base: true, ..SubtractOptions::default() };
    /// // Of several runs a side: `profile::merge` of them.
    /// let difference = profile::subtract(after, before, how)?;
    /// let analysis = Analysis::new(&difference)?;
    /// let selection = analysis.select(&options)?;
    /// let review = Review::new(runs, &selection, &ComparisonOptions::default()).expect("they are alike");
    /// for row in &review.comparison.rows {
    ///     println!("{}: {} -> {}", row.name, row.flat.before, row.flat.after);
    /// }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn new(
        [before, after]: [Vec<ComparedRun>; 2],
        selection: &Selection<'_>,
        options: &ComparisonOptions,
    ) -> Option<Review> {
        let sample_type = selection.facts().sample_type;
        let is_alike = |run: &ComparedRun| run.facts.sample_type == sample_type;
        if !selection.scale().is_difference || !before.iter().chain(&after).all(is_alike) {
            return None;
        }
        let [(before, before_facts), (after, after_facts)] = [before, after].map(parted);
        let comparison = Comparison::new(&before, &after, options);
        let mut scale = selection.scale().clone();
        // Values are compared with their former values, not with each other, so each has its own unit.
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

    /// The functions whose own cost changed by enough to matter, but not beyond noise, by decreasing change.
    #[must_use]
    pub fn unclear(&self) -> Vec<(&Row, Change)> {
        let own = |row: &Row| if row.is_library { row.flat } else { row.charged };
        let rows = self.comparison.rows.iter().map(|row| (row, own(row)));
        let mut rows: Vec<_> = rows.filter(|(_, own)| own.verdict == Verdict::Unclear).collect();
        // Stable: equal changes stay ordered by name.
        rows.sort_by(|(_, a), (_, b)| b.change.abs().total_cmp(&a.change.abs()));
        rows
    }

    /// The sample type of the comparison.
    #[must_use]
    pub fn sample_type(&self) -> BString {
        self.facts.iter().flatten().next().map(|facts| facts.sample_type.clone()).unwrap_or_default()
    }
}

fn parted(runs: Vec<ComparedRun>) -> (Vec<Tally>, Vec<Facts>) {
    runs.into_iter().map(|run| (run.tally, run.facts)).unzip()
}
