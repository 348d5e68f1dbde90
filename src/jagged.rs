//! Lists of lists in two allocations.

use std::ops::Range;

/// A vector of vectors, stored in two allocations.
#[derive(Clone, Debug)]
pub(crate) struct Jagged<T> {
    items: Vec<T>,
    /// The end of each list in `items`.
    ends: Vec<usize>,
}

impl<T> Default for Jagged<T> {
    fn default() -> Jagged<T> {
        Jagged { items: Vec::new(), ends: Vec::new() }
    }
}

impl<T: Copy> Jagged<T> {
    /// The number of lists.
    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The list at `index`.
    #[inline]
    pub(crate) fn get(&self, index: usize) -> &[T] {
        &self.items[self.range(index)]
    }

    /// All lists in order.
    pub(crate) fn iter(&self) -> impl ExactSizeIterator<Item = &[T]> + Clone {
        (0..self.len()).map(|index| self.get(index))
    }

    /// Appends a list.
    #[inline]
    pub(crate) fn push(&mut self, list: &[T]) {
        self.items.extend_from_slice(list);
        self.ends.push(self.items.len());
    }

    /// Appends a list of these items.
    #[inline]
    pub(crate) fn push_all(&mut self, list: impl Iterator<Item = T>) {
        self.items.extend(list);
        self.ends.push(self.items.len());
    }

    /// Appends all lists of `other`.
    pub(crate) fn append(&mut self, other: &Jagged<T>) {
        let n_items = self.items.len();
        self.items.extend_from_slice(&other.items);
        self.ends.extend(other.ends.iter().map(|end| n_items + end));
    }

    /// Appends an item to every list.
    pub(crate) fn push_to_each(&mut self, item: T) {
        let mut items = Vec::with_capacity(self.items.len() + self.len());
        let mut start = 0;
        for end in &mut self.ends {
            items.extend_from_slice(&self.items[start..*end]);
            items.push(item);
            start = std::mem::replace(end, items.len());
        }
        self.items = items;
    }

    /// Removes all lists and keeps the memory.
    pub(crate) fn clear(&mut self) {
        self.items.clear();
        self.ends.clear();
    }

    /// Keeps the lists for which `stays` returns true, called with one index after the other.
    pub(crate) fn retain(&mut self, mut stays: impl FnMut(usize) -> bool) {
        let (mut start, mut n_lists, mut n_items) = (0, 0, 0);
        for index in 0..self.len() {
            let list = start..self.ends[index];
            start = list.end;
            if stays(index) {
                self.items.copy_within(list.clone(), n_items);
                n_items += list.len();
                self.ends[n_lists] = n_items;
                n_lists += 1;
            }
        }
        self.items.truncate(n_items);
        self.ends.truncate(n_lists);
    }

    /// Keeps the items of every list for which `stays` returns true, called with the item's index in its list.
    pub(crate) fn retain_items(&mut self, mut stays: impl FnMut(usize, &T) -> bool) {
        let (mut start, mut n_kept) = (0, 0);
        for end in &mut self.ends {
            for at in start..*end {
                if stays(at - start, &self.items[at]) {
                    self.items[n_kept] = self.items[at];
                    n_kept += 1;
                }
            }
            start = std::mem::replace(end, n_kept);
        }
        self.items.truncate(n_kept);
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

    fn lists(lists: &[&[u8]]) -> Jagged<u8> {
        let mut jagged = Jagged::default();
        lists.iter().for_each(|list| jagged.push(list));
        jagged
    }

    fn shown(jagged: &Jagged<u8>) -> String {
        format!("{:?}", jagged.iter().collect::<Vec<_>>())
    }

    #[test]
    fn lists_are_as_they_were_pushed() {
        let mut some = lists(&[&[1, 2], &[], &[3]]);
        assert_eq!(shown(&some), "[[1, 2], [], [3]]");
        some.append(&lists(&[&[], &[4, 5]]));
        assert_eq!((some.len(), some.get(4)), (5, &[4, 5][..]));
        some.push_to_each(9);
        assert_eq!(shown(&some), "[[1, 2, 9], [9], [3, 9], [9], [4, 5, 9]]");
        some.push_all([7, 8].into_iter());
        assert_eq!(some.get(5), [7, 8]);
        some.clear();
        assert_eq!(shown(&some), "[]");
    }

    #[test]
    fn lists_and_items_are_removed() {
        let mut some = lists(&[&[1, 2], &[3], &[], &[4, 5, 6]]);
        some.retain(|index| index != 1);
        assert_eq!(shown(&some), "[[1, 2], [], [4, 5, 6]]");
        some.retain_items(|at, &item| at != 1 && item != 6);
        assert_eq!(shown(&some), "[[1], [], [4]]");
    }
}
