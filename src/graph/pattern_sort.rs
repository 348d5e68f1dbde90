//! The sorting algorithm of Go's `sort.Sort`.
//!
//! Trimmed call trees need it: they have many nodes of the same function and weight, which pprof takes as equal.
//! `golden/recursion/tree.lines.nodecount.dot` is the reference's output, and differs with a stable sort, as do most
//! trees of real profiles.

/// Sorts exactly like Go, ties included.
///
/// With ties, or an inconsistent order, the result depends on the algorithm. This is pattern-defeating quicksort (Orson
/// Peters, arXiv:2106.05123) as in Rust's standard library, from which Go took it over in 1.19; the test vectors are
/// from Go. Items have to come in the same order as in Go.
///
/// `is_less` need not be consistent: the result is some permutation in any case. Takes O(n log n) steps.
pub(super) fn sort<T>(items: &mut [T], is_less: impl Fn(&T, &T) -> bool) {
    let n_bad_choices = usize::BITS - items.len().leading_zeros();
    let end = items.len();
    Sorter { items, is_less }.sort(0, end, n_bad_choices);
}

/// What sampled items suggest about the order of a range.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hint {
    Unknown,
    Increasing,
    Decreasing,
}

/// Ranges are given by their first index and one past their last.
struct Sorter<'a, T, F> {
    items: &'a mut [T],
    is_less: F,
}

