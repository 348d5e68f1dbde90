//! Many short lists in two vectors.

/// A list for each of some numbers.
#[derive(Clone, Debug)]
pub(crate) struct Lists<T> {
    ends: Vec<u32>,
    items: Vec<T>,
}

impl<T: Copy + Default> Lists<T> {
    /// The lists of the numbers below `n`, given what is in them in the order in which it goes there. O(n + pairs).
    pub(crate) fn collect(n: usize, pairs: impl Iterator<Item = (usize, T)> + Clone) -> Lists<T> {
        let mut ends = vec![0u32; n];
        for (list, _) in pairs.clone() {
            ends[list] += 1;
        }
        let mut sum = 0;
        for end in &mut ends {
            // For now where the list starts; filling it moves that to where it ends.
            (sum, *end) = (sum + *end, sum);
        }
        let mut items = vec![T::default(); sum as usize];
        for (list, item) in pairs {
            let end = &mut ends[list];
            items[*end as usize] = item;
            *end += 1;
        }
        Lists { ends, items }
    }

    /// One of the lists.
    pub(crate) fn of(&self, index: usize) -> &[T] {
        &self.items[self.range(index)]
    }

    /// The same, to be changed.
    pub(crate) fn of_mut(&mut self, index: usize) -> &mut [T] {
        let range = self.range(index);
        &mut self.items[range]
    }

    fn range(&self, index: usize) -> std::ops::Range<usize> {
        let start = if index == 0 { 0 } else { self.ends[index - 1] as usize };
        start..self.ends[index] as usize
    }
}

#[cfg(test)]
#[path = "tests/lists.rs"]
mod tests;
