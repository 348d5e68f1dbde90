//! How long each phase of the layout takes, and how that grows.
//!
//! `cargo bench --bench phases` prints, for each size of a made-up graph, the median of several runs in milliseconds,
//! and in the last line how many times more the largest takes than the one before. Compare figures of one run only.

#![allow(clippy::print_stdout, reason = "it prints what it measures")]

use std::time::Instant;

use layered_layout::{Options, Phase, layered_watched};

#[allow(dead_code, reason = "the other benches use more")]
mod made_up;
use made_up::graph;

const SIZES: [usize; 5] = [20, 80, 300, 1000, 5000];
const PHASES: [Phase; 5] = [Phase::Cycles, Phase::Ranks, Phase::Order, Phase::Positions, Phase::Routes];

fn main() {
    println!(
        "{:>8}{:>10}{:>10}{:>10}{:>11}{:>10}{:>10}",
        "boxes", "cycles", "ranks", "order", "positions", "routes", "whole"
    );
    let rows: Vec<[f64; 6]> = SIZES.map(row).to_vec();
    for (n_boxes, [cycles, ranks, order, positions, routes, whole]) in SIZES.iter().zip(&rows) {
        println!(
            "{n_boxes:>8}{cycles:>10.3}{ranks:>10.3}{order:>10.3}{positions:>11.3}{routes:>10.3}{whole:>10.3}"
        );
    }
    let [before, last] = [&rows[SIZES.len() - 2], &rows[SIZES.len() - 1]];
    let growth = |phase: usize| last[phase] / before[phase];
    let [cycles, ranks, order, positions, routes, whole] = [0, 1, 2, 3, 4, 5].map(growth);
    println!(
        "{:>8}{cycles:>10.1}{ranks:>10.1}{order:>10.1}{positions:>11.1}{routes:>10.1}{whole:>10.1}",
        "growth"
    );
}

/// The milliseconds of each phase, and of all with the packing.
fn row(n_boxes: usize) -> [f64; 6] {
    let n_runs = (10_000 / n_boxes).clamp(3, 51);
    let mut runs: Vec<[f64; 6]> = (0..n_runs).map(|_| run(n_boxes)).collect();
    let mut medians = [0.0; 6];
    for (phase, median) in medians.iter_mut().enumerate() {
        runs.sort_by(|a, b| a[phase].total_cmp(&b[phase]));
        *median = runs[n_runs / 2][phase];
    }
    medians
}

fn run(n_boxes: usize) -> [f64; 6] {
    let input = graph(n_boxes);
    let mut spent = [0.0; 6];
    let start = Instant::now();
    let mut last = start;
    let layout = layered_watched(&input, &Options::default(), &mut |phase| {
        let now = Instant::now();
        let index = PHASES.iter().position(|&there| there == phase).expect("all phases are listed");
        spent[index] += (now - last).as_secs_f64() * 1000.0;
        last = now;
    });
    spent[5] = start.elapsed().as_secs_f64() * 1000.0;
    std::hint::black_box(layout);
    spent
}
