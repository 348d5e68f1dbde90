//! SVG: the drawing in its places.
//!
//! The attributes hold the whole picture, so that it is complete for a viewer without style sheets; the classes are
//! there for a style sheet to change it.

use std::collections::BTreeMap;

use svg::Node;
use svg::node::Blob;
use svg::node::element::{Anchor as Link, Element, Group, Path, Rectangle, SVG, Title};

use crate::drawing::Drawing;
use crate::drawing::edge::Edge;
use crate::drawing::node::NodeBox;
use crate::drawing::outline::Outline;
use crate::drawing::side::Side;
use crate::drawing::tag::{Nodelet, Row};
use crate::geom::{Point, Rect, Size};
use crate::layout::{Direction, Layout, Route};
use crate::scene::Swatch;
use crate::scene::background::Background;
use crate::scene::color::Palette;
use crate::scene::text::{Anchor, Text};

use super::markup::appearance::{Look, filled, without};
use super::markup::curve::{Arrow, Chain};
use super::markup::document::{self, Document};
use super::markup::marks::{self, arrow, swatch, translation};
use super::markup::number::number;
mod page;
mod places;
mod runs;
mod stub;
mod style;

use self::runs::Placed;
use super::markup::text::{is_quiet, text};
use super::markup::xml;

/// What makes a picture that is opened by itself answer to pointer and keyboard. It depends on nothing else, and the
/// picture is whole without it. It is `script.js`, minified by `npm run script` in `tests/browser`.
const SCRIPT: &str = include_str!("../script.min.js");

/// What the script's doings look like.
const LIVE: &str = include_str!("../live.css");

/// What shows either side of a comparison, likewise `compare.js`, and what that looks like.
const COMPARE: [&str; 2] = [include_str!("../compare.min.js"), include_str!("../compare.css")];

/// The drawing as an SVG document, laid out by `layout`.
#[must_use]
pub fn svg(drawing: &Drawing, layout: &Layout) -> String {
    let page = page::place(drawing, layout);
    let palette = &drawing.background.under(Palette::of(drawing.theme, drawing.is_difference));
    let look = &Look {
        palette,
        has_ground: drawing.background != Background::None,
        is_embedded: drawing.is_embedded,
        prefix: if drawing.is_embedded { format!("{}-", self::mark(drawing)) } else { String::new() },
        pins_all: drawing.font.is_some(),
    };
    let mut root = root(drawing, look, page.size);
    root = root.add(marks::group(&drawing.facts.marks, "facts", page.facts, look));
    if let Some(key) = &drawing.key {
        root = root.add(marks::group(&key.marks, "key", page.key, look));
    }
    root = root.add(graph(drawing, layout, look).set("transform", translation(page.graph)));
    if drawing.is_embedded {
        return xml::print_compact(&root) + "\n";
    }
    let has_sides = drawing.boxes.iter().any(|node| node.sides.is_some());
    let [script, style] = if has_sides { COMPARE } else { [""; 2] };
    let mut scripts = Element::new("script");
    scripts.append(Blob::new(format!("<![CDATA[\n{SCRIPT}{script}]]>")));
    let mut live = Element::new("style");
    live.append(Blob::new(format!("<![CDATA[\n{LIVE}{style}]]>")));
    xml::print(&root.add(live).add(scripts))
}

/// A word that another call graph would not have.
fn mark(drawing: &Drawing) -> String {
    let titles =
        drawing.boxes.iter().map(|node| &node.title).chain(drawing.edges.iter().map(|edge| &edge.title));
    document::mark([&drawing.title, &drawing.description].into_iter().chain(titles))
}

/// The root, which says what to look at first.
fn root(drawing: &Drawing, look: &Look, size: Size) -> SVG {
    let own_class = look.prefix.trim_end_matches('-');
    let root = Document {
        title: &drawing.title,
        description: &drawing.description,
        class: format!("callgraph {own_class}").trim_end(),
        is_image: look.is_embedded,
        font: drawing.font.as_deref(),
        style: style::style(drawing, if own_class.is_empty() { "callgraph" } else { own_class }, look, size),
        palette: look.palette,
        has_ground: look.has_ground,
        size,
    }
    .root();
    match (look.is_embedded, drawing.start.and_then(|start| drawing.boxes.get(start))) {
        (false, Some(start)) => root.set("data-start", format!("N{}", start.number)),
        _ => root,
    }
}

