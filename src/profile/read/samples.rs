//! Decodes the samples of a file into columns, several parts of it at once.

use std::{num::NonZero, ops::Range, thread};

use super::{Ids, ReadError, StringTable, field, message};
use crate::profile::{
    Label, LabelValue, LocationId, Samples, proto,
    samples::{AT_ONCE, StackList},
    wire::{self, Fields, Value},
};

/// Where a file can be divided: parts of no less than this many bytes are decoded apart.
const PART: usize = 1 << 20;

/// Every part finds its own stacks, and shared ones are only found to be shared in the end: more threads than
/// this gain little time and cost memory.
const MOST_THREADS: usize = 4;

/// Places in a file where one part of its samples ends and the next begins.
///
/// They depend on the file alone, and so does what comes of it, however many threads take part.
#[derive(Debug, Default)]
pub(super) struct Parts {
    n_samples: usize,
    /// Behind the last sample of each part: the offset in the file, and how many samples come before.
    ends: Vec<(usize, usize)>,
}

impl Parts {
    /// Counts a sample that ends at this offset.
    pub(super) fn count_sample(&mut self, end: usize) {
        self.n_samples += 1;
        if end >= self.ends.last().map_or(0, |&(last, _)| last) + PART {
            self.ends.push((end, self.n_samples));
        }
    }

    /// At most `n` parts of about the same size, with how many samples come before each.
    fn shared_out(&self, n_bytes: usize, n: usize) -> Vec<(Range<usize>, usize)> {
        let mut starts = vec![(0, 0)];
        let each = self.ends.len().div_ceil(n).max(1);
        starts.extend(self.ends.chunks_exact(each).map(|ends| ends[each - 1]).take(n - 1));
        let ends = starts.iter().skip(1).map(|&(start, _)| start).chain([n_bytes]);
        starts.iter().zip(ends).map(|(&(start, n_before), end)| (start..end, n_before)).collect()
    }
}

/// What samples refer to.
#[derive(Clone, Copy)]
pub(super) struct References<'a> {
    pub(super) n_types: usize,
    pub(super) locations: &'a Ids,
    pub(super) strings: StringTable,
}

/// Decodes all samples of a file. What is wrong with the first bad one is the error.
pub(super) fn decode(bytes: &[u8], parts: &Parts, references: References<'_>) -> Result<Samples, ReadError> {
    let n_threads = thread::available_parallelism().map_or(1, NonZero::get).min(MOST_THREADS);
    let mut parts = parts.shared_out(bytes.len(), n_threads).into_iter();
    let (first, _) = parts.next().expect("there is always one part");
    thread::scope(|scope| {
        let others: Vec<_> = parts
            .map(|(range, n_before)| scope.spawn(move || decode_part(&bytes[range], n_before, references)))
            .collect();
        let mut samples = decode_part(&bytes[first], 0, references)?;
        for other in others {
            samples.append(&other.join().expect("decoding does not panic")?);
        }
        Ok(samples)
    })
}

fn decode_part(bytes: &[u8], n_before: usize, references: References<'_>) -> Result<Samples, ReadError> {
    let mut decoder = Decoder {
        samples: Samples::new(references.n_types),
        stacks: StackList::default(),
        stack: Vec::new(),
        values: Vec::new(),
        labels: Vec::new(),
        references,
        n_before,
    };
    for field in Fields::new(bytes) {
        if let (field::SAMPLE, Value::Bytes(sample)) = field? {
            decoder.push(sample)?;
        }
    }
    decoder.look_up_stacks();
    Ok(decoder.samples)
}

/// The numbers of a sample's fields.
const LOCATION_ID: u64 = 1;
const VALUE: u64 = 2;
const LABEL: u64 = 3;

/// Decodes samples one at a time into the columns, with the same buffers for all of them.
///
/// It walks their fields itself: most of a profile is the ids in its stacks, and decoding them into a message
/// first takes a seventh of the time of everything up to the graph.
struct Decoder<'a> {
    /// The last of them may have no stack yet.
    samples: Samples,
    /// Stacks of the last samples, which wait to be looked up at once.
    stacks: StackList,
    stack: Vec<LocationId>,
    values: Vec<i64>,
    labels: Vec<Label>,
    references: References<'a>,
    /// Samples of the file that come before those of this part.
    n_before: usize,
}

