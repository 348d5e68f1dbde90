//! SVG: the drawing in its places.
//!
//! The attributes hold the whole picture, so that it is complete for a viewer without style sheets; the classes are
//! there for a style sheet to change it.

use svg::Node;
use svg::node::Text as Characters;
use svg::node::element::{
    Anchor as Link, Description, Element, Group, Path, Polygon, Rectangle, SVG, Style, Title,
};

use crate::drawing::Drawing;
use crate::drawing::color::Palette;
use crate::drawing::edge::{Edge, Stroke};
use crate::drawing::header::{Mark, Panel, Swatch};
use crate::drawing::node::{NodeBox, Row};
use crate::drawing::text::{Anchor, Span, Text, Tone};
use crate::geom::{Point, Rect, Size};
use crate::layout::{Layout, Route};

use super::curve::{Arrow, Chain};
use super::number::number;
use super::page;
use super::xml;

/// The fonts, the first three of which have the advances that everything is measured with.
const FONTS: &str = "Arial, Liberation Sans, Arimo, Helvetica, sans-serif";

/// Kerning is not measured, so it is not wanted.
const STYLE: &str = ".callgraph { font-kerning: none }";

/// The drawing as an SVG document, laid out by `layout`.
#[must_use]
pub fn svg(drawing: &Drawing, layout: &Layout) -> String {
    let page = page::place(drawing, layout);
    let palette = Palette::of(drawing.theme, drawing.is_difference);
    let mut root = root(drawing, palette, page.size);
    root = root.add(panel(&drawing.facts, "facts", page.facts, palette));
    if let Some(key) = &drawing.key {
        root = root.add(panel(key, "key", page.key, palette));
    }
    xml::print(&root.add(graph(drawing, layout, palette).set("transform", translation(page.graph))))
}

/// The root with what comes before all else: names, style, and the ground.
fn root(drawing: &Drawing, palette: &Palette, size: Size) -> SVG {
    let (width, height) = (number(size.width), number(size.height));
    SVG::new()
        .set("class", "callgraph")
        .set("fill", palette.ink.to_string())
        .set("font-family", FONTS)
        .set("height", height.as_str())
        .set("role", "graphics-document")
        .set("text-anchor", "middle")
        .set("text-rendering", "geometricPrecision")
        .set("viewBox", format!("0 0 {width} {height}"))
        .set("width", width.as_str())
        .add(Title::new(&drawing.title))
        .add(Description::new().add(Characters::new(&drawing.description)))
        .add(Style::new(STYLE))
        .add(ground(palette))
}

/// A rectangle in the colour of the page, under everything.
fn ground(palette: &Palette) -> Rectangle {
    Rectangle::new()
        .set("class", "page")
        .set("fill", palette.page.to_string())
        .set("height", "100%")
        .set("width", "100%")
}

/// Edges under boxes under labels, and the strongest edges on top of the others.
fn graph(drawing: &Drawing, layout: &Layout, palette: &Palette) -> Group {
    let mut routed: Vec<(&Edge, &Route)> = drawing.edges.iter().zip(&layout.routes).rev().collect();
    routed.sort_by(|(a, _), (b, _)| a.share.total_cmp(&b.share));
    let number_of = |index: usize| drawing.boxes.get(index).map_or(0, |node| node.number);
    let ends = |edge: &Edge| [number_of(edge.tail), number_of(edge.head)];
    let edges = routed.iter().map(|&(edge, route)| self::edge(edge, ends(edge), route, palette));
    let nodes =
        drawing.boxes.iter().zip(&layout.boxes).map(|(node, &centre)| self::node(node, centre, palette));
    let labels = routed
        .iter()
        .filter_map(|&(edge, route)| Some(label(edge, ends(edge), hugging(edge, route)?, palette)));
    Group::new()
        .set("class", "graph")
        .add(filled(Group::new().set("class", "edges").set("fill", "none"), edges))
        .add(filled(Group::new().set("class", "nodes"), nodes))
        .add(filled(label_group(palette), labels))
}

/// The group with `children` in it.
fn filled(group: Group, children: impl Iterator<Item = impl Into<Box<dyn Node>>>) -> Group {
    children.fold(group, Group::add)
}

