//! Temporary: reads options as pprof does and prints DOT. To be replaced by the command line proper.
#![allow(clippy::print_stderr, clippy::unwrap_used)]

use std::{
    io::{self, Write},
    process::ExitCode,
};

use pprof_svg::{
    options::{Granularity, Options},
    profile, render, report,
};

fn main() -> ExitCode {
    let mut options = Options::default();
    let mut files = Vec::new();
    for argument in std::env::args().skip(1) {
        match argument.strip_prefix('-') {
            Some(option) => set(&mut options, option),
            None => files.push(argument),
        }
    }
    match run(&files, &options) {
        Ok(out) => {
            io::stdout().write_all(&out).unwrap();
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn run(files: &[String], options: &Options) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let timing = std::env::var_os("TIMING").is_some();
    let start = std::time::Instant::now();
    let bytes = std::fs::read(&files[0])?;
    let profile = profile::read(&bytes)?;
    drop(bytes);
    if timing {
        eprintln!("read {:?}", start.elapsed());
    }
    let report = report::report(profile, options)?;
    if timing {
        eprintln!("report {:?}", start.elapsed());
    }
    for warning in &report.warnings {
        eprintln!("{warning}");
    }
    Ok(render::dot(&report))
}

fn set(options: &mut Options, option: &str) {
    let (name, value) = option.split_once('=').unwrap_or((option, "true"));
    let yes = value == "true" || value == "1";
    let text = value.to_owned();
    let filters = &mut options.filters;
    match name {
        "dot" | "symbolize" | "cum" | "flat" | "compact_labels" => {}
        "sample_index" => options.sample_index = Some(text),
        "inuse_space" | "inuse_objects" | "alloc_space" | "alloc_objects" => {
            options.sample_index = Some(name.to_owned())
        }
        "mean" => options.mean = yes,
        "functions" => options.granularity = Granularity::Functions,
        "filefunctions" => options.granularity = Granularity::FileFunctions,
        "files" => options.granularity = Granularity::Files,
        "lines" => options.granularity = Granularity::Lines,
        "addresses" => options.granularity = Granularity::Addresses,
        "noinlines" => options.no_inlines = yes,
        "showcolumns" => options.show_columns = yes,
        "call_tree" => options.call_tree = yes,
        "relative_percentages" => options.relative_percentages = yes,
        "drop_negative" => options.drop_negative = yes,
        "trim" => options.trim = yes,
        "nodecount" => options.node_count = Some(value.parse().unwrap()).filter(|&n| n != -1),
        "nodefraction" => options.node_fraction = value.parse().unwrap(),
        "edgefraction" => options.edge_fraction = value.parse().unwrap(),
        "unit" => options.unit = text,
        "divide_by" => options.divide_by = value.parse().unwrap(),
        "focus" => filters.focus = text,
        "ignore" => filters.ignore = text,
        "hide" => filters.hide = text,
        "show" => filters.show = text,
        "show_from" => filters.show_from = text,
        "prune_from" => filters.prune_from = text,
        "tagfocus" => filters.tag_focus = text,
        "tagignore" => filters.tag_ignore = text,
        "tagshow" => filters.tag_show = text,
        "taghide" => filters.tag_hide = text,
        "tagroot" => filters.tag_root = text,
        "tagleaf" => filters.tag_leaf = text,
        "trim_path" => options.trim_path = text,
        "source_path" => options.source_path = text,
        _ => {
            eprintln!("flag provided but not defined: -{name}");
            std::process::exit(2);
        }
    }
}