impl<T, F: Fn(&T, &T) -> bool> Sorter<'_, T, F> {
    fn less(&self, a: usize, b: usize) -> bool {
        (self.is_less)(&self.items[a], &self.items[b])
    }

    fn sort(&mut self, mut start: usize, mut end: usize, mut n_bad_choices: u32) {
        const MAX_BY_INSERTION: usize = 12;
        let (mut was_balanced, mut was_partitioned) = (true, true);
        while end - start > MAX_BY_INSERTION {
            if n_bad_choices == 0 {
                return self.heap_sort(start, end);
            }
            if !was_balanced {
                self.break_patterns(start, end);
                n_bad_choices -= 1;
            }
            let (mut pivot, mut hint) = self.choose_pivot(start, end);
            if hint == Hint::Decreasing {
                self.items[start..end].reverse();
                pivot = end - 1 - (pivot - start);
                hint = Hint::Increasing;
            }
            let seems_sorted = was_balanced && was_partitioned && hint == Hint::Increasing;
            if seems_sorted && self.partial_insertion_sort(start, end) {
                return;
            }
            if start > 0 && !self.less(start - 1, pivot) {
                start = self.partition_equal(start, end, pivot);
                continue;
            }
            let length = end - start;
            let middle;
            (middle, was_partitioned) = self.partition(start, end, pivot);
            let (left, right) = (middle - start, end - middle);
            was_balanced = left.min(right) >= length / 8;
            if left < right {
                self.sort(start, middle, n_bad_choices);
                start = middle + 1;
            } else {
                self.sort(middle + 1, end, n_bad_choices);
                end = middle;
            }
        }
        self.insert(start, end);
    }

    /// Insertion sort.
    fn insert(&mut self, start: usize, end: usize) {
        for i in start + 1..end {
            let mut j = i;
            while j > start && self.less(j, j - 1) {
                self.items.swap(j, j - 1);
                j -= 1;
            }
        }
    }

    fn heap_sort(&mut self, start: usize, end: usize) {
        let length = end - start;
        for root in (0..=(length - 1) / 2).rev() {
            self.sift_down(start, root, length);
        }
        for last in (0..length).rev() {
            self.items.swap(start, start + last);
            self.sift_down(start, 0, last);
        }
    }

    fn sift_down(&mut self, start: usize, mut root: usize, length: usize) {
        loop {
            let mut child = 2 * root + 1;
            if child >= length {
                return;
            }
            if child + 1 < length && self.less(start + child, start + child + 1) {
                child += 1;
            }
            if !self.less(start + root, start + child) {
                return;
            }
            self.items.swap(start + root, start + child);
            root = child;
        }
    }

    /// Moves items less than the pivot before it. Returns the pivot's index, and whether nothing had to move.
    fn partition(&mut self, start: usize, end: usize, pivot: usize) -> (usize, bool) {
        self.items.swap(start, pivot);
        let (mut i, mut j) = (start + 1, end - 1);
        let mut is_first = true;
        loop {
            while i <= j && self.less(i, start) {
                i += 1;
            }
            while i <= j && !self.less(j, start) {
                j -= 1;
            }
            if i > j {
                self.items.swap(j, start);
                return (j, is_first);
            }
            self.items.swap(i, j);
            (i, j) = (i + 1, j - 1);
            is_first = false;
        }
    }

    /// Moves items equal to the pivot to the start, and returns the start of the rest.
    fn partition_equal(&mut self, start: usize, end: usize, pivot: usize) -> usize {
        self.items.swap(start, pivot);
        let (mut i, mut j) = (start + 1, end - 1);
        loop {
            while i <= j && !self.less(start, i) {
                i += 1;
            }
            while i <= j && self.less(start, j) {
                j -= 1;
            }
            if i > j {
                return i;
            }
            self.items.swap(i, j);
            (i, j) = (i + 1, j - 1);
        }
    }

    /// Sorts a range with few inversions. Returns whether it succeeded.
    fn partial_insertion_sort(&mut self, start: usize, end: usize) -> bool {
        const MAX_STEPS: usize = 5;
        const SHORTEST: usize = 50;
        let mut i = start + 1;
        for _ in 0..MAX_STEPS {
            while i < end && !self.less(i, i - 1) {
                i += 1;
            }
            if i == end {
                return true;
            }
            if end - start < SHORTEST {
                return false;
            }
            self.items.swap(i, i - 1);
            if i - start >= 2 {
                // Go goes down to the first of all items, not of the range; none before the range is greater.
                let mut j = i - 1;
                while j >= 1 && self.less(j, j - 1) {
                    self.items.swap(j, j - 1);
                    j -= 1;
                }
            }
            let mut j = i + 1;
            while j < end && self.less(j, j - 1) {
                self.items.swap(j, j - 1);
                j += 1;
            }
        }
        false
    }

    /// Swaps three items, after an unbalanced partition.
    fn break_patterns(&mut self, start: usize, end: usize) {
        let length = end - start;
        let mut random = length as u64;
        let mask = (1_u64 << (u64::BITS - random.leading_zeros())) - 1;
        let before_middle = start + length / 4 * 2 - 1;
        for i in 0..3 {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            let masked = usize::try_from(random & mask).expect("it is less than twice the length");
            let other = if masked >= length { masked - length } else { masked };
            self.items.swap(before_middle + i, start + other);
        }
    }

    fn choose_pivot(&self, start: usize, end: usize) -> (usize, Hint) {
        const SHORTEST_OF_NINE: usize = 50;
        const MAX_SWAPS: usize = 12;
        let length = end - start;
        let mut n_swaps = 0;
        let mut places = [1, 2, 3].map(|quarter| start + length / 4 * quarter);
        if length >= SHORTEST_OF_NINE {
            places = places.map(|place| self.median([place - 1, place, place + 1], &mut n_swaps));
        }
        let pivot = self.median(places, &mut n_swaps);
        let hint = match n_swaps {
            0 => Hint::Increasing,
            MAX_SWAPS => Hint::Decreasing,
            _ => Hint::Unknown,
        };
        (pivot, hint)
    }

    /// Which of three indices has the median item.
    fn median(&self, [a, b, c]: [usize; 3], n_swaps: &mut usize) -> usize {
        let mut ordered = |a, b| {
            let is_swapped = self.less(b, a);
            *n_swaps += usize::from(is_swapped);
            if is_swapped { (b, a) } else { (a, b) }
        };
        let (a, b) = ordered(a, b);
        let (b, _) = ordered(b, c);
        ordered(a, b).1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Sort keys are multiples of ten; the remainder identifies items with equal keys.
    fn sorted(mut items: Vec<u32>) -> Vec<u32> {
        sort(&mut items, |a, b| a / 10 < b / 10);
        items
    }

    proptest! {
        #[test]
        fn anything_is_sorted(items in proptest::collection::vec(0_u32..5000, 0..400)) {
            let mut expected: Vec<_> = items.iter().map(|item| item / 10).collect();
            expected.sort_unstable();
            let keys: Vec<_> = sorted(items).iter().map(|item| item / 10).collect();
            prop_assert_eq!(keys, expected);
        }

        /// An inconsistent order must not lead out of bounds.
        #[test]
        fn nothing_gets_lost(mut items in proptest::collection::vec(0_u32..100, 0..400)) {
            let mut expected = items.clone();
            expected.sort_unstable();
            sort(&mut items, |a, b| (a * 7 + b * 13) % 5 < 2);
            items.sort_unstable();
            prop_assert_eq!(items, expected);
        }
    }

    /// The result of Go 1.27's `sort.Sort`, for 13 and more items.
    #[test]
    fn ties_fall_as_in_go() {
        let items = |n_keys: u32, n: u32| {
            let mut random = n * n_keys;
            let item = |i| {
                random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (random >> 16) % n_keys * 100 + i % 100
            };
            let mut items: Vec<_> = (0..n).map(item).collect();
            sort(&mut items, |a, b| a / 100 < b / 100);
            items
        };
        assert_eq!(items(3, 13), [9, 1, 0, 12, 102, 104, 105, 111, 110, 203, 208, 207, 206]);
        for (n_keys, n, expected) in [
            (3, 13, 7_114_780_759_130_530_918_u64),
            (3, 60, 8_838_399_908_314_553_294),
            (3, 300, 17_496_390_902_994_286_886),
            (7, 13, 13_256_570_180_926_372_864),
            (7, 60, 16_661_897_975_509_006_678),
            (7, 300, 2_315_475_282_281_102_020),
            (40, 13, 18_375_552_334_526_802_568),
            (40, 60, 13_742_227_858_536_614_990),
            (40, 300, 822_076_422_027_872_314),
        ] {
            let hash = |hash: u64, item| hash.wrapping_mul(31).wrapping_add(u64::from(item));
            assert_eq!(items(n_keys, n).into_iter().fold(0, hash), expected, "{n_keys} {n}");
        }
    }

    #[test]
    fn few_items_keep_the_order_of_ties() {
        assert_eq!(sorted(vec![21, 13, 22, 11, 12]), [13, 11, 12, 21, 22]);
    }
}
