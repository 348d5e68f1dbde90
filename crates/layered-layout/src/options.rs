//! The options of a layout: distances, direction and shape.

/// The shortest distances that are kept: what rounded corners need to stay out of boxes.
const LEAST_SEP: f64 = 4.0;
/// The longest distance and width that are kept.
const MOST_LENGTH: f64 = 1e6;
/// The widest aspect that is kept, and the inverse of the narrowest.
const MOST_ASPECT: f64 = 1000.0;

/// Distances and effort of a layout.
///
/// Any numbers may be given. A distance counts as the nearest from 4 to a million, so that lines have room to turn; a
/// width as that from 0 to a million; and an aspect above 0 as that from 0.001 to 1000. What is no number counts as the
/// least.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// Least distance between two boxes of a rank (18).
    pub node_sep: f64,
    /// Least distance between a box and a passing edge (8). Two edges may pass closer to each other, at 5, or more if
    /// they are thick.
    pub edge_sep: f64,
    /// Least distance between two ranks (28): room for the largest arrowhead and a label. Ranks between which
    /// edges travel far sideways stand further apart, so that these are not too flat.
    pub rank_sep: f64,
    /// Which way edges run (from top to bottom).
    pub direction: Direction,
    /// The width, as a multiple of the height, that the drawing should not exceed by much (1.6, a screen's):
    /// sources and leaves move to further ranks when a rank is too long for it. 0 leaves ranks as they are.
    pub aspect: f64,
    /// Whether ranks shorter than a screen keep to the aspect, too, and boxes with edges in and out move for
    /// it, and whether a drawing that is too tall goes on in further columns beside the first (no).
    pub enforce_aspect: bool,
    /// The height from which on a drawing that runs from top to bottom goes on in further columns, where few edges pass
    /// (2300, which is two and a half screens with what stands around it; 0 for never).
    pub height: f64,
    /// The width that the drawing should not exceed (0, which is any): where it does, it is laid out again with smaller
    /// aspects, a few times at most, and the first that fits is taken, or else the
    /// narrowest that is not much higher for it.
    pub width: f64,
}

/// Which way edges run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// Tails above heads.
    #[default]
    TopToBottom,
    /// Tails left of heads.
    LeftToRight,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            node_sep: 18.0,
            edge_sep: 8.0,
            rank_sep: 28.0,
            direction: Direction::TopToBottom,
            aspect: 1.6,
            enforce_aspect: false,
            height: 2300.0,
            width: 0.0,
        }
    }
}

impl Options {
    /// The options as they count.
    pub(crate) fn clamped(&self) -> Options {
        // `max`, other than `clamp`, returns the other where one is not a number.
        let length = |value: f64, least: f64| value.max(least).min(MOST_LENGTH);
        let aspect = self.aspect.max(0.0);
        Options {
            node_sep: length(self.node_sep, LEAST_SEP),
            edge_sep: length(self.edge_sep, LEAST_SEP),
            rank_sep: length(self.rank_sep, LEAST_SEP),
            aspect: if aspect > 0.0 { aspect.clamp(1.0 / MOST_ASPECT, MOST_ASPECT) } else { 0.0 },
            height: length(self.height, 0.0),
            width: length(self.width, 0.0),
            ..*self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_usual_counts_as_it_is() {
        assert_eq!(Options::default().clamped(), Options::default());
    }

    #[test]
    fn any_number_counts_as_one_that_can_be_reckoned_with() {
        let all = |sep, aspect, width| Options {
            node_sep: sep,
            edge_sep: sep,
            rank_sep: sep,
            aspect,
            width,
            ..Options::default()
        };
        for value in [f64::NAN, f64::NEG_INFINITY, -1.0, 0.0] {
            assert_eq!(all(value, value, value).clamped(), all(4.0, 0.0, 0.0), "{value}");
        }
        assert_eq!(all(f64::INFINITY, f64::INFINITY, f64::INFINITY).clamped(), all(1e6, 1000.0, 1e6));
        assert_eq!(all(5.0, 1e-300, 1e-300).clamped(), all(5.0, 0.001, 1e-300));
    }
}
