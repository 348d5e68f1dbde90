//! Samples of one profile, added up before they are brought into another.

use crate::{index::index, profile::samples::Samples};

/// The samples that have a value, those added up that follow, of their stack, on one with the same labels.
///
/// Profilers that do not add up write the same stack again and again. Here that is seen by its number, which costs a
/// look into a table, where a look-up among the samples of several profiles takes names, hashes and maps. Samples that
/// are alike only by other means, such as two strings of one text, stay apart. So do those that cancel each other out: a
/// sample that another profile has may come in their place.
#[derive(Debug)]
pub(super) struct Condensed {
    /// The first of the samples of each.
    firsts: Vec<u32>,
    /// What the samples of each add up to, one value per sample type.
    values: Vec<i64>,
    n_types: usize,
}

impl Condensed {
    /// The samples in the order of the first ones.
    pub(super) fn new(samples: &Samples) -> Condensed {
        const NONE: u32 = u32::MAX;
        let n_types = samples.n_types();
        let mut condensed = Condensed { firsts: Vec::new(), values: Vec::new(), n_types };
        let mut last_of_stack = vec![NONE; samples.n_stacks()];
        // Where labels last differed from those before.
        let mut alike_since = 0;
        for (number, stack) in samples.stack_ids().iter().enumerate() {
            if number > 0 && samples.labels(number) != samples.labels(number - 1) {
                alike_since = number;
            }
            let values = samples.values(number);
            if values.iter().all(|&value| value == 0) {
                continue;
            }
            let last = &mut last_of_stack[stack.0 as usize];
            let is_alike = |last: u32| {
                let first = condensed.firsts[last as usize] as usize;
                first >= alike_since || samples.labels(first) == samples.labels(number)
            };
            if *last != NONE && is_alike(*last) {
                add(condensed.values_mut(*last as usize), values);
            } else {
                *last = index(condensed.firsts.len());
                condensed.firsts.push(index(number));
                condensed.values.extend_from_slice(values);
            }
        }
        condensed
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.firsts.len()
    }

    /// The number of the first sample, whose stack and labels it has.
    pub(super) fn first(&self, place: usize) -> usize {
        self.firsts[place] as usize
    }

    /// The values.
    pub(super) fn values(&self, place: usize) -> &[i64] {
        &self.values[place * self.n_types..(place + 1) * self.n_types]
    }

    fn values_mut(&mut self, place: usize) -> &mut [i64] {
        &mut self.values[place * self.n_types..(place + 1) * self.n_types]
    }
}

/// Adds values to others. Values are 64 bits, and overflow is not an error.
pub(super) fn add(sums: &mut [i64], values: &[i64]) {
    for (sum, value) in sums.iter_mut().zip(values) {
        *sum = sum.wrapping_add(*value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::testing::profile;

    #[test]
    fn samples_are_added_up_where_the_last_of_their_stack_has_the_same_labels() {
        let profile = profile("f 1\n g 2 k=v\n f 3\n g 4 k=w\n g 5 k=v\n g 6 k=v\n h 0\n f -4");
        let condensed = Condensed::new(&profile.samples);
        let shown: Vec<_> =
            (0..condensed.len()).map(|place| (condensed.first(place), condensed.values(place)[0])).collect();
        assert_eq!(shown, [(0, 0), (1, 2), (3, 4), (4, 11)]);
    }
}
