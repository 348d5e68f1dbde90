//! The phases of a layout, for those who watch it.

/// What [`layered_watched`](crate::layered_watched) has just done, for a display of progress or for measurements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Phase {
    /// No cycles are left.
    Cycles,
    /// Every box has a rank, and long edges are chains.
    Ranks,
    /// Every rank has its order.
    Order,
    /// Every box has its place.
    Positions,
    /// Every edge has its course and every label its place.
    Routes,
}