/// Edges under boxes under labels, and the strongest edges on top of the others.
fn graph(drawing: &Drawing, layout: &Layout, look: &Look) -> Group {
    let mut routed: Vec<(&Edge, &Route)> = drawing.edges.iter().zip(&layout.routes).rev().collect();
    routed.sort_by(|(a, _), (b, _)| a.share.total_cmp(&b.share));
    let number_of = |index: usize| drawing.boxes.get(index).map_or(0, |node| node.number);
    let ends = |edge: &Edge| [number_of(edge.tail), number_of(edge.head)];
    let edges = Group::new().set("class", "edges").set("fill", "none");
    let edges = if look.is_embedded {
        filled(edges, runs::lines(&routed, look))
    } else {
        filled(edges, routed.iter().map(|&(edge, route)| self::edge(edge, ends(edge), route, look)))
    };
    let border = usual_border(drawing, look);
    let nodes_group = Group::new().set("class", "nodes");
    let nodes_group = match &border {
        Some(border) => nodes_group.set("stroke-width", border.as_str()),
        None => nodes_group,
    };
    let centres = places::centres(drawing, layout);
    let nodes = drawing.boxes.iter().zip(&centres);
    let nodes =
        nodes.filter_map(|(node, centre)| Some(self::node(node, (*centre)?, border.as_deref(), look)));
    let nodes = filled(nodes_group, nodes);
    let rules = all_rules(drawing, &centres, look.palette).filter(|_| look.is_embedded);
    let nodes = rules.into_iter().fold(nodes, Group::add);
    let labels = routed.iter().filter_map(|&(edge, route)| {
        Some((&edge.label, ends(edge), hugging(edge, route, layout.direction)?))
    });
    let labels = if look.is_embedded {
        filled(label_group(look), runs::labels(&labels.collect::<Vec<_>>(), look))
    } else {
        filled(label_group(look), labels.map(|label| self::label(&label, look)))
    };
    Group::new().set("class", "graph").add(edges).add(nodes).add(labels)
}

/// A call: its line, its arrowhead, and what they mean in words.
fn edge(edge: &Edge, [from, to]: [usize; 2], route: &Route, look: &Look) -> Group {
    let group = sided(Group::new(), edge.sides.as_ref())
        .set("class", format!("edge n{from} n{to} l-{}", edge.stroke.shade.class()))
        .set("data-from", format!("N{from}"))
        .set("data-to", format!("N{to}"))
        .set("data-weight", edge.pull)
        .add(Title::new(&edge.title));
    filled(group, arrow(&Chain::new(&route.curve), &edge.stroke, look))
}

/// A function: its box, its text, its labels.
fn node(node: &NodeBox, centre: Point, usual_border: Option<&str>, look: &Look) -> Group {
    let corner = Rect::around(centre, node.size).min;
    // In few bytes: lines that are centred need no place then.
    let origin = if look.is_embedded { Point::new(centre.x, corner.y) } else { corner };
    let group = Group::new().set("transform", translation(origin));
    let left = centre.x - origin.x - node.size.width / 2.0;
    let Parts { own, name } = parts(node, left, usual_border, look);
    let group = match usual_size(node, look) {
        Some(size) => group.set("font-size", size),
        None => group,
    };
    let number = node.number;
    if number == 0 {
        let class =
            if look.is_embedded { "ghost".to_owned() } else { format!("ghost f-{}", node.shade.class()) };
        return filled(group.set("class", class), own.into_iter().chain(name));
    }
    let classes = format!("node n{number} f-{}", node.shade.class());
    let group = group
        .set("class", if look.is_embedded { "node" } else { classes.as_str() })
        .set("id", format!("{}N{number}", look.prefix));
    let group = match &node.sides {
        Some(sides) if !look.is_embedded => {
            sided(group, Some(sides)).set("data-values", node.n_values.to_string())
        }
        _ => group,
    };
    let group = if look.is_embedded {
        filled(group, own)
    } else {
        group.add(own.into_iter().fold(Link::new().set("href", format!("#N{number}")), Link::add))
    };
    let group = match &node.source {
        Some(source) => {
            let link = Link::new()
                .set("class", "source")
                .set("href", source.as_str())
                .set("rel", "noopener noreferrer")
                .set("target", "_blank");
            group.add(name.into_iter().fold(link, Link::add))
        }
        None => filled(group, name),
    };
    filled(group, stub::calls(node, left, look))
}

