//! Adjacency lists in two vectors.

use std::ops::Range;

/// For each number below some `n` a list, one behind the other: a vector of vectors in two allocations.
#[derive(Clone, Debug)]
pub(crate) struct AdjacencyLists<T> {
    items: Vec<T>,
    /// Where each list ends in `items`.
    ends: Vec<usize>,
}

impl<T: Copy + Default> AdjacencyLists<T> {
    /// The lists of the numbers below `n`, given what is in them in the order in which it goes there. O(n + pairs).
    pub(crate) fn collect(n: usize, pairs: impl Iterator<Item = (usize, T)> + Clone) -> AdjacencyLists<T> {
        let mut ends = vec![0; n];
        for (list, _) in pairs.clone() {
            ends[list] += 1;
        }
        let mut sum = 0;
        for end in &mut ends {
            // For now where the list starts; filling it moves that to where it ends.
            (sum, *end) = (sum + *end, sum);
        }
        let mut items = vec![T::default(); sum];
        for (list, item) in pairs {
            let end = &mut ends[list];
            items[*end] = item;
            *end += 1;
        }
        AdjacencyLists { items, ends }
    }

    /// The list at `index`.
    #[inline]
    pub(crate) fn get(&self, index: usize) -> &[T] {
        &self.items[self.range(index)]
    }

    /// The list at `index`, to be changed.
    #[inline]
    pub(crate) fn get_mut(&mut self, index: usize) -> &mut [T] {
        let range = self.range(index);
        &mut self.items[range]
    }

    #[inline]
    fn range(&self, index: usize) -> Range<usize> {
        let start = if index == 0 { 0 } else { self.ends[index - 1] };
        start..self.ends[index]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_keep_the_order_of_what_comes() {
        let pairs = [(2, 3), (0, 1), (2, 2), (4, 4), (2, 3)];
        let mut lists = AdjacencyLists::collect(6, pairs.into_iter());
        let shown: Vec<&[u8]> = (0..6).map(|index| lists.get(index)).collect();
        assert_eq!(format!("{shown:?}"), "[[1], [], [3, 2, 3], [], [4], []]");
        lists.get_mut(2).sort_unstable();
        assert_eq!(lists.get(2), [2, 3, 3]);
        assert!(AdjacencyLists::<u8>::collect(1, std::iter::empty()).get(0).is_empty());
    }
}
