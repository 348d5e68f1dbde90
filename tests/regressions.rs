//! The profiles of programs with a known regression match the table of regressions.

#![allow(clippy::unwrap_used, reason = "these are tests, helpers included")]

use std::fs;
use std::io::Read;
use std::path::PathBuf;

use pprof_svg::analysis::Analysis;
use pprof_svg::{Options, profile};

/// A row of `culprits.txt`.
struct Case {
    name: String,
    sample_index: String,
    culprit: String,
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("examples/profiles/regressions")
}

fn cases() -> Vec<Case> {
    let table = fs::read_to_string(folder().join("culprits.txt")).unwrap();
    table.lines().map(case).collect()
}

fn case(row: &str) -> Case {
    let [name, sample_index, culprit, _kind] = row.split('\t').collect::<Vec<_>>().try_into().unwrap();
    Case { name: name.to_owned(), sample_index: sample_index.to_owned(), culprit: culprit.to_owned() }
}

/// The three profiles of a side, as files.
fn files(name: &str, side: &str) -> [Vec<u8>; 3] {
    [1, 2, 3].map(|run| fs::read(folder().join(name).join(format!("{side}-{run}.pb.gz"))).unwrap())
}

/// The sum over the runs of a side of the samples with a function that matches; of all samples for an empty pattern.
fn sum(case: &Case, side: &str, pattern: &str) -> f64 {
    let mut options = Options {
        sample_index: Some(case.sample_index.clone()),
        relative_percentages: true,
        ..Options::default()
    };
    options.filters.focus = Some(pattern.to_owned());
    let total = |bytes: Vec<u8>| {
        let profile = profile::read(&bytes).unwrap();
        let analysis = Analysis::new(&profile).unwrap();
        analysis.select(&options).map_or(0, |selection| selection.scale().total)
    };
    files(&case.name, side).map(total).iter().sum::<i64>() as f64
}

#[test]
fn what_was_changed_takes_2_to_30_percent_of_the_total_more() {
    let cases = cases();
    assert_eq!(cases.len(), 10);
    for case in &cases {
        let more = sum(case, "after", &case.culprit) - sum(case, "before", &case.culprit);
        let share = more / sum(case, "before", "");
        assert!((0.02..=0.30).contains(&share), "{}: {share:.3}", case.name);
    }
}

#[test]
fn what_was_moved_comes_from_a_function_that_takes_as_much_less() {
    let case = cases().into_iter().find(|case| case.name == "invoices").unwrap();
    let change =
        |pattern| (sum(&case, "after", pattern) - sum(&case, "before", pattern)) / sum(&case, "before", "");
    assert!((-0.30..=-0.02).contains(&change("invoices::check::line$")));
    let moved = change("invoices::(check::line|read::line)$");
    assert!(moved.abs() < 0.08, "{moved:.3}");
}

#[test]
fn profiles_are_small_and_hold_no_path_of_a_person() {
    let mut bytes = 0;
    for file in
        cases().iter().flat_map(|case| ["before", "after"].map(|side| files(&case.name, side))).flatten()
    {
        bytes += file.len();
        let mut decompressed = Vec::new();
        flate2::read::GzDecoder::new(&file[..]).read_to_end(&mut decompressed).unwrap();
        for path in ["/root/", "/home/", "/tmp/"] {
            assert!(!decompressed.windows(path.len()).any(|window| window == path.as_bytes()), "{path}");
        }
    }
    assert!(bytes < 650_000, "{bytes} bytes");
}