/// A part of the graph with what it is before and after, for the script: colour and width, then values.
fn sided(group: Group, sides: Option<&[Side; 2]>) -> Group {
    let Some(sides) = sides else { return group };
    let [before, after] = sides.each_ref().map(|Side { shade, width, texts }| {
        let look = format!("{} {}", shade.class(), number(*width));
        std::iter::once(look)
            .chain(texts.iter().map(|text| text.replace('|', "¦")))
            .collect::<Vec<_>>()
            .join("|")
    });
    group.set("data-before", before).set("data-after", after)
}

/// The font size that is said once for a box, in few bytes: that of its last line, which others often have.
fn usual_size(node: &NodeBox, look: &Look) -> Option<String> {
    let last = node.lines.last().filter(|_| look.is_embedded);
    last.map(|line| number(line.size))
}

/// The width of border that is said once for all boxes, in few bytes: the one that most have, the least of several.
fn usual_border(drawing: &Drawing, look: &Look) -> Option<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for node in drawing.boxes.iter().filter(|_| look.is_embedded) {
        *counts.entry(number(node.border)).or_default() += 1;
    }
    counts.into_iter().rev().max_by_key(|&(_, count)| count).map(|(border, _)| border)
}

/// What a box is made of.
struct Parts {
    /// What belongs to the box itself.
    own: Vec<Box<dyn Node>>,
    /// The lines of the name, where they lead elsewhere.
    name: Vec<Box<dyn Node>>,
}

/// What a box is made of, with its left edge at `left`.
fn parts(node: &NodeBox, left: f64, usual_border: Option<&str>, look: &Look) -> Parts {
    let Size { width, height } = node.size;
    let rect = Rect { min: Point::new(left, 0.0), max: Point::new(left + width, height) };
    let swatch = outlined(node, rect, look);
    // An image shows no titles. This one is for those who read the file, and the box says the rest.
    let title = if look.is_embedded { node.title.lines().next().unwrap_or_default() } else { &node.title };
    let title: Box<dyn Node> = Title::new(title).into();
    let swatch = if look.is_embedded { without(swatch, "y") } else { swatch };
    let has_usual_border = usual_border == Some(&number(node.border));
    let swatch = if has_usual_border { without(swatch, "stroke-width") } else { swatch };
    let size = usual_size(node, look);
    let line = |line: &Text| -> Box<dyn Node> {
        let element = text(&Text { x: line.x + left, ..line.clone() }, Anchor::Middle, look);
        if size.as_ref() == Some(&number(line.size)) { without(element, "font-size") } else { element }.into()
    };
    let rules = rules(node).filter(|_| !look.is_embedded);
    let rules = rules.map(|y| rule(&rule_at(y, left, width), look.palette).into());
    let rows = rows(&node.rows, left, look);
    let nodelets = node.nodelets.iter().map(|nodelet| self::nodelet(nodelet, look).into());
    let heading = if node.source.is_some() { node.heading.clone() } else { 0..0 };
    let (name, others): (Vec<_>, Vec<_>) =
        node.lines.iter().enumerate().partition(|(index, _)| heading.contains(index));
    let others = others.into_iter().map(|(_, text)| line(text));
    Parts {
        own: [title, swatch.into()]
            .into_iter()
            .chain(others)
            .chain(rules)
            .chain(rows)
            .chain(nodelets)
            .collect(),
        name: name.into_iter().map(|(_, text)| line(text)).collect(),
    }
}

/// The box itself: with round corners and a dashed border where its value became less.
fn outlined(node: &NodeBox, rect: Rect, look: &Look) -> Rectangle {
    let radius = if node.outline == Outline::Shrunk { 10.0 } else { 3.0 };
    let swatch = swatch(&Swatch { rect, radius, border: node.border, shade: node.shade }, look.palette);
    if node.outline == Outline::Shrunk { swatch.set("stroke-dasharray", "6 3") } else { swatch }
}

/// Where the rules of a box are, below its upper edge.
fn rules(node: &NodeBox) -> impl Iterator<Item = f64> {
    node.rule.into_iter().chain(node.calls.rule)
}

/// The commands that draw a rule.
fn rule_at(y: f64, left: f64, width: f64) -> String {
    format!("M{},{}h{}", number(left + 5.0), number(y), number(width - 10.0))
}

/// A hairline above rows.
fn rule(data: &str, palette: &Palette) -> Path {
    Path::new()
        .set("class", "rule")
        .set("d", data)
        .set("stroke", palette.quiet.to_string())
        .set("stroke-dasharray", "2 2")
        .set("stroke-width", "0.8")
}

