//! The centres of a drawing's boxes, of which a layout has only those of whole stacks.

use crate::drawing::Drawing;
use crate::geom::{Point, Rect};
use crate::layout::Layout;

/// The centre of each box in the graph, in px; none if the layout has no place for it.
pub(super) fn centres(drawing: &Drawing, layout: &Layout) -> Vec<Option<Point>> {
    let mut centres = vec![None; drawing.boxes.len()];
    for (layout_box, &centre) in drawing.layout_boxes().iter().zip(&layout.boxes) {
        let mut top = Rect::around(centre, layout_box.size).min.y;
        for &node in &layout_box.boxes {
            let height = drawing.boxes[node].size.height;
            centres[node] = Some(Point::new(centre.x, top + height / 2.0));
            top += height;
        }
    }
    centres
}
