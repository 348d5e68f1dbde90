//! The interface of the two writers of a call graph: `interactive` for a document that is opened by itself, `embedded` for
//! a picture in a page or document.
//!
//! The walk over the drawing (`graph`, `node`) is the same for both. It calls its writer for all elements in which they
//! differ. All coordinates are in px.

use svg::Node;
use svg::node::element::{Element, Group, Path, Rectangle, SVG, Title};

use crate::drawing::Drawing;
use crate::drawing::edge::DrawnEdge;
use crate::drawing::node::{NodeBox, Pass};
use crate::drawing::stub::{Arrivals, Stub};
use crate::drawing::tag::LabelRow;
use crate::geom::{Point, Size};
use crate::layout::Route;
use crate::scene::text::TextLine;

use crate::render::markup::marks::MarkWriter;

/// A call with its course, and the numbers in the ids of its caller's and its callee's box.
#[derive(Clone, Copy)]
pub(super) struct RoutedEdge<'a> {
    pub(super) edge: &'a DrawnEdge,
    pub(super) ends: [usize; 2],
    pub(super) route: &'a Route,
}

/// A box with its centre in the graph.
#[derive(Clone, Copy)]
pub(super) struct PlacedBox<'a> {
    pub(super) node: &'a NodeBox,
    pub(super) centre: Point,
}

/// The text beside a call with its centre in the graph, and the numbers in the ids of the boxes at the call's ends.
pub(super) struct PlacedLabel<'a> {
    pub(super) text: &'a TextLine,
    pub(super) ends: [usize; 2],
    pub(super) centre: Point,
}

/// Writes the parts of a call graph as elements of SVG.
pub(super) trait Writer {
    /// The writer of panels and of all text.
    fn marks(&self) -> &dyn MarkWriter;

    /// The root of a document of this size, with title, style sheet and background.
    fn root(&self, drawing: &Drawing, size: Size) -> SVG;

    /// The finished document as text.
    fn print(&self, drawing: &Drawing, root: SVG) -> String;

    /// All edges, in the order in which they are painted.
    fn edges(&self, edges: &[RoutedEdge<'_>]) -> Vec<Box<dyn Node>>;

    /// The group of all boxes.
    fn boxes(&self, boxes: &[PlacedBox<'_>]) -> Group;

    /// The labels beside edges, in the order in which they are painted, in `group`.
    fn labels(&self, group: Group, labels: &[PlacedLabel<'_>]) -> Group;

    /// The point that coordinates in a box are relative to.
    fn origin(&self, placed: PlacedBox<'_>) -> Point;

    /// The empty group of a box.
    fn box_group(&self, node: &NodeBox) -> Group;

    /// The id of a part of this picture that DOT calls `name`.
    fn id(&self, name: &str) -> String;

    /// The title of a box.
    fn title(&self, node: &NodeBox) -> Title;

    /// The rectangle of a box, of which `whole` has all attributes.
    fn outline(&self, node: &NodeBox, whole: Rectangle) -> Rectangle;

    /// A line of text in a box.
    fn line(&self, node: &NodeBox, line: &TextLine) -> Element;

    /// The hairlines above the rows of a box with its left edge at `left`.
    fn rules(&self, node: &NodeBox, left: f64) -> Vec<Box<dyn Node>>;

    /// A hairline along these commands.
    fn hairline(&self, data: &str) -> Path;

    /// The rows of a box for labels of samples; `left` is its left edge.
    fn rows(&self, rows: &[LabelRow], left: f64) -> Vec<Box<dyn Node>>;

    /// The elements of a box but for its calls and, where it links to the source, its name.
    fn own(&self, node: &NodeBox, parts: Vec<Box<dyn Node>>) -> Vec<Box<dyn Node>>;

    /// The elements of all calls of a box, of which `calls` are the rows.
    fn calls(&self, node: &NodeBox, calls: Vec<Box<dyn Node>>) -> Vec<Box<dyn Node>>;

    /// The row for weak calls that arrive at a box; `left` is its left edge.
    fn arrivals(&self, arrivals: &Arrivals, left: f64) -> Box<dyn Node>;

    /// The row for a weak call that leaves the box with the number `from`.
    fn stub(&self, stub: &Stub, from: usize, left: f64) -> Box<dyn Node>;

    /// The call from a row of a stack, with the number `from`, to the box below it.
    fn pass(&self, pass: &Pass, from: usize, left: f64) -> Box<dyn Node>;
}
