//! The input of a layout: boxes and edges, validated.

use crate::geom::{Point, Size};

/// The longest length, in pixels: of boxes, labels and arrowheads.
const MOST_LENGTH: f64 = 1e6;
/// The largest weight of an edge.
const MOST_WEIGHT: f64 = 1e6;
/// The furthest that a hint is from the origin, in either direction.
const MOST_DISTANCE: f64 = 1e9;

/// What is to be laid out: boxes, and edges between them. Every value of this type can be.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Input {
    pub(crate) boxes: Vec<Size>,
    pub(crate) edges: Vec<Edge>,
    /// One for each box, or none at all.
    pub(crate) hints: Vec<Option<Point>>,
}

/// An edge to be drawn from the box `tail` to the box `head`.
#[derive(Clone, Debug, PartialEq)]
pub struct Edge {
    /// Index of the box it leaves.
    pub tail: usize,
    /// Index of the box it enters.
    pub head: usize,
    /// How strongly it wants to be short and straight, from 1 to a million.
    pub weight: f64,
    /// Half the width of the arrowhead it needs at its head.
    pub head_half_width: f64,
    /// Size of the label that stands beside it.
    pub label: Option<Size>,
    /// How far along the flanks of its boxes it may leave the tail and enter the head, in pixels from the side that faces
    /// the other box: the lower side of the tail, and the upper one of the head, for edges that run downwards. For boxes
    /// that are made of rows, of which only one belongs to the edge; infinite for others.
    pub reach: [f64; 2],
}

/// An edge of the least weight from the first box to itself, without arrowhead and label, and with infinite reach.
impl Default for Edge {
    fn default() -> Edge {
        Edge { tail: 0, head: 0, weight: 1.0, head_half_width: 0.0, label: None, reach: [f64::INFINITY; 2] }
    }
}

/// How far an arrowhead may reach into the room of another line.
const BARB: f64 = 1.7;

/// Half of the room that a thin line needs.
pub(crate) const HALF_LINE: f64 = 2.5;

impl Edge {
    /// Half of the room that its line needs: a line is thinner than its arrowhead, but a thick one needs more room than a
    /// thin one.
    pub(crate) fn half_line(&self) -> f64 {
        (self.head_half_width - BARB).max(HALF_LINE)
    }
}

/// Why something cannot be laid out.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidInput {
    /// An edge leaves a box that does not exist.
    #[error("edge {edge} leaves box {node}, of {n_boxes} boxes counted from 0")]
    Tail {
        /// Index of the edge.
        edge: usize,
        /// Index of no box.
        node: usize,
        /// How many boxes there are.
        n_boxes: usize,
    },
    /// An edge enters a box that does not exist.
    #[error("edge {edge} enters box {node}, of {n_boxes} boxes counted from 0")]
    Head {
        /// Index of the edge.
        edge: usize,
        /// Index of no box.
        node: usize,
        /// How many boxes there are.
        n_boxes: usize,
    },
    /// A box has no width or height from 0 to a million.
    #[error("box {node} cannot be {} wide and {} high", size.width, size.height)]
    Box {
        /// Index of the box.
        node: usize,
        /// What should be its size.
        size: Size,
    },
    /// The label of an edge has no width or height from 0 to a million.
    #[error("the label of edge {edge} cannot be {} wide and {} high", size.width, size.height)]
    Label {
        /// Index of the edge.
        edge: usize,
        /// What should be the size of its label.
        size: Size,
    },
    /// Half the width of an arrowhead is not from 0 to a million.
    #[error(
        "half the width of the arrowhead of edge {edge} cannot be {head_half_width}: it must be from 0 to 1000000"
    )]
    HeadWidth {
        /// Index of the edge.
        edge: usize,
        /// What should be half the width.
        head_half_width: f64,
    },
    /// How far up a flank an edge may reach is no number, or negative.
    #[error("edge {edge} cannot reach {reach} along a flank")]
    Reach {
        /// Index of the edge.
        edge: usize,
        /// What should be the reach.
        reach: f64,
    },
    /// The weight of an edge is not from 1 to a million.
    #[error("the weight of edge {edge} cannot be {weight}: it must be from 1 to 1000000")]
    Weight {
        /// Index of the edge.
        edge: usize,
        /// What should be its weight.
        weight: f64,
    },
    /// There are hints for more or fewer boxes than there are.
    #[error("there are {n_hints} hints for {n_boxes} boxes")]
    Hints {
        /// How many hints there are.
        n_hints: usize,
        /// How many boxes there are.
        n_boxes: usize,
    },
    /// A hint is nowhere, or further than 10⁹ from the origin.
    #[error("box {node} cannot have been at {}, {}", hint.x, hint.y)]
    Hint {
        /// Index of the box.
        node: usize,
        /// Where it should have been.
        hint: Point,
    },
}

