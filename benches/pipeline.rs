//! Duration of each stage, on reproducible synthetic profiles and graphs.
//!
//! `cargo bench` measures all stages, `cargo bench -- layout` one. `tools/bench_reference.py` compares the command with
//! the reference.

use std::io::Write;

use divan::{Bencher, black_box};
use flate2::{Compression, write::GzEncoder};
use pprof_svg::analysis::{Analysis, Cut, Graph};
use pprof_svg::drawing::{self, Drawing, Style};
use pprof_svg::options::Filters;
use pprof_svg::profile::{self, Profile, SubtractOptions};
use pprof_svg::{Options, layout, render};

#[path = "../tests/common/mod.rs"]
#[allow(dead_code, reason = "benches write profiles of their own")]
mod common;
use common::Message;
#[path = "../crates/layered-layout/benches/made_up/mod.rs"]
mod made_up;
use made_up::Random;

fn main() {
    divan::main();
}

/// Numbers of samples: a short recording, a typical one, one of a busy machine.
const SAMPLES: [u64; 3] = [1_000, 20_000, 200_000];

#[divan::bench(args = SAMPLES)]
fn read(bencher: Bencher, n_samples: u64) {
    let bytes = gzipped(&profile_bytes(n_samples, 1));
    bencher.counter(divan::counter::BytesCount::new(bytes.len())).bench(|| profile::read(black_box(&bytes)));
}

#[divan::bench(args = SAMPLES)]
fn analyse(bencher: Bencher, n_samples: u64) {
    let profile = profile(n_samples);
    bencher.bench(|| graph_of(black_box(&profile), &Options::default()).nodes.len());
}

/// A second query, with a filter, of a prepared profile.
#[divan::bench(args = SAMPLES)]
fn ask_again(bencher: Bencher, n_samples: u64) {
    let profile = profile(n_samples);
    let analysis = Analysis::new(&profile).expect("the profile has sample types");
    let filters = Filters { focus: Some("module_7".to_owned()), ..Filters::default() };
    let options = Options { filters, ..Options::default() };
    let ask = || Some(analysis.select(black_box(&options)).ok()?.graph(&Cut::picture(&options)).nodes.len());
    bencher.bench(ask);
}

/// Two runs of one program, one of them marked as the base.
#[divan::bench(args = SAMPLES)]
fn subtract(bencher: Bencher, n_samples: u64) {
    let runs = [1, 2].map(|run| profile_of(&profile_bytes(n_samples, run)));
    let how = SubtractOptions { relative_to_base: true, ..SubtractOptions::default() };
    let input = || runs.clone();
    bencher.with_inputs(input).bench_values(|[base, profile]| profile::subtract(profile, base, how));
}

/// The comparison of these runs.
#[divan::bench(args = SAMPLES)]
fn analyse_difference(bencher: Bencher, n_samples: u64) {
    let [base, profile] = [1, 2].map(|run| profile_of(&profile_bytes(n_samples, run)));
    let how = SubtractOptions { relative_to_base: true, ..SubtractOptions::default() };
    let difference = profile::subtract(profile, base, how).expect("both measure the same");
    bencher.bench(|| graph_of(black_box(&difference), &Options::default()).nodes.len());
}

/// Graphs from small to complete.
#[divan::bench(args = [20, 80, 300, 1000, 5000], max_time = 5)]
fn layout(bencher: Bencher, n_boxes: usize) {
    let input = made_up::graph(n_boxes);
    bencher.bench(|| layout::layered(black_box(&input), &layout::Options::default()));
}

#[divan::bench]
fn draw(bencher: Bencher) {
    let graph = usual_graph();
    bencher.bench(|| drawing::draw(black_box(&graph), &Style::default()));
}

#[divan::bench]
fn render_svg(bencher: Bencher) {
    let drawing = drawing();
    let layout = layout::layered(&drawing.layout_input(), &layout::Options::default());
    bencher.bench(|| render::svg(black_box(&drawing), black_box(&layout)));
}

#[divan::bench]
fn render_dot(bencher: Bencher) {
    let graph = usual_graph();
    bencher.bench(|| render::dot(black_box(&graph)));
}

/// All stages, from the file's bytes to those of the picture.
#[divan::bench(args = SAMPLES)]
fn whole(bencher: Bencher, n_samples: u64) {
    let bytes = gzipped(&profile_bytes(n_samples, 1));
    bencher.bench(|| {
        let profile = profile::read(black_box(&bytes)).expect("a profile");
        pprof_svg::svg(&profile, &Options::default())
    });
}

fn profile(n_samples: u64) -> Profile {
    profile_of(&profile_bytes(n_samples, 1))
}

fn profile_of(bytes: &[u8]) -> Profile {
    profile::read(bytes).expect("a profile")
}

fn graph_of(profile: &Profile, options: &Options) -> Graph {
    let analysis = Analysis::new(profile).expect("the profile has sample types");
    let selection = analysis.select(options).expect("the options make sense");
    selection.graph(&Cut::picture(options))
}

/// The graph of a typical profile, with the default of 80 nodes.
fn usual_graph() -> Graph {
    graph_of(&profile(20_000), &Options::default())
}

fn drawing() -> Drawing {
    drawing::draw(&usual_graph(), &Style::default())
}

/// The number of functions of the synthetic program.
const FUNCTIONS: u64 = 2_000;

/// A CPU profile of random walks through a program whose functions call up to five others each, with cycles. Each run
/// number gives other walks.
fn profile_bytes(n_samples: u64, run: u64) -> Vec<u8> {
    let value_type = |kind, unit| Message::default().number(1, kind).number(2, unit);
    let mut profile = Message::default().message(1, &value_type(1, 2)).message(1, &value_type(3, 4));
    let mut random = Random(run);
    for _ in 0..n_samples {
        let depth = 4 + random.below(40);
        let mut stack = vec![1];
        while (stack.len() as u64) < depth {
            // Calls with lower numbers are more frequent.
            let call = random.below(5) * random.below(5) / 4;
            stack.push((stack[stack.len() - 1] * 5 + call * 7) % FUNCTIONS + 1);
        }
        let sample =
            stack.iter().rev().fold(Message::default(), |sample, location| sample.number(1, *location));
        let count = 1 + random.below(4);
        profile = profile.message(2, &sample.number(2, count).number(2, count * 10_000_000));
    }
    for id in 1..=FUNCTIONS {
        let line = Message::default().number(1, id).number(2, 20 * id);
        let location = Message::default().number(1, id).number(3, 0x40_0000 + 16 * id).message(4, &line);
        let function = Message::default().number(1, id).number(2, 5 + id).number(4, 5);
        profile = profile.message(4, &location).message(5, &function);
    }
    let strings = ["", "samples", "count", "cpu", "nanoseconds", "program.rs"].map(str::to_owned);
    let names = (1..=FUNCTIONS).map(|id| format!("program::module_{}::function_{id}", id % 40));
    strings.into_iter().chain(names).fold(profile, |profile, text| profile.text(6, &text)).into_bytes()
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("memory takes all bytes");
    encoder.finish().expect("memory takes all bytes")
}
