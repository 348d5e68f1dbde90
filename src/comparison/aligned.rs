//! Aligns the functions of all runs by name.

use std::collections::HashMap;

use bstr::{BStr, BString};

use super::{ComparisonOptions, Kind};
use crate::analysis::{Estimate, Tally, TallyFunction};

/// The functions of all runs by name, and their values in each run.
#[derive(Debug, Default)]
pub(super) struct Aligned {
    /// The number of runs before and after; those before come first.
    pub(super) n_runs: [usize; 2],
    pub(super) functions: Vec<Function>,
    /// Values and variances by kind: a row of runs for each function.
    grids: [Vec<Value>; 3],
    /// The total of each run.
    pub(super) totals: Vec<Value>,
    /// The calls between functions, by caller and callee.
    pub(super) calls: Vec<Call>,
}

/// A function, and its properties that are not tested.
#[derive(Debug, Default)]
pub(super) struct Function {
    pub(super) name: BString,
    pub(super) file: BString,
    pub(super) is_library: bool,
    /// Sums over the runs before and the runs after, without normalizing, by kind.
    pub(super) sums: [[i64; 2]; 3],
    /// Line numbers with the weight through each line, summed over all runs before and all after.
    pub(super) lines: Vec<(i64, [f64; 2])>,
}

/// A value of one run, after normalizing, and its counting variance.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Value {
    pub(super) value: f64,
    pub(super) variance: f64,
}

/// A call, and its mean weight over the runs of each side.
#[derive(Clone, Copy, Debug)]
pub(super) struct Call {
    pub(super) caller: usize,
    pub(super) callee: usize,
    pub(super) means: [f64; 2],
}

/// All kinds, in the order of [`Aligned::grids`].
pub(super) const KINDS: [Kind; 3] = [Kind::Flat, Kind::Cum, Kind::Charged];

impl Aligned {
    pub(super) fn new(before: &[Tally], after: &[Tally], options: &ComparisonOptions) -> Aligned {
        let runs: Vec<&Tally> = before.iter().chain(after).collect();
        let (names, places) = by_name(&runs);
        let n_cells = names.len() * runs.len();
        let factors = factors(before, &runs, options);
        let functions =
            names.into_iter().map(|name| Function { name: name.to_owned(), ..Function::default() });
        let mut aligned = Aligned {
            n_runs: [before.len(), after.len()],
            functions: functions.collect(),
            grids: [(); 3].map(|()| vec![Value::default(); n_cells]),
            totals: runs.iter().zip(&factors).map(|(run, factor)| factor.of(run.total)).collect(),
            calls: Vec::new(),
        };
        for (run, ((tally, places), factor)) in runs.iter().zip(&places).zip(&factors).enumerate() {
            for (function, &place) in tally.functions.iter().zip(places) {
                aligned.add(run, place, function, factor);
            }
        }
        aligned.functions.iter_mut().for_each(|function| function.lines = merged(&mut function.lines));
        aligned.calls = calls(&runs, &places, &factors, aligned.n_runs);
        aligned
    }

    /// Adds a run's function to the one at `place`.
    fn add(&mut self, run: usize, place: usize, function: &TallyFunction, factor: &Factor) {
        let side = usize::from(run >= self.n_runs[0]);
        let cell = place * (self.n_runs[0] + self.n_runs[1]) + run;
        let known = &mut self.functions[place];
        for (kind, estimate) in [function.flat, function.cum, function.charged].into_iter().enumerate() {
            let sum = &mut known.sums[kind][side];
            *sum = sum.wrapping_add(estimate.value);
            let value = factor.of(estimate);
            let cell = &mut self.grids[kind][cell];
            (cell.value, cell.variance) = (cell.value + value.value, cell.variance + value.variance);
        }
        if !function.file.is_empty() && (function.cum.value != 0 || known.file.is_empty()) {
            known.file.clone_from(&function.file);
            known.is_library = function.is_library;
        }
        known.is_library |= function.file.is_empty() && function.is_library;
        let values = |value: i64| if side == 0 { [value as f64, 0.0] } else { [0.0, value as f64] };
        known.lines.extend(function.lines.iter().map(|&(line, value)| (line, values(value))));
    }

