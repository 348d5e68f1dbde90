//! The type of a drawing.

use crate::layout;
use crate::scene::Panel;
use crate::scene::background::Background;
use crate::scene::color::Theme;

use super::edge::DrawnEdge;
use super::node::NodeBox;

/// A call graph with all texts, colours and sizes of its picture, and without places.
#[derive(Clone, Debug, Default)]
pub struct Drawing {
    /// The name of the profiled file.
    pub title: String,
    /// The graph in a sentence or two, for screen readers.
    pub description: String,
    /// Whether it is drawn for light or dark surroundings.
    pub theme: Theme,
    /// What is painted behind it.
    pub background: Background,
    /// Whether it is to be part of a page or document: then it is printed in few bytes, without script and tooltips.
    pub is_embedded: bool,
    /// The width that the picture should not exceed, in px, if any.
    pub width: Option<u32>,
    /// The direction of calls.
    pub direction: layout::Direction,
    /// The font family to prefer to those that text is measured with, if any.
    pub font: Option<String>,
    /// Index of the box that an interactive picture begins at: that with the largest flat value, or in a comparison the
    /// function whose change matters most. None if no function has a value.
    pub start: Option<usize>,
    /// Whether it shows the difference of two profiles.
    pub is_difference: bool,
    /// The boxes, in the graph's order; then, if an edge needs it, the one for nodes that have cancelled out.
    pub boxes: Vec<NodeBox>,
    /// Runs of boxes that are drawn one on top of the next without lines between them, as indices from top to bottom.
    pub stacks: Vec<Vec<usize>>,
    /// The calls that are drawn as lines, heaviest first; the others are [stubs](super::stub) in their callers' boxes.
    pub edges: Vec<DrawnEdge>,
    /// What may make the picture misleading, in sentences, such as a profile without symbols. The facts have them, too.
    pub notices: Vec<String>,
    /// The boxes of functions that were only renamed, in a comparison: that of the name before and that of the name after,
    /// which a thin line joins.
    pub renamed: Vec<[usize; 2]>,
    /// The panel with title, facts about the profile, and heaviest functions.
    pub facts: Panel,
    /// The panel that explains the picture; none if the graph is empty, or if the drawing is embedded, where the facts
    /// end in a sentence that does.
    pub key: Option<Panel>,
}

/// Distance of everything from the edge of the page, in px.
pub(crate) const MARGIN: f64 = 20.0;

impl Drawing {
    /// The value for [`layout::Options::width`](crate::layout::Options::width), in px: the width between the margins of
    /// the page, at least 1; 0 if the drawing may be of any width.
    #[must_use]
    pub fn graph_width(&self) -> f64 {
        self.width.map_or(0.0, |width| (f64::from(width) - 2.0 * MARGIN).max(1.0))
    }
}
