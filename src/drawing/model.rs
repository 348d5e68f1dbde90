//! What a drawing is.

use crate::scene::Panel;
use crate::scene::background::Background;
use crate::scene::color::Theme;

use super::edge::DrawnEdge;
use super::node::NodeBox;

/// A picture without places.
#[derive(Clone, Debug, Default)]
pub struct Drawing {
    /// What it shows: the name of the profiled file.
    pub title: String,
    /// What it shows, in a sentence.
    pub description: String,
    /// The surroundings it is drawn for.
    pub theme: Theme,
    /// The ground.
    pub background: Background,
    /// Whether it is to be part of something else.
    pub is_embedded: bool,
    /// The width that the picture should not exceed, if any.
    pub width: Option<u32>,
    /// The font to prefer, if any.
    pub font: Option<String>,
    /// Index of the box to look at first, unless there is none: that with the largest flat value.
    pub start: Option<usize>,
    /// Whether it shows the difference of two profiles.
    pub is_difference: bool,
    /// The boxes, in the graph's order; then, if an edge needs it, the one for nodes that have cancelled out.
    pub boxes: Vec<NodeBox>,
    /// Boxes that are drawn one on top of the next: each from top to bottom.
    pub stacks: Vec<Vec<usize>>,
    /// The calls that are drawn as lines, heaviest first; the others are [stubs](super::stub) of the boxes they leave.
    pub edges: Vec<DrawnEdge>,
    /// What would surprise whoever looks at it, in sentences, which are among the facts, too.
    pub notices: Vec<String>,
    /// The facts about the profile.
    pub facts: Panel,
    /// The key to the picture; none where there is nothing to explain, or where the facts have it in a sentence.
    pub key: Option<Panel>,
}

/// Distance of everything from the edge of the page.
pub const MARGIN: f64 = 20.0;

impl Drawing {
    /// The width that [`layout::Options::width`](crate::layout::Options::width) is to be: what the page has between its
    /// margins, 0 for any.
    #[must_use]
    pub fn graph_width(&self) -> f64 {
        self.width.map_or(0.0, |width| (f64::from(width) - 2.0 * MARGIN).max(1.0))
    }
}
