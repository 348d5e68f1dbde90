//! Path data: the value of the attribute `d`, as it is and in few bytes.
//!
//! In few bytes points are relative to the one before, pieces of a curve that are as good as straight are lines, and
//! straight pieces that go on in one direction are one. Nothing moves by as much as half a pixel.

use crate::geom::{Cubic, Point};

use super::curve::Chain;
use super::number::{self, number};

/// The largest distance of a curve from the line that is drawn instead, in px.
const TOLERANCE: f64 = 0.3;

/// Chains of more curves than this, which are hundreds of ranks long, are most of the bytes of a picture.
const MANY: usize = 119;

/// The commands that draw a chain, with absolute coordinates; in few bytes if the chain has very many curves.
pub(crate) fn whole(chain: &Chain) -> String {
    if chain.cubics().len() > MANY {
        return compact(chain);
    }
    let mut data = String::with_capacity(40 * chain.cubics().len());
    if let Some(&[start, ..]) = chain.cubics().first() {
        append_point(&mut data, 'M', start);
    }
    for &[_, b, c, end] in chain.cubics() {
        append_point(&mut data, 'C', b);
        append_point(&mut data, ' ', c);
        append_point(&mut data, ' ', end);
    }
    data
}

/// Appends the character `before`, and a point as `x,y`.
pub(crate) fn append_point(data: &mut String, before: char, point: Point) {
    data.push(before);
    number::append(data, point.x);
    data.push(',');
    number::append(data, point.y);
}

/// The commands that draw a chain in few bytes.
pub(crate) fn compact(chain: &Chain) -> String {
    let Some(&[start, ..]) = chain.cubics().first() else { return String::new() };
    let mut path = PathWriter::at(start);
    // The ends of straight pieces that are not written yet.
    let mut straight: Vec<Point> = Vec::new();
    for cubic in chain.cubics() {
        let end = cubic[3];
        if is_straight(cubic) {
            let from = path.at;
            if straight.iter().any(|&between| distance_to_segment(between, from, end) > TOLERANCE) {
                path.draw('l', &straight[straight.len() - 1..]);
                straight.clear();
            }
            straight.push(end);
        } else {
            path.draw('l', &straight[straight.len().saturating_sub(1)..]);
            straight.clear();
            path.draw('c', &cubic[1..]);
        }
    }
    path.draw('l', &straight[straight.len().saturating_sub(1)..]);
    path.data
}

/// The commands that draw the outline of `corners`.
pub(crate) fn outline(corners: &[Point]) -> String {
    let Some((&start, rest)) = corners.split_first() else { return String::new() };
    let mut path = PathWriter::at(start);
    rest.iter().for_each(|&corner| path.draw('l', &[corner]));
    path.data + "z"
}

/// Writes path data with relative coordinates.
struct PathWriter {
    /// The current point, rounded as it is printed, so that rounding errors do not add up.
    at: Point,
    /// The last command, whose letter need not be repeated.
    command: char,
    data: String,
}

impl PathWriter {
    fn at(start: Point) -> PathWriter {
        let start = rounded(start);
        let mut path = PathWriter { at: start, command: 'M', data: "M".to_owned() };
        path.numbers(&[start.x, start.y]);
        path
    }

    /// Appends a command with its points; nothing if there are no points, or if all of them are the current point.
    fn draw(&mut self, command: char, points: &[Point]) {
        let from = self.at;
        let points: Vec<Point> = points.iter().copied().map(rounded).collect();
        let Some(&end) = points.last() else { return };
        if points.iter().all(|&point| point == from) {
            return;
        }
        match (command, end.x == from.x, end.y == from.y) {
            ('l', true, _) => {
                self.command('v');
                self.numbers(&[end.y - from.y]);
            }
            ('l', _, true) => {
                self.command('h');
                self.numbers(&[end.x - from.x]);
            }
            _ => {
                self.command(command);
                let last = points.len() - 1;
                let steps = points.iter().enumerate().flat_map(|(index, point)| {
                    let steps = [point.x - from.x, point.y - from.y];
                    // Half a pixel of a control point is less than that on the curve.
                    if index == last { steps } else { steps.map(f64::round) }
                });
                self.numbers(&steps.collect::<Vec<_>>());
            }
        }
        self.at = end;
    }

