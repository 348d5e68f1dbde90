//! What a comparison promises, on runs of programs that are made up.

use super::{
    testing::{Program, Random, jitter},
    *,
};
use crate::analysis::{Counting, Estimate, Tally, TallyCall, TallyFunction};

fn compare(before: &[Tally], after: &[Tally]) -> Comparison {
    Comparison::new(before, after, &ComparisonOptions::default())
}

/// How often 95 % intervals hold the true change, of flat and of cum, in 200 pairs.
fn coverage(n_runs: usize, options: &ComparisonOptions) -> [f64; 2] {
    let before = Program::new(150);
    let after = before.clone().with(30, 0.02).with(60, -before.shares(60)[0] / 2.0);
    let (mut random, n_samples) = (Random(1), 20_000.0);
    let (mut held, mut all) = ([0.0; 2], [0.0; 2]);
    let scale = n_samples * n_runs as f64;
    let shares: Vec<_> = (0..150).map(|function| (before.shares(function), after.shares(function))).collect();
    for _ in 0..200 {
        let mut runs = |program: &Program| {
            (0..n_runs).map(|_| program.run(&mut random, n_samples, &[])).collect::<Vec<_>>()
        };
        let comparison = Comparison::new(&runs(&before), &runs(&after), options);
        for (row, (before, after)) in comparison.rows.iter().zip(&shares) {
            for (kind, change) in [row.flat, row.cum].iter().enumerate() {
                // Of fewer events the normal distribution is a poor picture.
                if scale * before[kind].min(after[kind]) > 30.0 {
                    let truth = scale * (after[kind] - before[kind]);
                    all[kind] += 1.0;
                    held[kind] += f64::from(change.interval[0] <= truth && truth <= change.interval[1]);
                }
            }
        }
    }
    [held[0] / all[0], held[1] / all[1]]
}

#[test]
fn intervals_hold_the_truth_as_often_as_they_say() {
    for n_runs in [1, 3] {
        let [flat, cum] = coverage(n_runs, &ComparisonOptions::default());
        assert!((0.93..=0.97).contains(&flat) && (0.93..=0.97).contains(&cum), "{n_runs}: {flat} {cum}");
    }
}

/// How runs of one program differ that nobody changed.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Disturbance {
    None,
    /// One run takes a fifth more.
    SlowRun,
    /// The collector, a twentieth of the functions, takes 3 % of the total more in one run.
    Burst,
    /// All runs after are slower by a tenth.
    Machine,
}

const DISTURBANCES: [Disturbance; 4] =
    [Disturbance::None, Disturbance::SlowRun, Disturbance::Burst, Disturbance::Machine];

fn disturbed(random: &mut Random, how: Disturbance, program: &Program, n_runs: usize) -> [Vec<Tally>; 2] {
    let odd = (random.unit() * 2.0 * n_runs as f64) as usize;
    let mut runs: Vec<_> = (0..2 * n_runs)
        .map(|run| {
            let mut times = jitter(random, program.paths.len(), 0.02, 0.03);
            let is_odd = run == odd;
            match how {
                Disturbance::SlowRun if is_odd => times.iter_mut().for_each(|time| *time *= 1.2),
                Disturbance::Machine if run >= n_runs => times.iter_mut().for_each(|time| *time *= 1.1),
                Disturbance::Burst if is_odd => {
                    let collector = || (100..105).map(|at| program.paths[at].1);
                    let more = 1.0 + 0.03 / collector().sum::<f64>();
                    (100..105).for_each(|at| times[at] *= more);
                }
                _ => {}
            }
            program.run(random, 3000.0, &times)
        })
        .collect();
    let after = runs.split_off(n_runs);
    [runs, after]
}

#[test]
fn unchanged_programs_are_not_called_worse() {
    let program = Program::new(120);
    let mut random = Random(3);
    let mut failures = Vec::new();
    for n_runs in [1, 3, 5] {
        for how in DISTURBANCES {
            let mut n_worse = 0;
            for _ in 0..40 {
                let [before, after] = disturbed(&mut random, how, &program, n_runs);
                n_worse += usize::from(!compare(&before, &after).worse.is_empty());
            }
            if n_worse > 2 {
                failures.push(format!("{n_runs} runs, {how:?}: {n_worse}"));
            }
        }
    }
    assert!(failures.is_empty(), "{failures:?}");
}

