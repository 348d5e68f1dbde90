//! Chains of cubic Bézier curves: how long they are, where they run, and a piece of them.

use crate::geom::Point;

/// A chain of cubic Bézier curves, each beginning where the one before ends.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Chain {
    cubics: Vec<Cubic>,
}

/// Start, two control points, end.
type Cubic = [Point; 4];

/// Chords a cubic is measured with. The curves of a layout turn gently: with 64 of them the length is out by less
/// than a thousandth even for a quarter circle.
const CHORDS: u32 = 64;

impl Chain {
    /// The chain through `points`: a start, then three points for each curve. What is left over is ignored.
    pub(super) fn new(points: &[Point]) -> Chain {
        let starts = points.iter().step_by(3);
        let rests = points.get(1..).unwrap_or_default().chunks_exact(3);
        Chain { cubics: starts.zip(rests).map(|(&start, rest)| [start, rest[0], rest[1], rest[2]]).collect() }
    }

    /// The straight line between two points.
    pub(super) fn straight(from: Point, to: Point) -> Chain {
        Chain { cubics: vec![[from, mix(from, to, 1.0 / 3.0), mix(from, to, 2.0 / 3.0), to]] }
    }

    /// The curves.
    pub(super) fn cubics(&self) -> &[Cubic] {
        &self.cubics
    }

    /// Where it ends, unless it is empty.
    pub(super) fn end(&self) -> Option<Point> {
        self.cubics.last().map(|cubic| cubic[3])
    }

    /// Its length along the curve.
    pub(super) fn length(&self) -> f64 {
        self.cubics.iter().map(length).sum()
    }

    /// Points along it, close enough for the chords between them to stand for the curve.
    pub(super) fn flattened(&self) -> Vec<Point> {
        let start = self.cubics.first().map(|cubic| cubic[0]);
        let rest = self.cubics.iter().flat_map(|cubic| flat(cubic).skip(1));
        start.into_iter().chain(rest).collect()
    }

    /// The chain without its last `cut`, measured along the curve; empty if it is no longer than that.
    pub(super) fn shortened(&self, mut cut: f64) -> Chain {
        let mut cubics = self.cubics.clone();
        while let Some(last) = cubics.pop() {
            let length = length(&last);
            if cut < length {
                cubics.push(head(&last, parameter_at(&last, length - cut)));
                break;
            }
            cut -= length;
        }
        Chain { cubics }
    }
}

/// Points of a cubic at equal steps of its parameter, both ends included.
fn flat(cubic: &Cubic) -> impl Iterator<Item = Point> + '_ {
    (0..=CHORDS).map(|step| head(cubic, f64::from(step) / f64::from(CHORDS))[3])
}

fn length(cubic: &Cubic) -> f64 {
    let starts = flat(cubic);
    starts.zip(flat(cubic).skip(1)).map(|(start, end)| distance(start, end)).sum()
}

/// The parameter of the point that lies `wanted` along the curve from its start.
fn parameter_at(cubic: &Cubic, wanted: f64) -> f64 {
    let mut walked = 0.0;
    let chords = flat(cubic).zip(flat(cubic).skip(1));
    for (step, (start, end)) in chords.enumerate() {
        let chord = distance(start, end);
        if walked + chord >= wanted && chord > 0.0 {
            return (step as f64 + (wanted - walked) / chord) / f64::from(CHORDS);
        }
        walked += chord;
    }
    1.0
}

/// The part of the cubic up to the parameter `t`, by de Casteljau's construction.
fn head(&[a, b, c, d]: &Cubic, t: f64) -> Cubic {
    let (ab, bc, cd) = (mix(a, b, t), mix(b, c, t), mix(c, d, t));
    let (abc, bcd) = (mix(ab, bc, t), mix(bc, cd, t));
    [a, ab, abc, mix(abc, bcd, t)]
}

fn mix(a: Point, b: Point, t: f64) -> Point {
    Point::new(a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t)
}

/// As [`Point::distance`], but with the same last digit on every machine, which `hypot` does not promise.
fn distance(a: Point, b: Point) -> f64 {
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    (dx * dx + dy * dy).sqrt()
}

/// An arrow: its line, and the triangle at its end.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Arrow {
    /// The line, which ends inside the triangle.
    pub(super) line: Chain,
    /// Tip, then the two corners behind it.
    pub(super) head: [Point; 3],
}

impl Arrow {
    /// An arrow along `chain` whose head is `length` long; none if the chain is empty.
    ///
    /// The line reaches a little into the head, so that no gap shows between them, and a part of it stays to be
    /// seen even where the chain is shorter than the head.
    pub(super) fn along(chain: &Chain, length: f64, half_width: f64) -> Option<Arrow> {
        let tip = chain.end()?;
        let whole = chain.length();
        let base = chain.shortened(length.min(0.95 * whole)).end().unwrap_or(tip);
        let line = chain.shortened((0.92 * length).min(0.9 * whole));
        let (x, y) = direction(base, tip);
        let corner = |side: f64| {
            Point::new(tip.x - length * x - side * half_width * y, tip.y - length * y + side * half_width * x)
        };
        Some(Arrow { line, head: [tip, corner(1.0), corner(-1.0)] })
    }
}

/// The unit vector from `from` to `to`; straight down where they are the same.
fn direction(from: Point, to: Point) -> (f64, f64) {
    let length = distance(from, to);
    if length > 0.0 { ((to.x - from.x) / length, (to.y - from.y) / length) } else { (0.0, 1.0) }
}
