//! Arranges graph, facts and key on the page.

use crate::drawing::{Drawing, MARGIN};
use crate::geom::{Cubic, Point, Rect, Size};
use crate::layout::Layout;

use super::places;
use crate::render::markup::curve::{self, Chain};

/// The places of the parts of a picture, in px.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Page {
    /// The size of the whole picture.
    pub(super) size: Size,
    /// The upper left corner of the graph.
    pub(super) graph: Point,
    /// The upper left corner of the facts.
    pub(super) facts: Point,
    /// The upper left corner of the key.
    pub(super) key: Point,
}

/// Least distance between the graph and the panels, in px.
const CLEARANCE: f64 = 12.0;

/// Least distance between panels, or a panel and the graph, that are side by side, in px.
const SPACING: f64 = 2.0 * CLEARANCE;

/// Distance between facts and key, one above the other, in px.
const STACK_SPACING: f64 = 18.0;

/// The height in px that stacking the panels has to save to be preferred: side by side they are easier to find.
const WORTH_STACKING: f64 = 20.0;

/// The graph is pushed down in steps of this many px.
const STEP: f64 = 4.0;

/// Puts facts and key into the empty corners above the graph.
///
/// Three arrangements are tried: facts left and key right, both left, both right. For each the graph is pushed down
/// until all of it is clear of both; the least push wins, but stacking has to earn it, unless both side by side are
/// wider than the page should be.
pub(super) fn place(drawing: &Drawing, layout: &Layout) -> Page {
    let facts = drawing.facts.size;
    let key = drawing.key.as_ref().map_or(Size::default(), |key| key.size);
    let reach = facts.height + STACK_SPACING + key.height + CLEARANCE;
    let obstacles = obstacles(drawing, layout, reach);
    let room = if drawing.width.is_some() { drawing.graph_width() } else { f64::INFINITY };
    let fits_side_by_side = facts.width + SPACING + key.width <= room.max(layout.size.width);
    let [side_by_side, left, right] = arrangements(layout.size.width, facts, key, room)
        .map(|arrangement| pushed(&arrangement, &obstacles, [facts, key]));
    let stacked = if right.graph.y < left.graph.y { right } else { left };
    let best = if !fits_side_by_side || stacked.graph.y + WORTH_STACKING < side_by_side.graph.y {
        stacked
    } else {
        side_by_side
    };
    let parts = [(best.facts, facts), (best.key, key), (best.graph, layout.size)];
    let parts = parts.into_iter().filter(|(_, size)| size.height > 0.0);
    let far = |end: fn(Point, Size) -> f64| parts.clone().map(|(at, size)| end(at, size)).fold(0.0, f64::max);
    let width = far(|at, size| at.x + size.width) + MARGIN;
    let height = far(|at, size| at.y + size.height) + MARGIN;
    Page { size: Size::new(width.ceil(), height.ceil()), ..best }
}

