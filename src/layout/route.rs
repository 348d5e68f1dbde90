//! Routing: each edge as a taut string through the room that the order leaves it.

use super::acyclic::Acyclic;
use super::corridor::Corridors;
use super::position::Places;
use super::rows::{Item, Kind, Rows};
use super::{Input, Options, Route, labels, ports};
use crate::geom::{Point, Rect};

/// How far a rounded corner may lie off the string.
const ROUNDING: f64 = 3.0;

/// Routes all edges and places their labels.
///
/// Every edge has in each row a corridor: the room between the boxes and labels on its two sides, less what
/// the lines between need. A first string from centre to centre tells where the edge wants to leave
/// and enter its boxes and where its label wants to be; ports and labels are then settled by isotonic
/// regression, and a second string runs between the ports. Its corners are rounded.
pub(crate) fn routes(
    input: &Input,
    graph: &Acyclic,
    rows: &Rows,
    places: &Places,
    options: &Options,
) -> Vec<Route> {
    let mut places = places.clone();
    let free = |places| Corridors { rows, places, options, fixed_labels: false, leans_right: &[] };
    let ports = ports::ports(input, graph, rows, &places, &free(&places).centre_strings());
    let wishes = free(&places).port_strings(&ports);
    let leans_right = labels::settle(graph, rows, &mut places, &wishes, options);
    // Beside the labels of others the strings run a little differently, and labels follow once more.
    let wishes = Corridors { rows, places: &places, options, fixed_labels: true, leans_right: &leans_right }
        .port_strings(&ports);
    let leans_right = labels::settle(graph, rows, &mut places, &wishes, options);
    let strings = Corridors { rows, places: &places, options, fixed_labels: true, leans_right: &leans_right }
        .port_strings(&ports);
    let mut routes = vec![Route::default(); input.edges.len()];
    for ((arc, chain), mut string) in graph.arcs.iter().zip(&rows.chains).zip(strings) {
        if arc.reversed {
            string.reverse();
        }
        let label = chain.iter().find(|&&item| rows.kind[item as usize] == Kind::Label);
        routes[arc.edge] = Route {
            curve: rounded(&string),
            reversed: arc.reversed,
            label: label.map(|&item| label_centre(rows, &places, item)),
        };
    }
    for (node, loops) in self_loops(input).into_iter().enumerate() {
        let centre = places.centre(rows, node);
        let mut inner = 0.0;
        for edge in loops {
            routes[edge] = self_loop(input, edge, centre, inner);
            inner += loop_width(input, edge);
        }
    }
    routes
}

fn label_centre(rows: &Rows, places: &Places, item: Item) -> Point {
    let index = item as usize;
    Point::new(
        places.x[index] + (rows.right[index] - rows.left[index]) / 2.0,
        places.row_y[rows.row[index] as usize],
    )
}

/// Where a string passes height `y`.
pub(crate) fn x_at(string: &[Point], y: f64) -> f64 {
    let after = string.partition_point(|point| point.y < y).clamp(1, string.len() - 1);
    let (a, b) = (string[after - 1], string[after]);
    if b.y - a.y < 1e-9 { b.x } else { a.x + (b.x - a.x) * ((y - a.y) / (b.y - a.y)).clamp(0.0, 1.0) }
}

/// Where a string that starts in its upper end (`facing` 1), or ends in its lower end (−1), first passes `x`.
pub(crate) fn y_at(string: &[Point], x: f64, facing: f64) -> f64 {
    let pass = |pair: &[Point]| {
        let (a, b) = (pair[0], pair[1]);
        let share = (x - a.x) / (b.x - a.x);
        (0.0..=1.0).contains(&share).then_some(a.y + (b.y - a.y) * share)
    };
    let found =
        if facing > 0.0 { string.windows(2).find_map(pass) } else { string.windows(2).rev().find_map(pass) };
    found.unwrap_or(if facing > 0.0 { string[0].y } else { string[string.len() - 1].y })
}

/// The string with its corners rounded, as a chain of cubic Bézier curves.
fn rounded(string: &[Point]) -> Vec<Point> {
    let mut curve = vec![string[0]];
    let mut at = string[0];
    for corner in string.windows(3) {
        let (before, tip, after) = (corner[0], corner[1], corner[2]);
        let cut = cut_length(before, tip, after);
        let (from, to) = (toward(tip, before, cut), toward(tip, after, cut));
        line(&mut curve, at, from);
        // A quadratic curve with its control point at the corner, raised to a cubic.
        curve.extend([lerp(from, tip, 2.0 / 3.0), lerp(to, tip, 2.0 / 3.0), to]);
        at = to;
    }
    line(&mut curve, at, string[string.len() - 1]);
    curve
}

/// How far before and after a corner its rounding begins, so that it stays close to the corner.
fn cut_length(before: Point, tip: Point, after: Point) -> f64 {
    let (a, b) = (before.distance(tip), tip.distance(after));
    let dot = ((before.x - tip.x) * (after.x - tip.x) + (before.y - tip.y) * (after.y - tip.y)) / (a * b);
    // Half the angle of the turn: its sine is the cosine of half the angle between the two sides.
    let sine = (f64::midpoint(1.0, dot)).max(0.0).sqrt();
    let limit = if sine > 1e-6 { 2.0 * ROUNDING / sine } else { f64::INFINITY };
    limit.min(a / 2.0).min(b / 2.0)
}

fn toward(from: Point, to: Point, length: f64) -> Point {
    let distance = from.distance(to);
    if distance < 1e-9 { from } else { lerp(from, to, length / distance) }
}

fn lerp(a: Point, b: Point, t: f64) -> Point {
    Point::new(a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t)
}

fn line(curve: &mut Vec<Point>, from: Point, to: Point) {
    if from.distance(to) > 1e-6 || curve.len() == 1 {
        curve.extend([lerp(from, to, 1.0 / 3.0), lerp(from, to, 2.0 / 3.0), to]);
    }
}

/// How far a self-loop stands out.
const LOOP: f64 = 20.0;

/// The self-loops of each box, in input order.
pub(crate) fn self_loops(input: &Input) -> Vec<Vec<usize>> {
    let mut loops = vec![Vec::new(); input.boxes.len()];
    for (index, edge) in input.edges.iter().enumerate() {
        if edge.tail == edge.head {
            loops[edge.tail].push(index);
        }
    }
    loops
}

/// Room to the right of a box for one of its loops and its label.
pub(crate) fn loop_width(input: &Input, edge: usize) -> f64 {
    LOOP + input.edges[edge].label.map_or(0.0, |size| size.width + 4.0)
}

/// A loop that begins `inner` pixels right of its box, around those before it, with its label to its right.
fn self_loop(input: &Input, edge: usize, centre: Point, inner: f64) -> Route {
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
    let label = input.edges[edge].label.map(|size| Point::new(far + 2.0 + size.width / 2.0, y));
    Route { curve, reversed: false, label }
}

/// The ink of a route: its control polygon, which holds the curve, and its label.
pub(crate) fn extent(input: &Input, edge: usize, route: &Route) -> Option<Rect> {
    let points = route.curve.iter().map(|&point| Rect { min: point, max: point });
    let label = route.label.zip(input.edges[edge].label).map(|(centre, size)| Rect::around(centre, size));
    points.chain(label).reduce(Rect::union)
}
