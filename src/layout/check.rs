//! What every layout promises, put to the test.

use super::{Direction, Input, Layout};
use crate::geom::{Point, Rect};

/// How far ends may lie from the border of their box, and curves reach into a foreign one.
const TOLERANCE: f64 = 0.5;

/// Checks a layout against what [`layered`](super::layered) promises of every input with finite sizes.
///
/// Boxes are apart; every curve begins and ends on its boxes and stays out of all others; edges run downwards unless
/// reversed, or from one column to the next; labels are clear of boxes and of each other; all ink lies inside the frame.
///
/// # Errors
///
/// The first promise that is broken, and where.
pub fn check(input: &Input, layout: &Layout) -> Result<(), String> {
    let boxes: Vec<Rect> = (0..input.boxes.len()).map(|index| layout.rect(input, index)).collect();
    let labels: Vec<(usize, Rect)> = (layout.routes.iter().enumerate())
        .filter_map(|(edge, route)| Some((edge, Rect::around(route.label?, input.edges[edge].label?))))
        .collect();
    check_counts(input, layout)?;
    check_frame(layout, &boxes, &labels)?;
    let rects: Vec<Rect> = boxes.iter().copied().chain(labels.iter().map(|&(_, rect)| rect)).collect();
    let name = |index: usize| match index.checked_sub(boxes.len()) {
        None => format!("box {index}"),
        Some(label) => format!("label of edge {}", labels[label].0),
    };
    if let Some((a, b)) = first_overlap(&rects) {
        return Err(format!("{} overlaps {}", name(a), name(b)));
    }
    let index = Index::new(&boxes);
    for edge in 0..input.edges.len() {
        check_route(input, layout, &boxes, &index, edge)?;
    }
    Ok(())
}

fn check_counts(input: &Input, layout: &Layout) -> Result<(), String> {
    if layout.boxes.len() != input.boxes.len() || layout.routes.len() != input.edges.len() {
        return Err("a box or an edge has no place".to_owned());
    }
    for (edge, (wanted, route)) in input.edges.iter().zip(&layout.routes).enumerate() {
        if wanted.label.is_some() != route.label.is_some() {
            return Err(format!("edge {edge} has lost or found a label"));
        }
        if route.curve.len() % 3 != 1 {
            return Err(format!("edge {edge} has {} points, not 3 n + 1", route.curve.len()));
        }
    }
    Ok(())
}

fn check_frame(layout: &Layout, boxes: &[Rect], labels: &[(usize, Rect)]) -> Result<(), String> {
    let frame = Rect { min: Point::default(), max: Point::new(layout.size.width, layout.size.height) };
    let frame = frame.grown(TOLERANCE);
    let points = layout.routes.iter().flat_map(|route| &route.curve);
    let ink = (boxes.iter().copied())
        .chain(labels.iter().map(|&(_, rect)| rect))
        .chain(points.map(|&point| Rect { min: point, max: point }));
    for rect in ink {
        let inside = rect.min.x >= frame.min.x
            && rect.min.y >= frame.min.y
            && rect.max.x <= frame.max.x
            && rect.max.y <= frame.max.y;
        // Written so that a coordinate that is not a number fails too.
        if !inside {
            return Err(format!("ink at {rect:?} lies outside the frame {frame:?}"));
        }
    }
    Ok(())
}

/// The first pair of rectangles that overlap by more than the tolerance, by a sweep from left to right.
fn first_overlap(rects: &[Rect]) -> Option<(usize, usize)> {
    let mut order: Vec<usize> = (0..rects.len()).collect();
    order.sort_by(|&a, &b| rects[a].min.x.total_cmp(&rects[b].min.x).then(a.cmp(&b)));
    for (place, &a) in order.iter().enumerate() {
        let overlapping = (order[place + 1..].iter())
            .take_while(|&&b| rects[b].min.x < rects[a].max.x)
            .find(|&&b| rects[a].grown(-TOLERANCE).overlaps(rects[b].grown(-TOLERANCE)));
        if let Some(&b) = overlapping {
            return Some((a.min(b), a.max(b)));
        }
    }
    None
}

