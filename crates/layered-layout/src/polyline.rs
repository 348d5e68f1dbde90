//! Strings: what edges run along, from corner to corner downwards.

use crate::geom::Point;

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
