//! Polylines: what edges run along, from corner to corner downwards.

use crate::geom::Point;

/// Where a polyline passes height `y`.
pub(crate) fn x_at(polyline: &[Point], y: f64) -> f64 {
    let after = polyline.partition_point(|point| point.y < y).clamp(1, polyline.len() - 1);
    let (a, b) = (polyline[after - 1], polyline[after]);
    if b.y - a.y < 1e-9 { b.x } else { a.x + (b.x - a.x) * ((y - a.y) / (b.y - a.y)).clamp(0.0, 1.0) }
}

/// Where a polyline that starts in its upper end (`facing` 1), or ends in its lower end (−1), first passes `x`.
pub(crate) fn y_at(polyline: &[Point], x: f64, facing: f64) -> f64 {
    let pass = |pair: &[Point]| {
        let (a, b) = (pair[0], pair[1]);
        let share = (x - a.x) / (b.x - a.x);
        (0.0..=1.0).contains(&share).then_some(a.y + (b.y - a.y) * share)
    };
    let found = if facing > 0.0 {
        polyline.windows(2).find_map(pass)
    } else {
        polyline.windows(2).rev().find_map(pass)
    };
    found.unwrap_or(if facing > 0.0 { polyline[0].y } else { polyline[polyline.len() - 1].y })
}
