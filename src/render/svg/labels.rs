//! The texts beside edges: where they stand, and the halo that lets them cross a line.

use svg::node::element::Group;

use crate::drawing::edge::DrawnEdge;
use crate::geom::{Point, Rect, Size};
use crate::layout::{Direction, Route};
use crate::scene::text::TextLine;

use super::writer::PlacedLabel;
use crate::render::markup::appearance::Appearance;
use crate::render::markup::curve::{Arrow, Chain};

/// Distance that the text beside a call keeps from its arrowhead where there is room.
const HEAD_CLEARANCE: f64 = 1.0;

/// The group of all labels, with a halo in the colour of the background if that is known.
pub(super) fn group(appearance: &Appearance) -> Group {
    let group = Group::new().set("class", "labels");
    if !appearance.has_background {
        return group;
    }
    group
        .set("paint-order", "stroke")
        .set("stroke", appearance.palette.background.to_string())
        .set("stroke-linejoin", "round")
        .set("stroke-width", "3")
}

/// A rule of a style sheet that takes the halo away where `paint-order` is not known: CairoSVG, which knows `:is` and no
/// `@supports`, would draw the halo over its text. Empty where there is no halo.
pub(super) fn halo_rule(root: &str, appearance: &Appearance) -> String {
    if appearance.has_background { format!(".{root} :is(.labels){{stroke:none}}") } else { String::new() }
}

/// The line of text of a label, in its place.
pub(super) fn line(&PlacedLabel { text, centre, .. }: &PlacedLabel<'_>) -> TextLine {
    TextLine { x: centre.x, baseline: centre.y + 0.34 * text.size, ..text.clone() }
}

/// The centre of the text beside a call, in the coordinates of `route`; none if the layout has no room for it.
///
/// From top to bottom, the text moves inside of the reserved room as near to its line as the room allows, and away from the
/// arrowhead. From left to right it stands above or below the line, in the middle of its room.
pub(super) fn hugging(edge: &DrawnEdge, route: &Route, direction: Direction) -> Option<Point> {
    let centre = route.label?;
    if direction == Direction::LeftToRight {
        return Some(centre);
    }
    let room = Rect::around(centre, edge.label_room);
    let slack = (edge.label_room.width - edge.label.width).max(0.0) / 2.0;
    let chain = Chain::new(&route.curve);
    let distance = chain.distance_beside(room).unwrap_or(0.0).clamp(-slack, slack);
    let text =
        Rect::around(Point::new(centre.x + distance, centre.y), Size::new(edge.label.width, edge.label.size));
    let arrow = Arrow::along(&chain, edge.stroke.head_length, edge.stroke.head_half_width);
    let push = arrow.and_then(|arrow| arrow.push_off(text.grown(HEAD_CLEARANCE))).unwrap_or(0.0);
    // The rest of the room keeps it off what stands on the other side.
    let push = push.clamp(-slack / 2.0, slack / 2.0);
    Some(Point::new(centre.x + (distance + push).clamp(-slack, slack), centre.y))
}
