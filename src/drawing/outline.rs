//! What boxes look like to those who see no colours.

/// What the outline of a box says of its value, for those who see no colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Outline {
    /// Nothing, or in a comparison that it grew.
    #[default]
    Plain,
    /// That it shrank.
    Shrunk,
    /// That it is the same.
    Unchanged,
}

/// Width of the border of a box whose cum is `share` of the total.
pub(super) fn border(share: f64) -> f64 {
    0.8 + 2.2 * share.sqrt()
}