impl Input {
    /// Boxes of these sizes and edges between them; parallel edges, pairs of opposite edges and self-loops are welcome.
    ///
    /// # Errors
    ///
    /// The first box or edge that cannot be laid out: an edge that ends at no box, a length that is no number, negative
    /// or longer than a million, a weight that is no number, less than 1 or more than a million.
    pub fn new(boxes: Vec<Size>, edges: Vec<Edge>) -> Result<Input, InvalidInput> {
        for (node, &size) in boxes.iter().enumerate() {
            if !is_size(size) {
                return Err(InvalidInput::Box { node, size });
            }
        }
        for (index, edge) in edges.iter().enumerate() {
            validate(index, edge, boxes.len())?;
        }
        Ok(Input { boxes, edges, hints: Vec::new() })
    }

    /// The same, to be drawn so that it looks like an earlier drawing of nearly the same graph. `hints` has for each box
    /// where its centre was, or `None` for one that was not there; or it is empty.
    ///
    /// # Errors
    ///
    /// Another number of hints, and the first that is no place or further than 10⁹ from the origin.
    pub fn with_hints(self, hints: Vec<Option<Point>>) -> Result<Input, InvalidInput> {
        let (n_hints, n_boxes) = (hints.len(), self.boxes.len());
        if n_hints != 0 && n_hints != n_boxes {
            return Err(InvalidInput::Hints { n_hints, n_boxes });
        }
        let is_near = |along: f64| along.abs() <= MOST_DISTANCE;
        let placed = hints.iter().enumerate().filter_map(|(node, hint)| Some((node, (*hint)?)));
        match placed.into_iter().find(|(_, hint)| !is_near(hint.x) || !is_near(hint.y)) {
            Some((node, hint)) => Err(InvalidInput::Hint { node, hint }),
            None => Ok(Input { hints, ..self }),
        }
    }

    /// The sizes of the boxes.
    #[must_use]
    pub fn boxes(&self) -> &[Size] {
        &self.boxes
    }

    /// The edges, whose ends are indices of boxes.
    #[must_use]
    pub fn edges(&self) -> &[Edge] {
        &self.edges
    }

    /// Where boxes were in an earlier drawing: one for each, or none at all.
    #[must_use]
    pub fn hints(&self) -> &[Option<Point>] {
        &self.hints
    }
}

fn validate(index: usize, edge: &Edge, n_boxes: usize) -> Result<(), InvalidInput> {
    let &Edge { tail, head, weight, head_half_width, label, reach } = edge;
    if tail >= n_boxes {
        return Err(InvalidInput::Tail { edge: index, node: tail, n_boxes });
    }
    if head >= n_boxes {
        return Err(InvalidInput::Head { edge: index, node: head, n_boxes });
    }
    if !(1.0..=MOST_WEIGHT).contains(&weight) {
        return Err(InvalidInput::Weight { edge: index, weight });
    }
    if !is_length(head_half_width) {
        return Err(InvalidInput::HeadWidth { edge: index, head_half_width });
    }
    if let Some(&reach) = reach.iter().find(|reach| reach.is_nan() || **reach < 0.0) {
        return Err(InvalidInput::Reach { edge: index, reach });
    }
    match label.filter(|&size| !is_size(size)) {
        Some(size) => Err(InvalidInput::Label { edge: index, size }),
        None => Ok(()),
    }
}

/// Whether it is a number in a range in which all sums and products are exact enough.
fn is_length(length: f64) -> bool {
    (0.0..=MOST_LENGTH).contains(&length)
}

fn is_size(size: Size) -> bool {
    is_length(size.width) && is_length(size.height)
}

#[cfg(test)]
#[path = "tests/input.rs"]
mod tests;
