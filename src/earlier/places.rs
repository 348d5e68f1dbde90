//! Box positions by name, and their match with the boxes of another drawing.

use std::collections::BTreeMap;

use crate::drawing::Drawing;
use crate::drawing::layout_box::LayoutBox;
use crate::geom::Point;

/// The box centres of an earlier picture, in px, in the coordinates of its layout.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Earlier {
    /// The centres of the boxes with each full name, in document order.
    centres: BTreeMap<String, Vec<Point>>,
}

impl Earlier {
    /// Positions of boxes by full name; boxes with the same name are matched in order.
    #[must_use]
    pub fn new(boxes: impl IntoIterator<Item = (String, Point)>) -> Earlier {
        let mut centres: BTreeMap<String, Vec<Point>> = BTreeMap::new();
        for (name, centre) in boxes {
            centres.entry(name).or_default().push(centre);
        }
        Earlier { centres }
    }

    /// The hints for [`layout::Input::with_hints`](crate::layout::Input::with_hints): for each [layout
    /// box](Drawing::layout_boxes) the mean centre according to its boxes' earlier positions.
    #[must_use]
    pub fn hints(&self, drawing: &Drawing) -> Vec<Option<Point>> {
        let places = self.of_boxes(drawing);
        drawing.layout_boxes().iter().map(|layout_box| hint(layout_box, drawing, &places)).collect()
    }

    /// The earlier centre of each box.
    fn of_boxes(&self, drawing: &Drawing) -> Vec<Option<Point>> {
        let mut n_taken: BTreeMap<&str, usize> = BTreeMap::new();
        let place = |title: &'_ str, n_taken: &mut usize| {
            *n_taken += 1;
            self.centres.get(title)?.get(*n_taken - 1).copied()
        };
        let names = drawing.boxes.iter().map(|node| node.title.lines().next().unwrap_or_default());
        names.map(|name| place(name, n_taken.entry(name).or_default())).collect()
    }
}

/// The mean centre of a layout box according to its boxes.
fn hint(layout_box: &LayoutBox, drawing: &Drawing, places: &[Option<Point>]) -> Option<Point> {
    let mut top = -layout_box.size.height / 2.0;
    let (mut sum, mut n_placed) = (Point::default(), 0.0);
    for &node in &layout_box.boxes {
        let height = drawing.boxes[node].size.height;
        if let Some(place) = places[node] {
            sum = Point::new(sum.x + place.x, sum.y + place.y - (top + height / 2.0));
            n_placed += 1.0;
        }
        top += height;
    }
    (n_placed > 0.0).then(|| Point::new(sum.x / n_placed, sum.y / n_placed))
}

#[cfg(test)]
#[path = "tests/places.rs"]
mod tests;
