//! The graph in the language of Graphviz, byte for byte as pprof writes it.

mod color;
mod label;

use std::io::Write;

use bstr::{BStr, BString, ByteSlice};

use self::color::{Color, Layer};
use crate::{
    analysis::{Edge, Graph, Node, Scale, Tag, Weight},
    report::{self, Fact, Header},
    units,
};

/// Writes a graph as a DOT file.
#[must_use]
pub fn dot(graph: &Graph) -> Vec<u8> {
    let mut writer = Writer { graph, scale: &graph.scale, largest: largest_flat(graph), out: Vec::new() };
    writer.graph();
    writer.out
}

/// Appends a formatted piece; strings may be any bytes, so pieces that hold one are written separately.
macro_rules! put {
    ($writer:expr, $($arguments:tt)*) => {
        write!($writer.out, $($arguments)*).expect("writing to memory does not fail")
    };
}

struct Writer<'a> {
    graph: &'a Graph,
    scale: &'a Scale,
    /// The largest flat weight, which gets the largest letters.
    largest: i64,
    out: Vec<u8>,
}

impl Writer<'_> {
    fn graph(&mut self) {
        let graph = self.graph;
        let title = report::title(&graph.facts);
        self.text("digraph \"");
        self.bytes(title.as_ref().map_or(b"unnamed", |title| title.as_bytes()));
        self.text("\" {\nnode [style=filled fillcolor=\"#f8f8f8\"]\n");
        self.legend(title);
        for (number, node) in (1..).zip(&graph.nodes) {
            self.node(number, node);
            for tag in &node.tags {
                self.nodelet(&format!("N{number}"), tag);
            }
        }
        for edge in &graph.edges {
            self.edge(edge);
        }
        self.text("}\n");
    }

    fn legend(&mut self, title: Option<BString>) {
        let lines = legend_lines(&Header::new(self.graph));
        self.text("subgraph cluster_L { \"");
        self.bytes(&label::escaped(lines[0].as_ref()));
        self.text("\" [shape=box fontsize=16 label=\"");
        for line in &lines {
            self.bytes(&label::escaped(line.as_ref()));
            self.text("\\l");
        }
        self.text("\"");
        if let Some(title) = title {
            self.text(" tooltip=\"");
            self.bytes(&title);
            self.text("\"");
        }
        self.text("] }\n");
    }

    fn node(&mut self, number: usize, node: &Node) {
        put!(self, "N{number} [label=\"");
        self.bytes(&label::node_name(node));
        self.bytes(self.weights(node).as_bytes());
        let size = self.font_size(node.flat.value);
        put!(self, "\" id=\"node{number}\" fontsize={size} shape=box tooltip=\"");
        self.bytes(&label::escaped(node.printed.as_ref()));
        let (foreground, background) =
            (self.color(node.cum, Layer::Foreground), self.color(node.cum, Layer::Background));
        let cum = self.scale.text(node.cum.value);
        put!(self, " ({cum})\" color=\"{foreground}\" fillcolor=\"{background}\"]\n");
    }

    /// A nodelet of `source`, and those that hang below it.
    fn nodelet(&mut self, source: &str, tag: &Tag) {
        let id = report::tag_id(source, tag);
        let weight = self.scale.text(tag.weight);
        put!(self, "{id} [label = \"");
        self.bytes(&bstr::join("\\n", &tag.texts));
        put!(self, "\" id=\"{id}\" fontsize=8 shape=box3d tooltip=\"{weight}\"]\n");
        let style = if tag.includes_callees { " style=\"dotted\"" } else { "" };
        put!(self, "{source} -> {id} [label=\" {weight}\" weight=100 tooltip=\"{weight}\" ");
        put!(self, "labeltooltip=\"{weight}\"{style}]\n");
        for number in &tag.numbers {
            self.nodelet(&id, number);
        }
    }

    fn edge(&mut self, edge: &Edge) {
        let number = |place: Option<usize>| place.map_or(0, |place| place + 1);
        let weight = self.scale.text(edge.weight.value);
        put!(self, "N{} -> N{} [label=\" {weight}", number(edge.from), number(edge.to));
        self.text(if edge.is_inline { "\\n (inline)\"" } else { "\"" });
        for (attribute, steps) in [("weight", 100), ("penwidth", 5)] {
            let grade = report::grade(edge.weight, self.scale, steps);
            if grade > 1 {
                put!(self, " {attribute}={grade}");
            }
        }
        if self.scale.total != 0 {
            put!(self, " color=\"{}\"", self.color(edge.weight, Layer::Foreground));
        }
        let tooltip = edge_tooltip(edge, &weight);
        for attribute in [" tooltip=\"", " labeltooltip=\""] {
            self.text(attribute);
            self.bytes(&tooltip);
            self.text("\"");
        }
        if edge.is_residual {
            self.text(" style=\"dotted\"");
        }
        // Leaves room for the nodelets, which hang below the caller, too.
        if edge.from.is_some_and(|from| !self.graph.nodes[from].tags.is_empty()) {
            self.text(" minlen=2");
        }
        self.text("]\n");
    }

    /// The lower part of a node's label: `5 (5.00%)\nof 100 (100%)`.
    fn weights(&self, node: &Node) -> String {
        let (flat, cum) = (node.flat.value, node.cum.value);
        let (text, percent) = (|value| self.scale.text(value), |value| self.scale.percent(value));
        let own = if flat == 0 { "0".to_owned() } else { format!("{} ({})", text(flat), percent(flat)) };
        if cum == flat {
            return own;
        }
        let separator = if flat == 0 { " " } else { "\\n" };
        format!("{own}{separator}of {} ({})", text(cum), percent(cum))
    }

    /// From 8 for nothing to 24 for the largest flat weight, by the root of the share.
    #[allow(clippy::cast_precision_loss, reason = "pprof computes sizes in doubles")]
    fn font_size(&self, flat: i64) -> i64 {
        if flat == 0 || self.largest == 0 || flat.wrapping_abs() > self.largest {
            return 8;
        }
        let share = flat.wrapping_abs() as f64 / self.largest as f64;
        units::truncate((16.0 * share.sqrt()).ceil()).wrapping_add(8)
    }

    #[allow(clippy::cast_precision_loss, reason = "pprof computes colours in doubles")]
    fn color(&self, weight: Weight, layer: Layer) -> Color {
        color::color(weight.value as f64 / self.scale.total.wrapping_abs() as f64, layer)
    }

    fn text(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.out.extend_from_slice(bytes);
    }
}