    /// The values of a function in the runs of each side.
    pub(super) fn sides(&self, kind: usize, function: usize) -> [&[Value]; 2] {
        let n_runs = self.n_runs[0] + self.n_runs[1];
        let all = &self.grids[kind][function * n_runs..(function + 1) * n_runs];
        let (before, after) = all.split_at(self.n_runs[0]);
        [before, after]
    }
}

/// All names, sorted, and for each run the position of each of its functions among them.
fn by_name<'t>(runs: &[&'t Tally]) -> (Vec<&'t BStr>, Vec<Vec<usize>>) {
    let name = |function: &'t TallyFunction| BStr::new(&function.name);
    let mut names: Vec<_> = runs.iter().flat_map(|run| run.functions.iter().map(name)).collect();
    names.sort_unstable();
    names.dedup();
    let places: HashMap<&BStr, usize> = names.iter().copied().zip(0..).collect();
    let of_run = |run: &&'t Tally| run.functions.iter().map(|function| places[name(function)]).collect();
    let all = runs.iter().map(of_run).collect();
    (names, all)
}

/// The factor that a run is normalized with.
struct Factor {
    factor: f64,
    /// The run's total, whose error contributes to that of shares; `None` without normalizing.
    total: Option<Estimate>,
}

impl Factor {
    /// A value with its variance. For a share of the total, that of a ratio whose numerator is part of the denominator.
    fn of(&self, Estimate { value, variance }: Estimate) -> Value {
        let own = value as f64;
        let variance = match self.total {
            Some(total) if total.value != 0 => {
                let share = own / total.value as f64;
                (variance * (1.0 - 2.0 * share) + share * share * total.variance).max(0.0)
            }
            _ => variance,
        };
        // Larger than any sum; its square is still finite.
        const MAX: f64 = 1e77;
        let variance = variance * self.factor * self.factor;
        Value { value: own * self.factor, variance: if variance > 0.0 { variance.min(MAX) } else { 0.0 } }
    }
}

/// The factor of each run: with normalizing, the one that scales it to the mean total of the runs before.
fn factors(before: &[Tally], runs: &[&Tally], options: &ComparisonOptions) -> Vec<Factor> {
    let total = |run: &Tally| run.total.value as f64;
    let common = before.iter().map(total).sum::<f64>() / before.len().max(1) as f64;
    let factor = |run: &&Tally| {
        if options.normalize && common > 0.0 && run.total.value > 0 {
            Factor { factor: common / total(run), total: Some(run.total) }
        } else {
            Factor { factor: 1.0, total: None }
        }
    };
    runs.iter().map(factor).collect()
}

/// Merges entries of the same line.
fn merged(lines: &mut Vec<(i64, [f64; 2])>) -> Vec<(i64, [f64; 2])> {
    lines.sort_by_key(|(line, _)| *line);
    lines.dedup_by(|next, known| {
        let is_same = next.0 == known.0;
        if is_same {
            known.1 = [known.1[0] + next.1[0], known.1[1] + next.1[1]];
        }
        is_same
    });
    std::mem::take(lines)
}

/// The calls of all runs.
fn calls(runs: &[&Tally], places: &[Vec<usize>], factors: &[Factor], n_runs: [usize; 2]) -> Vec<Call> {
    let mut all = Vec::new();
    for (run, ((tally, places), factor)) in runs.iter().zip(places).zip(factors).enumerate() {
        let side = usize::from(run >= n_runs[0]);
        for call in &tally.calls {
            let mut means = [0.0; 2];
            means[side] = call.value as f64 * factor.factor / n_runs[side] as f64;
            all.push(Call { caller: places[call.caller], callee: places[call.callee], means });
        }
    }
    all.sort_by_key(|call| (call.caller, call.callee));
    all.dedup_by(|next, known| {
        let is_same = (next.caller, next.callee) == (known.caller, known.callee);
        if is_same {
            known.means = [known.means[0] + next.means[0], known.means[1] + next.means[1]];
        }
        is_same
    });
    all
}
