//! Shapes, and the panels that are made of them, whatever the picture shows.

use svg::Node;
use svg::node::element::{Element, Group, Path, Polygon, Polyline as PolylineElement, Rectangle, Title};

use crate::geom::{Point, Rect, Size};
use crate::scene::color::{Color, Palette};
use crate::scene::text::{Anchor, TextLine};
use crate::scene::{Mark, Paint, Polyline, Stroke, Swatch};

use super::appearance::Appearance;
use super::curve::{Arrow, Chain};
use super::element::{filled, translation};
use super::number::number;
use super::path_data::{self, append_point};
use super::text;

/// Writes the marks of panels that interactive documents and embedded pictures print differently.
pub(crate) trait MarkWriter {
    /// The colours, and how text is fitted.
    fn appearance(&self) -> &Appearance;

    /// The element of a line of text, where `inherited` is the value of `text-anchor` that it has from its parents.
    fn text(&self, line: &TextLine, inherited: Anchor) -> Element;

    /// A mark that leads to the box with this number.
    fn link(&self, number: usize, mark: Box<dyn Node>) -> Box<dyn Node>;
}

/// Writes marks in few bytes and without links, for pictures that are part of something else.
#[derive(Clone, Copy, Debug)]
pub(crate) struct EmbeddedMarks(pub(crate) Appearance);

impl MarkWriter for EmbeddedMarks {
    fn appearance(&self) -> &Appearance {
        &self.0
    }

    fn text(&self, line: &TextLine, inherited: Anchor) -> Element {
        text::in_few_bytes(line, inherited, &self.0)
    }

    fn link(&self, _: usize, mark: Box<dyn Node>) -> Box<dyn Node> {
        mark
    }
}

/// A group of marks, with its upper left corner at `at`: facts, key, or all of a chart.
pub(crate) fn panel(marks: &[Mark], class: &str, at: Point, writer: &dyn MarkWriter) -> Group {
    let group =
        Group::new().set("class", class).set("text-anchor", "start").set("transform", translation(at));
    filled(group, marks.iter().map(|mark| element(mark, writer)))
}

fn element(mark: &Mark, writer: &dyn MarkWriter) -> Box<dyn Node> {
    let palette = &writer.appearance().palette;
    match mark {
        Mark::Text(line) => writer.text(line, Anchor::Start).into(),
        Mark::Swatch(sample) => Group::new()
            .set("class", format!("f-{}", sample.shade.class()))
            .add(swatch(sample, palette))
            .into(),
        Mark::Arrow(from, to, stroke) => {
            let group = Group::new().set("class", format!("l-{}", stroke.shade.class()));
            filled(group, arrow(&Chain::straight(*from, *to), stroke, palette)).into()
        }
        Mark::Line(line) => polyline(line, palette).into(),
        Mark::Area(corners, paint) => Polygon::new()
            .set("fill", color(*paint, palette).to_string())
            .set("points", points(corners))
            .into(),
        Mark::Link(number, mark) => writer.link(*number, element(mark, writer)),
        Mark::Titled(title, room, marks) => {
            let group = Group::new().add(Title::new(title)).add(target(*room));
            filled(group, marks.iter().map(|mark| element(mark, writer))).into()
        }
    }
}

fn polyline(line: &Polyline, palette: &Palette) -> PolylineElement {
    let element = PolylineElement::new()
        .set("fill", "none")
        .set("points", points(&line.points))
        .set("stroke", color(line.paint, palette).to_string())
        .set("stroke-linejoin", "round")
        .set("stroke-width", number(line.width));
    match line.dash {
        Some(dash) => element.set("stroke-dasharray", dashes(dash)),
        None => element,
    }
}

/// The value of the attribute `points`.
fn points(points: &[Point]) -> String {
    let mut text = String::with_capacity(12 * points.len());
    points.iter().for_each(|&point| append_point(&mut text, ' ', point));
    text.split_off(1.min(text.len()))
}

/// An invisible rectangle that receives the pointer, to show a tooltip.
fn target(room: Rect) -> Rectangle {
    let Size { width, height } = room.size();
    Rectangle::new()
        .set("fill", "none")
        .set("height", number(height))
        .set("pointer-events", "all")
        .set("width", number(width))
        .set("x", number(room.min.x))
        .set("y", number(room.min.y))
}

fn color(paint: Paint, palette: &Palette) -> Color {
    match paint {
        Paint::Foreground => palette.foreground,
        Paint::Muted => palette.muted,
        Paint::Fill(shade) => palette.fill(shade),
        Paint::Line(shade) => palette.line(shade),
    }
}

/// The rectangle of a swatch or a box.
pub(crate) fn swatch(swatch: &Swatch, palette: &Palette) -> Rectangle {
    let Size { width, height } = swatch.rect.size();
    Rectangle::new()
        .set("fill", palette.fill(swatch.shade).to_string())
        .set("height", number(height))
        .set("rx", number(swatch.radius))
        .set("stroke", palette.line(swatch.shade).to_string())
        .set("stroke-width", number(swatch.border))
        .set("width", number(width))
        .set("x", number(swatch.rect.min.x))
        .set("y", number(swatch.rect.min.y))
}

/// The path of a line with the width and the dashes of `stroke`, without path data and colour.
pub(crate) fn stroked(stroke: &Stroke) -> Path {
    let line = Path::new().set("stroke-width", number(stroke.width));
    match stroke.dash {
        Some(dash) => line.set("stroke-dasharray", dashes(dash)),
        None => line,
    }
}

/// The value of `stroke-dasharray`.
fn dashes([dash, gap]: [f64; 2]) -> String {
    format!("{} {}", number(dash), number(gap))
}

/// The line and the arrowhead of `stroke` along `chain`; empty if the chain is.
pub(crate) fn arrow(chain: &Chain, stroke: &Stroke, palette: &Palette) -> Vec<Box<dyn Node>> {
    let Some(arrow) = Arrow::along(chain, stroke.head_length, stroke.head_half_width) else {
        return Vec::new();
    };
    let color = palette.line(stroke.shade).to_string();
    let line = stroked(stroke).set("d", path_data::whole(&arrow.line)).set("stroke", color.as_str());
    let mut corners = String::with_capacity(40);
    arrow.head.into_iter().for_each(|corner| append_point(&mut corners, ' ', corner));
    let head = Polygon::new().set("points", corners.trim_start());
    let head = if stroke.is_hollow {
        let page = palette.background.to_string();
        head.set("class", "h").set("fill", page).set("stroke", color).set("stroke-width", HOLLOW)
    } else {
        head.set("class", "a").set("fill", color)
    };
    vec![line.into(), head.into()]
}

/// Width of the outline of a hollow arrowhead, in px.
pub(crate) const HOLLOW: f64 = 1.2;
