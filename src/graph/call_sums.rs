//! Sums of stacks at calls between nodes.

use super::{Call, walk::How, weight::Lanes};
use crate::{fast_map::FastMap, index::index};

/// The sums of calls, in order of first use.
pub(super) struct CallSums<const N: usize> {
    pub(super) calls: Vec<CallSum<N>>,
    /// Index in `calls` by caller and callee.
    places: FastMap<u64, u32>,
    /// For each callee its last caller and the index of that call, which is often the next one as well.
    last: Vec<(u32, u32)>,
    /// Number of the current stack, from 1.
    stack: u32,
}

/// A call between two nodes, and its weight.
pub(super) struct CallSum<const N: usize> {
    pub(super) caller: u32,
    pub(super) callee: u32,
    /// The last stack that was added.
    stack: u32,
    pub(super) weight: Lanes<N>,
    is_residual: bool,
    is_inline: bool,
}

impl<const N: usize> CallSum<N> {
    /// The call, without what it is between.
    pub(super) fn call(&self) -> Call {
        let CallSum { is_residual, is_inline, weight, .. } = *self;
        Call { weight: weight.all(), base: weight.base(), is_residual, is_inline }
    }
}

impl<const N: usize> CallSums<N> {
    /// No calls yet, between nodes below `n_nodes`.
    pub(super) fn new(n_nodes: usize) -> CallSums<N> {
        let last = vec![(u32::MAX, 0); n_nodes];
        CallSums { calls: Vec::new(), places: FastMap::default(), last, stack: 0 }
    }

    /// Starts the next stack, in which each call counts once.
    pub(super) fn start(&mut self) {
        self.stack += 1;
    }

    /// Adds a call of the current stack, which has this weight.
    pub(super) fn add(&mut self, caller: u32, callee: u32, weight: Lanes<N>, how: How) {
        let (last_caller, mut place) = self.last[callee as usize];
        if last_caller != caller {
            place = self.place(caller, callee);
            self.last[callee as usize] = (caller, place);
        }
        let sum = &mut self.calls[place as usize];
        if sum.stack != self.stack {
            sum.stack = self.stack;
            sum.weight.add(weight);
            sum.is_residual |= how.is_residual;
            sum.is_inline &= how.is_inline;
        }
    }

    /// The index of a call, which is appended if it is new.
    fn place(&mut self, caller: u32, callee: u32) -> u32 {
        let calls = &mut self.calls;
        *self.places.entry(u64::from(caller) << 32 | u64::from(callee)).or_insert_with(|| {
            let weight = Lanes::default();
            calls.push(CallSum { caller, callee, stack: 0, weight, is_residual: false, is_inline: true });
            index(calls.len() - 1)
        })
    }

    /// The sums of two consecutive ranges of stacks.
    pub(super) fn and(mut self, other: CallSums<N>) -> CallSums<N> {
        for CallSum { caller, callee, weight, is_residual, is_inline, .. } in other.calls {
            let place = self.place(caller, callee);
            let known = &mut self.calls[place as usize];
            known.weight.add(weight);
            known.is_residual |= is_residual;
            known.is_inline &= is_inline;
        }
        self
    }
}