/// A function that takes 4 % of the total more is the first finding, whatever happens besides.
#[test]
fn what_got_worse_is_found() {
    let program = Program::new(120);
    let mut random = Random(5);
    let mut found = Vec::new();
    for how in DISTURBANCES {
        let mut n_first = 0;
        for _ in 0..20 {
            let [before, _] = disturbed(&mut random, how, &program, 3);
            let [_, after] = disturbed(&mut random, how, &program.clone().with(40, 0.04), 3);
            let comparison = compare(&before, &after);
            n_first += usize::from(comparison.worse.first().is_some_and(|entry| entry.name == "f040"));
        }
        found.push(n_first);
    }
    assert!(found.iter().all(|&n| n >= 19), "{found:?}");
}

#[test]
fn single_runs_have_to_tower() {
    let program = Program::new(120);
    let mut random = Random(9);
    let mut run = |program: &Program| vec![program.run(&mut random, 3000.0, &[])];
    let small = compare(&run(&program), &run(&program.clone().with(40, 0.03)));
    let row = |comparison: &Comparison| comparison.rows[40].flat;
    assert_eq!((small.worse.len(), row(&small).verdict), (0, Verdict::Unclear));
    assert!(small.noise.is_single && row(&small).q < 0.05);
    let large = compare(&run(&program), &run(&program.clone().with(40, 0.2)));
    assert_eq!(row(&large).verdict, Verdict::Worse);
    assert_eq!(large.worse[0].name, "f040");
}

/// A run of stacks, root first, with their values; lines are those of `@`.
fn run(text: &str) -> Tally {
    let profile = crate::profile::testing::profile(text);
    let analysis = crate::analysis::Analysis::new(&profile).unwrap();
    let options = crate::options::Options::default();
    analysis.select(&options).unwrap().tally()
}

fn three(text: &str) -> Vec<Tally> {
    vec![run(text); 3]
}

fn name(comparison: &Comparison, row: usize) -> String {
    comparison.rows[row].name.to_string()
}

fn names(entries: &[Entry]) -> Vec<String> {
    entries.iter().map(|entry| entry.name.to_string()).collect()
}

#[test]
fn culprits_come_before_library_code_and_callers() {
    let before = "main;serve;work;runtime.copy 100\n main;serve;work 100\n main;serve;other 800";
    let after = "main;serve;work;runtime.copy 600\n main;serve;work 120\n main;serve;other 800";
    let comparison = compare(&three(before), &three(after));
    assert_eq!(names(&comparison.worse), ["work", "runtime.copy", "main", "serve"]);
    let of = |entry: &Entry| (entry.kind, entry.is_library, entry.passes_on);
    assert_eq!(of(&comparison.worse[0]), (Kind::Cum, false, false));
    assert_eq!(of(&comparison.worse[1]), (Kind::Flat, true, false));
    assert_eq!(of(&comparison.worse[2]), (Kind::Cum, false, true));
    assert!(comparison.better.is_empty());
    let back = compare(&three(after), &three(before));
    assert_eq!(names(&back.better), names(&comparison.worse));
    assert!(back.worse.is_empty());
}

#[test]
fn new_and_gone_functions_are_told() {
    let comparison = compare(&three("main;a 900\n main;b 90"), &three("main;a 900\n main;a;c 200"));
    assert_eq!(
        (names(&comparison.new), names(&comparison.gone)),
        (vec!["c".to_owned()], vec!["b".to_owned()])
    );
    assert!(comparison.worse[0].is_new && comparison.worse[0].name == "c");
    assert!(comparison.moved.is_empty());
}

#[test]
fn renamed_functions_are_neither_worse_nor_better() {
    let before = "main;p.read;parse 200\n main;p.read 100\n main;a 700";
    let comparison = compare(&three(before), &three(&before.replace("p.read", "q.read")));
    let moved = &comparison.moved[0];
    assert_eq!(
        (name(&comparison, moved.from), name(&comparison, moved.to)),
        ("p.read".into(), "q.read".into())
    );
    assert_eq!((moved.how, comparison.moved.len()), (How::Renamed, 1));
    let lists = [&comparison.worse, &comparison.better, &comparison.new, &comparison.gone];
    assert!(lists.iter().all(|list| list.is_empty()), "{lists:?}");
}

#[test]
fn functions_become_part_of_their_callers() {
    let before = "main;a 300\n main;a;b 200\n main;c 500";
    let after = "main;a 500\n main;c 500";
    let comparison = compare(&three(before), &three(after));
    let how = |comparison: &Comparison| {
        let moved = &comparison.moved[0];
        (name(comparison, moved.from), name(comparison, moved.to), moved.how)
    };
    assert_eq!(how(&comparison), ("b".into(), "a".into(), How::Inlined));
    assert!(comparison.worse.is_empty() && comparison.gone.is_empty());
    let back = compare(&three(after), &three(before));
    assert_eq!(how(&back), ("a".into(), "b".into(), How::Outlined));
    assert!(back.worse.is_empty() && back.new.is_empty());
}

