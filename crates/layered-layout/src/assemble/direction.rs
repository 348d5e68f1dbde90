//! Drawings from left to right: the same layout with x and y exchanged.

use crate::geom::{Point, Size};
use crate::input::Edge;
use crate::input::Input;
use crate::layout::Layout;
use crate::options::Direction;

/// The input with the sizes of boxes and labels turned.
pub(crate) fn input(input: &Input) -> Input {
    Input {
        boxes: input.boxes.iter().map(|&size| turned(size)).collect(),
        edges: (input.edges.iter())
            .map(|edge| Edge { label: edge.label.map(turned), ..edge.clone() })
            .collect(),
        hints: input.hints.iter().map(|hint| hint.map(exchanged)).collect(),
    }
}

/// Turns a drawing from top to bottom into one from left to right.
pub(crate) fn layout(layout: &mut Layout) {
    let points = layout.routes.iter_mut().flat_map(|route| route.curve.iter_mut().chain(&mut route.label));
    for point in layout.boxes.iter_mut().chain(points) {
        *point = exchanged(*point);
    }
    layout.size = turned(layout.size);
    layout.direction = Direction::LeftToRight;
}

fn exchanged(point: Point) -> Point {
    Point::new(point.y, point.x)
}

fn turned(size: Size) -> Size {
    Size::new(size.height, size.width)
}