/// Facts left and key right, both left, both right; a graph that is narrower than they are stands between or beside
/// them as far as there is room.
fn arrangements(graph: f64, facts: Size, key: Size, room: f64) -> [Page; 3] {
    let stack = facts.width.max(key.width);
    let width = graph.max(stack).max(room.min(facts.width + SPACING + key.width));
    let below = facts.height + STACK_SPACING;
    let page = |facts: f64, key: (f64, f64), graph: f64| Page {
        facts: Point::new(MARGIN + facts, MARGIN),
        key: Point::new(MARGIN + key.0, MARGIN + key.1),
        graph: Point::new(MARGIN + graph, MARGIN),
        ..Page::default()
    };
    let right = (width - stack).min(graph + SPACING);
    [
        page(0.0, (width - key.width, 0.0), (width - graph) / 2.0),
        page(0.0, (0.0, below), (width - graph).min(stack + SPACING)),
        page(right, (right, below), 0.0),
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

/// The rectangles of boxes, labels and pieces of curves that no panel may overlap, in the graph's coordinates, as far as
/// they begin above `reach`: panels do not extend below it.
fn obstacles(drawing: &Drawing, layout: &Layout, reach: f64) -> Vec<Rect> {
    let boxes = places::centres(drawing, layout).into_iter().zip(&drawing.boxes);
    let boxes = boxes.filter_map(|(centre, node)| Some(Rect::around(centre?, node.size)));
    let routes = layout.routes.iter().zip(&drawing.edges);
    let labels = routes.clone().filter_map(|(route, edge)| Some(Rect::around(route.label?, edge.label_room)));
    let curves = routes.flat_map(|(route, edge)| {
        let chain = Chain::new(&route.curve);
        pieces(&chain, reach).map(|piece| piece.grown(edge.stroke.width / 2.0)).collect::<Vec<_>>()
    });
    boxes.chain(labels).chain(curves).filter(|part| part.min.y < reach).collect()
}

/// Rectangles around the pieces of those curves of `chain` that may come above `reach`.
fn pieces(chain: &Chain, reach: f64) -> impl Iterator<Item = Rect> {
    // A curve stays among its control points.
    let comes_near = move |cubic: &&Cubic| cubic.iter().any(|point| point.y < reach + CLEARANCE);
    let piece =
        |(start, end): (Point, Point)| Rect { min: start, max: start }.union(Rect { min: end, max: end });
    chain.cubics().iter().filter(comes_near).flat_map(curve::chords).map(piece)
}

fn rect(at: Point, size: Size) -> Rect {
    Rect { min: at, max: Point::new(at.x + size.width, at.y + size.height) }
}

fn moved(rect: Rect, by: Point) -> Rect {
    let shift = |point: Point| Point::new(point.x + by.x, point.y + by.y);
    Rect { min: shift(rect.min), max: shift(rect.max) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drawing::node::NodeBox;
    use crate::scene::Panel;
    use expect_test::{Expect, expect};

    const FACTS: Size = Size::new(300.0, 120.0);
    const KEY: Size = Size::new(396.0, 118.0);

    /// A graph of boxes without edges, each given by its left, top, right and bottom.
    fn graph(boxes: &[[f64; 4]]) -> (Drawing, Layout) {
        let rect = |&[left, top, right, bottom]: &[f64; 4]| Rect {
            min: Point::new(left, top),
            max: Point::new(right, bottom),
        };
        let rects: Vec<Rect> = boxes.iter().map(rect).collect();
        let all = rects.iter().copied().reduce(Rect::union).unwrap_or_default();
        let centre = |rect: &Rect| {
            Point::new(f64::midpoint(rect.min.x, rect.max.x), f64::midpoint(rect.min.y, rect.max.y))
        };
        let drawing = Drawing {
            boxes: rects.iter().map(|rect| NodeBox { size: rect.size(), ..NodeBox::default() }).collect(),
            facts: Panel { size: FACTS, ..Panel::default() },
            key: Some(Panel { size: KEY, ..Panel::default() }),
            ..Drawing::default()
        };
        let layout =
            Layout { size: all.size(), boxes: rects.iter().map(centre).collect(), ..Layout::default() };
        (drawing, layout)
    }

    fn check(boxes: &[[f64; 4]], expected: &Expect) {
        let (drawing, layout) = graph(boxes);
        let page = place(&drawing, &layout);
        let at = |point: Point| format!("{},{}", point.x, point.y);
        expected.assert_eq(&format!(
            "facts {} key {} graph {} in {}x{}",
            at(page.facts),
            at(page.key),
            at(page.graph),
            page.size.width,
            page.size.height
        ));
    }

    #[test]
    fn empty_corners_cost_nothing() {
        let graph = [[800.0, 0.0, 900.0, 50.0], [0.0, 300.0, 1600.0, 350.0]];
        check(&graph, &expect!["facts 20,20 key 1224,20 graph 20,20 in 1640x390"]);
    }

    #[test]
    fn the_graph_moves_down_until_it_is_clear() {
        let graph = [[0.0, 0.0, 1600.0, 50.0]];
        check(&graph, &expect!["facts 20,20 key 1224,20 graph 20,152 in 1640x222"]);
        let graph = [[0.0, 61.0, 100.0, 90.0], [100.0, 40.0, 1600.0, 50.0]];
        check(&graph, &expect!["facts 20,20 key 1224,20 graph 20,112 in 1640x182"]);
    }

    #[test]
    fn both_stand_left_or_right_where_that_saves_enough() {
        let tall_right = [[800.0, 0.0, 1600.0, 50.0], [0.0, 400.0, 100.0, 450.0]];
        check(&tall_right, &expect!["facts 20,20 key 20,158 graph 20,20 in 1640x490"]);
        let tall_left = [[0.0, 0.0, 800.0, 50.0], [0.0, 400.0, 1600.0, 450.0]];
        check(&tall_left, &expect!["facts 1224,20 key 1224,158 graph 20,20 in 1640x490"]);
        let just_in_the_way = [[800.0, 120.0, 1600.0, 150.0], [0.0, 400.0, 100.0, 450.0]];
        check(&just_in_the_way, &expect!["facts 20,20 key 1224,20 graph 20,32 in 1640x382"]);
    }

    #[test]
    fn a_narrow_graph_stands_beside_both() {
        check(&[[0.0, 0.0, 150.0, 500.0]], &expect!["facts 20,20 key 20,158 graph 440,20 in 610x540"]);
    }

    /// Side by side they would be 720 wide.
    #[test]
    fn both_are_stacked_where_the_page_is_to_be_narrow() {
        let (drawing, layout) = graph(&[[0.0, 0.0, 450.0, 500.0]]);
        let page = |width| place(&Drawing { width, ..drawing.clone() }, &layout).size.width;
        assert_eq!([None, Some(700), Some(490), Some(100)].map(page), [760.0, 700.0, 490.0, 490.0]);
    }

    #[test]
    fn a_page_without_a_graph_holds_the_facts() {
        let (drawing, layout) = graph(&[]);
        let page = place(&Drawing { key: None, ..drawing }, &layout);
        assert_eq!((page.facts, page.size), (Point::new(20.0, 20.0), Size::new(340.0, 160.0)));
    }

    #[test]
    fn lines_and_labels_keep_clear_too() {
        use crate::drawing::edge::DrawnEdge;
        use crate::layout::Route;
        let (mut drawing, mut layout) = graph(&[[0.0, 300.0, 1600.0, 350.0]]);
        let across = [(0.0, 100.0), (500.0, 100.0), (1000.0, 100.0), (1600.0, 100.0)];
        let curve = across.map(|(x, y)| Point::new(x, y)).to_vec();
        drawing.edges.push(DrawnEdge::default());
        layout.routes.push(Route { curve, ..Route::default() });
        assert_eq!(place(&drawing, &layout).graph.y, 20.0 + 32.0);
        drawing.edges[0].label_room = Size::new(1600.0, 20.0);
        layout.routes[0] = Route { label: Some(Point::new(800.0, 100.0)), ..Route::default() };
        assert_eq!(place(&drawing, &layout).graph.y, 20.0 + 44.0);
    }
}
