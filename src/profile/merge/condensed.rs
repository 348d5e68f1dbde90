//! Adds up samples within a profile before it is merged.

use crate::{index::index, profile::samples::Samples};

/// The samples with a value, where samples that follow one with the same stack and labels are added to it.
///
/// Profilers that do not aggregate write the same stack again and again. Here it is recognized by its id, with one
/// table look-up, whereas a look-up among merged samples takes names, hashes and maps. Samples that are equal only by
/// content, such as by two strings with one text, stay apart. So do those that cancel each other out, since the order
/// of merged samples depends on them.
#[derive(Debug)]
pub(super) struct Condensed {
    /// The first sample of each.
    firsts: Vec<u32>,
    /// The sums, one value per sample type each.
    values: Vec<i64>,
    n_types: usize,
}

impl Condensed {
    /// The samples, in order of the first ones.
    pub(super) fn new(samples: &Samples) -> Condensed {
        const NONE: u32 = u32::MAX;
        let n_types = samples.n_types();
        let mut condensed = Condensed { firsts: Vec::new(), values: Vec::new(), n_types };
        let mut last_of_stack = vec![NONE; samples.n_stacks()];
        // Start of the last run of samples with the same labels.
        let mut same_labels_since = 0;
        for (number, stack) in samples.stack_ids().iter().enumerate() {
            if number > 0 && samples.labels(number) != samples.labels(number - 1) {
                same_labels_since = number;
            }
            let values = samples.values(number);
            if values.iter().all(|&value| value == 0) {
                continue;
            }
            let last = &mut last_of_stack[stack.0 as usize];
            let is_same = |last: u32| {
                let first = condensed.firsts[last as usize] as usize;
                first >= same_labels_since || samples.labels(first) == samples.labels(number)
            };
            if *last != NONE && is_same(*last) {
                add(condensed.values_mut(*last as usize), values);
            } else {
                *last = index(condensed.firsts.len());
                condensed.firsts.push(index(number));
                condensed.values.extend_from_slice(values);
            }
        }
        condensed
    }

    /// Their number.
    pub(super) fn len(&self) -> usize {
        self.firsts.len()
    }

    /// The index of the first sample, whose stack and labels it has.
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

/// Adds values to others, wrapping around at 64 bits.
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
