//! The graph: edges under boxes under the labels of edges.

use svg::node::element::Group;

use crate::drawing::Drawing;
use crate::layout::{Direction, Layout};

use super::labels;
use super::places;
use super::writer::{PlacedBox, PlacedLabel, RoutedEdge, Writer};
use crate::render::markup::element::filled;
use crate::render::markup::number::number;

/// The graph as a group, in the coordinates of `layout`.
pub(super) fn graph(drawing: &Drawing, layout: &Layout, writer: &dyn Writer) -> Group {
    let edges = in_painting_order(drawing, layout);
    let labels: Vec<_> = edges.iter().filter_map(|edge| label(*edge, layout.direction)).collect();
    let label_group = labels::group(writer.marks().appearance());
    let edge_group = Group::new().set("class", "edges").set("fill", "none");
    let graph = Group::new().set("class", "graph");
    let graph = match renames(drawing, layout) {
        Some(data) => graph.add(writer.hairline(&data).set("fill", "none").set("stroke-width", RENAME)),
        None => graph,
    };
    graph
        .add(filled(edge_group, writer.edges(&edges)))
        .add(writer.boxes(&placed_boxes(drawing, layout)))
        .add(writer.labels(label_group, &labels))
}

/// The width of the line between two boxes that are one function.
const RENAME: f64 = 1.6;

/// The commands that draw a line between the boxes of each function that was renamed, from centre to centre: what other boxes
/// it passes, it passes behind them. None if there is none.
fn renames(drawing: &Drawing, layout: &Layout) -> Option<String> {
    let centres = places::centres(drawing, layout);
    let centre = |node: usize| centres.get(node).copied().flatten();
    let lines = drawing.renamed.iter().filter_map(|&[was, now]| {
        let [from, to] = [centre(was)?, centre(now)?];
        Some(format!("M{},{}L{},{}", number(from.x), number(from.y), number(to.x), number(to.y)))
    });
    Some(lines.collect()).filter(|data: &String| !data.is_empty())
}

/// The edges with those of the largest share last, so that they are on top of the others.
fn in_painting_order<'a>(drawing: &'a Drawing, layout: &'a Layout) -> Vec<RoutedEdge<'a>> {
    let number_of = |index: usize| drawing.boxes.get(index).map_or(0, |node| node.number);
    let routed = drawing.edges.iter().zip(&layout.routes).rev();
    let placed =
        routed.map(|(edge, route)| RoutedEdge { edge, ends: [edge.tail, edge.head].map(number_of), route });
    let mut edges: Vec<_> = placed.collect();
    edges.sort_by(|a, b| a.edge.share.total_cmp(&b.edge.share));
    edges
}

/// The label of an edge, if `layout` has room for it.
fn label(RoutedEdge { edge, ends, route }: RoutedEdge<'_>, direction: Direction) -> Option<PlacedLabel<'_>> {
    let centre = labels::hugging(edge, route, direction)?;
    Some(PlacedLabel { text: &edge.label, ends, centre })
}

/// The boxes that `layout` has a place for.
fn placed_boxes<'a>(drawing: &'a Drawing, layout: &Layout) -> Vec<PlacedBox<'a>> {
    let boxes = drawing.boxes.iter().zip(places::centres(drawing, layout));
    boxes.filter_map(|(node, centre)| Some(PlacedBox { node, centre: centre? })).collect()
}