#[test]
fn cost_that_moved_did_not_rise() {
    let before = "main;p;a 400\n main;p;b;deep 100\n main;c 500";
    let after = "main;p;a 100\n main;p;b;deep 400\n main;c 500";
    let comparison = compare(&three(before), &three(after));
    let Shifted { below, from, to, amount } = &comparison.shifted[0];
    assert_eq!(
        (name(&comparison, *below), name(&comparison, from[0]), name(&comparison, to[0])),
        ("p".into(), "a".into(), "b".into())
    );
    assert_eq!(*amount, 900.0);
    assert!(comparison.worse.is_empty() && comparison.better.is_empty(), "{:?}", names(&comparison.worse));
}

#[test]
fn even_growth_may_be_placement() {
    let runs = |a: i64, b: i64| three(&format!("main;f@x:1 {a}\n main;f@x:2 {b}\n main;g 3000"));
    let row = |before: [i64; 2], after: [i64; 2]| {
        let comparison = compare(&runs(before[0], before[1]), &runs(after[0], after[1]));
        let row = comparison.rows.iter().find(|row| row.name == "f").unwrap();
        (row.flat.verdict, row.placement)
    };
    assert_eq!(row([400, 200], [600, 300]), (Verdict::Worse, true));
    assert_eq!(row([400, 200], [400, 500]), (Verdict::Worse, false));
    assert_eq!(row([400, 200], [1600, 800]), (Verdict::Worse, false));
}

/// Other numbers of runs and other lengths of recording: shares are compared.
#[test]
fn runs_are_brought_to_one_total() {
    let options = ComparisonOptions { normalize: true, ..ComparisonOptions::default() };
    let text = |factor: i64| format!("main;a {}\n main;b {}", 300 * factor, 700 * factor);
    let after: Vec<_> = [2, 4].iter().map(|&factor| run(&text(factor))).collect();
    let comparison = Comparison::new(&three(&text(1)), &after, &options);
    assert_eq!((comparison.n_runs, comparison.total), ([3, 2], 3000.0));
    let a = &comparison.rows[0].flat;
    assert_eq!((a.before, a.sums, a.verdict), (900.0, [900, 1800], Verdict::Unchanged));
    assert!((a.after - 900.0).abs() < 1e-9);
    let plain = compare(&three(&text(1)), &after);
    assert_eq!(plain.rows[0].flat.after, 2700.0);
}

#[test]
fn many_runs_have_to_be_in_order_as_well() {
    let runs = |values: [i64; 5]| values.map(|value| run(&format!("main;a {value}\n main;b 1000"))).to_vec();
    let comparison = compare(&runs([500, 510, 490, 505, 495]), &runs([700, 710, 690, 705, 695]));
    let a = &comparison.rows[0].flat;
    assert_eq!((a.rank_p, a.verdict), (Some(0.007_936_51), Verdict::Worse));
}

fn is_finite(comparison: &Comparison) -> bool {
    let is_finite = |change: &Change| {
        let numbers = [change.before, change.after, change.change, change.standard_error, change.p, change.q];
        numbers.iter().chain(&change.interval).all(|number| number.is_finite())
    };
    let changes = comparison.rows.iter().flat_map(|row| [row.flat, row.cum, row.charged]);
    changes.chain([comparison.total_change]).all(|change| is_finite(&change)) && comparison.total.is_finite()
}

#[test]
fn hostile_runs_are_compared_all_the_same() {
    let texts = [
        "",
        "a 0",
        "a -5",
        "a;b -9223372036854775808\n c -1",
        "a 9223372036854775807\n b 9223372036854775807",
        "a 1",
        "a;a;a 3\n b;a 2",
        "; 7",
        "a 9223372036854775807\n a;b -9223372036854775807",
    ];
    let bad = Estimate { value: i64::MIN, variance: f64::MAX };
    let strange = Tally {
        functions: vec![TallyFunction { flat: bad, cum: bad, charged: bad, ..TallyFunction::default() }; 2],
        calls: vec![TallyCall { caller: 0, callee: 0, value: i64::MIN }],
        total: Estimate { value: 0, variance: 0.0 },
        counting: Counting::Unknown,
    };
    let mut runs: Vec<Vec<Tally>> = texts.iter().flat_map(|text| [vec![run(text)], three(text)]).collect();
    runs.extend([vec![], vec![strange.clone()], vec![strange; 3]]);
    for normalize in [false, true] {
        let options = ComparisonOptions { normalize, ..ComparisonOptions::default() };
        for before in &runs {
            for after in &runs {
                let comparison = Comparison::new(before, after, &options);
                assert!(is_finite(&comparison), "{before:?} {after:?} {comparison:?}");
            }
        }
    }
}
