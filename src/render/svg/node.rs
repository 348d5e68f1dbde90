//! A box: its rectangle, its text, its rows.

use svg::Node;
use svg::node::element::{Anchor as Link, Group, Rectangle, Title};

use crate::drawing::node::NodeBox;
use crate::drawing::outline::Outline;
use crate::drawing::tag::Nodelet;
use crate::geom::{Point, Rect, Size};
use crate::scene::Swatch;
use crate::scene::color::Palette;

use super::writer::{PlacedBox, Writer};
use crate::render::markup::element::{filled, translation};
use crate::render::markup::marks::swatch;
use crate::render::markup::text::moved;

/// The group of a box.
pub(super) fn element(placed: PlacedBox<'_>, writer: &dyn Writer) -> Group {
    let PlacedBox { node, centre } = placed;
    let origin = writer.origin(placed);
    let left = centre.x - origin.x - node.size.width / 2.0;
    let Parts { own, name } = parts(node, left, writer);
    let group = writer.box_group(node).set("transform", translation(origin));
    let group = filled(group, writer.own(node, own));
    let group = match &node.source {
        Some(source) => group.add(filled(source_link(source), name)),
        None => filled(group, name),
    };
    filled(group, writer.calls(node, calls(node, left, writer)))
}

/// The elements of a box, but for its calls.
struct Parts {
    /// Title, rectangle, text, hairlines, rows, and tags.
    own: Vec<Box<dyn Node>>,
    /// The lines of the name, where they are a link to the source.
    name: Vec<Box<dyn Node>>,
}

/// The elements of a box with its left edge at `left`.
fn parts(node: &NodeBox, left: f64, writer: &dyn Writer) -> Parts {
    let linked = if node.source.is_some() { node.heading.clone() } else { 0..0 };
    let (name, others): (Vec<_>, Vec<_>) =
        node.lines.iter().enumerate().partition(|(index, _)| linked.contains(index));
    let elements = |lines: Vec<(usize, _)>| {
        let line = |(_, line)| writer.line(node, &moved(line, left)).into();
        lines.into_iter().map(line).collect::<Vec<Box<dyn Node>>>()
    };
    let rectangle = rectangle(node, left, &writer.marks().appearance().palette);
    let mut own: Vec<Box<dyn Node>> = vec![writer.title(node).into(), writer.outline(node, rectangle).into()];
    own.extend(elements(others));
    own.extend(writer.rules(node, left));
    own.extend(writer.rows(&node.rows, left));
    own.extend(node.nodelets.iter().map(|nodelet| self::nodelet(nodelet, writer).into()));
    Parts { own, name: elements(name) }
}

/// The rectangle: with rounder corners and a dashed border where the value became less.
fn rectangle(node: &NodeBox, left: f64, palette: &Palette) -> Rectangle {
    let Size { width, height } = node.size;
    let rect = Rect { min: Point::new(left, 0.0), max: Point::new(left + width, height) };
    let has_shrunk = node.outline == Outline::Shrunk;
    let radius = if has_shrunk { 10.0 } else { 3.0 };
    let rectangle = swatch(&Swatch { rect, radius, border: node.border, shade: node.shade }, palette);
    if has_shrunk { rectangle.set("stroke-dasharray", "6 3") } else { rectangle }
}

/// The link that the name of a function is, where its source is known. Another tab keeps the picture open.
fn source_link(url: &str) -> Link {
    Link::new()
        .set("class", "source")
        .set("href", url)
        .set("rel", "noopener noreferrer")
        .set("target", "_blank")
}

/// A tag of DOT, for those who read the file: a group that shows nothing.
fn nodelet(nodelet: &Nodelet, writer: &dyn Writer) -> Group {
    let group = Group::new().set("class", "tag").set("id", writer.id(&nodelet.id));
    group.add(Title::new(&nodelet.title))
}

/// The calls at a box with its left edge at `left`: the weak ones that arrive and those that leave, and the one to the box
/// below in a stack.
fn calls(node: &NodeBox, left: f64, writer: &dyn Writer) -> Vec<Box<dyn Node>> {
    let from = node.number;
    let arrivals = node.calls.arrivals.iter().map(|arrivals| writer.arrivals(arrivals, left));
    let stubs = node.calls.stubs.iter().map(|stub| writer.stub(stub, from, left));
    let passes = node.pass.iter().map(|pass| writer.pass(pass, from, left));
    arrivals.chain(stubs).chain(passes).collect()
}
