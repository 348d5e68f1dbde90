//! How boxes and lines of a comparison look for the runs before, and for those after.

use crate::analysis::{Sides, Weight};
use crate::review::Review;
use crate::scene::Stroke;
use crate::scene::color::{self, Hue, Shade};

use super::outline::border;
use super::scale::Scale;

/// How a box or a line looks for the runs of one side, with values and shares of that side's total.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Side {
    /// The shade of the box's cum or the line's value.
    pub shade: Shade,
    /// The width of the box's border, or of the line, in px.
    pub width: f64,
    /// The values, a line each; empty if the side does not have the function or the call.
    pub texts: Vec<String>,
}

/// The totals of both sides, which their shares refer to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Totals([i64; 2]);

impl Totals {
    pub(super) fn of(review: &Review) -> Totals {
        let total = &review.comparison.total_change;
        Totals([total.before, total.after].map(|value| value.round() as i64))
    }

    /// Both sides of a box, if they are known.
    pub(super) fn of_box(self, flat: Weight, cum: Weight, scale: Scale<'_>) -> Option<[Side; 2]> {
        let (flat, cum) = (of_sides(flat.sides?), of_sides(cum.sides?));
        Some([0, 1].map(|side| {
            let (flat, cum, total) = (flat[side], cum[side], self.0[side]);
            let text = |value: i64| scale.of_total(value, total);
            let texts = match (flat, cum) {
                (0, 0) => Vec::new(),
                (0, _) => vec![format!("0 of {}", text(cum))],
                _ if flat == cum => vec![text(flat)],
                _ => vec![text(flat), format!("of {}", text(cum))],
            };
            let share = color::share(cum, total);
            Side { shade: Shade::of_share(share, Hue::Warm), width: border(share), texts }
        }))
    }

    /// Both sides of a line, if they are known.
    pub(super) fn of_line(self, weight: Weight, scale: Scale<'_>) -> Option<[Side; 2]> {
        let values = of_sides(weight.sides?);
        Some([0, 1].map(|side| {
            let share = color::share(values[side], self.0[side]);
            let shade = Shade::of_share(share, Hue::Warm);
            let texts = if values[side] == 0 { Vec::new() } else { vec![scale.unsigned(values[side])] };
            Side { shade, width: Stroke::of(share, shade, false).width, texts }
        }))
    }
}

fn of_sides(sides: Sides) -> [i64; 2] {
    [sides.before, sides.after]
}
