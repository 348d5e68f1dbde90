//! The outlines of boxes, which tell growth from shrinkage without colours.

/// The outline of a box.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outline {
    /// Of a profile, or in a comparison of a function that grew: solid, with slightly rounded corners.
    #[default]
    Plain,
    /// Of a function that shrank: dashed, with round corners.
    Shrunk,
    /// Of a function that did not change: thin.
    Unchanged,
}

/// Width in px of the border of a box whose cum is `share` of the total.
pub(super) fn border(share: f64) -> f64 {
    0.8 + 2.2 * share.sqrt()
}
