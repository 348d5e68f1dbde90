//! The document that is opened by itself: with ids, titles, links, and a script that answers to pointer and keyboard.

mod style;

use svg::Node;
use svg::node::Blob;
use svg::node::element::{Anchor as Link, Element, Group, Path, Rectangle, SVG, Title};

use crate::drawing::Drawing;
use crate::drawing::node::{NodeBox, Pass};
use crate::drawing::side::Side;
use crate::drawing::stub::{Arrivals, Stub};
use crate::drawing::tag::LabelRow;
use crate::geom::{Point, Rect, Size};
use crate::scene::text::{Anchor, TextLine};

use super::labels;
use super::node;
use super::rules;
use super::writer::{PlacedBox, PlacedLabel, RoutedEdge, Writer};
use crate::render::markup::appearance::Appearance;
use crate::render::markup::curve::Chain;
use crate::render::markup::document::Document;
use crate::render::markup::element::filled;
use crate::render::markup::marks::{MarkWriter, arrow};
use crate::render::markup::number::number;
use crate::render::markup::text::{self, is_muted, moved};
use crate::render::markup::xml;

/// The script for pointer and keyboard: search, highlighting, zoom. The picture is complete without it. It is `script.js`, minified by `npm run script` in `tests/browser`.
const SCRIPT: &str = include_str!("../script.min.js");

/// The style sheet of what the script adds.
const LIVE: &str = include_str!("../live.css");

/// The script that shows either side of a comparison, likewise `compare.js`, and the style sheet of what it adds.
const COMPARE: [&str; 2] = [include_str!("../compare.min.js"), include_str!("../compare.css")];

/// The class of the root, which is the same in all pictures: there is no other on the page.
const ROOT: &str = "callgraph";

/// Writes a document that is opened by itself.
pub(super) struct Interactive {
    appearance: Appearance,
}

impl Interactive {
    pub(super) fn new(appearance: Appearance) -> Interactive {
        Interactive { appearance }
    }

    fn lines<'a>(&'a self, texts: &'a [TextLine], left: f64) -> impl Iterator<Item = Element> + 'a {
        texts.iter().map(move |line| self.text(&moved(line, left), Anchor::Middle))
    }

    /// A call: its line, its arrowhead, and what they mean in words.
    fn edge(&self, RoutedEdge { edge, ends, route }: RoutedEdge<'_>) -> Group {
        let class = format!("l-{}", edge.stroke.shade.class());
        let group = with_ends(sided(Group::new(), edge.sides.as_ref()), ends)
            .set("class", format!("edge {} {class}", classes(ends)))
            .set("data-weight", edge.weight)
            .add(Title::new(&edge.title));
        filled(group, arrow(&Chain::new(&route.curve), &edge.stroke, &self.appearance.palette))
    }

    fn label(&self, placed: &PlacedLabel<'_>) -> Element {
        let line = labels::line(placed);
        let muted = if is_muted(&line) { " q" } else { "" };
        let mut element = with_ends(self.text(&line, Anchor::Middle), placed.ends);
        element.assign("class", format!("label {}{muted}", classes(placed.ends)));
        element.assign("data-w", number(line.width));
        element.assign("data-h", number(1.18 * line.size));
        element
    }
}

impl MarkWriter for Interactive {
    fn appearance(&self) -> &Appearance {
        &self.appearance
    }

    fn text(&self, line: &TextLine, inherited: Anchor) -> Element {
        text::in_full(line, inherited, &self.appearance)
    }

    fn link(&self, number: usize, mark: Box<dyn Node>) -> Box<dyn Node> {
        box_link(number).add(mark).into()
    }
}

impl Writer for Interactive {
    fn marks(&self) -> &dyn MarkWriter {
        self
    }

    /// The root says which box to look at first.
    fn root(&self, drawing: &Drawing, size: Size) -> SVG {
        let root = Document {
            title: &drawing.title,
            description: &drawing.description,
            class: ROOT,
            is_image: false,
            font: drawing.font.as_deref(),
            style: labels::halo_rule(ROOT, &self.appearance)
                + &style::style(drawing, ROOT, &self.appearance, size),
            appearance: &self.appearance,
            size,
        }
        .root();
        match drawing.start.and_then(|start| drawing.boxes.get(start)) {
            Some(start) => root.set("data-start", format!("N{}", start.number)),
            None => root,
        }
    }

    /// An element a line, and at the end the scripts with the style sheets of what they add.
    fn print(&self, drawing: &Drawing, root: SVG) -> String {
        let has_sides = drawing.boxes.iter().any(|node| node.sides.is_some());
        let [script, style] = if has_sides { COMPARE } else { [""; 2] };
        let mut scripts = Element::new("script");
        scripts.append(Blob::new(format!("<![CDATA[\n{SCRIPT}{script}]]>")));
        let mut live = Element::new("style");
        live.append(Blob::new(format!("<![CDATA[\n{LIVE}{style}]]>")));
        xml::print(&root.add(live).add(scripts))
    }

