//! What a reader of a format found, and the profile that it makes.

use std::collections::HashMap;

use bstr::{BStr, BString};

use super::super::{
    Function, FunctionId, Label, LabelValue, Line, Location, LocationId, Mapping, MappingId, Profile,
    ReadError, Samples, StringId, Strings, ValueType,
};
use super::{attach::attach, drop_frames::DropFrames};

/// A profile before its addresses are locations.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) sample_types: Vec<Kind>,
    pub(super) period_type: Kind,
    pub(super) period: i64,
    pub(super) duration_nanos: i64,
    pub(super) stacks: Stacks,
    /// The size of the blocks of each sample, in profiles of memory; otherwise empty.
    pub(super) block_sizes: Vec<i64>,
    /// The main binary first.
    pub(super) regions: Vec<Region>,
    pub(super) symbols: Symbols,
}

/// A kind of value and its unit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Kind {
    pub(super) kind: BString,
    pub(super) unit: BString,
}

impl Kind {
    pub(super) fn new(kind: impl Into<BString>, unit: impl Into<BString>) -> Kind {
        Kind { kind: kind.into(), unit: unit.into() }
    }
}

/// A range of addresses and the file that is mapped there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Region {
    pub(super) start: u64,
    /// One past the last address.
    pub(super) limit: u64,
    /// Offset in the file of the first address.
    pub(super) offset: u64,
    pub(super) file: BString,
    pub(super) build_id: BString,
}

/// Stacks of addresses, leaf first, with the values of their samples.
#[derive(Debug, Default)]
pub(super) struct Stacks {
    /// Where each stack ends in `addresses`.
    ends: Vec<usize>,
    addresses: Vec<u64>,
    /// The same number of values per sample.
    values: Vec<i64>,
}

impl Stacks {
    pub(super) fn push(&mut self, stack: &[u64], values: &[i64]) {
        self.addresses.extend_from_slice(stack);
        self.ends.push(self.addresses.len());
        self.values.extend_from_slice(values);
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &[u64]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, &end)| &self.addresses[start..end])
    }

    /// The last value of the last sample.
    pub(super) fn last_value(&mut self) -> Option<&mut i64> {
        self.values.last_mut()
    }

    /// Takes an address out of all stacks in which it stands at `depth`.
    pub(super) fn remove_at_depth(&mut self, depth: usize, address: u64) {
        let (mut from, mut to) = (0, 0);
        for end in &mut self.ends {
            let start = from;
            for at in start..*end {
                if at != start + depth || self.addresses[at] != address {
                    self.addresses[to] = self.addresses[at];
                    to += 1;
                }
            }
            (from, *end) = (*end, to);
        }
        self.addresses.truncate(to);
    }
}

/// What is known of the functions at addresses.
#[derive(Debug, Default)]
pub(super) struct Symbols {
    /// The name and the file of every function.
    functions: Vec<(BString, BString)>,
    by_name: HashMap<BString, usize>,
    /// The function at an address and a line number.
    places: HashMap<u64, (usize, i64)>,
}

impl Symbols {
    /// Notes that an address lies in a function. The last that is said of an address counts, but a name
    /// stands for one function only, and the first that is said of its file counts.
    pub(super) fn add(&mut self, address: u64, function: &BStr, file: &BStr, line: i64) {
        let index = self.by_name.get(function).copied().unwrap_or_else(|| {
            self.functions.push((function.into(), file.into()));
            self.by_name.insert(function.into(), self.functions.len() - 1);
            self.functions.len() - 1
        });
        self.places.insert(address, (index, line));
    }
}

impl Draft {
    /// Makes the profile. Locations and functions are numbered as samples refer to them.
    pub(super) fn finish(self) -> Result<Profile, ReadError> {
        if self.sample_types.is_empty() && self.stacks.len() > 0 {
            return Err(ReadError::NoSampleTypes);
        }
        let (addresses, stacks) = number_addresses(&self.stacks);
        let mut regions = self.regions;
        let has_symbol = |address: u64| self.symbols.places.contains_key(&address);
        let mappings = attach(&mut regions, addresses.iter().map(|&at| (at, has_symbol(at))));

        let mut texts = Texts::default();
        let mut profile = Profile {
            sample_types: self.sample_types.iter().map(|kind| texts.value_type(kind)).collect(),
            period_type: texts.value_type(&self.period_type),
            period: self.period,
            duration_nanos: self.duration_nanos,
            mappings: (1..).zip(&regions).map(|(id, region)| texts.mapping(id, region)).collect(),
            ..Profile::default()
        };
        let boring = DropFrames::of(&self.sample_types);
        profile.drop_frames = texts.id(boring.drop.as_bytes());
        profile.keep_frames = texts.id(boring.keep.as_bytes());
        profile.samples =
            samples(&self.stacks, &stacks, profile.sample_types.len(), &self.block_sizes, &mut texts);
        locate(&mut profile, &addresses, &mappings, &self.symbols, &mut texts);
        profile.strings = texts.strings;
        Ok(profile)
    }
}