/// A call: its line, its arrowhead, and what they mean in words.
fn edge(edge: &Edge, [from, to]: [usize; 2], route: &Route, palette: &Palette) -> Group {
    let group = Group::new()
        .set("class", format!("edge n{from} n{to} l-{}", edge.stroke.shade.class()))
        .set("data-from", format!("N{from}"))
        .set("data-to", format!("N{to}"))
        .set("data-weight", edge.pull)
        .add(Title::new(&edge.title));
    filled(group, arrow(&Chain::new(&route.curve), &edge.stroke, palette).into_iter())
}

/// The line and the arrowhead of `stroke` along `chain`; nothing if the chain is empty.
fn arrow(chain: &Chain, stroke: &Stroke, palette: &Palette) -> Vec<Box<dyn Node>> {
    let Some(arrow) = Arrow::along(chain, stroke.head_length, stroke.head_half_width) else {
        return Vec::new();
    };
    let color = palette.line(stroke.shade).to_string();
    let mut line = Path::new()
        .set("d", path_data(&arrow.line))
        .set("stroke", color.as_str())
        .set("stroke-width", number(stroke.width));
    if let Some([dash, gap]) = stroke.dash {
        line = line.set("stroke-dasharray", format!("{} {}", number(dash), number(gap)));
    }
    let corners = arrow.head.map(pair).join(" ");
    let head = Polygon::new().set("class", "a").set("fill", color).set("points", corners);
    vec![line.into(), head.into()]
}

/// The commands that draw a chain.
fn path_data(chain: &Chain) -> String {
    let start = chain.cubics().first().map(|&[start, ..]| format!("M{}", pair(start)));
    let curves = chain.cubics().iter().map(|&[_, b, c, d]| format!("C{} {} {}", pair(b), pair(c), pair(d)));
    start.into_iter().chain(curves).collect()
}

/// A function: its box, its text, its tags.
fn node(node: &NodeBox, centre: Point, palette: &Palette) -> Group {
    let corner = Rect::around(centre, node.size).min;
    let group = Group::new().set("transform", translation(corner));
    let parts = parts(node, palette);
    let number = node.number;
    if number == 0 {
        return filled(group.set("class", "ghost"), parts.into_iter());
    }
    let link = parts.into_iter().fold(Link::new().set("href", format!("#N{number}")), Link::add);
    group
        .set("class", format!("node n{number} f-{}", node.shade.class()))
        .set("id", format!("N{number}"))
        .add(link)
}

/// What a box is made of.
fn parts(node: &NodeBox, palette: &Palette) -> Vec<Box<dyn Node>> {
    let title = Title::new(&node.title);
    let rect = Rect { min: Point::default(), max: Point::new(node.size.width, node.size.height) };
    let swatch = swatch(&Swatch { rect, radius: 3.0, border: node.border, shade: node.shade }, palette);
    let lines = node.lines.iter().map(|line| text(line, Anchor::Middle, palette).into());
    let rule = node.rule.map(|y| rule(y, node.size.width, palette).into());
    let rows = node.rows.iter().map(|row| self::row(row, palette).into());
    [title.into(), swatch.into()].into_iter().chain(lines).chain(rule).chain(rows).collect()
}

/// The hairline above the tags.
fn rule(y: f64, width: f64, palette: &Palette) -> Path {
    Path::new()
        .set("class", "rule")
        .set("d", format!("M5,{}h{}", number(y), number(width - 10.0)))
        .set("stroke", palette.quiet.to_string())
        .set("stroke-dasharray", "2 2")
        .set("stroke-width", "0.8")
}

/// A tag in a box.
fn row(row: &Row, palette: &Palette) -> Group {
    let group = Group::new().set("class", "tag").set("id", row.id.as_str());
    let title = row.title.iter().map(|title| Box::<dyn Node>::from(Title::new(title)));
    let texts = row.texts.iter().map(|line| text(line, Anchor::Middle, palette).into());
    filled(group, title.chain(texts))
}

/// The group of all labels; a halo in the page's colour lets them cross a line.
fn label_group(palette: &Palette) -> Group {
    Group::new()
        .set("class", "labels")
        .set("paint-order", "stroke")
        .set("stroke", palette.page.to_string())
        .set("stroke-linejoin", "round")
        .set("stroke-width", "3")
}