    fn edges(&self, edges: &[RoutedEdge<'_>]) -> Vec<Box<dyn Node>> {
        edges.iter().map(|&edge| self.edge(edge).into()).collect()
    }

    fn boxes(&self, boxes: &[PlacedBox<'_>]) -> Group {
        filled(Group::new().set("class", "nodes"), boxes.iter().map(|&placed| node::element(placed, self)))
    }

    fn labels(&self, group: Group, labels: &[PlacedLabel<'_>]) -> Group {
        filled(group, labels.iter().map(|label| self.label(label)))
    }

    /// The upper left corner.
    fn origin(&self, PlacedBox { node, centre }: PlacedBox<'_>) -> Point {
        Rect::around(centre, node.size).min
    }

    /// The group says by its classes which box it is and in which colour. The box that has no number can be found by
    /// nobody, and has no id.
    fn box_group(&self, node: &NodeBox) -> Group {
        let number = node.number;
        let shade = format!("f-{}", node.shade.class());
        if number == 0 {
            return Group::new().set("class", format!("ghost {shade}"));
        }
        let group =
            Group::new().set("class", format!("node n{number} {shade}")).set("id", format!("N{number}"));
        match &node.sides {
            Some(sides) => sided(group, Some(sides)).set("data-values", node.n_values.to_string()),
            None => group,
        }
    }

    fn id(&self, name: &str) -> String {
        name.to_owned()
    }

    /// Everything in full.
    fn title(&self, node: &NodeBox) -> Title {
        Title::new(&node.title)
    }

    fn outline(&self, _: &NodeBox, whole: Rectangle) -> Rectangle {
        whole
    }

    fn line(&self, _: &NodeBox, line: &TextLine) -> Element {
        self.text(line, Anchor::Middle)
    }

    /// Each as part of its box, so that it moves and fades with it.
    fn rules(&self, node: &NodeBox, left: f64) -> Vec<Box<dyn Node>> {
        let path = |y| self.hairline(&rules::path_data(y, left, node.size.width)).into();
        rules::of_box(node).map(path).collect()
    }

    fn hairline(&self, data: &str) -> Path {
        rules::path(data, &self.appearance.palette).set("class", "rule")
    }

    /// Each with its title, which has what the row has no room for.
    fn rows(&self, rows: &[LabelRow], left: f64) -> Vec<Box<dyn Node>> {
        let row = |row: &LabelRow| {
            let group = Group::new().set("class", "row").add(Title::new(&row.title));
            group.add(self.text(&moved(&row.text, left), Anchor::Middle)).into()
        };
        rows.iter().map(row).collect()
    }

    /// A link to the box itself, which is how a keyboard reaches it.
    fn own(&self, node: &NodeBox, parts: Vec<Box<dyn Node>>) -> Vec<Box<dyn Node>> {
        if node.number == 0 { parts } else { vec![filled(box_link(node.number), parts).into()] }
    }

    fn calls(&self, _: &NodeBox, calls: Vec<Box<dyn Node>>) -> Vec<Box<dyn Node>> {
        calls
    }

    fn arrivals(&self, Arrivals { texts, title }: &Arrivals, left: f64) -> Box<dyn Node> {
        let group = Group::new().set("class", "arrivals").add(Title::new(title));
        filled(group, self.lines(texts, left)).into()
    }

    /// A link to the callee. By keyboard that is reached as a box, and from the list of callees.
    fn stub(&self, stub: &Stub, from: usize, left: f64) -> Box<dyn Node> {
        let link = filled(box_link(stub.head).set("tabindex", "-1"), self.lines(&stub.texts, left));
        call("stub", [from, stub.head], stub.weight, &stub.title).add(link).into()
    }

    fn pass(&self, pass: &Pass, from: usize, left: f64) -> Box<dyn Node> {
        let group = call("pass", [from, pass.head], pass.weight, &pass.title);
        filled(group, self.lines(&pass.texts, left)).into()
    }
}

/// The group of a call that has no line.
fn call(class: &str, ends: [usize; 2], weight: i64, title: &str) -> Group {
    with_ends(Group::new(), ends)
        .set("class", format!("edge {class} {}", classes(ends)))
        .set("data-weight", weight)
        .add(Title::new(title))
}

/// The classes of what belongs to both ends of a call.
fn classes([from, to]: [usize; 2]) -> String {
    format!("n{from} n{to}")
}

/// The element with the ids of the boxes that its call leads from and to.
fn with_ends<T: Node>(mut element: T, [from, to]: [usize; 2]) -> T {
    element.assign("data-from", format!("N{from}"));
    element.assign("data-to", format!("N{to}"));
    element
}

fn box_link(number: usize) -> Link {
    Link::new().set("href", format!("#N{number}"))
}

/// A part of the graph with what it is before and after, for the script: colour and width, then values.
fn sided(group: Group, sides: Option<&[Side; 2]>) -> Group {
    let Some(sides) = sides else { return group };
    let [before, after] = sides.each_ref().map(|Side { shade, width, texts }| {
        let look = format!("{} {}", shade.class(), number(*width));
        let texts = texts.iter().map(|text| text.replace('|', "¦"));
        [look].into_iter().chain(texts).collect::<Vec<_>>().join("|")
    });
    group.set("data-before", before).set("data-after", after)
}
