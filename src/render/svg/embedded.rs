//! The picture that is part of a page or document: in few bytes, without script, titles and links to boxes.
//!
//! Attributes that neighbours have in common are set once, on a group around them. An image shows no titles, so there are
//! few; and its ids begin with a word that no other picture on the page has.

mod calls;
mod edges;
mod ends;
mod labels;

use std::collections::BTreeMap;

use svg::Node;
use svg::node::element::{Element, Group, Path, Rectangle, SVG, Title};

use crate::drawing::Drawing;
use crate::drawing::node::{NodeBox, Pass};
use crate::drawing::stub::{Arrivals, Stub};
use crate::drawing::tag::LabelRow;
use crate::geom::{Point, Rect, Size};
use crate::render::markup::appearance::Appearance;
use crate::render::markup::document::{self, Document};
use crate::render::markup::element::{filled, without};
use crate::render::markup::embedded_style::{Sheet, embedded};
use crate::render::markup::marks::{EmbeddedMarks, MarkWriter};
use crate::render::markup::number::number;
use crate::render::markup::text::moved;
use crate::render::markup::xml;
use crate::scene::text::{Anchor, TextLine};

use super::labels::halo_rule;
use super::node;
use super::rules;
use super::shades::shades;
use super::writer::{PlacedBox, PlacedLabel, RoutedEdge, Writer};

/// Writes a picture that is part of something else.
pub(super) struct Embedded {
    marks: EmbeddedMarks,
    /// A word that no other picture on the page has.
    own_word: String,
    /// The width of border that most boxes have, as it is printed.
    usual_border: Option<String>,
}

impl Embedded {
    pub(super) fn new(drawing: &Drawing, appearance: Appearance) -> Embedded {
        Embedded {
            marks: EmbeddedMarks(appearance),
            own_word: own_word(drawing),
            usual_border: usual_border(drawing),
        }
    }

    fn appearance(&self) -> &Appearance {
        self.marks.appearance()
    }

    fn style(&self, drawing: &Drawing) -> String {
        let root = &self.own_word;
        let rules = embedded(&Sheet {
            theme: drawing.theme,
            is_difference: drawing.is_difference,
            shades: &shades(drawing),
            has_rules: !drawing.renamed.is_empty()
                || drawing.boxes.iter().any(|node| rules::of_box(node).next().is_some()),
            is_scene: false,
            root,
            appearance: self.appearance(),
        });
        halo_rule(root, self.appearance()) + &rules
    }
}

impl Writer for Embedded {
    fn marks(&self) -> &dyn MarkWriter {
        &self.marks
    }

    fn root(&self, drawing: &Drawing, size: Size) -> SVG {
        Document {
            title: &drawing.title,
            description: &drawing.description,
            class: &format!("callgraph {}", self.own_word),
            is_image: true,
            font: drawing.font.as_deref(),
            style: self.style(drawing),
            appearance: self.appearance(),
            size,
        }
        .root()
    }

    /// On one line.
    fn print(&self, _: &Drawing, root: SVG) -> String {
        xml::print_compact(&root) + "\n"
    }

