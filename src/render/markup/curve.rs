//! Chains of cubic Bézier curves: length, distance from rectangles, shortening, arrowheads. All lengths are in px.

use crate::geom::{self, Cubic, Point, Rect, cubic_head, cubics, even_cubic};

/// A chain of cubic Bézier curves, each beginning where the one before ends.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Chain {
    cubics: Vec<Cubic>,
}

/// Chords a cubic is measured with. The curves of a layout turn gently: with 64 of them the length is out by less
/// than a thousandth even for a quarter circle.
const CHORDS: u32 = 64;

impl Chain {
    /// The chain through `points`: a start, then three points for each curve. What is left over is ignored.
    pub(crate) fn new(points: &[Point]) -> Chain {
        Chain { cubics: cubics(points).collect() }
    }

    /// The straight line between two points.
    pub(crate) fn straight(from: Point, to: Point) -> Chain {
        Chain { cubics: vec![even_cubic(from, to)] }
    }

    /// The curves, from start to end.
    pub(crate) fn cubics(&self) -> &[Cubic] {
        &self.cubics
    }

    /// Its last point; none if it is empty.
    pub(crate) fn end(&self) -> Option<Point> {
        self.cubics.last().map(|cubic| cubic[3])
    }

    /// Its length along the curve, or some length above `enough` if it is longer than that.
    pub(crate) fn length_up_to(&self, enough: f64) -> f64 {
        let mut total = 0.0;
        for cubic in self.cubics.iter().rev() {
            total += length(cubic);
            if total > enough {
                break;
            }
        }
        total
    }

    /// The horizontal distance of the chain from `room`, on the heights of `room`: positive if it passes on the right,
    /// negative on the left, 0 through it. None if it passes above or below only.
    pub(crate) fn distance_beside(&self, room: Rect) -> Option<f64> {
        let passing = self.cubics.iter().flat_map(chords).map(|(start, _)| start);
        let passing = passing.filter(|point| room.min.y <= point.y && point.y <= room.max.y);
        let distances =
            passing.map(|point| (point.x - room.max.x).max(0.0) + (point.x - room.min.x).min(0.0));
        distances.min_by(|a, b| a.abs().total_cmp(&b.abs()))
    }

    /// The chain without its last `cut`, measured along the curve; empty if it is no longer than that.
    pub(crate) fn shortened(&self, mut cut: f64) -> Chain {
        for (index, cubic) in self.cubics.iter().enumerate().rev() {
            let length = length(cubic);
            if cut < length {
                let last = cubic_head(cubic, parameter_at(cubic, length - cut));
                return Chain { cubics: self.cubics[..index].iter().copied().chain([last]).collect() };
            }
            cut -= length;
        }
        Chain::default()
    }
}

/// The start and end of each chord of a cubic.
pub(crate) fn chords(cubic: &Cubic) -> impl Iterator<Item = (Point, Point)> + '_ {
    geom::chords(cubic, CHORDS)
}

fn length(cubic: &Cubic) -> f64 {
    if is_even(cubic) {
        return cubic[0].distance(cubic[3]);
    }
    chords(cubic).map(|(start, end)| start.distance(end)).sum()
}

/// Whether the cubic is straight, and as far along as its parameter says: most of a layout are.
fn is_even(cubic: &Cubic) -> bool {
    cubic[0] != cubic[3] && *cubic == even_cubic(cubic[0], cubic[3])
}

/// The parameter, from 0 to 1, of the point at the length `wanted` along the curve from its start.
fn parameter_at(cubic: &Cubic, wanted: f64) -> f64 {
    if is_even(cubic) {
        return (wanted / length(cubic)).min(1.0);
    }
    let mut walked = 0.0;
    for (step, (start, end)) in chords(cubic).enumerate() {
        let chord = start.distance(end);
        if walked + chord >= wanted && chord > 0.0 {
            return (step as f64 + (wanted - walked) / chord) / f64::from(CHORDS);
        }
        walked += chord;
    }
    1.0
}

/// An arrow: a line, and a triangle at its end.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Arrow {
    /// The line, which ends inside the triangle.
    pub(crate) line: Chain,
    /// The tip, then the other two corners.
    pub(crate) head: [Point; 3],
}

impl Arrow {
    /// An arrow along `chain` whose head is `length` long; none if the chain is empty.
    ///
    /// The line reaches a little into the head, so that no gap shows between them, and a part of it stays visible even
    /// if the chain is shorter than the head.
    pub(crate) fn along(chain: &Chain, length: f64, half_width: f64) -> Option<Arrow> {
        let tip = chain.end()?;
        let whole = chain.length_up_to(2.0 * length);
        let base = chain.shortened(length.min(0.95 * whole)).end().unwrap_or(tip);
        let line = chain.shortened((0.92 * length).min(0.9 * whole));
        let (x, y) = direction(base, tip);
        let corner = |side: f64| {
            Point::new(tip.x - length * x - side * half_width * y, tip.y - length * y + side * half_width * x)
        };
        Some(Arrow { line, head: [tip, corner(1.0), corner(-1.0)] })
    }

    /// How far `room` has to move to the right, or left if negative, not to overlap the rectangle around the head; none
    /// if it does not overlap it.
    pub(crate) fn push_off(&self, room: Rect) -> Option<f64> {
        let corners = self.head.map(|corner| Rect { min: corner, max: corner });
        let head = corners.into_iter().reduce(Rect::union).filter(|head| head.overlaps(room))?;
        let (right, left) = (head.max.x - room.min.x, head.min.x - room.max.x);
        Some(if right < -left { right } else { left })
    }
}

