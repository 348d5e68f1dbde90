//! Decodes the samples of a file into columns.

use super::{
    error::ReadError,
    ids::{Ids, StringTable},
    tables::message,
};
use crate::profile::{
    entries::{Label, LabelValue, LocationId},
    field, proto,
    samples::{Samples, StackList, StackTable},
    wire::{self, Fields, Value},
};

/// The tables that samples refer to.
#[derive(Clone, Copy)]
pub(super) struct References<'a> {
    pub(super) n_types: usize,
    pub(super) locations: &'a Ids,
    pub(super) strings: StringTable,
}

/// Decodes all samples of a file. The error is that of the first invalid sample.
pub(super) fn decode(bytes: &[u8], references: References<'_>) -> Result<Samples, ReadError> {
    let mut decoder = Decoder::new(references);
    decoder.decode(bytes)?;
    Ok(decoder.finish().0)
}

/// The largest indices that samples refer to.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Largest {
    pub(super) location: u32,
    pub(super) string: u32,
}

/// Decodes samples one at a time into columns, with the same buffers for all of them.
///
/// It walks their fields itself: most of a profile is the ids in its stacks, and decoding them into a message
/// first takes a seventh of the time of everything up to the graph.
pub(super) struct Decoder<'a> {
    /// The last samples may have no stack yet.
    samples: Samples,
    /// Stacks of the last samples, which are looked up together.
    stacks: StackList,
    stack: Vec<LocationId>,
    values: Vec<i64>,
    labels: Vec<Label>,
    references: References<'a>,
    largest: Largest,
}

impl<'a> Decoder<'a> {
    pub(super) fn new(references: References<'a>) -> Decoder<'a> {
        Decoder {
            samples: Samples::new(references.n_types),
            stacks: StackList::default(),
            stack: Vec::new(),
            values: Vec::new(),
            labels: Vec::new(),
            references,
            largest: Largest::default(),
        }
    }

    /// Decodes the samples among these fields of a profile.
    pub(super) fn decode(&mut self, bytes: &[u8]) -> Result<(), ReadError> {
        for field in Fields::new(bytes) {
            if let (field::SAMPLE, Value::Bytes(sample)) = field? {
                self.push(sample)?;
            }
        }
        Ok(())
    }

    pub(super) fn finish(mut self) -> (Samples, Largest) {
        self.look_up_stacks();
        (self.samples, self.largest)
    }

    fn push(&mut self, bytes: &[u8]) -> Result<(), ReadError> {
        self.stack.clear();
        self.values.clear();
        self.labels.clear();
        for field in Fields::new(bytes) {
            let (number, value) = field?;
            match number {
                field::SAMPLE_LOCATION_ID => self.push_locations(value)?,
                field::SAMPLE_VALUE => {
                    for value in wire::varints(value)? {
                        self.values.push(value?.cast_signed());
                    }
                }
                field::SAMPLE_LABEL => self.push_label(&message(value)?)?,
                _ => {}
            }
        }
        self.check_values()?;
        self.samples.push_without_stack(&self.values, &self.labels);
        self.stacks.push(&self.stack);
        if self.stacks.len() == StackTable::AT_ONCE {
            self.look_up_stacks();
        }
        Ok(())
    }

    fn look_up_stacks(&mut self) {
        self.samples.push_stacks(&self.stacks);
        self.stacks.clear();
    }

    /// Number of the current sample in the file, from 1.
    fn sample_number(&self) -> usize {
        self.samples.len() + self.stacks.len() + 1
    }

    fn check_values(&self) -> Result<(), ReadError> {
        let (values, types) = (self.values.len(), self.samples.n_types());
        match types {
            0 => Err(ReadError::NoSampleTypes),
            _ if values == types => Ok(()),
            _ => Err(ReadError::ValueCount { sample: self.sample_number(), values, types }),
        }
    }

    fn push_locations(&mut self, ids: Value<'_>) -> Result<(), ReadError> {
        // The kind of ids is matched once per stack, not per location, since locations are most of a profile.
        match self.references.locations {
            Ids::Counted(n) => self.push_found(ids, |id| Ids::counted(*n, id)),
            locations => self.push_found(ids, |id| locations.get(id)),
        }
    }

    #[inline]
    fn push_found(&mut self, ids: Value<'_>, find: impl Fn(u64) -> Option<u32>) -> Result<(), ReadError> {
        let mut largest = self.largest.location;
        for id in wire::varints(ids)? {
            let id = id?;
            let Some(index) = find(id) else {
                return Err(ReadError::DanglingLocation { sample: self.sample_number(), location: id });
            };
            largest = largest.max(index);
            self.stack.push(LocationId(index));
        }
        self.largest.location = largest;
        Ok(())
    }

    /// A label is a text if it has one, else a number if it has a number or a unit, else ignored.
    fn push_label(&mut self, label: &proto::Label) -> Result<(), ReadError> {
        let key = self.references.strings.id(label.key)?;
        let text = self.references.strings.id(label.str)?;
        let unit = self.references.strings.id(label.num_unit)?;
        self.largest.string = self.largest.string.max(key.0).max(text.0).max(unit.0);
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
