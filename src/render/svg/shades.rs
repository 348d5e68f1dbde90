//! The shades that a style sheet has to recolour.

use std::collections::BTreeSet;

use crate::drawing::Drawing;
use crate::drawing::side::Side;
use crate::scene::color::Shade;

use crate::render::markup::colors::shades_of;

/// All shades of boxes, lines and key, those of either side of a comparison among them.
pub(super) fn shades(drawing: &Drawing) -> BTreeSet<Shade> {
    let of_sides =
        |sides: &Option<[Side; 2]>| sides.iter().flatten().map(|side| side.shade).collect::<Vec<_>>();
    let boxes = drawing.boxes.iter().flat_map(|node| [vec![node.shade], of_sides(&node.sides)].concat());
    let edges =
        drawing.edges.iter().flat_map(|edge| [vec![edge.stroke.shade], of_sides(&edge.sides)].concat());
    let marks = drawing.key.iter().flat_map(|key| shades_of(&key.marks));
    boxes.chain(edges).chain(marks).collect()
}