/// Numbers the addresses in order of first use. Returns them, and the stacks in terms of the numbers.
fn number_addresses(stacks: &Stacks) -> (Vec<u64>, Vec<LocationId>) {
    let mut addresses = Vec::new();
    let mut numbers = HashMap::new();
    let mut number = |&address: &u64| {
        *numbers.entry(address).or_insert_with(|| {
            addresses.push(address);
            LocationId(index(addresses.len() - 1))
        })
    };
    let stacks = stacks.addresses.iter().map(&mut number).collect();
    (addresses, stacks)
}

/// An index as tables have it.
fn index(index: usize) -> u32 {
    u32::try_from(index).expect("there are fewer than 2³² bytes, and an entry takes one at least")
}

fn samples(
    stacks: &Stacks,
    frames: &[LocationId],
    n_types: usize,
    block_sizes: &[i64],
    texts: &mut Texts,
) -> Samples {
    let key = if block_sizes.is_empty() { StringId::default() } else { texts.id(b"bytes") };
    let mut samples = Samples::new(n_types);
    let mut start = 0;
    for (i, &end) in stacks.ends.iter().enumerate() {
        let values = &stacks.values[i * n_types..(i + 1) * n_types];
        let size = block_sizes.get(i).map(|&size| LabelValue::Number(size, StringId::default()));
        let label = size.map(|value| Label { key, value });
        samples.push(&frames[start..end], values, label.as_slice());
        start = end;
    }
    samples
}

/// Fills the tables of locations, lines and functions.
fn locate(
    profile: &mut Profile,
    addresses: &[u64],
    mappings: &[Option<MappingId>],
    symbols: &Symbols,
    texts: &mut Texts,
) {
    let mut functions = HashMap::new();
    for ((id, &address), &mapping) in (1..).zip(addresses).zip(mappings) {
        let place = symbols.places.get(&address);
        let location = Location {
            id,
            mapping,
            address,
            first_line: index(profile.lines.len()),
            n_lines: u32::from(place.is_some()),
            is_folded: false,
        };
        profile.locations.push(location);
        if let Some(&(symbol, line)) = place {
            let function = *functions.entry(symbol).or_insert_with(|| {
                let (name, file) = &symbols.functions[symbol];
                let id = profile.functions.len() as u64 + 1;
                profile.functions.push(texts.function(id, name, file));
                FunctionId(index(profile.functions.len() - 1))
            });
            profile.lines.push(Line { function, line, column: 0 });
        }
    }
}

/// The string table of a profile while it is filled; equal texts are one string.
#[derive(Default)]
struct Texts {
    strings: Strings,
    known: HashMap<BString, StringId>,
}

impl Texts {
    fn id(&mut self, text: &[u8]) -> StringId {
        match self.known.get(BStr::new(text)) {
            _ if text.is_empty() => StringId::default(),
            Some(&id) => id,
            None => {
                let id = self.strings.push(text);
                self.known.insert(text.into(), id);
                id
            }
        }
    }

    fn value_type(&mut self, kind: &Kind) -> ValueType {
        ValueType { kind: self.id(&kind.kind), unit: self.id(&kind.unit) }
    }

    fn mapping(&mut self, id: u64, region: &Region) -> Mapping {
        Mapping {
            id,
            memory_start: region.start,
            memory_limit: region.limit,
            file_offset: region.offset,
            filename: self.id(&region.file),
            build_id: self.id(&region.build_id),
            ..Mapping::default()
        }
    }

    fn function(&mut self, id: u64, name: &[u8], file: &[u8]) -> Function {
        let name = self.id(name);
        Function { id, name, system_name: name, filename: self.id(file), start_line: 0 }
    }
}

/// Leaves the second frame of a stack out where the first is just behind it: some unwinders report the
/// leaf twice, once as the place of the sample and once as if it had been returned to.
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
    use super::*;

    #[test]
    fn an_address_is_removed_only_where_it_stands_at_that_depth() {
        let mut stacks = Stacks::default();
        for stack in [&[1, 7, 7][..], &[], &[7, 2], &[7], &[3, 7]] {
            stacks.push(stack, &[1]);
        }
        stacks.remove_at_depth(1, 7);
        assert_eq!(stacks.iter().collect::<Vec<_>>(), [&[1, 7][..], &[], &[7, 2], &[7], &[3]]);
    }
}
