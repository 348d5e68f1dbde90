//! What stacks add up to at the calls between nodes.

use super::{Call, Sum, walk::How};
use crate::{fast_map::FastMap, index::index};

/// The sums of calls, in the order in which they are met first.
pub(super) struct CallSums {
    pub(super) calls: Vec<CallSum>,
    /// Index in `calls` by caller and callee.
    places: FastMap<u64, u32>,
    /// For each callee its last caller and the index of that call, which is often the next one too.
    last: Vec<(u32, u32)>,
    /// Number of the stack at hand, from 1.
    stack: u32,
}

/// A call between two nodes, and what it weighs.
pub(super) struct CallSum {
    pub(super) caller: u32,
    pub(super) callee: u32,
    /// The last stack that was added.
    stack: u32,
    pub(super) call: Call,
}

impl CallSums {
    /// No calls yet, between nodes below `n_nodes`.
    pub(super) fn new(n_nodes: usize) -> CallSums {
        let last = vec![(u32::MAX, 0); n_nodes];
        CallSums { calls: Vec::new(), places: FastMap::default(), last, stack: 0 }
    }

    /// Begins with the next stack, in which each call counts once.
    pub(super) fn start(&mut self) {
        self.stack += 1;
    }

    /// Adds a call of the stack at hand, which weighs `weight`.
    pub(super) fn add(&mut self, caller: u32, callee: u32, weight: Sum, how: How) {
        let (last_caller, mut place) = self.last[callee as usize];
        if last_caller != caller {
            place = self.place(caller, callee);
            self.last[callee as usize] = (caller, place);
        }
        let sum = &mut self.calls[place as usize];
        if sum.stack != self.stack {
            sum.stack = self.stack;
            sum.call.weight.add(weight);
            sum.call.is_residual |= how.is_residual;
            sum.call.is_inline &= how.is_inline;
        }
    }

    /// The index of a call, which is new if it was not met before.
    fn place(&mut self, caller: u32, callee: u32) -> u32 {
        let calls = &mut self.calls;
        *self.places.entry(u64::from(caller) << 32 | u64::from(callee)).or_insert_with(|| {
            let call = Call { weight: Sum::default(), is_residual: false, is_inline: true };
            calls.push(CallSum { caller, callee, stack: 0, call });
            index(calls.len() - 1)
        })
    }

    /// The sums of both, whose stacks follow each other.
    pub(super) fn and(mut self, other: CallSums) -> CallSums {
        for CallSum { caller, callee, call, .. } in other.calls {
            let place = self.place(caller, callee);
            let known = &mut self.calls[place as usize].call;
            known.weight.add(call.weight);
            known.is_residual |= call.is_residual;
            known.is_inline &= call.is_inline;
        }
        self
    }
}
