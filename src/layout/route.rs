//! Routing: each edge as a taut string through the room that the order leaves it, and its label.

use super::acyclic::Acyclic;
use super::labels::{Drawn, Gaps, Picture};
use super::position::Places;
use super::rows::Rows;
use super::{Input, Options, Route, loops, straight};
use crate::geom::{Point, even_cubic};

/// How far a rounded corner may lie off the string.
const ROUNDING: f64 = 3.0;

/// Routes all edges and places their labels.
///
/// Every edge has in each row a corridor: the room between the boxes on its two sides, less what the lines between
/// need. A first string from centre to centre tells where the edge wants to leave and enter its boxes; ports are then
/// settled by isotonic regression, and a second string runs between the ports, past labels where it must. Its corners
/// are rounded.
pub(crate) fn routes(
    input: &Input,
    graph: &Acyclic,
    gaps: &Gaps,
    rows: Rows,
    places: Places,
    options: &Options,
) -> Vec<Route> {
    let loops = loops::routes(input, |node| places.centre(&rows, node));
    let Drawn { strings, labels } = Picture::new(input, graph, gaps, options, rows, places).drawn();
    let mut routes = vec![Route::default(); input.edges.len()];
    for ((arc, string), label) in graph.arcs.iter().zip(strings).zip(labels) {
        let mut string = straight::straightened(string);
        if arc.reversed {
            string.reverse();
        }
        routes[arc.edge] =
            Route { curve: rounded(&string), reversed: arc.reversed, label, ..Route::default() };
    }
    loops.into_iter().for_each(|(edge, route)| routes[edge] = route);
    routes
}

/// The string with its corners rounded, unless it has very many, as a chain of cubic Bézier curves.
pub(crate) fn rounded(string: &[Point]) -> Vec<Point> {
    if string.len() > straight::MANY {
        return edged(string);
    }
    // At most two curves for each corner, and one to the end.
    let mut curve = Vec::with_capacity(6 * string.len());
    curve.push(string[0]);
    let mut at = string[0];
    for corner in string.windows(3) {
        let (before, tip, after) = (corner[0], corner[1], corner[2]);
        let cut = cut_length(before, tip, after);
        let (from, to) = (toward(tip, before, cut), toward(tip, after, cut));
        line(&mut curve, at, from);
        // A quadratic curve with its control point at the corner, raised to a cubic.
        curve.extend([from.lerp(tip, 2.0 / 3.0), to.lerp(tip, 2.0 / 3.0), to]);
        at = to;
    }
    line(&mut curve, at, string[string.len() - 1]);
    curve
}

/// The string as it is: of a drawing that is a thousand times as high as a screen nobody sees the corners, and rounding
/// them would double what it takes to say where the edge runs.
fn edged(string: &[Point]) -> Vec<Point> {
    let mut curve = Vec::with_capacity(3 * string.len());
    curve.push(string[0]);
    string.windows(2).for_each(|piece| line(&mut curve, piece[0], piece[1]));
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
    if distance < 1e-9 { from } else { from.lerp(to, length / distance) }
}

fn line(curve: &mut Vec<Point>, from: Point, to: Point) {
    if from.distance(to) > 1e-6 || curve.len() == 1 {
        curve.extend(&even_cubic(from, to)[1..]);
    }
}
