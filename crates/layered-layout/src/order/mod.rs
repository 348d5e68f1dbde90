//! Orders of the ranks in which few edges cross.

pub(crate) mod crossing_table;
pub(crate) mod crossings;
pub(crate) mod exchange;
pub(crate) mod initial;
pub(crate) mod inversions;
pub(crate) mod kept;
pub(crate) mod levels;
pub(crate) mod multistart;
pub(crate) mod proper;
pub(crate) mod reinsert;
pub(crate) mod sweep;

use crate::budget::Budget;

use self::levels::Order;
use self::multistart::{Starts, candidates};
use self::proper::Proper;

/// Orders with few crossings to choose from, each with how many edges cross in it; there is always one.
pub(crate) fn orders(proper: &Proper, budget: &mut Budget) -> Vec<(u64, Order)> {
    candidates(proper, starts(proper), budget)
}

/// How many orders are tried: for small graphs more, where each costs little and one can be unlucky.
fn starts(proper: &Proper) -> Starts {
    const SMALL: usize = 60;
    if proper.n_vertices() < SMALL {
        Starts { begun: 4, finished: 4 }
    } else {
        Starts { begun: 3, finished: 1 }
    }
}
