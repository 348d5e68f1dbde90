//! Draws a graph as an SVG: boxes with names, curves with arrowheads, and labels.
//!
//! A file holds an edge a line: from, to, how strongly it wants to be short, and a label.
//!
//! ```sh
//! cargo run -p layered-layout --example draw -- edges.txt > graph.svg
//! cargo run -p layered-layout --example draw > tea.svg    # a graph of its own
//! ```

#![allow(clippy::print_stdout, reason = "that is what an example is for")]

use std::error::Error;
use std::fmt::Write;

use layered_layout::geom::{Point, Size};
use layered_layout::{Edge, Input, Layout, Options, check, layered};

/// What goes where to make a cup of tea.
const TEA: &str =
    "tap kettle 5 1 l\nkettle pot 5 boiling\nleaves pot 2 two spoons\npot cup 5\nmilk cup 1 if you must
kettle cup 1 to warm it\ncup kettle 1 again";

/// Width of a character, and half the height of a line of text.
const CHARACTER: f64 = 7.5;
const HALF_LINE: f64 = 7.0;

fn main() -> Result<(), Box<dyn Error>> {
    let text = match std::env::args_os().nth(1) {
        Some(file) => std::fs::read_to_string(file)?,
        None => TEA.to_owned(),
    };
    let graph = Graph::parse(&text)?;
    let input = graph.input()?;
    let layout = layered(&input, &Options::default());
    check(&input, &layout)?;
    println!("{}", svg(&graph, &input, &layout)?);
    Ok(())
}

/// Names of boxes, and edges between them.
#[derive(Default)]
struct Graph<'a> {
    names: Vec<&'a str>,
    /// Tail, head, weight and label.
    edges: Vec<(usize, usize, f64, &'a str)>,
}

impl<'a> Graph<'a> {
    fn parse(text: &'a str) -> Result<Graph<'a>, Box<dyn Error>> {
        let mut graph = Graph::default();
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            let mut words = line.splitn(4, ' ');
            let (tail, head) = words.next().zip(words.next()).ok_or("an edge has two ends")?;
            let (tail, head) = (graph.node(tail), graph.node(head));
            let weight = words.next().map_or(Ok(1.0), str::parse)?;
            graph.edges.push((tail, head, weight, words.next().unwrap_or_default()));
        }
        Ok(graph)
    }

    /// The index of a name, which may be new.
    fn node(&mut self, name: &'a str) -> usize {
        self.names.iter().position(|known| *known == name).unwrap_or_else(|| {
            self.names.push(name);
            self.names.len() - 1
        })
    }

    /// What the layout has to know: sizes and weights.
    fn input(&self) -> Result<Input, Box<dyn Error>> {
        let width = |text: &str| CHARACTER * text.chars().count() as f64;
        let boxes = self.names.iter().map(|name| Size::new(24.0 + width(name), 30.0)).collect();
        let edge = |&(tail, head, weight, label): &(usize, usize, f64, &str)| Edge {
            tail,
            head,
            weight,
            head_half_width: 4.0,
            label: (!label.is_empty()).then(|| Size::new(width(label) + 6.0, 2.0 * HALF_LINE + 2.0)),
            ..Edge::default()
        };
        Ok(Input::new(boxes, self.edges.iter().map(edge).collect())?)
    }
}

fn svg(graph: &Graph, input: &Input, layout: &Layout) -> Result<String, std::fmt::Error> {
    let Size { width, height } = layout.size;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"-8 -8 {:.0} {:.0}\" width=\"{:.0}\" font-family=\"sans-serif\" \
         font-size=\"13\" text-anchor=\"middle\">\n<defs><marker id=\"head\" viewBox=\"0 0 10 8\" refX=\"10\" refY=\"4\" \
         markerWidth=\"10\" markerHeight=\"8\" orient=\"auto\" markerUnits=\"userSpaceOnUse\"><path d=\"M0 0 L10 4 L0 8 z\"/></marker></defs>\n",
        width + 16.0,
        height + 16.0,
        width + 16.0
    );
    for (&(_, _, weight, label), route) in graph.edges.iter().zip(&layout.routes) {
        let points = route.curve.iter().map(|Point { x, y }| format!("{x:.1},{y:.1}"));
        let points: Vec<String> = points.collect();
        let (start, rest) = (&points[0], points[1..].join(" "));
        let pen_width = 1.0 + weight / 4.0;
        writeln!(
            svg,
            "<path d=\"M{start} C{rest}\" fill=\"none\" stroke=\"#555\" stroke-width=\"{pen_width}\" marker-end=\"url(#head)\"/>"
        )?;
        if let Some(Point { x, y }) = route.label {
            writeln!(svg, "<text x=\"{x:.1}\" y=\"{:.1}\" fill=\"#555\">{}</text>", y + 4.5, escaped(label))?;
        }
    }
    for (index, (name, centre)) in graph.names.iter().zip(&layout.boxes).enumerate() {
        let rect = layout.rect(input, index);
        let (corner, size) = (rect.min, rect.size());
        writeln!(
            svg,
            "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" rx=\"4\" fill=\"#eef3fa\" stroke=\"#345\"/>\n\
             <text x=\"{:.1}\" y=\"{:.1}\">{}</text>",
            corner.x,
            corner.y,
            size.width,
            size.height,
            centre.x,
            centre.y + 4.5,
            escaped(name)
        )?;
    }
    Ok(svg + "</svg>")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
