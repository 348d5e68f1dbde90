//! Measures the layout of call graphs, without reading, drawing and writing.
//!
//! For each profile it prints the shortest time of several runs in milliseconds, the numbers of boxes and edges, and
//! the name of the file. Where all functions are wanted, fractions are 0 as in
//! `crates/layered-layout/tools/layout_tables.py`.
//!
//! ```sh
//! cargo run --release --example layout_time -- 80 examples/*.pb.gz
//! ```

#![allow(clippy::print_stdout, reason = "that is what an example is for")]

use std::error::Error;
use std::time::{Duration, Instant};

use pprof_svg::analysis::{Analysis, Cut};
use pprof_svg::{NodeLimit, Options, drawing, layout, profile};

/// The total time for repeating one layout.
const ENOUGH: Duration = Duration::from_millis(300);

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args_os().skip(1);
    let n_nodes = arguments.next().ok_or("how many nodes, of which profiles?")?;
    let n_nodes: usize = n_nodes.to_str().ok_or("that is no number")?.parse()?;
    for file in arguments {
        let profile = profile::read(&std::fs::read(&file)?)?;
        let mut options = Options { node_count: NodeLimit::AtMost(n_nodes), ..Options::default() };
        if n_nodes >= 300 {
            (options.node_fraction, options.edge_fraction) = (0.0, 0.0);
        }
        let analysis = Analysis::new(&profile)?;
        let graph = analysis.select(&options)?.graph(&Cut::picture(&options));
        // As `dot` has it.
        let style = drawing::Style { stubs: false, ..drawing::Style::default() };
        let input = drawing::draw(&graph, &style).layout_input();
        let least = least_time(|| layout::layered(&input, &layout::Options::default()));
        let milliseconds = least.as_secs_f64() * 1000.0;
        println!("{milliseconds:.3} {} {} {}", input.boxes().len(), input.edges().len(), file.display());
    }
    Ok(())
}

/// The shortest time of at least three runs.
fn least_time<T>(mut run: impl FnMut() -> T) -> Duration {
    let start = Instant::now();
    let mut least = Duration::MAX;
    let mut n_runs = 0;
    while n_runs < 3 || start.elapsed() < ENOUGH {
        let before = Instant::now();
        std::hint::black_box(run());
        least = least.min(before.elapsed());
        n_runs += 1;
    }
    least
}
