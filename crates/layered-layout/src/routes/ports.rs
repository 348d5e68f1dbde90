//! Ports: where edges leave and enter their boxes.

use crate::cycles::acyclic::{Acyclic, Arc};
use crate::geom::{Point, Rect, Size};
use crate::input::Input;
use crate::lists::AdjacencyLists;
use crate::polyline::{x_at, y_at};
use crate::position::isotonic::Regression;
use crate::position::place::Places;
use crate::position::rows::{Item, Rows};

/// Distance of the outermost ports from the corners of their box.
const INSET: f64 = 7.0;
/// Polylines that would leave a flank less than this above the lower side leave by the lower side.
const CORNER: f64 = 6.0;
/// The least reach for which a flank has room.
const LEAST_REACH: f64 = 24.0;

/// An end of an arc.
#[derive(Clone, Copy, Debug, Default)]
struct Port {
    arc: usize,
    /// Its place among the ends on the same side.
    order: u32,
    /// Where the polyline from centre to centre crosses the border.
    preferred: Point,
    weight: f64,
    /// Half of what it takes of the border.
    half_width: f64,
    /// How far it may be from the side, on a flank.
    reach: f64,
}

/// Gives both ends of each arc a port: tail first, then head.
///
/// Ends go to the side that faces the other box, in the order of the next row, as near as they can to
/// where the polyline from centre to centre (`preferences`) crosses the border. The outermost ones may take the
/// flank where that is what their polylines do, which saves them a turn round the corner.
pub(crate) fn ports(
    input: &Input,
    graph: &Acyclic,
    rows: &Rows,
    places: &Places,
    preferences: &[Vec<Point>],
) -> Vec<(Point, Point)> {
    let frame = |node: usize| {
        Rect::around(
            places.centre(rows, node),
            Size::new(2.0 * rows.items[node].left, rows.items[node].height),
        )
    };
    let port = |index: usize, node: usize, next: Item, facing: f64| {
        let arc = &graph.arcs[index];
        let has_arrowhead = arc.reversed == (facing > 0.0);
        Port {
            arc: index,
            order: rows.items[next as usize].place,
            preferred: crossing(&preferences[index], frame(node), facing),
            weight: arc.weight as f64,
            half_width: half_width(input, arc, has_arrowhead),
            reach: input.edges[arc.edge].reach[usize::from(has_arrowhead)],
        }
    };
    let indexed = || graph.arcs.iter().zip(&rows.chains).enumerate();
    let tails = indexed().map(|(index, (arc, chain))| (arc.tail, port(index, arc.tail, chain[1], 1.0)));
    let heads = indexed()
        .map(|(index, (arc, chain))| (arc.head, port(index, arc.head, chain[chain.len() - 2], -1.0)));
    // AdjacencyLists are walked over twice, and ports cost more than memory.
    let (tails, heads): (Vec<_>, Vec<_>) = (tails.collect(), heads.collect());
    let mut below = AdjacencyLists::collect(rows.n_boxes, tails.iter().copied());
    let mut above = AdjacencyLists::collect(rows.n_boxes, heads.iter().copied());
    let mut ports = vec![(Point::default(), Point::default()); graph.arcs.len()];
    let mut regression = Regression::default();
    for node in 0..rows.n_boxes {
        settle(below.get_mut(node), frame(node), 1.0, &mut regression, |arc, point| ports[arc].0 = point);
        settle(above.get_mut(node), frame(node), -1.0, &mut regression, |arc, point| ports[arc].1 = point);
    }
    ports
}

fn half_width(input: &Input, arc: &Arc, has_arrowhead: bool) -> f64 {
    let edge = &input.edges[arc.edge];
    if has_arrowhead { edge.head_half_width + 1.0 } else { edge.half_line() }
}

