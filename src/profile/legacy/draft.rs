//! What the reader of a format collects, and its conversion to a profile.

use std::collections::HashMap;

use super::{
    attach::attach,
    drop_frames::DropFrames,
    parts::{Kind, Region, Stacks, Symbols},
};
use crate::{
    index::index,
    profile::{
        entries::{
            Function, FunctionId, Label, LabelValue, Line, Location, LocationId, Mapping, MappingId,
            StringId, ValueType,
        },
        interner::Interner,
        model::Profile,
        read::error::ReadError,
        samples::Samples,
    },
};

/// A profile whose stacks are still bare addresses.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) sample_types: Vec<Kind>,
    pub(super) period_type: Kind,
    pub(super) period: i64,
    pub(super) duration_nanos: i64,
    pub(super) stacks: Stacks,
    /// The block size of each sample in heap profiles; otherwise empty.
    pub(super) block_sizes: Vec<i64>,
    /// The memory map, main binary first.
    pub(super) regions: Vec<Region>,
    pub(super) symbols: Symbols,
}

impl Draft {
    /// Converts to a profile. Locations and functions are numbered as samples refer to them.
    pub(super) fn finish(self) -> Result<Profile, ReadError> {
        if self.sample_types.is_empty() && self.stacks.len() > 0 {
            return Err(ReadError::NoSampleTypes);
        }
        let mut texts = Interner::default();
        let (addresses, samples) = self.number_addresses(&mut texts);
        let mut regions = self.regions;
        let has_symbol = |address: u64| !self.symbols.at(address).is_empty();
        let mappings = attach(&mut regions, addresses.iter().map(|&at| (at, has_symbol(at))));

        let mut profile = Profile {
            sample_types: self.sample_types.iter().map(|kind| value_type(kind, &mut texts)).collect(),
            period_type: value_type(&self.period_type, &mut texts),
            period: self.period,
            duration_nanos: self.duration_nanos,
            mappings: (1..).zip(&regions).map(|(id, region)| mapping(id, region, &mut texts)).collect(),
            samples,
            ..Profile::default()
        };
        let uninteresting = DropFrames::of(&self.sample_types);
        profile.drop_frames = texts.id(uninteresting.drop.as_bytes());
        profile.keep_frames = texts.id(uninteresting.keep.as_bytes());
        locate(&mut profile, &addresses, &mappings, &self.symbols, &mut texts);
        profile.strings = texts.strings;
        Ok(profile)
    }

    /// Numbers addresses in order of first use. Returns them, and the samples in terms of the numbers.
    fn number_addresses(&self, texts: &mut Interner) -> (Vec<u64>, Samples) {
        let n_types = self.sample_types.len();
        let key = if self.block_sizes.is_empty() { StringId::default() } else { texts.id(b"bytes") };
        let (mut addresses, mut numbers) = (Vec::new(), HashMap::new());
        let mut samples = Samples::new(n_types);
        let mut frames = Vec::new();
        for (i, stack) in self.stacks.iter().enumerate() {
            frames.clear();
            frames.extend(stack.iter().map(|&address| {
                *numbers.entry(address).or_insert_with(|| {
                    addresses.push(address);
                    LocationId(index(addresses.len() - 1))
                })
            }));
            let values = &self.stacks.values[i * n_types..(i + 1) * n_types];
            let size = self.block_sizes.get(i).map(|&size| LabelValue::Number(size, StringId::default()));
            let label = size.map(|value| Label { key, value });
            samples.push(&frames, values, label.as_slice());
        }
        (addresses, samples)
    }
}

fn value_type(kind: &Kind, texts: &mut Interner) -> ValueType {
    ValueType { kind: texts.id(&kind.kind), unit: texts.id(&kind.unit) }
}

fn mapping(id: u64, region: &Region, texts: &mut Interner) -> Mapping {
    Mapping {
        id,
        memory_start: region.start,
        memory_limit: region.limit,
        file_offset: region.offset,
        filename: texts.id(&region.file),
        build_id: texts.id(&region.build_id),
        ..Mapping::default()
    }
}

/// Fills the tables of locations, lines and functions.
fn locate(
    profile: &mut Profile,
    addresses: &[u64],
    mappings: &[Option<MappingId>],
    symbols: &Symbols,
    texts: &mut Interner,
) {
    let mut functions = HashMap::new();
    for ((id, &address), &mapping) in (1..).zip(addresses).zip(mappings) {
        let first_line = index(profile.lines.len());
        for &(symbol, line) in symbols.at(address) {
            let function = *functions.entry(symbol).or_insert_with(|| {
                let (name, file) = &symbols.functions[symbol];
                let (name, filename) = (texts.id(name), texts.id(file));
                let id = profile.functions.len() as u64 + 1;
                let function = Function { id, name, system_name: name, filename, start_line: 0 };
                profile.functions.push(function);
                FunctionId(index(profile.functions.len() - 1))
            });
            profile.lines.push(Line { function, line, column: 0 });
        }
        let n_lines = index(profile.lines.len()) - first_line;
        profile.locations.push(Location { id, mapping, address, first_line, n_lines, is_folded: false });
    }
}

/// Removes the second frame of a stack whose first is just after it: some unwinders report the leaf twice, as the
/// sampled instruction and as a return address.
///
/// Locations that are not referred to any more stay in the profile.
pub(super) fn merge_repeated_leaves(mut profile: Profile) -> Profile {
    let address = |id: LocationId| profile.locations[id.0 as usize].address;
    let mut samples = Samples::new(profile.samples.n_types());
    let mut stack = Vec::new();
    for sample in profile.samples.iter() {
        stack.clear();
        stack.extend_from_slice(sample.stack);
        if let [leaf, caller, ..] = *sample.stack
            && address(leaf) == address(caller).wrapping_add(1)
        {
            stack.remove(1);
        }
        samples.push(&stack, sample.values, sample.labels);
    }
    profile.samples = samples;
    profile
}

#[cfg(test)]
mod tests {
    use bstr::BStr;

    use super::{super::parts::Frame, *};

    /// A function that is inlined in another, which also stands for itself.
    #[test]
    fn an_address_may_have_several_frames() {
        let mut draft = Draft { sample_types: vec![Kind::new("n", "count")], ..Draft::default() };
        draft.stacks.push(&[0x10, 0x20, 0x30], &[1]);
        let frame = |function, line| Frame { function: BStr::new(function), file: BStr::new("a.go"), line };
        draft.symbols.set(0x10, &[frame("inner", 3), frame("outer", 4)]);
        draft.symbols.set(0x20, &[frame("outer", 5)]);
        let profile = draft.finish().unwrap();
        let lines = |location| {
            let lines = profile.lines_of(LocationId(location)).iter();
            lines.map(|line| (line.function.0, line.line)).collect::<Vec<_>>()
        };
        assert_eq!([lines(0), lines(1), lines(2)], [vec![(0, 3), (1, 4)], vec![(1, 5)], vec![]]);
        let names: Vec<_> = profile.functions.iter().map(|function| profile.text(function.name)).collect();
        assert_eq!(names, ["inner", "outer"]);
        let mappings: Vec<_> = profile.locations.iter().map(|location| location.mapping).collect();
        assert_eq!(mappings, [None, None, Some(MappingId(0))], "what has symbols needs no mapping");
    }
}
