//! Builds the call graph of a profile and lists its heaviest nodes and calls.
//!
//! ```sh
//! cargo run --example call_graph -- examples/redis-restore.cpu.pb.gz
//! ```

#![allow(clippy::print_stdout, reason = "that is what an example is for")]

use std::error::Error;

use pprof_svg::analysis::{Analysis, Cut, Order};
use pprof_svg::{Options, profile};

fn main() -> Result<(), Box<dyn Error>> {
    let file = std::env::args_os().nth(1).ok_or("which profile?")?;
    let profile = profile::read(&std::fs::read(file)?)?;
    let analysis = Analysis::new(&profile)?;

    // The options of the command, with their defaults. The profile can be queried again with others.
    let options = Options::default();
    let selection = analysis.select(&options)?;

    // A table of the twelve nodes with the largest cum. A picture would have another order: `Cut::picture`.
    let graph = selection.graph(&Cut::table(&options, Order::Cum, Some(12)));
    println!("{:>10} {:>7} {:>10} {:>7}", "flat", "", "cum", "");
    for node in &graph.nodes {
        let (flat, cum) = (node.flat.value, node.cum.value);
        println!(
            "{:>10} {:>7} {:>10} {:>7}  {}",
            graph.scale.text(flat),
            graph.scale.percent(flat),
            graph.scale.text(cum),
            graph.scale.percent(cum),
            node.printed
        );
    }

    println!();
    for edge in graph.edges.iter().take(5) {
        let through = if edge.is_residual { "through others" } else { "directly" };
        let weight = graph.scale.text(edge.weight.value);
        println!("{weight:>10}  {} calls {} {through}", edge.from_name, edge.to_name);
    }
    Ok(())
}