fn check_route(
    input: &Input,
    layout: &Layout,
    boxes: &[Rect],
    index: &Index,
    edge: usize,
) -> Result<(), String> {
    let ends = &input.edges[edge];
    let route = &layout.routes[edge];
    let (first, last) = (route.curve[0], route.curve[route.curve.len() - 1]);
    for (point, node) in [(first, ends.tail), (last, ends.head)] {
        let distance = border_distance(point, boxes[node]);
        if distance > TOLERANCE {
            return Err(format!("edge {edge} ends {distance:.1} off the border of box {node}"));
        }
    }
    let (upper, lower) = if route.reversed { (ends.head, ends.tail) } else { (ends.tail, ends.head) };
    let (end, start) = match layout.direction {
        Direction::TopToBottom => (boxes[upper].max.y, boxes[lower].min.y),
        Direction::LeftToRight => (boxes[upper].max.x, boxes[lower].min.x),
    };
    if upper != lower && end > start && !route.wraps {
        return Err(format!("edge {edge} does not lead onwards from box {upper} to box {lower}"));
    }
    for piece in flattened(&route.curve).windows(2) {
        let found = index.near(piece).find(|&node| {
            node != ends.tail && node != ends.head && boxes[node].grown(-TOLERANCE).meets(piece[0], piece[1])
        });
        if let Some(node) = found {
            return Err(format!("edge {edge} runs through box {node}"));
        }
    }
    Ok(())
}

/// Distance from a point to the border of a rectangle, from inside or outside.
fn border_distance(point: Point, rect: Rect) -> f64 {
    let dx = (rect.min.x - point.x).max(point.x - rect.max.x);
    let dy = (rect.min.y - point.y).max(point.y - rect.max.y);
    if dx <= 0.0 && dy <= 0.0 { -dx.max(dy) } else { dx.max(0.0).max(dy.max(0.0)) }
}

/// Points along a chain of cubic curves, sixteen pieces per curve.
pub(super) fn flattened(curve: &[Point]) -> Vec<Point> {
    let mut points = vec![curve[0]];
    for cubic in curve.windows(4).step_by(3) {
        points.extend((1..=16).map(|step| {
            let t = f64::from(step) / 16.0;
            let s = 1.0 - t;
            let (a, b, c, d) = (s * s * s, 3.0 * s * s * t, 3.0 * s * t * t, t * t * t);
            let mix = |of: fn(&Point) -> f64| {
                a * of(&cubic[0]) + b * of(&cubic[1]) + c * of(&cubic[2]) + d * of(&cubic[3])
            };
            Point::new(mix(|point| point.x), mix(|point| point.y))
        }));
    }
    points
}

/// Boxes by horizontal bands, so that a curve is held against those at its height only.
struct Index {
    bands: Vec<Vec<usize>>,
}

/// Height of a band.
const BAND: f64 = 64.0;

impl Index {
    fn new(boxes: &[Rect]) -> Index {
        let mut bands = Vec::new();
        for (node, rect) in boxes.iter().enumerate() {
            let (top, bottom) = (band(rect.min.y), band(rect.max.y));
            if bands.len() <= bottom {
                bands.resize(bottom + 1, Vec::new());
            }
            bands[top..=bottom].iter_mut().for_each(|band| band.push(node));
        }
        Index { bands }
    }

    fn near(&self, piece: &[Point]) -> impl Iterator<Item = usize> + '_ {
        let (a, b) = (band(piece[0].y.min(piece[1].y)), band(piece[0].y.max(piece[1].y)));
        self.bands.iter().take(b + 1).skip(a).flatten().copied()
    }
}

fn band(y: f64) -> usize {
    (y / BAND) as usize
}

#[cfg(test)]
#[path = "tests/check.rs"]
mod tests;
