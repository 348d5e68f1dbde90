//! Ports: where edges leave and enter their boxes.

use super::Input;
use super::acyclic::{Acyclic, Arc};
use super::position::Places;
use super::route::{x_at, y_at};
use super::rows::{Item, Rows, half_line};
use crate::geom::{Point, Rect, Size};

/// Distance of the outermost ports from the corners of their box.
const INSET: f64 = 7.0;
/// Strings that would leave a flank less than this above the lower side leave by the lower side.
const CORNER: f64 = 6.0;

/// An end of an arc.
#[derive(Clone, Debug)]
struct Port {
    arc: usize,
    /// Its place among the ends on the same side.
    order: u32,
    /// Where the string from centre to centre crosses the border.
    wish: Point,
    weight: f64,
    /// Half of what it takes of the border.
    half_width: f64,
}

/// Gives both ends of each arc a port: tail first, then head.
///
/// Ends go to the side that faces the other box, in the order of the next row, as near as they can to
/// where the string from centre to centre (`wishes`) crosses the border. The outermost ones may take the
/// flank where that is what their strings do, which saves them a turn round the corner.
pub(crate) fn ports(
    input: &Input,
    graph: &Acyclic,
    rows: &Rows,
    places: &Places,
    wishes: &[Vec<Point>],
) -> Vec<(Point, Point)> {
    let mut below: Vec<Vec<Port>> = vec![Vec::new(); rows.n_boxes];
    let mut above: Vec<Vec<Port>> = vec![Vec::new(); rows.n_boxes];
    let frames: Vec<Rect> = (0..rows.n_boxes)
        .map(|node| {
            Rect::around(places.centre(rows, node), Size::new(2.0 * rows.left[node], rows.height[node]))
        })
        .collect();
    for (index, arc) in graph.arcs.iter().enumerate() {
        let chain = &rows.chains[index];
        let port = |node: usize, next: Item, facing: f64, has_arrowhead: bool| Port {
            arc: index,
            order: rows.place[next as usize],
            wish: crossing(&wishes[index], frames[node], facing),
            weight: arc.weight as f64,
            half_width: half_width(input, arc, has_arrowhead),
        };
        below[arc.tail].push(port(arc.tail, chain[1], 1.0, arc.reversed));
        above[arc.head].push(port(arc.head, chain[chain.len() - 2], -1.0, !arc.reversed));
    }
    let mut ports = vec![(Point::default(), Point::default()); graph.arcs.len()];
    for node in 0..rows.n_boxes {
        for (arc, point) in settle(&mut below[node], frames[node], 1.0) {
            ports[arc].0 = point;
        }
        for (arc, point) in settle(&mut above[node], frames[node], -1.0) {
            ports[arc].1 = point;
        }
    }
    ports
}

fn half_width(input: &Input, arc: &Arc, has_arrowhead: bool) -> f64 {
    let edge = &input.edges[arc.edge];
    if has_arrowhead { edge.head_width + 1.0 } else { half_line(edge) }
}

/// Where a string from the centre of `frame` crosses its border on the way down (`facing` 1) or up (−1).
fn crossing(string: &[Point], frame: Rect, facing: f64) -> Point {
    let side = if facing > 0.0 { frame.max.y } else { frame.min.y };
    let x = x_at(string, side);
    if x > frame.max.x || x < frame.min.x {
        let flank = if x > frame.max.x { frame.max.x } else { frame.min.x };
        let y = y_at(string, flank, facing);
        if (side - y) * facing > CORNER {
            return Point::new(flank, y);
        }
    }
    Point::new(x.clamp(frame.min.x, frame.max.x), side)
}

/// Places the ends on one side of a box and on the adjoining halves of its flanks.
fn settle(ports: &mut [Port], frame: Rect, facing: f64) -> Vec<(usize, Point)> {
    ports.sort_by_key(|port| (port.order, port.arc));
    let side = if facing > 0.0 { frame.max.y } else { frame.min.y };
    let on_flank = |port: &Port| port.wish.y != side;
    let middle = f64::midpoint(frame.min.x, frame.max.x);
    let n_left = ports.iter().take_while(|port| on_flank(port) && port.wish.x < middle).count();
    let n_right =
        ports[n_left..].iter().rev().take_while(|port| on_flank(port) && port.wish.x > middle).count();
    let (left, rest) = ports.split_at(n_left);
    let (straight, right) = rest.split_at(rest.len() - n_right);

    let inset = INSET.min(frame.size().width / 4.0);
    let across = spread(straight, |port| port.wish.x, (frame.min.x + inset, frame.max.x - inset));
    // Along the left flank the order runs towards the side, along the right one away from it.
    let half = (frame.size().height / 2.0 - 3.0).max(CORNER);
    let depth = |port: &Port| (side - port.wish.y) * facing;
    let up_left = spread(left, |port| -depth(port), (-half, -CORNER));
    let up_right = spread(right, depth, (CORNER, half));

    let mut settled = Vec::with_capacity(ports.len());
    settled.extend(
        left.iter().zip(up_left).map(|(port, s)| (port.arc, Point::new(frame.min.x, side + s * facing))),
    );
    settled.extend(straight.iter().zip(across).map(|(port, x)| (port.arc, Point::new(x, side))));
    settled.extend(
        right.iter().zip(up_right).map(|(port, s)| (port.arc, Point::new(frame.max.x, side - s * facing))),
    );
    settled
}

/// Spreads ports over a range, in order, near their wishes and clear of each other.
fn spread(ports: &[Port], wish: impl Fn(&Port) -> f64, (low, high): (f64, f64)) -> Vec<f64> {
    let needed: f64 = ports.windows(2).map(|pair| pair[0].half_width + pair[1].half_width).sum();
    let squeeze = if needed > high - low { (high - low) / needed } else { 1.0 };
    let mut offset = 0.0;
    let offsets: Vec<f64> = (0..ports.len())
        .map(|index| {
            if index > 0 {
                offset += (ports[index - 1].half_width + ports[index].half_width) * squeeze;
            }
            offset
        })
        .collect();
    let wanted: Vec<(f64, f64)> =
        ports.iter().zip(&offsets).map(|(port, offset)| (wish(port) - offset, port.weight)).collect();
    let last = (high - offset).max(low);
    let fitted = super::isotonic::fit(&wanted);
    fitted.into_iter().zip(&offsets).map(|(at, offset)| at.clamp(low, last) + offset).collect()
}

#[cfg(test)]
#[path = "tests/ports.rs"]
mod tests;