impl Decoder<'_> {
    fn push(&mut self, bytes: &[u8]) -> Result<(), ReadError> {
        self.stack.clear();
        self.values.clear();
        self.labels.clear();
        for field in Fields::new(bytes) {
            let (number, value) = field?;
            match number {
                LOCATION_ID => self.push_locations(value)?,
                VALUE => {
                    for value in wire::varints(value)? {
                        self.values.push(value?.cast_signed());
                    }
                }
                LABEL => self.push_label(&message(value)?)?,
                _ => {}
            }
        }
        self.check_values()?;
        self.samples.push_without_stack(&self.values, &self.labels);
        self.stacks.push(&self.stack);
        if self.stacks.len() == AT_ONCE {
            self.look_up_stacks();
        }
        Ok(())
    }

    fn look_up_stacks(&mut self) {
        self.samples.push_stacks(&self.stacks);
        self.stacks.clear();
    }

    /// Number of the sample at hand in the file, from 1.
    fn number(&self) -> usize {
        self.n_before + self.samples.len() + self.stacks.len() + 1
    }

    fn check_values(&self) -> Result<(), ReadError> {
        let (values, types) = (self.values.len(), self.samples.n_types());
        match types {
            0 => Err(ReadError::NoSampleTypes),
            _ if values == types => Ok(()),
            _ => Err(ReadError::ValueCount { sample: self.number(), values, types }),
        }
    }

    fn push_locations(&mut self, ids: Value<'_>) -> Result<(), ReadError> {
        for id in wire::varints(ids)? {
            let id = id?;
            match self.references.locations.get(id) {
                Some(index) => self.stack.push(LocationId(index)),
                None => return Err(ReadError::DanglingLocation { sample: self.number(), location: id }),
            }
        }
        Ok(())
    }

    /// A label is a text if it has one, otherwise a number if it has that or a unit, otherwise nothing.
    fn push_label(&mut self, label: &proto::Label) -> Result<(), ReadError> {
        let key = self.references.strings.id(label.key)?;
        let text = self.references.strings.id(label.str)?;
        let unit = self.references.strings.id(label.num_unit)?;
        let value = if label.str != 0 {
            LabelValue::Text(text)
        } else if label.num != 0 || label.num_unit != 0 {
            LabelValue::Number(label.num, unit)
        } else {
            return Ok(());
        };
        self.labels.push(Label { key, value });
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use prost::Message;

    use super::*;
    use crate::profile::StackId;

    /// So many samples that they are decoded in several parts, wherever there are several processors. The
    /// first half of the stacks comes again in the second.
    fn message() -> proto::Profile {
        let location = |id| proto::Location { id, ..Default::default() };
        let sample = |i: u64| proto::Sample {
            location_id: (0..400).map(|depth| 1 + (i % 1000 + depth) % 100).collect(),
            value: vec![i.cast_signed()],
            label: vec![proto::Label { key: 1, num: i.cast_signed() + 1, ..Default::default() }],
        };
        proto::Profile {
            sample_type: vec![proto::ValueType::default()],
            sample: (0..MOST_THREADS as u64 * 3000).map(sample).collect(),
            location: (1..=100).map(location).collect(),
            string_table: vec![vec![], b"n".to_vec()],
            ..Default::default()
        }
    }

    #[test]
    fn parts_make_one_whole() {
        let message = message();
        let bytes = message.encode_to_vec();
        assert!(bytes.len() > MOST_THREADS * PART, "{}", bytes.len());
        let samples = super::super::read(&bytes).unwrap().samples;
        assert_eq!((samples.len(), samples.n_stacks()), (message.sample.len(), 100));
        for (i, (sample, expected)) in samples.iter().zip(&message.sample).enumerate() {
            assert_eq!(sample.stack_id, StackId(u32::try_from(i % 100).unwrap()));
            assert!(
                sample
                    .stack
                    .iter()
                    .map(|location| u64::from(location.0) + 1)
                    .eq(expected.location_id.clone())
            );
            assert_eq!(sample.values, expected.value);
            assert_eq!(sample.labels.len(), 1);
            assert!(matches!(sample.labels[0].value, LabelValue::Number(n, _) if n == expected.label[0].num));
        }
    }

    #[test]
    fn a_bad_sample_in_a_later_part_is_counted_from_the_first() {
        let mut message = message();
        let last = message.sample.len();
        message.sample[last - 1].location_id[0] = 101;
        let error = super::super::read(&message.encode_to_vec()).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("sample {last} refers to location 101, which is not in the profile")
        );
        message.sample[7].value.clear();
        let error = super::super::read(&message.encode_to_vec()).unwrap_err();
        assert_eq!(error.to_string(), "sample 8 has 0 values, but there are 1 sample types");
    }

    #[test]
    fn parts_are_shared_out_whole() {
        let mut parts = Parts::default();
        (1..=10).for_each(|i| parts.count_sample(i * PART / 2));
        assert_eq!(parts.ends, [(PART, 2), (2 * PART, 4), (3 * PART, 6), (4 * PART, 8), (5 * PART, 10)]);
        assert_eq!(parts.shared_out(5 * PART, 1), [(0..5 * PART, 0)]);
        let of_two = [(0..3 * PART, 0), (3 * PART..5 * PART + 1, 6)];
        assert_eq!(parts.shared_out(5 * PART + 1, 2), of_two);
        assert_eq!(Parts::default().shared_out(9, 4), [(0..9, 0)]);
    }
}
