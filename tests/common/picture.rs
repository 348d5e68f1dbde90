//! What holds for every picture, read from the SVG itself: the last place where a box could slip.

use roxmltree::{Document, Node};

/// How far two printed places may be apart where they should be the same: they are rounded to tenths.
const ROUNDING: f64 = 0.16;

/// A place.
type Point = (f64, f64);

/// A rectangle: left, top, right, bottom.
#[derive(Clone, Copy, Debug)]
struct Rect([f64; 4]);

impl Rect {
    fn at((x, y): Point, (width, height): Point) -> Rect {
        Rect([x, y, x + width, y + height])
    }

    fn grown(self, by: f64) -> Rect {
        let [left, top, right, bottom] = self.0;
        Rect([left - by, top - by, right + by, bottom + by])
    }

    fn overlaps(self, other: Rect) -> bool {
        let ([a, b, c, d], [e, f, g, h]) = (self.0, other.0);
        a < g && e < c && b < h && f < d
    }

    fn holds(self, other: Rect) -> bool {
        let ([a, b, c, d], [e, f, g, h]) = (self.0, other.0);
        a <= e && b <= f && g <= c && h <= d
    }

    fn contains(self, (x, y): Point) -> bool {
        let [left, top, right, bottom] = self.0;
        left < x && x < right && top < y && y < bottom
    }

    /// Whether a point lies on its border, to within `by`.
    fn borders(self, point: Point, by: f64) -> bool {
        self.grown(by).contains(point) && !self.grown(-by).contains(point)
    }
}

/// A picture's geometry, in the coordinates of the page.
struct Picture {
    page: Rect,
    /// By name: `N1`, or `N0` for the box of what has cancelled out.
    boxes: Vec<(String, Rect)>,
    edges: Vec<Edge>,
    labels: Vec<(String, Rect)>,
}

struct Edge {
    from: String,
    to: String,
    /// Points along the curve, from its start to the tip of its arrowhead.
    course: Vec<Point>,
}

/// Everything wrong with a picture:
///
/// - boxes, curves and labels lie on the page;
/// - boxes stand apart, and so do labels, from each other and from boxes;
/// - every edge leaves the border of one box and ends on the border of the other;
/// - no edge runs through a box.
pub(crate) fn faults(svg: &str) -> Vec<String> {
    let document = match Document::parse(svg) {
        Ok(document) => document,
        Err(error) => return vec![format!("not XML: {error}")],
    };
    let picture = Picture::read(document.root_element());
    [picture.boxes_overlap(), picture.labels_overlap(), picture.edges_stray(), picture.leaves_page()].concat()
}

impl Picture {
    fn read(root: Node<'_, '_>) -> Picture {
        let page = Rect::at((0.0, 0.0), (number(root, "width"), number(root, "height")));
        let Some(graph) = all(root, "graph").next() else {
            return Picture { page, boxes: Vec::new(), edges: Vec::new(), labels: Vec::new() };
        };
        let origin = translation(graph);
        let nodes = all(graph, "node").chain(all(graph, "ghost"));
        Picture {
            page,
            boxes: nodes
                .map(|node| (node.attribute("id").unwrap_or("N0").to_owned(), node_box(node, origin)))
                .collect(),
            edges: all(graph, "edge").map(|edge| Edge::read(edge, origin)).collect(),
            labels: all(graph, "label").map(|label| (ends(label), label_box(label, origin))).collect(),
        }
    }

    fn find(&self, name: &str) -> Option<Rect> {
        self.boxes.iter().find(|(id, _)| id == name).map(|&(_, rect)| rect)
    }

    fn boxes_overlap(&self) -> Vec<String> {
        overlaps(&self.boxes, 2.0).map(|(a, b)| format!("boxes {a} and {b} do not stand apart")).collect()
    }

    fn labels_overlap(&self) -> Vec<String> {
        let among =
            overlaps(&self.labels, 0.0).map(|(a, b)| format!("the labels of {a} and {b} cover each other"));
        let pairs = self.labels.iter().flat_map(|label| self.boxes.iter().map(move |node| (label, node)));
        let on_boxes = pairs.filter(|(label, node)| label.1.overlaps(node.1));
        among
            .chain(on_boxes.map(|(label, node)| format!("the label of {} lies on {}", label.0, node.0)))
            .collect()
    }

    fn edges_stray(&self) -> Vec<String> {
        self.edges.iter().flat_map(|edge| self.strays(edge)).collect()
    }

    fn strays(&self, edge: &Edge) -> Vec<String> {
        let name = format!("{} -> {}", edge.from, edge.to);
        let (Some(tail), Some(head)) = (self.find(&edge.from), self.find(&edge.to)) else {
            return vec![format!("{name}: one of its ends is not there")];
        };
        let mut faults = Vec::new();
        if !tail.borders(edge.course[0], ROUNDING) {
            faults.push(format!("{name} does not leave its caller's border"));
        }
        if !head.borders(edge.course[edge.course.len() - 1], ROUNDING) {
            faults.push(format!("{name} does not end on its callee's border"));
        }
        let crosses = |rect: Rect| edge.course.iter().any(|&point| rect.grown(-1.5).contains(point));
        let crossed = self.boxes.iter().filter(|(_, rect)| crosses(*rect));
        faults.extend(crossed.map(|(node, _)| format!("{name} runs through {node}")));
        faults
    }

