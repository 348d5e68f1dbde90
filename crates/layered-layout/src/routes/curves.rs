//! Curves: polylines with rounded corners.

use crate::cycles::acyclic::Acyclic;
use crate::geom::{Point, even_cubic};
use crate::input::Input;
use crate::layout::Route;
use crate::routes::simplify;

/// How far a rounded corner may lie off the polyline.
const ROUNDING: f64 = 3.0;

/// The routes of all edges, in input order: polylines of arcs with their corners rounded, and self-loops.
///
/// `labels` has the centre of the label of each arc that has one, and `polylines` the course of each, downwards.
pub(crate) fn routes(
    input: &Input,
    graph: &Acyclic,
    polylines: Vec<Vec<Point>>,
    labels: Vec<Option<Point>>,
    self_loops: Vec<(usize, Route)>,
) -> Vec<Route> {
    let mut routes = vec![Route::default(); input.edges.len()];
    for ((arc, polyline), label) in graph.arcs.iter().zip(polylines).zip(labels) {
        let mut polyline = simplify::straightened(polyline);
        if arc.reversed {
            polyline.reverse();
        }
        routes[arc.edge] =
            Route { curve: rounded(&polyline), reversed: arc.reversed, label, ..Route::default() };
    }
    self_loops.into_iter().for_each(|(edge, route)| routes[edge] = route);
    routes
}

/// The polyline with its corners rounded, unless it has very many, as a chain of cubic Bézier curves.
pub(crate) fn rounded(polyline: &[Point]) -> Vec<Point> {
    if polyline.len() > simplify::MANY {
        return edged(polyline);
    }
    // At most two curves for each corner, and one to the end.
    let mut curve = Vec::with_capacity(6 * polyline.len());
    curve.push(polyline[0]);
    let mut at = polyline[0];
    for corner in polyline.windows(3) {
        let (before, tip, after) = (corner[0], corner[1], corner[2]);
        let cut = cut_length(before, tip, after);
        let (from, to) = (toward(tip, before, cut), toward(tip, after, cut));
        line(&mut curve, at, from);
        // A quadratic curve with its control point at the corner, raised to a cubic.
        curve.extend([from.lerp(tip, 2.0 / 3.0), to.lerp(tip, 2.0 / 3.0), to]);
        at = to;
    }
    line(&mut curve, at, polyline[polyline.len() - 1]);
    curve
}

/// The polyline as it is: of a drawing that is a thousand times as high as a screen nobody sees the corners, and rounding
/// them would double what it takes to say where the edge runs.
fn edged(polyline: &[Point]) -> Vec<Point> {
    let mut curve = Vec::with_capacity(3 * polyline.len());
    curve.push(polyline[0]);
    polyline.windows(2).for_each(|piece| line(&mut curve, piece[0], piece[1]));
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
