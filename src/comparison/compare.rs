//! Tests each function, and sets its verdict.

use super::{
    Change, Comparison, ComparisonOptions, Noise, Row, Side, Verdict,
    aligned::{Aligned, Function, KINDS},
    distributions::false_discovery_rates,
    findings,
    noise::{self, Model},
    ranks::mann_whitney,
    welch::Test,
};
use crate::analysis::{Counting, Tally};

/// With this many runs on each side, a rank test is made as well.
const RUNS_TO_RANK: usize = 5;

impl Comparison {
    /// Compares the runs before a change with those after it. Each is the tally of one profile, all of the same sample
    /// type and with the same options. Without runs, or with totals of zero, no change is real.
    #[must_use]
    pub fn new(before: &[Tally], after: &[Tally], options: &ComparisonOptions) -> Comparison {
        let aligned = Aligned::new(before, after, options);
        let counting = before.iter().chain(after).map(|run| run.counting).next().unwrap_or_default();
        let comparer = Comparer::new(&aligned, options, counting);
        let mut rows: Vec<_> = aligned
            .functions
            .iter()
            .enumerate()
            .map(|(place, function)| comparer.row(place, function))
            .collect();
        comparer.set_verdicts(&mut rows);
        let comparison = Comparison {
            n_runs: aligned.n_runs,
            total: comparer.total,
            total_change: comparer.total_change(),
            noise: comparer.noise,
            rows,
            ..Comparison::default()
        };
        findings::add(comparison, &aligned)
    }
}

/// Tests changes against the noise of all functions.
struct Comparer<'a> {
    aligned: &'a Aligned,
    options: &'a ComparisonOptions,
    models: [Model; 3],
    /// Noise of charged values, where each sample counts for one function, also used for cum.
    noise: Noise,
    /// Noise of flat values, which is higher: where compilers inline library code, it is partly chance which of its
    /// functions a sample is in.
    of_flat: Noise,
    /// The number of runs before, by which means are multiplied.
    basis: f64,
    /// The total that fractions refer to, of `basis` runs.
    total: f64,
}

impl<'a> Comparer<'a> {
    fn new(aligned: &'a Aligned, options: &'a ComparisonOptions, counting: Counting) -> Comparer<'a> {
        let [n_before, n_after] = aligned.n_runs;
        let basis = if n_before > 0 { n_before } else { n_after.max(1) } as f64;
        let [before, after] = totals(aligned);
        let mean = if before.mean > 0.0 { before.mean } else { after.mean.max(0.0) };
        let sides: [Vec<[Side; 2]>; 3] = [0, 1, 2].map(|kind| {
            (0..aligned.functions.len()).map(|place| aligned.sides(kind, place).map(Side::new)).collect()
        });
        let models = [0, 1, 2].map(|kind| Model::fitted(&sides[kind], mean));
        let is_single = n_before < 2 || n_after < 2;
        let noise = learned(&sides[2], &models[2], mean, aligned.n_runs);
        let of_flat = learned(&sides[0], &models[0], mean, aligned.n_runs);
        // There are few charged values, and a large change affects most of them; there are many flat values.
        let noise = Noise { null_scale: noise.null_scale.min(of_flat.null_scale), ..noise };
        let least =
            if is_single { options.single_run_change.max(options.min_change) } else { options.min_change };
        let noise = Noise {
            counting,
            is_single,
            least_change: least * mean * basis,
            least_errors: if is_single { options.single_run_errors } else { 0.0 },
            ..noise
        };
        Comparer { aligned, options, models, noise, of_flat, basis, total: mean * basis }
    }

    /// A function with its changes, not tested yet.
    fn row(&self, place: usize, function: &Function) -> Row {
        let [flat, cum, charged] = [0, 1, 2].map(|kind| self.change(kind, place, function.sums[kind]));
        let (name, file) = (function.name.clone(), function.file.clone());
        Row { name, file, is_library: function.is_library, flat, cum, charged, ..Row::default() }
    }

    fn change(&self, kind: usize, place: usize, sums: [i64; 2]) -> Change {
        let sides = self.aligned.sides(kind, place).map(Side::new);
        let Noise { common_shift, null_scale, .. } = if kind == 0 { self.of_flat } else { self.noise };
        let shift = common_shift * (sides[0].mean + sides[1].mean) / 2.0;
        let test = Test::new(&sides, &self.models[kind]).widened(shift, null_scale);
        self.scaled_change(&sides, &test, sums)
    }

    /// The change of the total, from which no common shift is subtracted.
    fn total_change(&self) -> Change {
        let sides = totals(self.aligned);
        let test = Test::new(&sides, &self.models[1]);
        let change = self.scaled_change(&sides, &test, [0; 2]);
        let [before, after] = sides.map(|side| side.mean * side.n);
        #[allow(clippy::cast_possible_truncation, reason = "it saturates")]
        let sums = [before as i64, after as i64];
        let verdict = self.verdict(&Change { q: change.p, ..change });
        Change { q: change.p, sums, verdict, ..change }
    }

    /// The change of a test, scaled to sums.
    fn scaled_change(&self, sides: &[Side; 2], test: &Test, sums: [i64; 2]) -> Change {
        let [before, after] = sides.map(|side| side.mean * self.basis);
        let (change, half) = (after - before, test.half_width() * self.basis);
        Change {
            before,
            after,
            sums,
            change,
            standard_error: test.error * self.basis,
            interval: [change - half, change + half],
            p: test.p(),
            ..Change::default()
        }
    }

    /// Tests the changes that are large enough to matter, adjusts for their number, and sets verdicts.
    fn set_verdicts(&self, rows: &mut [Row]) {
        let least = self.options.min_change * self.total;
        let size = |change: &Change| change.before.abs().max(change.after.abs());
        let is_tested = |change: &Change| size(change) >= least && size(change) > 0.0;
        let tested =
            |row: &Row| KINDS.iter().map(|&kind| *row.change(kind)).filter(is_tested).collect::<Vec<_>>();
        let p: Vec<_> = rows.iter().flat_map(|row| tested(row).into_iter().map(|change| change.p)).collect();
        let mut q = false_discovery_rates(&p).into_iter();
        for (place, row) in rows.iter_mut().enumerate() {
            for (kind, change) in [&mut row.flat, &mut row.cum, &mut row.charged].into_iter().enumerate() {
                if is_tested(change) {
                    change.q = q.next().unwrap_or(1.0);
                    change.rank_p = self.rank_p(kind, place);
                    change.verdict = self.verdict(change);
                }
            }
            let is_there = |there: f64, other: f64| other == 0.0 && there >= least;
            let is_sure = row.cum.q < self.options.false_discovery_rate;
            row.is_new = is_sure && is_there(row.cum.after, row.cum.before);
            row.is_gone = is_sure && is_there(row.cum.before, row.cum.after);
        }
        if self.noise.is_single {
            doubt_library(rows);
        }
    }

    fn rank_p(&self, kind: usize, place: usize) -> Option<f64> {
        let sides =
            self.aligned.sides(kind, place).map(|runs| runs.iter().map(|run| run.value).collect::<Vec<_>>());
        sides.iter().all(|runs| runs.len() >= RUNS_TO_RANK).then(|| mann_whitney(&sides[0], &sides[1]))
    }

    fn verdict(&self, change: &Change) -> Verdict {
        let size = change.change.abs();
        let is_beyond = change.q < self.options.false_discovery_rate
            && change.rank_p.is_none_or(|p| p < 0.05)
            && size >= self.noise.least_change
            && size >= self.noise.least_errors * change.standard_error;
        if size < self.options.min_change * self.total || size == 0.0 {
            Verdict::Unchanged
        } else if !is_beyond {
            Verdict::Unclear
        } else if change.change > 0.0 {
            Verdict::Worse
        } else {
            Verdict::Better
        }
    }
}