/// Where a polyline from the centre of `frame` crosses its border on the way down (`facing` 1) or up (−1).
fn crossing(polyline: &[Point], frame: Rect, facing: f64) -> Point {
    let side = if facing > 0.0 { frame.max.y } else { frame.min.y };
    let x = x_at(polyline, side);
    if x > frame.max.x || x < frame.min.x {
        let flank = if x > frame.max.x { frame.max.x } else { frame.min.x };
        let y = y_at(polyline, flank, facing);
        if (side - y) * facing > CORNER {
            return Point::new(flank, y);
        }
    }
    Point::new(x.clamp(frame.min.x, frame.max.x), side)
}

/// Places the ends on one side of a box and on the adjoining halves of its flanks.
fn settle(
    ports: &mut [Port],
    frame: Rect,
    facing: f64,
    regression: &mut Regression,
    mut place: impl FnMut(usize, Point),
) {
    ports.sort_unstable_by_key(|port| (port.order, port.arc));
    let side = if facing > 0.0 { frame.max.y } else { frame.min.y };
    let reach = ports.iter().map(|port| port.reach).fold(frame.size().height / 2.0, f64::min);
    let on_flank = |port: &Port| port.preferred.y != side && port.reach >= LEAST_REACH;
    let middle = f64::midpoint(frame.min.x, frame.max.x);
    let half = (reach - 3.0).max(CORNER);
    // Arrowheads that lie on each other read as one bar: what has no room there comes in round the corner.
    let has_room = move |taken: &mut f64, port: &Port| {
        *taken += 2.0 * port.half_width;
        Some(*taken <= half - CORNER + 2.0 * port.half_width)
    };
    let n_fit =
        |ports: &mut dyn Iterator<Item = &Port>| ports.scan(0.0, has_room).take_while(|&fits| fits).count();
    let n_left = n_fit(&mut ports.iter().take_while(|port| on_flank(port) && port.preferred.x < middle));
    let n_right = n_fit(
        &mut ports[n_left..].iter().rev().take_while(|port| on_flank(port) && port.preferred.x > middle),
    );
    let (left, rest) = ports.split_at(n_left);
    let (straight, right) = rest.split_at(rest.len() - n_right);

    let inset = INSET.min(frame.size().width / 4.0);
    let across = (frame.min.x + inset, frame.max.x - inset);
    // Along the left flank the order runs towards the side, along the right one away from it.
    let depth = |port: &Port| (side - port.preferred.y) * facing;
    let height = |port: &Port| -depth(port);
    spread(left, height, (-half, -CORNER), regression, |arc, s| {
        place(arc, Point::new(frame.min.x, side + s * facing));
    });
    spread(straight, |port| port.preferred.x, across, regression, |arc, x| place(arc, Point::new(x, side)));
    spread(right, depth, (CORNER, half), regression, |arc, s| {
        place(arc, Point::new(frame.max.x, side - s * facing));
    });
}

/// Spreads ports over a range, in order, near their preferences and clear of each other.
fn spread(
    ports: &[Port],
    preferred: impl Fn(&Port) -> f64,
    (low, high): (f64, f64),
    regression: &mut Regression,
    mut place: impl FnMut(usize, f64),
) {
    let room = |index: usize| match index.checked_sub(1) {
        Some(before) => ports[before].half_width + ports[index].half_width,
        None => 0.0,
    };
    let needed: f64 = (0..ports.len()).map(room).sum();
    let squeeze = if needed > high - low { (high - low) / needed } else { 1.0 };
    // Each port with how far it is from the first at least.
    let offset = |sum: &mut f64, index: usize| {
        *sum += room(index) * squeeze;
        Some((&ports[index], *sum))
    };
    let offsets = || (0..ports.len()).scan(0.0, offset);
    let last = (high - offsets().last().map_or(0.0, |(_, offset)| offset)).max(low);
    let fitted = regression.fit(offsets().map(|(port, offset)| (preferred(port) - offset, port.weight)));
    for (at, (port, offset)) in fitted.zip(offsets()) {
        place(port.arc, at.clamp(low, last) + offset);
    }
}

#[cfg(test)]
#[path = "tests/ports.rs"]
mod tests;
