//! The guarantees of every layout, as a function that checks them.

use std::fmt;
use std::ops::RangeInclusive;

use crate::geom::{Point, Rect, chords, cubics};
use crate::input::Input;
use crate::layout::Layout;
use crate::options::Direction;

/// How far ends may lie from the border of their box, and curves reach into a foreign one.
const TOLERANCE: f64 = 0.5;

/// What is placed in a layout besides curves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placed {
    /// The box at this index.
    Box(usize),
    /// The label of the edge at this index.
    Label(usize),
}

impl fmt::Display for Placed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Placed::Box(node) => write!(f, "box {node}"),
            Placed::Label(edge) => write!(f, "label of edge {edge}"),
        }
    }
}

/// What is wrong with a layout.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum BrokenPromise {
    /// There are more or fewer boxes or routes than were to be laid out.
    #[error("a box or an edge has no place")]
    Counts,
    /// A label has no place, or a place has no label.
    #[error("edge {edge} has lost or found a label")]
    Label {
        /// Index of the edge.
        edge: usize,
    },
    /// A route is no chain of cubic curves.
    #[error("edge {edge} has {n_points} points, not 3 n + 1")]
    Points {
        /// Index of the edge.
        edge: usize,
        /// How many points its curve has.
        n_points: usize,
    },
    /// Something lies outside of the extent, or nowhere; or the extent has no end.
    #[error("what is drawn at {drawn:?} lies outside the frame {frame:?}")]
    Outside {
        /// Where something is.
        drawn: Rect,
        /// The extent, with what may be outside.
        frame: Rect,
    },
    /// Two boxes or labels share room.
    #[error("{one} overlaps {other}")]
    Overlap {
        /// One of the two.
        one: Placed,
        /// The other.
        other: Placed,
    },
    /// A route begins or ends elsewhere than on its box.
    #[error("edge {edge} ends {distance:.1} off the border of box {node}")]
    Detached {
        /// Index of the edge.
        edge: usize,
        /// Index of the box.
        node: usize,
        /// How far the end is from the border.
        distance: f64,
    },
    /// An edge runs against the flow and is not said to.
    #[error("edge {edge} does not lead onwards from box {upper} to box {lower}")]
    Backwards {
        /// Index of the edge.
        edge: usize,
        /// Index of the box that should come first.
        upper: usize,
        /// Index of the box that should come later.
        lower: usize,
    },
    /// A route runs through a box at which it does not end.
    #[error("edge {edge} runs through box {node}")]
    Through {
        /// Index of the edge.
        edge: usize,
        /// Index of the box.
        node: usize,
    },
}

/// Checks any layout against what [`layered`](crate::layered()) promises of every input.
///
/// Boxes are apart; every curve begins and ends on its boxes and stays out of all others; edges run downwards unless
/// reversed, or from one column to the next; labels are clear of boxes and of each other; everything lies inside the frame.
///
/// # Errors
///
/// The first promise that is broken, and where.
pub fn check(input: &Input, layout: &Layout) -> Result<(), BrokenPromise> {
    check_counts(input, layout)?;
    let boxes: Vec<Rect> = (0..input.boxes.len()).map(|index| layout.rect(input, index)).collect();
    let labels: Vec<(usize, Rect)> = (layout.routes.iter().enumerate())
        .filter_map(|(edge, route)| Some((edge, Rect::around(route.label?, input.edges[edge].label?))))
        .collect();
    check_frame(layout, &boxes, &labels)?;
    let rects: Vec<Rect> = boxes.iter().copied().chain(labels.iter().map(|&(_, rect)| rect)).collect();
    let placed = |index: usize| match index.checked_sub(boxes.len()) {
        None => Placed::Box(index),
        Some(label) => Placed::Label(labels[label].0),
    };
    if let Some((one, other)) = first_overlap(&rects) {
        return Err(BrokenPromise::Overlap { one: placed(one), other: placed(other) });
    }
    let index = Index::new(&boxes);
    (0..input.edges.len()).try_for_each(|edge| {
        check_ends(input, layout, &boxes, edge)?;
        check_course(input, layout, &boxes, &index, edge)
    })
}

fn check_counts(input: &Input, layout: &Layout) -> Result<(), BrokenPromise> {
    if layout.boxes.len() != input.boxes.len() || layout.routes.len() != input.edges.len() {
        return Err(BrokenPromise::Counts);
    }
    for (edge, (wanted, route)) in input.edges.iter().zip(&layout.routes).enumerate() {
        if wanted.label.is_some() != route.label.is_some() {
            return Err(BrokenPromise::Label { edge });
        }
        if route.curve.len() % 3 != 1 {
            return Err(BrokenPromise::Points { edge, n_points: route.curve.len() });
        }
    }
    Ok(())
}

