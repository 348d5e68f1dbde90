//! Which boxes a call leads from and to.

use svg::Node;
use svg::node::element::Element;

/// The element that stands for a call, with the boxes `[from, to]` at its ends by their numbers: for those who read the
/// file, and for a later picture that is to look like it.
pub(super) fn with_ends(mut element: Element, [from, to]: [usize; 2]) -> Element {
    element.assign("class", "edge");
    element.assign("data-from", format!("N{from}"));
    element.assign("data-to", format!("N{to}"));
    element
}
