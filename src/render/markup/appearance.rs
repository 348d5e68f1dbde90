//! How everything is printed, and what all parts of a picture are made with.

use svg::Node;
use svg::node::element::{Group, Path};

use crate::scene::Stroke;
use crate::scene::color::Palette;

use super::number::number;

/// How everything is printed.
pub(crate) struct Look<'a> {
    pub(crate) palette: &'a Palette,
    /// Whether the ground is in that palette, or is not the picture's.
    pub(crate) has_ground: bool,
    /// Few bytes, no links to boxes, no script.
    pub(crate) is_embedded: bool,
    /// What all ids begin with.
    pub(crate) prefix: String,
    /// Whether all lines take the width that was measured, whatever the font.
    pub(crate) pins_all: bool,
}

/// The group with `children` in it.
pub(crate) fn filled(group: Group, children: impl IntoIterator<Item = impl Into<Box<dyn Node>>>) -> Group {
    children.into_iter().fold(group, Group::add)
}

/// The element without an attribute that is as it would be anyway.
pub(crate) fn without<T: Node>(mut element: T, attribute: &str) -> T {
    if let Some(attributes) = element.get_attributes_mut() {
        attributes.remove(attribute);
    }
    element
}

/// A line that has neither course nor colour yet.
pub(crate) fn stroked(stroke: &Stroke) -> Path {
    let line = Path::new().set("stroke-width", number(stroke.width));
    match stroke.dash {
        Some([dash, gap]) => line.set("stroke-dasharray", format!("{} {}", number(dash), number(gap))),
        None => line,
    }
}