/// Where the text beside a call is centred: in the room that the layout has for it, as near to the line as that lets
/// it be, and no nearer than the room keeps it.
fn hugging(edge: &Edge, route: &Route) -> Option<Point> {
    let centre = route.label?;
    let room = Rect::around(centre, edge.label_room);
    let slack = (edge.label_room.width - edge.label.width).max(0.0) / 2.0;
    let gap = Chain::new(&route.curve).gap_beside(room).unwrap_or(0.0);
    Some(Point::new(centre.x + gap.clamp(-slack, slack), centre.y))
}

/// What stands beside a call, around `centre`.
fn label(edge: &Edge, [from, to]: [usize; 2], centre: Point, palette: &Palette) -> Element {
    let line = &edge.label;
    let placed = Text { x: centre.x, baseline: centre.y + 0.34 * line.size, ..line.clone() };
    let mut element = text(&placed, Anchor::Middle, palette);
    let quiet = if is_quiet(line) { " q" } else { "" };
    element.assign("class", format!("label n{from} n{to}{quiet}"));
    element.assign("data-from", format!("N{from}"));
    element.assign("data-to", format!("N{to}"));
    element.assign("data-w", number(line.width));
    element.assign("data-h", number(1.18 * line.size));
    element
}

/// Facts or key, with its upper left corner at `at`.
fn panel(panel: &Panel, class: &str, at: Point, palette: &Palette) -> Group {
    let group =
        Group::new().set("class", class).set("text-anchor", "start").set("transform", translation(at));
    filled(group, panel.marks.iter().map(|mark| self::mark(mark, palette)))
}

fn mark(mark: &Mark, palette: &Palette) -> Box<dyn Node> {
    match mark {
        Mark::Text(line) => text(line, Anchor::Start, palette).into(),
        Mark::Swatch(sample) => Group::new()
            .set("class", format!("f-{}", sample.shade.class()))
            .add(swatch(sample, palette))
            .into(),
        Mark::Arrow(from, to, stroke) => {
            let group = Group::new().set("class", format!("l-{}", stroke.shade.class()));
            filled(group, arrow(&Chain::straight(*from, *to), stroke, palette).into_iter()).into()
        }
    }
}

fn swatch(swatch: &Swatch, palette: &Palette) -> Rectangle {
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

/// A line of text in a place where `inherited` is the anchor.
fn text(line: &Text, inherited: Anchor, palette: &Palette) -> Element {
    // Not the crate's `Text`, which takes nothing but characters.
    let mut element = Element::new("text");
    element.assign("font-size", number(line.size));
    element.assign("x", number(line.x));
    element.assign("y", number(line.baseline));
    if line.anchor != inherited {
        element.assign("text-anchor", keyword(line.anchor));
    }
    if line.is_pinned {
        element.assign("lengthAdjust", "spacingAndGlyphs");
        element.assign("textLength", number(line.width));
    }
    match line.spans.as_slice() {
        [only] => {
            set_style(&mut element, only, palette);
            element.append(Characters::new(&only.text));
        }
        spans => spans.iter().for_each(|span| append_span(&mut element, span, palette)),
    }
    element
}

/// Appends a run of text. A space it begins with stays outside of its element, where librsvg and resvg would drop it.
fn append_span(element: &mut Element, span: &Span, palette: &Palette) {
    let inner = span.text.trim_start_matches(' ');
    if inner.len() < span.text.len() {
        element.append(Characters::new(" "));
    }
    let mut run = Element::new("tspan");
    set_style(&mut run, span, palette);
    run.append(Characters::new(inner));
    element.append(run);
}

/// Sets what differs from regular ink.
fn set_style(element: &mut Element, span: &Span, palette: &Palette) {
    if span.bold {
        element.assign("font-weight", "700");
    }
    if span.italic {
        element.assign("font-style", "italic");
    }
    if span.tone == Tone::Quiet {
        element.assign("class", "q");
        element.assign("fill", palette.quiet.to_string());
    }
}

/// Whether all of the line is quiet.
fn is_quiet(line: &Text) -> bool {
    line.spans.iter().all(|span| span.tone == Tone::Quiet)
}

fn keyword(anchor: Anchor) -> &'static str {
    match anchor {
        Anchor::Start => "start",
        Anchor::Middle => "middle",
        Anchor::End => "end",
    }
}

fn translation(to: Point) -> String {
    format!("translate({} {})", number(to.x), number(to.y))
}

fn pair(point: Point) -> String {
    format!("{},{}", number(point.x), number(point.y))
}
