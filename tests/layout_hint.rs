//! Boxes keep their positions from an earlier picture of nearly the same profile.

#![allow(clippy::unwrap_used, reason = "these are tests, helpers included")]

use std::fs;
use std::path::PathBuf;

use pprof_svg::analysis::{Analysis, Cut, Graph};
use pprof_svg::drawing::{Drawing, Style};
use pprof_svg::earlier::{self, Earlier};
use pprof_svg::geom::Point;
use pprof_svg::layout::{self, Layout, check, layered};
use pprof_svg::{Options, picture, profile, render};

/// The programs that were recorded several times, each with its sample type.
fn programs() -> Vec<(String, String)> {
    let table = fs::read_to_string(folder().join("culprits.txt")).unwrap();
    let row = |row: &str| {
        let mut columns = row.split('\t').map(str::to_owned);
        (columns.next().unwrap(), columns.next().unwrap())
    };
    table.lines().map(row).collect()
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("examples/profiles/regressions")
}

fn graph(program: &str, run: &str, sample_index: &str) -> Graph {
    let bytes = fs::read(folder().join(program).join(format!("{run}.pb.gz"))).unwrap();
    let profile = profile::read(&bytes).unwrap();
    let analysis = Analysis::new(&profile).unwrap();
    let options = Options { sample_index: Some(sample_index.to_owned()), ..Options::default() };
    analysis.select(&options).unwrap().graph(&Cut::picture(&options))
}

/// Draws a graph with earlier positions as hints, and checks the layout.
fn drawn(graph: &Graph, earlier: &Earlier, options: &layout::Options) -> (Drawing, Layout) {
    let lay_out = |drawing: &Drawing| {
        let input = drawing.layout_input().with_hints(earlier.hints(drawing)).unwrap();
        let layout = layered(&input, options);
        check(&input, &layout).map(|()| layout)
    };
    picture::drawn_by(graph, None, &Style::default(), lay_out).unwrap()
}