/// Reverts verdicts on library code if no other code changed: where its functions are inlined, it differs from run to
/// run which of them a sample is in.
fn doubt_library(rows: &mut [Row]) {
    if rows.iter().any(|row| !row.is_library && row.charged.verdict.is_real()) {
        return;
    }
    for row in rows.iter_mut().filter(|row| row.is_library) {
        for change in [&mut row.flat, &mut row.cum, &mut row.charged] {
            if change.verdict.is_real() {
                change.verdict = Verdict::Unclear;
            }
        }
    }
}

/// The totals of the runs of each side.
fn totals(aligned: &Aligned) -> [Side; 2] {
    let (before, after) = aligned.totals.split_at(aligned.n_runs[0]);
    [Side::new(before), Side::new(after)]
}

/// The noise between the sides, estimated from all functions.
fn learned(functions: &[[Side; 2]], model: &Model, total: f64, n_runs: [usize; 2]) -> Noise {
    let tests: Vec<_> = functions.iter().map(|sides| (*sides, Test::new(sides, model))).collect();
    // Single runs are compared by the distances of functions between them, which include the shift already.
    let between = n_runs.iter().all(|&n| n > 0) && n_runs.iter().any(|&n| n > 1);
    let errors: Vec<_> = tests.iter().map(|(sides, test)| (*sides, test.error)).collect();
    let common_shift = if between { noise::common_shift(&errors, total) } else { 0.0 };
    // What is on one side only did change.
    let is_there = |(sides, _): &&([Side; 2], Test)| {
        sides.iter().all(|side| side.mean > 0.0) && sides.iter().any(|side| noise::is_heavy(side, total))
    };
    let heavy = tests.iter().filter(is_there);
    let t = heavy.map(|([before, after], test)| {
        let mean = (before.mean + after.mean) / 2.0;
        let test = test.widened(common_shift * mean, 1.0);
        (test.t(), test.freedom, mean.max(0.0).sqrt())
    });
    let null_scale = noise::null_scale(&t.collect::<Vec<_>>());
    Noise { overdispersion: model.relative.sqrt(), common_shift, null_scale, ..Noise::default() }
}
