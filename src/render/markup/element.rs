//! Short forms for building trees of elements.

use svg::Node;

use crate::geom::Point;

use super::number::number;

/// `parent` with `children` behind those that it has.
pub(crate) fn filled<T: Node>(
    mut parent: T,
    children: impl IntoIterator<Item = impl Into<Box<dyn Node>>>,
) -> T {
    children.into_iter().for_each(|child| parent.append(child));
    parent
}

/// The element without an attribute, which it inherits or has by default.
pub(crate) fn without<T: Node>(mut element: T, attribute: &str) -> T {
    if let Some(attributes) = element.get_attributes_mut() {
        attributes.remove(attribute);
    }
    element
}

/// The value of `transform` that moves a group by `to`.
pub(crate) fn translation(to: Point) -> String {
    format!("translate({} {})", number(to.x), number(to.y))
}