fn check_frame(layout: &Layout, boxes: &[Rect], labels: &[(usize, Rect)]) -> Result<(), BrokenPromise> {
    let frame = Rect { min: Point::default(), max: Point::new(layout.size.width, layout.size.height) };
    let frame = frame.grown(TOLERANCE);
    let is_finite = frame.max.x.is_finite() && frame.max.y.is_finite();
    let points = layout.routes.iter().flat_map(|route| &route.curve);
    let mut drawn = (boxes.iter().copied())
        .chain(labels.iter().map(|&(_, rect)| rect))
        .chain(points.map(|&point| Rect { min: point, max: point }));
    // Written so that a coordinate that is not a number is outside, too.
    let is_inside = |rect: &Rect| {
        is_finite
            && rect.min.x >= frame.min.x
            && rect.min.y >= frame.min.y
            && rect.max.x <= frame.max.x
            && rect.max.y <= frame.max.y
    };
    match drawn.find(|rect| !is_inside(rect)) {
        Some(drawn) => Err(BrokenPromise::Outside { drawn, frame }),
        None => Ok(()),
    }
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

/// Checks that a route ends on its boxes, and that these are in the order of the flow.
fn check_ends(input: &Input, layout: &Layout, boxes: &[Rect], edge: usize) -> Result<(), BrokenPromise> {
    let ends = &input.edges[edge];
    let route = &layout.routes[edge];
    let (first, last) = (route.curve[0], route.curve[route.curve.len() - 1]);
    for (point, node) in [(first, ends.tail), (last, ends.head)] {
        let distance = border_distance(point, boxes[node]);
        if distance > TOLERANCE {
            return Err(BrokenPromise::Detached { edge, node, distance });
        }
    }
    let (upper, lower) = if route.reversed { (ends.head, ends.tail) } else { (ends.tail, ends.head) };
    let (end, start) = match layout.direction {
        Direction::TopToBottom => (boxes[upper].max.y, boxes[lower].min.y),
        Direction::LeftToRight => (boxes[upper].max.x, boxes[lower].min.x),
    };
    if upper != lower && end > start && !route.wraps {
        return Err(BrokenPromise::Backwards { edge, upper, lower });
    }
    Ok(())
}

/// Checks that a route keeps out of the boxes where it does not end.
fn check_course(
    input: &Input,
    layout: &Layout,
    boxes: &[Rect],
    index: &Index,
    edge: usize,
) -> Result<(), BrokenPromise> {
    let ends = &input.edges[edge];
    for piece in flattened(&layout.routes[edge].curve).windows(2) {
        let found = index.near(piece).find(|&node| {
            node != ends.tail && node != ends.head && boxes[node].grown(-TOLERANCE).meets(piece[0], piece[1])
        });
        if let Some(node) = found {
            return Err(BrokenPromise::Through { edge, node });
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
pub(crate) fn flattened(curve: &[Point]) -> Vec<Point> {
    let mut points = vec![curve[0]];
    for cubic in cubics(curve) {
        points.extend(chords(&cubic, 16).map(|(_, end)| end));
    }
    points
}

/// Boxes by horizontal bands, so that a curve is compared with those at its height only.
struct Index {
    bands: Vec<Vec<usize>>,
    height: f64,
}

/// Least height of a band.
const BAND: f64 = 64.0;

impl Index {
    /// The bands of boxes that lie inside of a frame. None is lower than a box, nor are there more than boxes, so that
    /// all together hold each box twice at most, wherever they are.
    fn new(boxes: &[Rect]) -> Index {
        let bottom = boxes.iter().map(|rect| rect.max.y).fold(0.0, f64::max);
        let highest = boxes.iter().map(|rect| rect.size().height).fold(BAND, f64::max);
        let height = highest.max(bottom / boxes.len().max(1) as f64);
        let mut index = Index { bands: vec![Vec::new(); (bottom / height) as usize + 1], height };
        for (node, rect) in boxes.iter().enumerate() {
            let bands = index.bands(rect.min.y, rect.max.y);
            index.bands[bands].iter_mut().for_each(|band| band.push(node));
        }
        index
    }

    fn near(&self, piece: &[Point]) -> impl Iterator<Item = usize> + '_ {
        let (a, b) = (piece[0].y, piece[1].y);
        self.bands[self.bands(a.min(b), a.max(b))].iter().flatten().copied()
    }

    fn bands(&self, top: f64, bottom: f64) -> RangeInclusive<usize> {
        // What is above or not a number is in the first band, what is below in the last.
        let band = |y: f64| ((y / self.height) as usize).min(self.bands.len() - 1);
        band(top)..=band(bottom)
    }
}

#[cfg(test)]
#[path = "tests/check.rs"]
mod tests;
