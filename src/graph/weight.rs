//! What samples add up to, at nodes, edges and tags.

use crate::profile::Sample;

/// Index of an identity, dense from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct IdentityId(pub(crate) u32);

/// A sum of sample values, and of the first values of these samples where means are asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sum {
    pub(crate) total: i64,
    pub(crate) divisor: i64,
}

impl Sum {
    /// Adds another sum. Values are 64 bits, and overflow is not an error.
    pub(crate) fn add(&mut self, other: Sum) {
        self.total = self.total.wrapping_add(other.total);
        self.divisor = self.divisor.wrapping_add(other.divisor);
    }

    /// The sum with the other sign.
    pub(crate) fn negated(self) -> Sum {
        Sum { total: self.total.wrapping_neg(), divisor: self.divisor.wrapping_neg() }
    }

    /// What is left of the sum without a part of it.
    pub(crate) fn without(mut self, part: Sum) -> Sum {
        self.add(part.negated());
        self
    }

    /// The sum as it is shown: a mean where there is a divisor.
    pub(crate) fn shown(self) -> i64 {
        if self.divisor == 0 { self.total } else { self.total.wrapping_div(self.divisor) }
    }

    /// The magnitude that nodes, edges and tags are ranked and cut off by.
    pub(crate) fn magnitude(self) -> i64 {
        self.total.wrapping_abs()
    }
}

/// The weights of a node or a tag.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Weights {
    /// Of the samples that end here.
    pub(crate) flat: Sum,
    /// Of the samples that pass through here.
    pub(crate) cum: Sum,
}

/// Sums that are added up side by side: the first `N` of a total, what of it is the base's, and the divisors of both.
///
/// Walks through stacks wait for memory, and most are asked for totals only: what a walk does not need takes no room.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lanes<const N: usize>([i64; N]);

impl<const N: usize> Default for Lanes<N> {
    fn default() -> Lanes<N> {
        Lanes([0; N])
    }
}

impl<const N: usize> Lanes<N> {
    /// A sum and what of it is the base's.
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

    /// What of it is the base's.
    pub(super) fn base(self) -> Sum {
        Sum { total: self.lane(1), divisor: self.lane(3) }
    }

    fn lane(self, lane: usize) -> i64 {
        self.0.get(lane).copied().unwrap_or(0)
    }
}

/// The weights of a node while they are added up.
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

    /// What of them is the base's.
    pub(super) fn base(self) -> Weights {
        Weights { flat: self.flat.base(), cum: self.cum.base() }
    }
}

/// Which of a sample's values is reported.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Measure {
    /// Index of the sample type among those that are left.
    pub(crate) index: usize,
    /// Where its value is in a sample.
    pub(crate) column: usize,
    /// Where the value is that it is divided by, if it is.
    pub(crate) divisor: Option<usize>,
}

impl Measure {
    /// What a sample weighs.
    pub(crate) fn of(self, sample: Sample<'_>) -> Sum {
        let divisor = self.divisor.map_or(0, |column| sample.values[column]);
        Sum { total: sample.values[self.column], divisor }
    }
}