    fn leaves_page(&self) -> Vec<String> {
        let point = |&(x, y): &Point| Rect([x, y, x, y]);
        let boxes = self.boxes.iter().map(|(name, rect)| (name.clone(), *rect));
        let labels = self.labels.iter().map(|(name, rect)| (format!("the label of {name}"), *rect));
        let edges = self.edges.iter().flat_map(|edge| {
            edge.course.iter().map(move |place| (format!("{} -> {}", edge.from, edge.to), point(place)))
        });
        let mut outside: Vec<_> = boxes
            .chain(labels)
            .chain(edges)
            .filter(|(_, rect)| !self.page.holds(*rect))
            .map(|(name, _)| name)
            .collect();
        outside.dedup();
        outside.into_iter().map(|name| format!("{name} leaves the page")).collect()
    }
}

/// The pairs of which one overlaps the other when it is grown by `apart`.
fn overlaps(rects: &[(String, Rect)], apart: f64) -> impl Iterator<Item = (&str, &str)> {
    let pairs = rects.iter().enumerate().flat_map(|(i, a)| rects[..i].iter().map(move |b| (a, b)));
    pairs.filter(move |(a, b)| a.1.grown(apart).overlaps(b.1)).map(|(a, b)| (a.0.as_str(), b.0.as_str()))
}

impl Edge {
    fn read(edge: Node<'_, '_>, (dx, dy): Point) -> Edge {
        let path = edge.children().find_map(|child| child.attribute("d")).unwrap_or_default();
        let head = edge.children().find_map(|child| child.attribute("points")).unwrap_or_default();
        let course = flattened(&points(path)).into_iter().chain(points(head).first().copied());
        Edge {
            from: edge.attribute("data-from").unwrap_or_default().to_owned(),
            to: edge.attribute("data-to").unwrap_or_default().to_owned(),
            course: course.map(|(x, y)| (x + dx, y + dy)).collect(),
        }
    }
}

/// The descendants with a class.
fn all<'a>(node: Node<'a, 'a>, class: &'a str) -> impl Iterator<Item = Node<'a, 'a>> {
    let has = move |node: &Node<'_, '_>| {
        node.attribute("class").is_some_and(|classes| classes.split(' ').any(|other| other == class))
    };
    node.descendants().filter(has)
}

fn ends(label: Node<'_, '_>) -> String {
    let end = |name| label.attribute(name).unwrap_or_default();
    format!("{} -> {}", end("data-from"), end("data-to"))
}

fn node_box(node: Node<'_, '_>, origin: Point) -> Rect {
    let rect = node.descendants().find(|child| child.has_tag_name("rect")).expect("a box has a rectangle");
    let corner = translation(node);
    let at = (origin.0 + corner.0 + number(rect, "x"), origin.1 + corner.1 + number(rect, "y"));
    Rect::at(at, (number(rect, "width"), number(rect, "height")))
}

/// The room of a label, a little less than what the layout has kept for it: letters do not fill their line.
fn label_box(label: Node<'_, '_>, origin: Point) -> Rect {
    let (width, size) = (number(label, "data-w"), number(label, "font-size"));
    let centre = (origin.0 + number(label, "x"), origin.1 + number(label, "y") - 0.34 * size);
    Rect::at((centre.0 - width / 2.0, centre.1 - size / 2.0), (width, size)).grown(-ROUNDING)
}

fn number(node: Node<'_, '_>, name: &str) -> f64 {
    let text = node.attribute(name).unwrap_or_else(|| panic!("<{}> has no {name}", node.tag_name().name()));
    text.parse().unwrap_or_else(|_| panic!("{name}={text:?} is no number"))
}

/// What the transformation, which can be no other, moves a group by.
fn translation(group: Node<'_, '_>) -> Point {
    points(group.attribute("transform").unwrap_or("translate(0 0)"))[0]
}

/// The pairs of numbers in a text.
fn points(text: &str) -> Vec<Point> {
    let is_other = |c: char| !(c.is_ascii_digit() || c == '.' || c == '-');
    let numbers: Vec<f64> = text.split(is_other).filter_map(|word| word.parse().ok()).collect();
    numbers.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect()
}

/// Points along a chain of cubic Bézier curves.
fn flattened(points: &[Point]) -> Vec<Point> {
    let mix = |a: Point, b: Point, t: f64| (a.0 + (b.0 - a.0) * t, a.1 + (b.1 - a.1) * t);
    let mut course: Vec<_> = points.first().copied().into_iter().collect();
    for (start, rest) in points.iter().step_by(3).zip(points.get(1..).unwrap_or_default().chunks_exact(3)) {
        for step in 1..=32 {
            let t = f64::from(step) / 32.0;
            let (ab, bc, cd) = (mix(*start, rest[0], t), mix(rest[0], rest[1], t), mix(rest[1], rest[2], t));
            course.push(mix(mix(ab, bc, t), mix(bc, cd, t), t));
        }
    }
    course
}
