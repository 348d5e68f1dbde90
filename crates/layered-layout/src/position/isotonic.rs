//! Isotonic regression: the nearest sequence that never decreases.

use std::{cmp::Ordering, collections::BinaryHeap};

/// The non-decreasing sequences nearest to others in the weighted least-squares sense, one after another in the same
/// memory.
///
/// Pool adjacent violators (Ayer, Brunk, Ewing, Reid and Silverman, 1955), O(n).
#[derive(Debug, Default)]
pub(crate) struct Regression {
    blocks: Vec<Block>,
}

/// Neighbours that meet in their mean.
#[derive(Clone, Copy, Debug)]
struct Block {
    mean: f64,
    weight: f64,
    count: usize,
}

impl Regression {
    /// The sequence nearest to the given `(value, weight)`s. Weights are positive.
    pub(crate) fn fit(&mut self, values: impl Iterator<Item = (f64, f64)>) -> impl Iterator<Item = f64> + '_ {
        self.blocks.clear();
        for (mean, weight) in values {
            let mut block = Block { mean, weight, count: 1 };
            while let Some(left) = self.blocks.pop_if(|left| left.mean > block.mean) {
                let weight = left.weight + block.weight;
                let mean = (left.mean * left.weight + block.mean * block.weight) / weight;
                block = Block { mean, weight, count: left.count + block.count };
            }
            self.blocks.push(block);
        }
        self.blocks.iter().flat_map(|block| std::iter::repeat_n(block.mean, block.count))
    }
}

/// Where a value may be at no cost, and what it costs to be off.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Band {
    /// Where in the band it would rather be.
    pub(crate) preferred: f64,
    pub(crate) low: f64,
    pub(crate) high: f64,
    /// Per unit of distance from the band; positive.
    pub(crate) weight: f64,
}

impl Band {
    pub(crate) fn shifted(self, by: f64) -> Band {
        Band { preferred: self.preferred + by, low: self.low + by, high: self.high + by, ..self }
    }
}

/// A non-decreasing sequence with the least weighted sum of distances from the bands: most values stay where they
/// may be, and few move far, where least squares would move many a little.
///
/// The least cost of a beginning is a convex function of its last value. Since later values may be larger, only its
/// falling part counts, and that is kept as a heap of the places where its slope changes ("slope trick").
/// O(n log n).
pub(crate) fn fit_bands(bands: &[Band]) -> Vec<f64> {
    let mut arms = BinaryHeap::with_capacity(2 * bands.len());
    let mut best = Vec::with_capacity(bands.len());
    for band in bands {
        arms.push(Arm { at: band.low, weight: band.weight });
        arms.push(Arm { at: band.high, weight: band.weight });
        let mut excess = band.weight;
        let mut first_right = f64::INFINITY;
        while excess > 0.0 {
            let mut top = arms.pop().expect("there is at least as much weight to the left");
            first_right = top.at;
            if top.weight > excess {
                top.weight -= excess;
                arms.push(top);
                break;
            }
            excess -= top.weight;
        }
        let first_left = arms.peek().map_or(band.low, |arm| arm.at);
        best.push(band.preferred.clamp(first_left, first_right.max(first_left)));
    }
    let mut next = f64::INFINITY;
    for at in best.iter_mut().rev() {
        next = at.min(next);
        *at = next;
    }
    best
}

/// A place where the cost grows faster by `weight` per unit to the left.
#[derive(Clone, Copy, Debug)]
struct Arm {
    at: f64,
    weight: f64,
}

impl PartialEq for Arm {
    fn eq(&self, other: &Arm) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Arm {}

impl PartialOrd for Arm {
    fn partial_cmp(&self, other: &Arm) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Arm {
    fn cmp(&self, other: &Arm) -> Ordering {
        self.at.total_cmp(&other.at)
    }
}

#[cfg(test)]
#[path = "tests/isotonic.rs"]
mod tests;
