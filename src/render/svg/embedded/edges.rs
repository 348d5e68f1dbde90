//! Edges in few bytes: one path for all neighbours that look the same.

use svg::Node;
use svg::node::element::{Group, Path};

use crate::render::markup::curve::{Arrow, Chain};
use crate::render::markup::element::{filled, without};
use crate::render::markup::marks::{HOLLOW, stroked};
use crate::render::markup::number::number;
use crate::render::markup::path_data;
use crate::render::svg::writer::RoutedEdge;
use crate::scene::Stroke;
use crate::scene::color::Palette;

/// The lines of edges with their arrowheads, in the order they are painted in. Their labels say which calls they are.
pub(super) fn edges(edges: &[RoutedEdge<'_>], palette: &Palette) -> Vec<Box<dyn Node>> {
    let runs = edges.chunk_by(|a, b| a.edge.stroke.shade == b.edge.stroke.shade);
    runs.flat_map(|run| of_one_color(run, palette)).collect()
}

/// Edges of one colour, which may be painted in any order: a group of lines, and a path of all arrowheads.
fn of_one_color(run: &[RoutedEdge<'_>], palette: &Palette) -> Vec<Box<dyn Node>> {
    let arrow = |RoutedEdge { edge, route, .. }: &RoutedEdge<'_>| {
        let Stroke { head_length, head_half_width, .. } = edge.stroke;
        let arrow = Arrow::along(&Chain::new(&route.curve), head_length, head_half_width)?;
        Some((edge.stroke.clone(), arrow))
    };
    let mut arrows: Vec<(Stroke, Arrow)> = run.iter().filter_map(arrow).collect();
    let heads: String = arrows.iter().map(|(_, arrow)| path_data::outline(&arrow.head)).collect();
    arrows.sort_by_key(style_key);
    let Some((first, _)) = arrows.first() else { return Vec::new() };
    let color = palette.line(first.shade).to_string();
    let width = number(first.width);
    let group = Group::new().set("stroke", color.as_str()).set("stroke-width", width.as_str());
    let lines = arrows.chunk_by(|a, b| style_key(a) == style_key(b)).map(|same| line(same, &width));
    let head = Path::new().set("d", heads);
    let head = if first.is_hollow {
        let page = palette.background.to_string();
        head.set("fill", page).set("stroke", color).set("stroke-width", HOLLOW)
    } else {
        head.set("fill", color)
    };
    vec![filled(group, lines).into(), head.into()]
}

/// Lines of one colour with the same key share a path: width, as it is printed, and whether they are dashed, since the
/// lengths of dashes follow from the width.
fn style_key((stroke, _): &(Stroke, Arrow)) -> (String, bool) {
    (number(stroke.width), stroke.dash.is_some())
}

/// The path of lines that look the same, in a group whose lines have the width `inherited`.
fn line(same: &[(Stroke, Arrow)], inherited: &str) -> Path {
    let (stroke, _) = &same[0];
    let data: String = same.iter().map(|(_, arrow)| path_data::compact(&arrow.line)).collect();
    let line = stroked(stroke).set("d", data);
    if number(stroke.width) == inherited { without(line, "stroke-width") } else { line }
}