    fn edges(&self, edges: &[RoutedEdge<'_>]) -> Vec<Box<dyn Node>> {
        edges::edges(edges, &self.appearance().palette)
    }

    /// The group has the border that most boxes have, and the hairlines of all boxes, in one path on top of them.
    fn boxes(&self, boxes: &[PlacedBox<'_>]) -> Group {
        let group = Group::new().set("class", "nodes");
        let group = match &self.usual_border {
            Some(border) => group.set("stroke-width", border.as_str()),
            None => group,
        };
        let group = filled(group, boxes.iter().map(|&placed| node::element(placed, self)));
        let data: String = boxes.iter().map(rule_data).collect();
        if data.is_empty() { group } else { group.add(self.hairline(&data)) }
    }

    fn labels(&self, group: Group, labels: &[PlacedLabel<'_>]) -> Group {
        let group = group.set("fill", self.appearance().palette.muted.to_string());
        filled(group, labels::labels(labels, &self.marks))
    }

    /// The middle of the upper edge: lines that are centred need no `x` then.
    fn origin(&self, PlacedBox { node, centre }: PlacedBox<'_>) -> Point {
        Point::new(centre.x, Rect::around(centre, node.size).min.y)
    }

    fn box_group(&self, node: &NodeBox) -> Group {
        let group = match usual_size(node) {
            Some(size) => Group::new().set("font-size", size),
            None => Group::new(),
        };
        match node.number {
            0 => group.set("class", "ghost"),
            number => group.set("class", "node").set("id", self.id(&format!("N{number}"))),
        }
    }

    fn id(&self, name: &str) -> String {
        format!("{}-{name}", self.own_word)
    }

    /// The full name, for those who read the file; the box says the rest.
    fn title(&self, node: &NodeBox) -> Title {
        Title::new(node.title.lines().next().unwrap_or_default())
    }

    /// Without its place, which is the origin, and without the border that most boxes have.
    fn outline(&self, node: &NodeBox, whole: Rectangle) -> Rectangle {
        let outline = without(whole, "y");
        let has_usual_border = self.usual_border.as_ref() == Some(&number(node.border));
        if has_usual_border { without(outline, "stroke-width") } else { outline }
    }

    fn line(&self, node: &NodeBox, line: &TextLine) -> Element {
        let element = self.marks.text(line, Anchor::Middle);
        let has_usual_size = usual_size(node) == Some(number(line.size));
        if has_usual_size { without(element, "font-size") } else { element }
    }

    fn hairline(&self, data: &str) -> Path {
        rules::path(data, &self.appearance().palette)
    }

    /// None: the group of all boxes has them.
    fn rules(&self, _: &NodeBox, _: f64) -> Vec<Box<dyn Node>> {
        Vec::new()
    }

    /// In a group with what they have in common.
    fn rows(&self, rows: &[LabelRow], left: f64) -> Vec<Box<dyn Node>> {
        let Some(first) = rows.first() else { return Vec::new() };
        let group = Group::new()
            .set("fill", self.appearance().palette.muted.to_string())
            .set("font-size", number(first.text.size))
            .set("text-anchor", "start");
        let texts = rows.iter().map(|row| self.marks.text(&moved(&row.text, left), Anchor::Start));
        vec![filled(group, texts.map(|text| without(without(text, "fill"), "font-size"))).into()]
    }

    fn own(&self, _: &NodeBox, parts: Vec<Box<dyn Node>>) -> Vec<Box<dyn Node>> {
        parts
    }

    fn calls(&self, node: &NodeBox, calls: Vec<Box<dyn Node>>) -> Vec<Box<dyn Node>> {
        calls::group(node, calls, &self.appearance().palette)
    }

    fn arrivals(&self, arrivals: &Arrivals, left: f64) -> Box<dyn Node> {
        calls::row(&arrivals.texts, None, left, &self.marks)
    }

    fn stub(&self, stub: &Stub, from: usize, left: f64) -> Box<dyn Node> {
        calls::row(&stub.texts, Some([from, stub.head]), left, &self.marks)
    }

    fn pass(&self, pass: &Pass, from: usize, left: f64) -> Box<dyn Node> {
        calls::row(&pass.texts, Some([from, pass.head]), left, &self.marks)
    }
}

/// A word that another call graph would not have.
fn own_word(drawing: &Drawing) -> String {
    let titles =
        drawing.boxes.iter().map(|node| &node.title).chain(drawing.edges.iter().map(|edge| &edge.title));
    document::mark([&drawing.title, &drawing.description].into_iter().chain(titles))
}

/// The width of border that most boxes have, the least of several, as it is printed.
fn usual_border(drawing: &Drawing) -> Option<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for node in &drawing.boxes {
        *counts.entry(number(node.border)).or_default() += 1;
    }
    counts.into_iter().rev().max_by_key(|&(_, count)| count).map(|(border, _)| border)
}

/// The font size that is set once for a box: that of its last line, which others often have.
fn usual_size(node: &NodeBox) -> Option<String> {
    node.lines.last().map(|line| number(line.size))
}

/// The commands that draw the hairlines of a box.
fn rule_data(PlacedBox { node, centre }: &PlacedBox<'_>) -> String {
    let corner = Rect::around(*centre, node.size).min;
    rules::of_box(node).map(|y| rules::path_data(corner.y + y, corner.x, node.size.width)).collect()
}