fn largest_flat(graph: &Graph) -> i64 {
    graph.nodes.iter().map(|node| node.flat.value.wrapping_abs()).max().unwrap_or(0)
}

fn legend_lines(header: &Header) -> Vec<BString> {
    let mut lines: Vec<BString> = header.facts.iter().map(fact_line).collect();
    if !header.filters.is_empty() {
        lines.push("Active filters:".into());
        lines.extend(header.filters.iter().map(|filter| [b"   ", filter.as_bytes()].concat().into()));
    }
    lines.push(header.showing.clone());
    lines.extend(header.left_out.iter().cloned());
    lines.push("\nSee https://git.io/JfYMW for how to read the graph".into());
    lines
}

fn fact_line(fact: &Fact) -> BString {
    match fact.label {
        Some(label) => [label.as_bytes(), b": ", fact.text.as_bytes()].concat().into(),
        None => fact.text.clone(),
    }
}

fn edge_tooltip(edge: &Edge, weight: &str) -> Vec<u8> {
    let escaped = |name: &BString| label::escaped(BStr::new(name));
    let arrow: &[u8] = if edge.is_residual { b" ... " } else { b" -> " };
    let weight = format!(" ({weight})");
    [&escaped(&edge.from_name), arrow, &escaped(&edge.to_name), weight.as_bytes()].concat()
}
