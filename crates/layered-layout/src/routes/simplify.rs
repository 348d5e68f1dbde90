//! Straight runs: fewer corners for edges that pass hundreds of ranks.
//!
//! Such an edge turns a little at every rank, where the room beside boxes shifts. Nobody sees these turns, but each is
//! two curves in the drawing: those of a few thousand edges have been seen to fill 600 MB.

use crate::geom::Point;

/// Polylines with more corners than this are made straighter; no graph that fits a screen has any.
pub(crate) const MANY: usize = 120;

/// How far a straighter polyline may run beside the one it stands for, at any height. Lines keep 8 from boxes, of which
/// rounded corners take 3.
const ASIDE: f64 = 4.0;

/// The polyline, with as few of its corners as one walk along it finds to be enough.
///
/// From each corner that stays it goes on to the furthest one from which a straight line passes all in between within
/// reach: the cone of such lines narrows with every corner, and the walk ends where it is empty. O(corners), after
/// Imai and Iri, "Computational-geometric methods for polygonal approximations of a curve", CVGIP 36 (1986).
/// Polylines run downwards.
pub(crate) fn straightened(polyline: Vec<Point>) -> Vec<Point> {
    if polyline.len() <= MANY {
        return polyline;
    }
    let mut kept = vec![polyline[0]];
    let mut at = 0;
    while at + 1 < polyline.len() {
        at = furthest(&polyline, at);
        kept.push(polyline[at]);
    }
    kept
}

/// The last point that a straight line from `start` leads to within reach of all points in between.
fn furthest(polyline: &[Point], start: usize) -> usize {
    let from = polyline[start];
    let slope = |x: f64, to: Point| (x - from.x) / (to.y - from.y).max(1e-9);
    let (mut least, mut most) = (f64::NEG_INFINITY, f64::INFINITY);
    let mut found = start + 1;
    for (index, &to) in polyline.iter().enumerate().skip(start + 1) {
        if (least..=most).contains(&slope(to.x, to)) {
            found = index;
        }
        least = least.max(slope(to.x - ASIDE, to));
        most = most.min(slope(to.x + ASIDE, to));
        if least > most {
            break;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zigzag(n: u32, width: f64) -> Vec<Point> {
        (0..n).map(|i| Point::new(if i % 2 == 0 { 0.0 } else { width }, f64::from(i) * 30.0)).collect()
    }

    #[test]
    fn small_turns_of_long_strings_go() {
        let straight = straightened(zigzag(1001, 3.0));
        assert_eq!(straight, [Point::new(0.0, 0.0), Point::new(0.0, 30_000.0)]);
        let large = zigzag(1001, 20.0);
        assert_eq!(straightened(large.clone()), large);
        let short = zigzag(100, 1.0);
        assert_eq!(straightened(short.clone()), short);
    }

    #[test]
    fn nothing_is_further_aside_than_it_may_be() {
        let mut x = 0.0;
        let wanderer: Vec<Point> = (0..2000_u32)
            .map(|i| {
                x += f64::from(i.wrapping_mul(2_654_435_761) >> 24) / 32.0 - 4.0;
                Point::new(x, f64::from(i) * 25.0)
            })
            .collect();
        let straight = straightened(wanderer.clone());
        assert!(straight.len() < wanderer.len() / 3, "{}", straight.len());
        for point in wanderer {
            let aside = (crate::polyline::x_at(&straight, point.y) - point.x).abs();
            assert!(aside <= ASIDE + 1e-6, "{aside} at {}", point.y);
        }
    }
}
