//! The hairlines above the rows of a box.

use svg::node::element::Path;

use crate::drawing::node::NodeBox;
use crate::scene::color::Palette;

use crate::render::markup::number::number;

/// The distances of the hairlines of a box from its upper edge, in px.
pub(super) fn of_box(node: &NodeBox) -> impl Iterator<Item = f64> {
    node.rule.into_iter().chain(node.calls.rule)
}

/// The commands that draw a hairline at the height `y`, in a box of this width with its left edge at `left`.
pub(super) fn path_data(y: f64, left: f64, width: f64) -> String {
    format!("M{},{}h{}", number(left + 5.0), number(y), number(width - 10.0))
}

/// The path of one or several hairlines.
pub(super) fn path(data: &str, palette: &Palette) -> Path {
    Path::new()
        .set("d", data)
        .set("stroke", palette.muted.to_string())
        .set("stroke-dasharray", "2 2")
        .set("stroke-width", "0.8")
}