/// The unit vector from `from` to `to`; straight down where they are the same.
fn direction(from: Point, to: Point) -> (f64, f64) {
    let length = from.distance(to);
    if length > 0.0 { ((to.x - from.x) / length, (to.y - from.y) / length) } else { (0.0, 1.0) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geom::Size;

    fn chain(points: &[(f64, f64)]) -> Chain {
        Chain::new(&points.iter().map(|&(x, y)| Point::new(x, y)).collect::<Vec<_>>())
    }

    /// A quarter of the unit circle, to three digits.
    const QUARTER: [(f64, f64); 4] = [(1.0, 0.0), (1.0, 0.5523), (0.5523, 1.0), (0.0, 1.0)];

    #[test]
    fn a_chain_is_as_long_as_its_curves() {
        assert!((chain(&QUARTER).length_up_to(f64::INFINITY) - std::f64::consts::FRAC_PI_2).abs() < 1e-3);
        let straight = Chain::straight(Point::new(1.0, 1.0), Point::new(4.0, 5.0));
        assert!((straight.length_up_to(f64::INFINITY) - 5.0).abs() < 1e-9);
        assert_eq!(chain(&[]).length_up_to(f64::INFINITY), 0.0);
    }

    #[test]
    fn cutting_goes_by_length_and_across_curves() {
        let two =
            chain(&[(0.0, 0.0), (0.0, 9.0), (0.0, 9.5), (0.0, 10.0), (0.0, 11.0), (0.0, 12.0), (0.0, 13.0)]);
        for cut in [0.0, 1.0, 2.9, 3.1, 7.0] {
            let end = two.shortened(cut).end().expect("some of it is left");
            assert!((end.y - (13.0 - cut)).abs() < 0.02, "{cut}: {end:?}");
        }
        assert_eq!(two.shortened(13.5), Chain::default());
        let half = chain(&QUARTER).shortened(std::f64::consts::FRAC_PI_4);
        assert!((half.length_up_to(f64::INFINITY) - std::f64::consts::FRAC_PI_4).abs() < 1e-3);
        let end = half.end().expect("half of it is left");
        assert!((end.x - end.y).abs() < 1e-3, "{end:?}");
    }

    #[test]
    fn a_chain_passes_beside_a_room() {
        let down = Chain::straight(Point::new(5.0, 0.0), Point::new(5.0, 100.0));
        let room = |x, y| Rect::around(Point::new(x, y), Size::new(20.0, 10.0));
        assert_eq!(down.distance_beside(room(-7.0, 50.0)), Some(2.0));
        assert_eq!(down.distance_beside(room(18.0, 50.0)), Some(-3.0));
        assert_eq!(down.distance_beside(room(0.0, 50.0)), Some(0.0));
        assert_eq!(down.distance_beside(room(0.0, 120.0)), None);
    }

    #[test]
    fn what_is_no_whole_curve_is_ignored() {
        assert_eq!(chain(&[(1.0, 2.0)]), Chain::default());
        assert_eq!(chain(&[(0.0, 0.0), (1.0, 1.0), (2.0, 2.0)]), Chain::default());
        let points = [(0.0, 0.0), (1.0, 1.0), (2.0, 2.0), (3.0, 3.0), (4.0, 4.0)];
        assert_eq!(chain(&points).cubics().len(), 1);
    }

    #[test]
    fn an_arrow_ends_where_its_chain_does() {
        let down = Chain::straight(Point::new(5.0, 0.0), Point::new(5.0, 100.0));
        let arrow = Arrow::along(&down, 10.0, 3.0).expect("the chain is not empty");
        assert_eq!(arrow.head[0], Point::new(5.0, 100.0));
        let mut corners = arrow.head[1..].to_vec();
        corners.sort_by(|a, b| a.x.total_cmp(&b.x));
        let expected = [Point::new(2.0, 90.0), Point::new(8.0, 90.0)];
        assert!(corners.iter().zip(expected).all(|(a, b)| a.distance(b) < 1e-9), "{corners:?}");
        assert!((arrow.line.length_up_to(f64::INFINITY) - 90.8).abs() < 1e-6);
    }

    #[test]
    fn a_room_is_pushed_off_the_head_to_the_nearer_side() {
        let down = Chain::straight(Point::new(5.0, 0.0), Point::new(5.0, 100.0));
        let arrow = Arrow::along(&down, 10.0, 3.0).expect("the chain is not empty");
        let push = |x, y| arrow.push_off(Rect::around(Point::new(x, y), Size::new(20.0, 10.0)));
        assert_eq!(push(17.0, 90.0), Some(1.0));
        assert_eq!(push(-7.0, 90.0), Some(-1.0));
        assert_eq!(push(18.5, 90.0), None);
        assert_eq!(push(17.0, 80.0), None);
    }

    #[test]
    fn an_arrow_on_a_short_chain_keeps_a_line() {
        let short = Chain::straight(Point::default(), Point::new(0.0, 4.0));
        let arrow = Arrow::along(&short, 12.0, 5.0).expect("the chain is not empty");
        assert!((arrow.line.length_up_to(f64::INFINITY) - 0.4).abs() < 1e-6);
        assert!((arrow.head[1].y - -8.0).abs() < 1e-6);
        let point = Chain::straight(Point::default(), Point::default());
        let arrow = Arrow::along(&point, 12.0, 5.0).expect("the chain is not empty");
        assert_eq!(arrow.head[1].y, -12.0);
        assert_eq!(Arrow::along(&Chain::default(), 12.0, 5.0), None);
    }
}
