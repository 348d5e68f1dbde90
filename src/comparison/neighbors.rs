//! The callers and callees of functions, on both sides.

use super::aligned::{Aligned, Call};

/// The calls of each function.
#[derive(Debug)]
pub(super) struct Neighbors {
    calls: Vec<Call>,
    /// Start of each function's calls as caller in `calls`, which are sorted by caller.
    of_caller: Vec<usize>,
    /// Indices of calls by callee.
    by_callee: Vec<usize>,
    of_callee: Vec<usize>,
}

impl Neighbors {
    pub(super) fn new(aligned: &Aligned) -> Neighbors {
        let n = aligned.functions.len();
        let calls = aligned.calls.clone();
        let mut by_callee: Vec<_> = (0..calls.len()).collect();
        by_callee.sort_by_key(|&call| (calls[call].callee, calls[call].caller));
        let of_caller = starts(n, calls.iter().map(|call| call.caller));
        let of_callee = starts(n, calls.iter().map(|call| call.callee));
        Neighbors { calls, of_caller, by_callee, of_callee }
    }

    /// The calls that a function makes, by callee.
    pub(super) fn callees(&self, function: usize) -> &[Call] {
        &self.calls[self.of_caller[function]..self.of_caller[function + 1]]
    }

    /// The calls of a function, by caller.
    pub(super) fn callers(&self, function: usize) -> impl Iterator<Item = &Call> {
        let places = &self.by_callee[self.of_callee[function]..self.of_callee[function + 1]];
        places.iter().map(|&place| &self.calls[place])
    }

    /// The caller that nearly all of a function's value on one side comes from, if there is one.
    pub(super) fn main_caller(&self, function: usize, side: usize) -> Option<usize> {
        /// The share that counts as nearly all.
        const MAX: f64 = 0.8;
        let all: f64 = self.callers(function).map(|call| call.means[side].max(0.0)).sum();
        let is_most = |call: &&Call| call.means[side] > 0.0 && call.means[side] >= MAX * all;
        self.callers(function).find(is_most).map(|call| call.caller)
    }
}

/// Start of each number's items, when items are sorted by number.
fn starts(n: usize, numbers: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut starts = vec![0; n + 1];
    numbers.for_each(|number| starts[number + 1] += 1);
    for number in 0..n {
        starts[number + 1] += starts[number];
    }
    starts
}
