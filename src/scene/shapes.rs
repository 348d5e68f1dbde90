//! What stands in a picture besides text.

use crate::geom::{Point, Rect, Size};

use super::background::Background;
use super::color::{Shade, Theme};
use super::text::TextLine;

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
    Text(TextLine),
    /// A box without text.
    Swatch(Swatch),
    /// A straight arrow from the first point to the second.
    Arrow(Point, Point, Stroke),
    /// A line from point to point.
    Line(Polyline),
    /// What lies between points, without a border.
    Area(Vec<Point>, Paint),
    /// A mark that leads to the box of this number, in pictures with links.
    Link(usize, Box<Mark>),
    /// Marks with a title, and the room in which a pointer finds it.
    Titled(String, Rect, Vec<Mark>),
}

/// What something is drawn in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paint {
    /// The ink of text that is read first.
    Foreground,
    /// That of text that locates and explains.
    Muted,
    /// The tint of a box.
    Fill(Shade),
    /// The tone of a line.
    Line(Shade),
}

/// A line from point to point.
#[derive(Clone, Debug)]
pub struct Polyline {
    /// The points.
    pub points: Vec<Point>,
    /// Its colour.
    pub paint: Paint,
    /// Its width.
    pub width: f64,
    /// The lengths of dash and gap, if it is not whole.
    pub dash: Option<[f64; 2]>,
}

/// A picture with everything in its place.
#[derive(Clone, Debug, Default)]
pub struct Scene {
    /// What it shows: its name.
    pub title: String,
    /// What it shows, in a sentence or two.
    pub description: String,
    /// The surroundings it is drawn for.
    pub theme: Theme,
    /// The ground.
    pub background: Background,
    /// The font to prefer, if any.
    pub font: Option<String>,
    /// The size of the page.
    pub size: Size,
    /// What stands on it, the lowest first.
    pub marks: Vec<Mark>,
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
    /// Whether the arrowhead is an outline, which says without colour that something became less.
    pub is_hollow: bool,
}
