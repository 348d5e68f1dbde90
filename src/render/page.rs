//! The page: graph, facts and key put together.

use crate::drawing::Drawing;
use crate::geom::{Point, Rect, Size};
use crate::layout::Layout;

use super::curve::Chain;

/// Where the parts of a picture begin.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Page {
    /// The size of the whole.
    pub(super) size: Size,
    /// The upper left corner of the graph.
    pub(super) graph: Point,
    /// The upper left corner of the facts.
    pub(super) facts: Point,
    /// The upper left corner of the key.
    pub(super) key: Point,
}

/// Distance of everything from the edge of the page.
const MARGIN: f64 = 20.0;

/// Least distance between the graph and what stands around it.
const CLEARANCE: f64 = 12.0;

/// Distance between facts and key, one above the other.
const STACK_GAP: f64 = 18.0;

/// What stacking has to save to be worth it: side by side is easier to find.
const WORTH_STACKING: f64 = 20.0;

/// The graph is pushed down in steps of this.
const STEP: f64 = 4.0;

/// Puts facts and key into the empty corners above the graph.
///
/// Three arrangements are tried: facts left and key right, both left, both right. For each the graph is pushed down
/// until all of it is clear of both; the least push wins, but stacking has to earn it.
pub(super) fn place(drawing: &Drawing, layout: &Layout) -> Page {
    let facts = drawing.facts.size;
    let key = drawing.key.as_ref().map_or(Size::default(), |key| key.size);
    let obstacles = obstacles(drawing, layout);
    let [apart, left, right] = arrangements(layout.size.width, facts, key)
        .map(|arrangement| pushed(&arrangement, &obstacles, [facts, key]));
    let stacked = if right.graph.y < left.graph.y { right } else { left };
    let best = if stacked.graph.y + WORTH_STACKING < apart.graph.y { stacked } else { apart };
    let parts = [(best.facts, facts), (best.key, key), (best.graph, layout.size)];
    let far =
        |end: fn(Point, Size) -> f64| parts.map(|(at, size)| end(at, size)).into_iter().fold(0.0, f64::max);
    let width = far(|at, size| at.x + size.width) + MARGIN;
    let height = far(|at, size| at.y + size.height) + MARGIN;
    Page { size: Size::new(width.ceil(), height.ceil()), ..best }
}

/// Facts left and key right, both left, both right; the graph takes what room is left beside them, at the top.
fn arrangements(graph: f64, facts: Size, key: Size) -> [Page; 3] {
    let width = graph.max(facts.width + 2.0 * CLEARANCE + key.width);
    let stack = facts.width.max(key.width);
    let below = MARGIN + facts.height + STACK_GAP;
    let page = |facts: f64, key: (f64, f64), graph: f64| Page {
        facts: Point::new(MARGIN + facts, MARGIN),
        key: Point::new(MARGIN + key.0, key.1),
        graph: Point::new(MARGIN + graph, MARGIN),
        ..Page::default()
    };
    [
        page(0.0, (width - key.width, MARGIN), (width - graph) / 2.0),
        page(0.0, (0.0, below), width - graph),
        page(width - stack, (width - stack, below), 0.0),
    ]
}

/// The arrangement with the graph as little below the top as keeps it clear of the panels.
fn pushed(page: &Page, obstacles: &[Rect], sizes: [Size; 2]) -> Page {
    let panels = [page.facts, page.key].into_iter().zip(sizes);
    let panels = panels.filter(|(_, size)| size.height > 0.0);
    let keep_out = panels.map(|(at, size)| rect(at, size).grown(CLEARANCE));
    let taken: Vec<(f64, f64)> = keep_out
        .flat_map(|panel| obstacles.iter().filter_map(move |part| taken(panel, moved(*part, page.graph))))
        .collect();
    let mut push = 0.0;
    while taken.iter().any(|&(from, to)| from < push && push < to) {
        push += STEP;
    }
    Page { graph: Point::new(page.graph.x, page.graph.y + push), ..page.clone() }
}

/// The pushes, from and to, that make `part` overlap `panel`, if there are any.
fn taken(panel: Rect, part: Rect) -> Option<(f64, f64)> {
    let is_beside = part.max.x <= panel.min.x || panel.max.x <= part.min.x;
    let (from, to) = (panel.min.y - part.max.y, panel.max.y - part.min.y);
    (!is_beside && to > 0.0).then_some((from, to))
}

/// What no panel may touch, in the graph's own coordinates: boxes, labels and pieces of curves.
fn obstacles(drawing: &Drawing, layout: &Layout) -> Vec<Rect> {
    let boxes =
        layout.boxes.iter().zip(&drawing.boxes).map(|(&centre, node)| Rect::around(centre, node.size));
    let routes = layout.routes.iter().zip(&drawing.edges);
    let labels = routes.clone().filter_map(|(route, edge)| Some(Rect::around(route.label?, edge.label_room)));
    let curves = routes.flat_map(|(route, edge)| pieces(&Chain::new(&route.curve), edge.stroke.width / 2.0));
    boxes.chain(labels).chain(curves).collect()
}

/// Rectangles around the pieces of a line that is `half_width` to either side of `chain`.
fn pieces(chain: &Chain, half_width: f64) -> Vec<Rect> {
    let points = chain.flattened();
    let piece = |ends: &[Point]| {
        let corner = |point: Point| Rect { min: point, max: point };
        corner(ends[0]).union(corner(ends[1])).grown(half_width)
    };
    points.windows(2).map(piece).collect()
}

fn rect(at: Point, size: Size) -> Rect {
    Rect { min: at, max: Point::new(at.x + size.width, at.y + size.height) }
}

fn moved(rect: Rect, by: Point) -> Rect {
    let shift = |point: Point| Point::new(point.x + by.x, point.y + by.y);
    Rect { min: shift(rect.min), max: shift(rect.max) }
}
