//! Lays out boxes and edges that have nothing to do with profiles.
//!
//! A file holds an edge a line: from, to and, perhaps, how strongly it wants to be short.
//!
//! ```sh
//! cargo run -p layered-layout --example lay_out -- edges.txt
//! cargo run -p layered-layout --example lay_out    # a graph of its own
//! ```

#![allow(clippy::print_stdout, reason = "that is what an example is for")]

use std::error::Error;

use layered_layout::geom::Size;
use layered_layout::{Edge, Input, Options};

/// What goes where to make a cup of tea.
const TEA: &str = "water kettle 5\nkettle pot 5\nleaves pot 2\npot cup 5\nmilk cup\nkettle cup";

fn main() -> Result<(), Box<dyn Error>> {
    let text = match std::env::args_os().nth(1) {
        Some(file) => std::fs::read_to_string(file)?,
        None => TEA.to_owned(),
    };

    // Edges name their boxes by index.
    let mut names: Vec<&str> = Vec::new();
    let mut edges = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let mut words = line.split_whitespace();
        let mut end = || {
            let name = words.next().ok_or("an edge has two ends")?;
            let known = names.iter().position(|known| *known == name);
            Ok::<_, &str>(known.unwrap_or_else(|| {
                names.push(name);
                names.len() - 1
            }))
        };
        let (tail, head) = (end()?, end()?);
        let weight = words.next().map_or(Ok(1.0), str::parse)?;
        edges.push(Edge { tail, head, weight, ..Edge::default() });
    }
    let boxes = names.iter().map(|name| Size::new(20.0 + 8.0 * name.len() as f64, 30.0)).collect();
    let input = Input::new(boxes, edges)?;

    let layout = layered_layout::layered(&input, &Options::default());
    layered_layout::check(&input, &layout)?;

    println!("{} x {}", layout.size.width, layout.size.height);
    for (name, centre) in names.iter().zip(&layout.boxes) {
        println!("  {name} at {:.1},{:.1}", centre.x, centre.y);
    }
    for (edge, route) in input.edges().iter().zip(&layout.routes) {
        let n_curves = route.curve.len() / 3;
        println!("  {} -> {}: {n_curves} curves", names[edge.tail], names[edge.head]);
    }
    Ok(())
}