/// All rules in one path, which is drawn on top of the boxes.
fn all_rules(drawing: &Drawing, centres: &[Option<Point>], palette: &Palette) -> Option<Path> {
    let data = drawing.boxes.iter().zip(centres).filter_map(|(node, centre)| {
        let corner = Rect::around((*centre)?, node.size).min;
        Some(rules(node).map(|y| rule_at(corner.y + y, corner.x, node.size.width)).collect::<String>())
    });
    let data: String = data.collect();
    (!data.is_empty()).then(|| without(rule(&data, palette), "class"))
}

/// The labels in a box. In few bytes what they look like is said once, and who points at them is told nothing: an image
/// shows no titles.
fn rows(rows: &[Row], left: f64, look: &Look) -> Vec<Box<dyn Node>> {
    let text =
        |row: &Row, inherited| text(&Text { x: row.text.x + left, ..row.text.clone() }, inherited, look);
    if !look.is_embedded {
        let group = |row: &Row| Group::new().set("class", "row").add(Title::new(&row.title));
        return rows.iter().map(|row| group(row).add(text(row, Anchor::Middle)).into()).collect();
    }
    let Some(first) = rows.first() else { return Vec::new() };
    let group = Group::new()
        .set("fill", look.palette.quiet.to_string())
        .set("font-size", number(first.text.size))
        .set("text-anchor", "start");
    let texts = rows.iter().map(|row| without(without(text(row, Anchor::Start), "fill"), "font-size"));
    vec![filled(group, texts).into()]
}

/// A tag of DOT, for those who read the file.
fn nodelet(nodelet: &Nodelet, look: &Look) -> Group {
    let id = format!("{}{}", look.prefix, nodelet.id);
    Group::new().set("class", "tag").set("id", id).add(Title::new(&nodelet.title))
}

/// The group of all labels; a halo in the page's colour, if it is known, lets them cross a line.
fn label_group(look: &Look) -> Group {
    let group = Group::new().set("class", "labels");
    let group = if look.is_embedded { group.set("fill", look.palette.quiet.to_string()) } else { group };
    if !look.has_ground {
        return group;
    }
    group
        .set("paint-order", "stroke")
        .set("stroke", look.palette.page.to_string())
        .set("stroke-linejoin", "round")
        .set("stroke-width", "3")
}

/// Where the text beside a call is centred: in the room that the layout has for it, as near to the line as that lets
/// it be, and no nearer than the room keeps it; beside the arrowhead further away. Above or below a line there is no
/// slack to make use of.
fn hugging(edge: &Edge, route: &Route, direction: Direction) -> Option<Point> {
    let centre = route.label?;
    if direction == Direction::LeftToRight {
        return Some(centre);
    }
    let room = Rect::around(centre, edge.label_room);
    let slack = (edge.label_room.width - edge.label.width).max(0.0) / 2.0;
    let chain = Chain::new(&route.curve);
    let gap = chain.gap_beside(room).unwrap_or(0.0).clamp(-slack, slack);
    let text =
        Rect::around(Point::new(centre.x + gap, centre.y), Size::new(edge.label.width, edge.label.size));
    let arrow = Arrow::along(&chain, edge.stroke.head_length, edge.stroke.head_half_width);
    let push = arrow.and_then(|arrow| arrow.push_off(text.grown(HEAD_CLEARANCE))).unwrap_or(0.0);
    // The rest of the room keeps it off what stands on the other side.
    let push = push.clamp(-slack / 2.0, slack / 2.0);
    Some(Point::new(centre.x + (gap + push).clamp(-slack, slack), centre.y))
}

/// Distance that the text beside a call keeps from its arrowhead where there is room.
const HEAD_CLEARANCE: f64 = 1.0;

/// What stands beside a call.
fn label(&(line, [from, to], centre): &Placed, look: &Look) -> Element {
    let placed = Text { x: centre.x, baseline: centre.y + 0.34 * line.size, ..line.clone() };
    let mut element = text(&placed, Anchor::Middle, look);
    let quiet = if is_quiet(line) { " q" } else { "" };
    element.assign("class", format!("label n{from} n{to}{quiet}"));
    element.assign("data-from", format!("N{from}"));
    element.assign("data-to", format!("N{to}"));
    element.assign("data-w", number(line.width));
    element.assign("data-h", number(1.18 * line.size));
    element
}
