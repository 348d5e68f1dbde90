//! Builds the call graph of a profile and lists its heaviest nodes and calls.
//!
//! ```sh
//! cargo run --example call_graph -- examples/redis-restore.cpu.pb.gz
//! ```

#![allow(clippy::print_stdout, reason = "that is what an example is for")]

use std::error::Error;

use pprof_svg::options::Options;
use pprof_svg::{profile, report};

fn main() -> Result<(), Box<dyn Error>> {
    let file = std::env::args_os().nth(1).ok_or("which profile?")?;
    let profile = profile::read(&std::fs::read(file)?)?;

    // What the options of the command set. These are the defaults, but for a smaller graph.
    let options = Options { node_count: Some(12), ..Options::default() };
    let report = report::report(profile, &options)?;

    println!("{}\n", report.header.showing);
    println!("{:>10} {:>7} {:>10} {:>7}", "flat", "", "cum", "");
    for node in &report.nodes {
        let (flat, cum) = (&node.flat, &node.cum);
        println!(
            "{:>10} {:>7} {:>10} {:>7}  {}",
            flat.text, flat.percent, cum.text, cum.percent, node.printed
        );
    }

    println!();
    for edge in report.edges.iter().take(5) {
        let through = if edge.is_residual { "through others" } else { "directly" };
        println!("{:>10}  {} calls {} {through}", edge.weight.text, edge.from_name, edge.to_name);
    }
    Ok(())
}