    /// Appends the letter of a command, unless it is that of the last one.
    fn command(&mut self, command: char) {
        if self.command != command {
            self.data.push(command);
            self.command = command;
        }
    }

    /// Appends numbers, with spaces only where they are needed to separate them.
    fn numbers(&mut self, numbers: &[f64]) {
        for &value in numbers {
            let text = number(value);
            let text = match text.strip_prefix("-0.") {
                Some(tenth) => format!("-.{tenth}"),
                None => text.strip_prefix("0.").map_or(text.clone(), |tenth| format!(".{tenth}")),
            };
            if self.data.ends_with(|c: char| c.is_ascii_digit()) && !text.starts_with('-') {
                self.data.push(' ');
            }
            self.data += &text;
        }
    }
}

/// The point with coordinates rounded to a tenth, as they are printed.
fn rounded(point: Point) -> Point {
    Point::new((point.x * 10.0).round() / 10.0, (point.y * 10.0).round() / 10.0)
}

/// Whether the control points lie on the chord, between its ends.
fn is_straight(&[start, a, b, end]: &Cubic) -> bool {
    [a, b].into_iter().all(|control| distance_to_segment(control, start, end) <= TOLERANCE)
}

/// The distance of a point from the nearest point of a segment.
fn distance_to_segment(point: Point, from: Point, to: Point) -> f64 {
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let square = dx * dx + dy * dy;
    let along = (point.x - from.x) * dx + (point.y - from.y) * dy;
    let t = if square > 0.0 { (along / square).clamp(0.0, 1.0) } else { 0.0 };
    let (x, y) = (from.x + t * dx - point.x, from.y + t * dy - point.y);
    (x * x + y * y).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(points: &[(f64, f64)]) -> String {
        compact(&Chain::new(&points.iter().map(|&(x, y)| Point::new(x, y)).collect::<Vec<_>>()))
    }

    #[test]
    fn straight_pieces_are_lines_and_one_if_they_go_on() {
        assert_eq!(
            of(&[(1.0, 2.0), (1.0, 3.0), (1.0, 4.0), (1.0, 5.0), (1.0, 6.0), (1.0, 8.0), (1.0, 9.5)]),
            "M1 2v7.5"
        );
        assert_eq!(
            of(&[(0.0, 0.0), (1.0, 1.0), (2.0, 2.0), (3.0, 3.0), (4.0, 3.0), (5.0, 3.0), (6.0, 3.0)]),
            "M0 0l3 3h3"
        );
        assert_eq!(of(&[]), "");
    }

    /// A number that begins with a sign needs nothing before it, the others a space.
    #[test]
    fn a_command_goes_on() {
        let third = |from: f64, to: f64, part: f64| from + (to - from) * part / 3.0;
        let corners = [(0.0, 0.0), (30.0, 10.0), (40.0, 90.0), (35.0, 99.0)];
        let mut points = vec![corners[0]];
        for pair in corners.windows(2) {
            let ((ax, ay), (bx, by)) = (pair[0], pair[1]);
            points.extend([1.0, 2.0, 3.0].map(|part| (third(ax, bx, part), third(ay, by, part))));
        }
        assert_eq!(of(&points), "M0 0l30 10 10 80-5 9");
    }

    #[test]
    fn curves_stay_curves() {
        let quarter = [(10.0, 10.0), (10.0, 15.4), (15.4, 20.0), (20.0, 20.5)];
        assert_eq!(of(&quarter), "M10 10c0 5 5 10 10 10.5");
        assert_eq!(of(&[(0.0, 0.0), (-9.0, 5.0), (5.0, 9.0), (0.5, 10.0)]), "M0 0c-9 5 5 9 .5 10");
    }

    #[test]
    fn an_outline_is_closed() {
        let corners = [(5.0, 9.0), (2.0, 1.0), (8.0, 1.0)].map(|(x, y)| Point::new(x, y));
        assert_eq!(outline(&corners), "M5 9l-3-8h6z");
    }
}
