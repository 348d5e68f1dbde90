//! Shapes and panels, whatever the picture shows.

use svg::Node;
use svg::node::element::{Anchor as Link, Group, Polygon, Polyline, Rectangle, Title};

use crate::geom::{Point, Rect, Size};
use crate::scene::color::{Color, Palette};
use crate::scene::text::Anchor;
use crate::scene::{Line, Mark, Paint, Stroke, Swatch};

use super::appearance::{Look, filled, stroked};
use super::curve::{Arrow, Chain};
use super::number::number;
use super::path_data::{self, append_point};
use super::text::text;

/// Facts or key, or all of a scene, with its upper left corner at `at`.
pub(crate) fn group(marks: &[Mark], class: &str, at: Point, look: &Look) -> Group {
    let group =
        Group::new().set("class", class).set("text-anchor", "start").set("transform", translation(at));
    filled(group, marks.iter().map(|mark| drawn(mark, look)))
}

pub(crate) fn drawn(mark: &Mark, look: &Look) -> Box<dyn Node> {
    match mark {
        Mark::Text(line) => text(line, Anchor::Start, look).into(),
        Mark::Swatch(sample) => Group::new()
            .set("class", format!("f-{}", sample.shade.class()))
            .add(swatch(sample, look.palette))
            .into(),
        Mark::Arrow(from, to, stroke) => {
            let group = Group::new().set("class", format!("l-{}", stroke.shade.class()));
            filled(group, arrow(&Chain::straight(*from, *to), stroke, look)).into()
        }
        Mark::Line(line) => self::line(line, look.palette).into(),
        Mark::Area(corners, paint) => Polygon::new()
            .set("fill", color(*paint, look.palette).to_string())
            .set("points", points(corners))
            .into(),
        Mark::To(_, mark) if look.is_embedded => drawn(mark, look),
        Mark::To(number, mark) => {
            Link::new().set("href", format!("#N{number}")).add(drawn(mark, look)).into()
        }
        Mark::Titled(title, room, marks) => {
            let group = Group::new().add(Title::new(title)).add(target(*room));
            filled(group, marks.iter().map(|mark| drawn(mark, look))).into()
        }
    }
}

fn line(line: &Line, palette: &Palette) -> Polyline {
    let element = Polyline::new()
        .set("fill", "none")
        .set("points", points(&line.points))
        .set("stroke", color(line.paint, palette).to_string())
        .set("stroke-linejoin", "round")
        .set("stroke-width", number(line.width));
    match line.dash {
        Some([dash, gap]) => element.set("stroke-dasharray", format!("{} {}", number(dash), number(gap))),
        None => element,
    }
}

fn points(points: &[Point]) -> String {
    let mut text = String::with_capacity(12 * points.len());
    points.iter().for_each(|&point| append_point(&mut text, ' ', point));
    text.split_off(1.min(text.len()))
}

/// Where a pointer finds a title that no mark shows.
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
        Paint::Ink => palette.ink,
        Paint::Quiet => palette.quiet,
        Paint::Fill(shade) => palette.fill(shade),
        Paint::Line(shade) => palette.line(shade),
    }
}

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

pub(crate) fn translation(to: Point) -> String {
    format!("translate({} {})", number(to.x), number(to.y))
}

/// The line and the arrowhead of `stroke` along `chain`; nothing if the chain is empty.
pub(crate) fn arrow(chain: &Chain, stroke: &Stroke, look: &Look) -> Vec<Box<dyn Node>> {
    let Some(arrow) = Arrow::along(chain, stroke.head_length, stroke.head_half_width) else {
        return Vec::new();
    };
    let color = look.palette.line(stroke.shade).to_string();
    let line = stroked(stroke).set("d", path_data::whole(&arrow.line)).set("stroke", color.as_str());
    let mut corners = String::with_capacity(40);
    arrow.head.into_iter().for_each(|corner| append_point(&mut corners, ' ', corner));
    let head = Polygon::new().set("points", corners.trim_start());
    let head = if stroke.is_hollow {
        let page = look.palette.page.to_string();
        head.set("class", "h").set("fill", page).set("stroke", color).set("stroke-width", HOLLOW)
    } else {
        head.set("class", "a").set("fill", color)
    };
    vec![line.into(), head.into()]
}

/// Width of the line around an arrowhead that is not filled.
pub(crate) const HOLLOW: f64 = 1.2;
