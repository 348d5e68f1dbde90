//! The layout of a picture, read back from its SVG, so that errors in printing positions are found.

use pprof_svg::geom::{Point, Size};
use pprof_svg::layout::{self, Direction, Edge, Input, Layout, Route};
use roxmltree::{Document, Node};

/// Checks the layout of a picture, whose calls run in `direction`, with the page as its frame.
pub(crate) fn check(svg: &str, direction: Direction) -> Result<(), String> {
    let document = Document::parse(svg).map_err(|error| format!("not XML: {error}"))?;
    let (input, layout) = read(document.root_element(), direction);
    layout::check(&input, &layout).map_err(|broken| broken.to_string())
}

/// The input and the layout, in the coordinates of the page.
fn read(root: Node<'_, '_>, direction: Direction) -> (Input, Layout) {
    let (mut boxes, mut edges) = (Vec::new(), Vec::new());
    let mut layout = Layout { size: size(root, "width", "height"), direction, ..Layout::default() };
    let Some(graph) = all(root, "graph").next() else { return (Input::default(), layout) };
    let origin = translation(graph);
    let nodes: Vec<_> = all(graph, "node").chain(all(graph, "ghost")).collect();
    let find = |id| nodes.iter().position(|node| node.attribute("id").unwrap_or("N0") == id);
    for node in &nodes {
        let rect = node.descendants().find(|part| part.has_tag_name("rect")).expect("a box has a rectangle");
        let size = size(rect, "width", "height");
        let corner = plus(origin, translation(*node));
        boxes.push(size);
        layout.boxes.push(plus(corner, Point::new(size.width / 2.0, size.height / 2.0)));
    }
    let labels: Vec<_> = all(graph, "label").collect();
    let is_line = |edge: &Node<'_, '_>| ["stub", "pass"].iter().all(|class| !has_class(*edge, class));
    for edge in all(graph, "edge").filter(is_line) {
        let end = |name| find(edge.attribute(name).unwrap_or_default()).expect("an edge ends at boxes");
        let curve: Vec<_> = curve(edge).into_iter().map(|point| plus(origin, point)).collect();
        let label = labels.iter().find(|label| ends(**label) == ends(edge));
        edges.push(Edge {
            tail: end("data-from"),
            head: end("data-to"),
            weight: 1.0,
            label: label.map(|label| size(*label, "data-w", "data-h")),
            ..Edge::default()
        });
        let (start, end) = (curve[0], curve[curve.len() - 1]);
        layout.routes.push(Route {
            // The picture does not tell which edges the layout has reversed.
            reversed: match direction {
                Direction::TopToBottom => end.y < start.y,
                Direction::LeftToRight => end.x < start.x,
            },
            curve,
            label: label.map(|label| plus(origin, centre(*label))),
            ..Route::default()
        });
    }
    (Input::new(boxes, edges).expect("a picture shows what can be laid out"), layout)
}

/// The curve of an edge, from its start to the tip of its arrowhead.
fn curve(edge: Node<'_, '_>) -> Vec<Point> {
    let attribute = |name| edge.children().find_map(|part| part.attribute(name)).unwrap_or_default();
    let (mut line, head) = (points(attribute("d")), points(attribute("points")));
    let (base, tip) = (line[line.len() - 1], head[0]);
    // The line ends inside of the arrowhead, which is straight.
    line.extend([base, tip, tip]);
    line
}

/// The centre of a label, whose baseline is 0.34 of its size below. Lines of several runs are not centred themselves.
fn centre(label: Node<'_, '_>) -> Point {
    let is_centred = label.attribute("text-anchor").is_none();
    let to_centre = if is_centred { 0.0 } else { numeric_attribute(label, "data-w") / 2.0 };
    Point::new(
        numeric_attribute(label, "x") + to_centre,
        numeric_attribute(label, "y") - 0.34 * numeric_attribute(label, "font-size"),
    )
}

/// The descendants with a class.
fn all<'a>(node: Node<'a, 'a>, class: &'a str) -> impl Iterator<Item = Node<'a, 'a>> {
    node.descendants().filter(move |node| has_class(*node, class))
}

fn has_class(node: Node<'_, '_>, class: &str) -> bool {
    node.attribute("class").is_some_and(|classes| classes.split(' ').any(|other| other == class))
}

fn ends<'a>(node: Node<'a, '_>) -> [Option<&'a str>; 2] {
    ["data-from", "data-to"].map(|name| node.attribute(name))
}

fn size(node: Node<'_, '_>, width: &str, height: &str) -> Size {
    Size::new(numeric_attribute(node, width), numeric_attribute(node, height))
}

fn numeric_attribute(node: Node<'_, '_>, name: &str) -> f64 {
    let text = node.attribute(name).unwrap_or_else(|| panic!("<{}> has no {name}", node.tag_name().name()));
    text.parse().unwrap_or_else(|_| panic!("{name}={text:?} is no number"))
}

/// The translation of a group, which has no other transformation.
fn translation(group: Node<'_, '_>) -> Point {
    points(group.attribute("transform").unwrap_or("translate(0 0)"))[0]
}

/// The pairs of numbers in a text.
fn points(text: &str) -> Vec<Point> {
    let is_other = |c: char| !(c.is_ascii_digit() || c == '.' || c == '-');
    let numbers: Vec<f64> = text.split(is_other).filter_map(|word| word.parse().ok()).collect();
    numbers.chunks_exact(2).map(|pair| Point::new(pair[0], pair[1])).collect()
}

fn plus(a: Point, b: Point) -> Point {
    Point::new(a.x + b.x, a.y + b.y)
}
