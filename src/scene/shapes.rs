//! Shapes with their places: what panels and charts are made of, besides text. All lengths are in px, and y goes down.

use crate::geom::{Point, Rect, Size};

use super::background::Background;
use super::color::{Shade, Theme};
use super::text::TextLine;

/// A group of marks beside the graph: the facts, or the key.
#[derive(Clone, Debug, Default)]
pub struct Panel {
    /// Width and height that the marks take, in px.
    pub size: Size,
    /// The marks in the order in which they are painted, relative to the panel's upper left corner.
    pub marks: Vec<Mark>,
}

/// A shape or a line of text in a panel or a [`Scene`].
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Mark {
    /// A line of text.
    Text(TextLine),
    /// A rectangle in the colours of a box.
    Swatch(Swatch),
    /// A straight arrow from the first point to the second.
    Arrow(Point, Point, Stroke),
    /// A line through several points.
    Line(Polyline),
    /// The polygon with these corners, without a border.
    Area(Vec<Point>, Paint),
    /// A mark that links to the box with this [number](crate::drawing::node::NodeBox::number). Embedded pictures show the
    /// mark without the link.
    Link(usize, Box<Mark>),
    /// Marks with a tooltip, which is shown where the pointer is in the rectangle.
    Titled(String, Rect, Vec<Mark>),
}

/// A colour by its purpose: the palette decides which it is in a light and in a dark theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Paint {
    /// The colour of normal text: [`Palette::foreground`](super::color::Palette::foreground).
    Foreground,
    /// The colour of muted text: [`Palette::muted`](super::color::Palette::muted).
    Muted,
    /// The colour of a box's area: [`Palette::fill`](super::color::Palette::fill).
    Fill(Shade),
    /// The colour of a border or an edge: [`Palette::line`](super::color::Palette::line).
    Line(Shade),
}

/// A line through several points, without arrowheads.
#[derive(Clone, Debug)]
pub struct Polyline {
    /// The points, from the first to the last.
    pub points: Vec<Point>,
    /// The colour.
    pub paint: Paint,
    /// The width of the line, in px.
    pub width: f64,
    /// The lengths of dash and gap in px; none for a solid line.
    pub dash: Option<[f64; 2]>,
}

/// A picture with everything in its place: input of [`render::scene`](crate::render::scene).
#[derive(Clone, Debug, Default)]
pub struct Scene {
    /// The name of the picture, for its tooltip and for screen readers.
    pub title: String,
    /// The picture in a sentence or two, for screen readers.
    pub description: String,
    /// Whether it is drawn for light or dark surroundings.
    pub theme: Theme,
    /// What is painted behind it.
    pub background: Background,
    /// The font family to prefer to those that text was measured with, if any.
    pub font: Option<String>,
    /// The size of the whole picture, in px.
    pub size: Size,
    /// The marks in the order in which they are painted.
    pub marks: Vec<Mark>,
}

/// A rectangle in the colours of a box, and the box of a call graph itself.
#[derive(Clone, Debug)]
pub struct Swatch {
    /// The rectangle, to the middle of its border.
    pub rect: Rect,
    /// The radius of its corners, in px.
    pub radius: f64,
    /// The width of its border, in px.
    pub border: f64,
    /// The shade of both area and border.
    pub shade: Shade,
}

/// How a line with an arrowhead is drawn. All lengths are in px.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stroke {
    /// The shade of line and arrowhead.
    pub shade: Shade,
    /// The width of the line.
    pub width: f64,
    /// The lengths of dash and gap of a call through functions that are left out; none for a direct call.
    pub dash: Option<[f64; 2]>,
    /// The length of the arrowhead.
    pub head_length: f64,
    /// Half the width of the arrowhead.
    pub head_half_width: f64,
    /// Whether the arrowhead is an outline: in a comparison, that the value became less, for those who see no colours.
    pub is_hollow: bool,
}