/// Mean displacement of boxes, as a share of the width of the drawing: horizontally, and in total. The mean translation
/// is subtracted.
fn displacement(earlier: &Earlier, (drawing, layout): &(Drawing, Layout)) -> [f64; 2] {
    let hints = earlier.hints(drawing);
    let pairs = hints.iter().zip(&layout.boxes).filter_map(|(hint, at)| Some(((*hint)?, at)));
    let moves: Vec<Point> = pairs.map(|(hint, at)| Point::new(at.x - hint.x, at.y - hint.y)).collect();
    let middle = Point::new(median(moves.iter().map(|by| by.x)), median(moves.iter().map(|by| by.y)));
    let mean = |of: fn(Point, Point) -> f64| {
        moves.iter().map(|&by| of(by, middle)).sum::<f64>() / moves.len() as f64 / layout.size.width
    };
    [mean(|by, middle| (by.x - middle.x).abs()), mean(Point::distance)]
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// The number of pairs of lines that cross.
fn crossings(layout: &Layout) -> usize {
    let lines: Vec<Vec<Point>> = layout.routes.iter().map(|route| polyline(&route.curve)).collect();
    let mut n = 0;
    for one in 0..lines.len() {
        n += (0..one).filter(|&other| do_cross(&lines[one], &lines[other])).count();
    }
    n
}

/// A chain of cubics as chords, eight of each.
fn polyline(curve: &[Point]) -> Vec<Point> {
    let mut points: Vec<Point> = curve.first().copied().into_iter().collect();
    for cubic in (0..curve.len().saturating_sub(1)).step_by(3).map(|at| &curve[at..at + 4]) {
        for step in 1..=8 {
            let t = f64::from(step) / 8.0;
            let [a, b, c] = [0, 1, 2].map(|at| cubic[at].lerp(cubic[at + 1], t));
            points.push(a.lerp(b, t).lerp(b.lerp(c, t), t));
        }
    }
    points
}

fn do_cross(one: &[Point], other: &[Point]) -> bool {
    let side = |a: Point, b: Point, c: Point| (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
    let cross = |a: &[Point], b: &[Point]| {
        side(a[0], a[1], b[0]) * side(a[0], a[1], b[1]) < 0.0
            && side(b[0], b[1], a[0]) * side(b[0], b[1], a[1]) < 0.0
    };
    one.windows(2).any(|a| other.windows(2).any(|b| cross(a, b)))
}

/// Properties of a drawing.
#[derive(Clone, Copy, Debug, Default)]
struct Figures {
    sideways: f64,
    in_all: f64,
    crossings: usize,
}

/// Draws `before`, then `after` with and without hints.
fn compare(before: &Graph, after: &Graph, options: &layout::Options) -> [Figures; 2] {
    let nothing = Earlier::default();
    let (drawing, places) = drawn(before, &nothing, options);
    let earlier = earlier::read(render::svg(&drawing, &places).as_bytes()).unwrap();
    [&earlier, &nothing].map(|known| {
        let picture = drawn(after, known, options);
        let [sideways, in_all] = displacement(&earlier, &picture);
        Figures { sideways, in_all, crossings: crossings(&picture.1) }
    })
}

/// Two runs of each program, compared, with and without the hint.
fn pairs(runs: [&str; 2], options: &layout::Options) -> Vec<(String, [Figures; 2])> {
    let pair = |(program, index): (String, String)| {
        let [before, after] = runs.map(|run| graph(&program, run, &index));
        let figures = compare(&before, &after, options);
        (program, figures)
    };
    programs().into_iter().map(pair).collect()
}

/// The mean of a figure over all pairs.
fn mean(pairs: &[(String, [Figures; 2])], of: impl Fn(&[Figures; 2]) -> f64) -> f64 {
    pairs.iter().map(|(_, figures)| of(figures)).sum::<f64>() / pairs.len() as f64
}

/// Runs of ten programs, some of which were changed in between: a fifth of the boxes are new in each.
#[test]
fn another_run_looks_the_same() {
    let runs = [["before-1", "before-2"], ["before-1", "after-1"]];
    let pairs: Vec<_> = runs.into_iter().flat_map(|runs| pairs(runs, &layout::Options::default())).collect();
    for (program, [kept, anew]) in &pairs {
        assert!(kept.in_all <= anew.in_all + 0.001, "{program}: {kept:?} is worse than {anew:?}");
    }
    let means = [0, 1]
        .map(|at| (mean(&pairs, |figures| figures[at].sideways), mean(&pairs, |figures| figures[at].in_all)));
    let [(sideways, in_all), (_, anew)] = means;
    assert!(sideways < 0.03 && in_all < 0.053 && in_all < anew / 4.0, "{means:?}");
    let n_close = pairs.iter().filter(|(_, [kept, _])| kept.sideways < 0.05).count();
    assert!(n_close >= 16, "{n_close} of {} pictures keep their places", pairs.len());
    let crossings = [0, 1].map(|at| mean(&pairs, |figures| figures[at].crossings as f64));
    assert!(crossings[0] <= 1.12 * crossings[1], "{crossings:?}");
}

/// A profile drawn with its own picture as the hint is unchanged but for a few pixels: which weak calls are lines is
/// decided anew, and so where their labels need space.
#[test]
fn the_same_profile_looks_the_same() {
    let left_to_right =
        layout::Options { direction: layout::Direction::LeftToRight, ..layout::Options::default() };
    for options in [layout::Options::default(), left_to_right] {
        for (program, index) in programs() {
            let graph = graph(&program, "before-1", &index);
            let [kept, anew] = compare(&graph, &graph, &options);
            assert!(anew.in_all < 0.001, "{program}: drawings are deterministic");
            assert!(
                kept.in_all < 0.015 && kept.crossings <= anew.crossings + 1,
                "{program}: {kept:?}, {anew:?}"
            );
        }
    }
}

/// A wanted width has precedence over hints.
#[test]
fn a_width_is_kept() {
    let options = layout::Options { width: 1200.0, ..layout::Options::default() };
    let [before, after] = ["before-1", "before-2"].map(|run| graph("presence", run, "inuse_space"));
    let (drawing, places) = drawn(&before, &Earlier::default(), &layout::Options::default());
    let earlier = earlier::read(render::svg(&drawing, &places).as_bytes()).unwrap();
    assert!(drawn(&after, &earlier, &options).1.size.width <= 1200.0);
    let options = layout::Options { width: 700.0, ..layout::Options::default() };
    assert!(drawn(&after, &earlier, &options).1.size.width <= 700.0);
}
