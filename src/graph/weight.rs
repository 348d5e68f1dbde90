//! Weights: sums of samples at nodes, edges and tags.

use crate::profile::Sample;

/// Index of an identity, dense from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct IdentityId(pub(crate) u32);

/// A sum of sample values, with the sum of divisors for means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sum {
    pub(crate) total: i64,
    pub(crate) divisor: i64,
}

impl Sum {
    /// Adds another sum. Values wrap around at 64 bits.
    pub(crate) fn add(&mut self, other: Sum) {
        self.total = self.total.wrapping_add(other.total);
        self.divisor = self.divisor.wrapping_add(other.divisor);
    }

    /// The sum with the other sign.
    pub(crate) fn negated(self) -> Sum {
        Sum { total: self.total.wrapping_neg(), divisor: self.divisor.wrapping_neg() }
    }

    /// The sum without a part of it.
    pub(crate) fn without(mut self, part: Sum) -> Sum {
        self.add(part.negated());
        self
    }

    /// The value to show: a mean if there is a divisor.
    pub(crate) fn shown(self) -> i64 {
        if self.divisor == 0 { self.total } else { self.total.wrapping_div(self.divisor) }
    }

    /// The magnitude that nodes, edges and tags are ranked and trimmed by.
    pub(crate) fn magnitude(self) -> i64 {
        self.total.wrapping_abs()
    }
}

/// The weights of a node or a tag.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Weights {
    /// The weight of the samples that end here.
    pub(crate) flat: Sum,
    /// The weight of the samples through here.
    pub(crate) cum: Sum,
}

/// Several sums side by side: the first `N` of total, the base's part, and the divisors of both.
///
/// Walks through stacks are memory-bound, and most need totals only, so that unused sums should take no memory.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lanes<const N: usize>([i64; N]);

impl<const N: usize> Default for Lanes<N> {
    fn default() -> Lanes<N> {
        Lanes([0; N])
    }
}

impl<const N: usize> Lanes<N> {
    /// A sum and the base's part of it.
    #[inline]
    pub(super) fn new(sum: Sum, base: Sum) -> Lanes<N> {
        let all = [sum.total, base.total, sum.divisor, base.divisor];
        Lanes(std::array::from_fn(|lane| all[lane]))
    }

    #[inline]
    pub(super) fn add(&mut self, other: Lanes<N>) {
        self.0.iter_mut().zip(other.0).for_each(|(sum, other)| *sum = sum.wrapping_add(other));
    }

    /// The whole sum.
    pub(super) fn all(self) -> Sum {
        Sum { total: self.lane(0), divisor: self.lane(2) }
    }

    /// The base's part.
    pub(super) fn base(self) -> Sum {
        Sum { total: self.lane(1), divisor: self.lane(3) }
    }

    fn lane(self, lane: usize) -> i64 {
        self.0.get(lane).copied().unwrap_or(0)
    }
}

/// The weights of a node while summing up.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct NodeLanes<const N: usize> {
    pub(super) flat: Lanes<N>,
    pub(super) cum: Lanes<N>,
}

impl<const N: usize> NodeLanes<N> {
    /// The whole weights.
    pub(super) fn all(self) -> Weights {
        Weights { flat: self.flat.all(), cum: self.cum.all() }
    }

    /// The base's part.
    pub(super) fn base(self) -> Weights {
        Weights { flat: self.flat.base(), cum: self.cum.base() }
    }
}

/// Which value of a sample is reported.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Measure {
    /// Index of the sample type among the remaining ones.
    pub(crate) index: usize,
    /// Index of the value in a sample.
    pub(crate) column: usize,
    /// Index of the value that it is divided by, for means.
    pub(crate) divisor: Option<usize>,
}

impl Measure {
    /// The weight of a sample.
    pub(crate) fn of(self, sample: Sample<'_>) -> Sum {
        let divisor = self.divisor.map_or(0, |column| sample.values[column]);
        Sum { total: sample.values[self.column], divisor }
    }
}
