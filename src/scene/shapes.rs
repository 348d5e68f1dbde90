//! What stands in a picture besides text.

use crate::geom::{Point, Rect, Size};

use super::color::Shade;
use super::text::Text;

/// A group of marks around the graph.
#[derive(Clone, Debug, Default)]
pub struct Panel {
    /// The room it takes.
    pub size: Size,
    /// The marks, relative to its upper left corner.
    pub marks: Vec<Mark>,
}

/// Something drawn in a panel.
#[derive(Clone, Debug)]
pub enum Mark {
    /// A line of text.
    Text(Text),
    /// A box without text.
    Swatch(Swatch),
    /// A straight arrow from the first point to the second.
    Arrow(Point, Point, Stroke),
}

/// A sample of a box.
#[derive(Clone, Debug)]
pub struct Swatch {
    /// Where it is.
    pub rect: Rect,
    /// Radius of its corners.
    pub radius: f64,
    /// Width of its border.
    pub border: f64,
    /// Its colour.
    pub shade: Shade,
}

/// A line with an arrowhead.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stroke {
    /// Its tone.
    pub shade: Shade,
    /// Its width.
    pub width: f64,
    /// The lengths of dash and gap, where the line stands for functions left out.
    pub dash: Option<[f64; 2]>,
    /// Length of the arrowhead.
    pub head_length: f64,
    /// Half the width of the arrowhead.
    pub head_half_width: f64,
}
