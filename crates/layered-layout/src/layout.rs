//! The result of a layout: positions, curves and extent.

use crate::geom::{Cubic, Point, Rect, Size, chords, cubics};
use crate::input::Edge;
use crate::input::Input;
use crate::options::Direction;

/// Where everything goes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    /// Extent of all that is drawn; its upper left corner is the origin, unless there are hints: then there may be empty room
    /// to the left and at the top.
    pub size: Size,
    /// The centre of each box, in input order.
    pub boxes: Vec<Point>,
    /// The course of each edge, in input order.
    pub routes: Vec<Route>,
    /// Which way edges run.
    pub direction: Direction,
    /// Where effort ran out.
    pub limits_reached: LimitsReached,
}

/// The phases whose work was limited, since the graph is large: what they decide is sound, but not as good as it could
/// be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct LimitsReached {
    /// More edges run upwards than necessary: cycles are broken so that there are few ranks.
    pub cycles: bool,
    /// Edges may be longer than necessary: ranks are those of the longest paths.
    pub ranks: bool,
    /// More edges may cross than necessary.
    pub order: bool,
    /// Edges may lean and bend more than necessary.
    pub positions: bool,
}

impl LimitsReached {
    /// Whether there is any.
    #[must_use]
    pub fn any(self) -> bool {
        self.cycles || self.ranks || self.order || self.positions
    }

    /// The limits reached in either of two parts of a drawing.
    pub(crate) fn and(self, other: LimitsReached) -> LimitsReached {
        LimitsReached {
            cycles: self.cycles || other.cycles,
            ranks: self.ranks || other.ranks,
            order: self.order || other.order,
            positions: self.positions || other.positions,
        }
    }
}

/// The course of an edge.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Route {
    /// A chain of cubic Bézier curves from the border of the tail's box to that of the head's:
    /// a start and three points per curve, `3 n + 1` in all.
    pub curve: Vec<Point>,
    /// Whether the edge runs against the flow: its head lies above its tail, or left of it where edges run to the right.
    pub reversed: bool,
    /// Whether it leads from the foot of a column up to the head of the next: then nothing follows from where its ends
    /// are.
    pub wraps: bool,
    /// Centre of the label, for an edge that has one.
    pub label: Option<Point>,
}

impl Route {
    /// The length of its curve, measured in chords.
    #[must_use]
    pub fn length(&self) -> f64 {
        /// Chords of each cubic.
        const CHORDS: u32 = 8;
        let length =
            |cubic: Cubic| -> f64 { chords(&cubic, CHORDS).map(|(start, end)| start.distance(end)).sum() };
        cubics(&self.curve).map(length).sum()
    }
}

impl Layout {
    /// The box at `index` as a rectangle.
    #[must_use]
    pub fn rect(&self, input: &Input, index: usize) -> Rect {
        Rect::around(self.boxes[index], input.boxes[index])
    }

    /// The smallest rectangle that holds all boxes, curves and labels; none of an empty layout.
    fn extent(&self, input: &Input) -> Option<Rect> {
        let boxes = (0..self.boxes.len()).map(|index| self.rect(input, index));
        let routes = self.routes.iter().zip(&input.edges).filter_map(|(route, edge)| route.extent(edge));
        boxes.chain(routes).reduce(Rect::union)
    }

    pub(crate) fn shift(&mut self, dx: f64, dy: f64) {
        let points = self.routes.iter_mut().flat_map(|route| route.curve.iter_mut().chain(&mut route.label));
        for point in self.boxes.iter_mut().chain(points) {
            point.x += dx;
            point.y += dy;
        }
    }
}

impl Route {
    /// The extent of a route: its control polygon, which holds the curve, and its label.
    pub(crate) fn extent(&self, edge: &Edge) -> Option<Rect> {
        let points = self.curve.iter().map(|&point| Rect { min: point, max: point });
        let label = self.label.zip(edge.label).map(|(centre, size)| Rect::around(centre, size));
        points.chain(label).reduce(Rect::union)
    }
}

/// Moves everything so that the upper left corner of all that is drawn is the origin.
pub(crate) fn framed(input: &Input, mut layout: Layout) -> Layout {
    let Some(frame) = layout.extent(input) else { return layout };
    layout.shift(-frame.min.x, -frame.min.y);
    layout.size = frame.size();
    layout
}
