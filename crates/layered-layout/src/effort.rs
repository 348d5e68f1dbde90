//! How much work goes into a component, counted in steps.

use crate::budget::Budget;

/// Steps for crossing reduction, per vertex of the proper graph and in all: graphs of a few hundred boxes stay far
/// below.
const ORDER_STEPS: (u64, u64) = (20_000, 1_000_000_000);
/// Steps for x coordinates, per vertex of the proper graph and in all.
const POSITION_STEPS: (u64, u64) = (4_000, 200_000_000);

/// Graphs with more vertices than this, which are thousands of edges across hundreds of ranks, get other ranks, or the
/// first order and the first coordinates that there are.
pub(crate) const HUGE: usize = 300_000;

/// What may be spent on a component.
#[derive(Clone)]
pub(crate) struct Effort {
    /// On crossing reduction.
    pub(crate) order: Budget,
    /// On x coordinates, in steps.
    pub(crate) positions: u64,
}

impl Effort {
    /// What may be spent on a proper graph with so many vertices; nothing on one with more than `huge`.
    pub(crate) fn new(n_vertices: usize, huge: usize) -> Effort {
        let steps = |limits| steps(limits, n_vertices, huge);
        Effort { order: Budget::new(steps(ORDER_STEPS)), positions: steps(POSITION_STEPS) }
    }
}

fn steps((per_vertex, in_all): (u64, u64), n_vertices: usize, huge: usize) -> u64 {
    if n_vertices > huge { 0 } else { in_all.min(per_vertex * n_vertices as u64) }
}
