//! Self-loops: to the right of their box, the later ones around the earlier.

use crate::geom::Point;
use crate::input::Input;
use crate::layout::Route;
use crate::lists::AdjacencyLists;

/// How far a self-loop stands out.
const LOOP: f64 = 20.0;

/// Room for a label beside a self-loop, half of it on either side.
const LABEL_ROOM: f64 = 4.0;

/// The self-loops of each box, in input order.
pub(crate) fn of_boxes(input: &Input) -> AdjacencyLists<usize> {
    let edges = input.edges.iter().enumerate().filter(|(_, edge)| edge.tail == edge.head);
    AdjacencyLists::collect(input.boxes.len(), edges.map(|(index, edge)| (edge.tail, index)))
}

/// Room to the right of a box for one of its loops and its label.
pub(crate) fn width(input: &Input, edge: usize) -> f64 {
    LOOP + input.edges[edge].label.map_or(0.0, |size| size.width + LABEL_ROOM)
}

/// The routes of all self-loops with the edges they belong to, given the centres of boxes.
pub(crate) fn routes(input: &Input, centre: impl Fn(usize) -> Point) -> Vec<(usize, Route)> {
    let mut routes = Vec::new();
    let loops = of_boxes(input);
    for node in 0..input.boxes.len() {
        let mut inner = 0.0;
        for &edge in loops.get(node) {
            routes.push((edge, route(input, edge, centre(node), inner)));
            inner += width(input, edge);
        }
    }
    routes
}

/// A loop that begins `inner` pixels right of its box, around those before it, with its label to its right.
fn route(input: &Input, edge: usize, centre: Point, inner: f64) -> Route {
    let size = input.boxes[input.edges[edge].tail];
    let Point { x, y } = centre;
    let side = x + size.width / 2.0;
    let half = (size.height / 4.0).min(10.0);
    let far = side + inner + LOOP;
    let bulge = side + (far - side) * 0.6;
    let curve = vec![
        Point::new(side, y - half),
        Point::new(bulge, y - half),
        Point::new(far, y - half),
        Point::new(far, y),
        Point::new(far, y + half),
        Point::new(bulge, y + half),
        Point::new(side, y + half),
    ];
    let label = input.edges[edge].label.map(|size| Point::new(far + LABEL_ROOM / 2.0 + size.width / 2.0, y));
    Route { curve, label, ..Route::default() }
}
