//! Adds profiles entry by entry.

use std::collections::{HashMap, HashSet};

use super::condensed::{self, Condensed};
use crate::{
    fast_map::FastMap,
    index::index,
    jagged::Jagged,
    profile::{
        entries::{
            Function, FunctionId, Label, LabelValue, Line, Location, LocationId, Mapping, MappingId,
            StringId, ValueType,
        },
        interner::Interner,
        model::Profile,
        samples::{Samples, StackId, StackList, StackTable},
    },
};

/// The sum of profiles, and look-up tables for its entries.
#[derive(Debug)]
pub(super) struct Combiner {
    /// Without its strings.
    profile: Profile,
    strings: Interner,
    mappings: HashMap<MappingKey, MappingId>,
    functions: HashMap<FunctionKey, FunctionId>,
    locations: HashMap<LocationKey, LocationId>,
    samples: SamplePlaces,
    label_sets: LabelSets,
    comments: HashSet<StringId>,
}

/// The key of a mapping, independent of its load address.
#[derive(Debug, PartialEq, Eq, Hash)]
struct MappingKey {
    /// In whole pages.
    size: u64,
    file_offset: u64,
    /// The build id, or else the file.
    name: StringId,
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct FunctionKey {
    start_line: i64,
    name: StringId,
    system_name: StringId,
    filename: StringId,
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct LocationKey {
    /// Relative to the mapping.
    address: u64,
    mapping: Option<MappingId>,
    is_folded: bool,
    lines: Vec<(FunctionId, i64)>,
    /// The column of the outermost line; no other distinguishes locations.
    column: i64,
}

impl Combiner {
    /// An empty profile with the header of `first`, which is still to be added.
    pub(super) fn new(first: &Profile) -> Combiner {
        let mut combiner = Combiner {
            profile: Profile { samples: Samples::new(first.sample_types.len()), ..Profile::default() },
            strings: Interner::default(),
            mappings: HashMap::new(),
            functions: HashMap::new(),
            locations: HashMap::new(),
            samples: SamplePlaces::default(),
            label_sets: LabelSets::default(),
            comments: HashSet::new(),
        };
        let types = first.sample_types.iter().map(|&kind| combiner.value_type(first, kind)).collect();
        combiner.profile.sample_types = types;
        combiner.profile.period_type = combiner.value_type(first, first.period_type);
        combiner.profile.drop_frames = combiner.string(first, first.drop_frames);
        combiner.profile.keep_frames = combiner.string(first, first.keep_frames);
        combiner
    }

    /// Adds a profile. Samples without values are skipped, with entries that only they use.
    pub(super) fn add(&mut self, source: &Profile) {
        self.add_header(source);
        let mut adder = Adder::new(self, source);
        if adder.combiner.profile.mappings.is_empty() && !source.mappings.is_empty() {
            // The first mapping is the main binary.
            adder.mapping(MappingId(0));
        }
        let condensed = Condensed::new(&source.samples);
        adder.combiner.profile.samples.reserve_stacks(condensed.len().min(source.samples.n_stacks()));
        let mut waiting = Waiting::default();
        for place in 0..condensed.len() {
            adder.translate(condensed.first(place), &mut waiting);
            if waiting.stacks.len() == StackTable::AT_ONCE || place + 1 == condensed.len() {
                let first = place + 1 - waiting.stacks.len();
                adder.combiner.add_samples(&waiting, (first..).map(|place| condensed.values(place)));
                waiting.clear();
            }
        }
    }

    pub(super) fn finish(self) -> Profile {
        Profile { strings: self.strings.strings, ..self.profile }
    }

    fn add_header(&mut self, source: &Profile) {
        let time = self.profile.time_nanos;
        if time == 0 || source.time_nanos < time {
            self.profile.time_nanos = source.time_nanos;
        }
        self.profile.duration_nanos = self.profile.duration_nanos.wrapping_add(source.duration_nanos);
        if self.profile.period == 0 || self.profile.period < source.period {
            self.profile.period = source.period;
        }
        for &comment in &source.comments {
            let comment = self.string(source, comment);
            if self.comments.insert(comment) {
                self.profile.comments.push(comment);
            }
        }
        if self.profile.default_sample_type == StringId::default() {
            self.profile.default_sample_type = self.string(source, source.default_sample_type);
        }
        if self.profile.doc_url == StringId::default() {
            self.profile.doc_url = self.string(source, source.doc_url);
        }
    }

    /// Adds samples with these values.
    fn add_samples<'v>(&mut self, waiting: &Waiting, values: impl Iterator<Item = &'v [i64]>) {
        let samples = &mut self.profile.samples;
        let stacks = samples.intern_stacks(&waiting.stacks);
        let sets = waiting.sets.iter().zip(waiting.labels.iter());
        for ((stack, (&set, labels)), values) in stacks.into_iter().zip(sets).zip(values) {
            let next = index(samples.len());
            let place = self.samples.place(stack, set, next);
            if place == next {
                samples.push_with(stack, values, labels);
            } else {
                condensed::add(samples.values_mut(place as usize), values);
            }
        }
    }

    fn string(&mut self, source: &Profile, id: StringId) -> StringId {
        self.strings.id(source.text(id))
    }

    fn value_type(&mut self, source: &Profile, kind: ValueType) -> ValueType {
        ValueType { kind: self.string(source, kind.kind), unit: self.string(source, kind.unit) }
    }
}

/// Translated samples, without values and stack ids.
///
/// Their stacks are looked up together: see [`Samples::intern_stacks`].
#[derive(Debug, Default)]
struct Waiting {
    stacks: StackList,
    labels: Jagged<Label>,
    /// The id of each set of labels.
    sets: Vec<u32>,
}

impl Waiting {
    fn clear(&mut self) {
        self.stacks.clear();
        self.labels.clear();
        self.sets.clear();
    }
}

/// Indices of samples, by stack and label set.
#[derive(Debug, Default)]
struct SamplePlaces {
    /// The first sample of each stack, and its label set. Most stacks have no other, and need no look-up in `others`.
    firsts: Vec<Option<(u32, u32)>>,
    /// All other samples.
    others: FastMap<(StackId, u32), u32>,
}

impl SamplePlaces {
    /// The index of a sample; `next` if it is new.
    fn place(&mut self, stack: StackId, set: u32, next: u32) -> u32 {
        let at = stack.0 as usize;
        if at >= self.firsts.len() {
            self.firsts.resize(at + 1, None);
        }
        match *self.firsts[at].get_or_insert((set, next)) {
            (first, place) if first == set => place,
            _ => *self.others.entry((stack, set)).or_insert(next),
        }
    }
}

/// Distinct sets of labels, of which there are few compared with samples.
#[derive(Debug, Default)]
struct LabelSets {
    numbers: HashMap<Vec<Label>, u32>,
    /// The last one, sorted.
    sorted: Vec<Label>,
}

impl LabelSets {
    /// The id of a set. The order of keys does not matter, that of a key's values does.
    fn id_of(&mut self, labels: &[Label]) -> u32 {
        self.sorted.clear();
        self.sorted.extend_from_slice(labels);
        self.sorted.sort_by_key(|label| (matches!(label.value, LabelValue::Number(..)), label.key));
        if let Some(&known) = self.numbers.get(&self.sorted) {
            return known;
        }
        let next = index(self.numbers.len());
        self.numbers.insert(self.sorted.clone(), next);
        next
    }
}

/// Adds one profile. Translated entries are cached.
struct Adder<'a> {
    combiner: &'a mut Combiner,
    source: &'a Profile,
    strings: Vec<Option<StringId>>,
    /// With the offset of addresses.
    mappings: Vec<Option<(MappingId, u64)>>,
    functions: Vec<Option<FunctionId>>,
    locations: Vec<Option<LocationId>>,
    /// The last translated sample.
    last: Option<usize>,
    /// Its labels.
    labels: Vec<Label>,
    /// The id of their set.
    set: u32,
}

impl<'a> Adder<'a> {
    fn new(combiner: &'a mut Combiner, source: &'a Profile) -> Adder<'a> {
        Adder {
            combiner,
            source,
            strings: vec![None; source.strings.len()],
            mappings: vec![None; source.mappings.len()],
            functions: vec![None; source.functions.len()],
            locations: vec![None; source.locations.len()],
            last: None,
            labels: Vec::new(),
            set: 0,
        }
    }

    /// Translates a sample.
    fn translate(&mut self, sample: usize, waiting: &mut Waiting) {
        let samples = &self.source.samples;
        let stack = samples.stack(samples.stack_ids()[sample]);
        waiting.stacks.push_all(stack.iter().map(|&location| self.location(location)));
        let labels = samples.labels(sample);
        // Consecutive samples often have the same labels.
        if self.last.is_none_or(|last| samples.labels(last) != labels) {
            self.labels = labels.iter().map(|&label| self.label(label)).collect();
            self.set = self.combiner.label_sets.id_of(&self.labels);
        }
        self.last = Some(sample);
        waiting.labels.push(&self.labels);
        waiting.sets.push(self.set);
    }

    fn string(&mut self, id: StringId) -> StringId {
        let at = id.0 as usize;
        match self.strings[at] {
            Some(known) => known,
            None => *self.strings[at].insert(self.combiner.string(self.source, id)),
        }
    }

    fn label(&mut self, label: Label) -> Label {
        let value = match label.value {
            LabelValue::Text(text) => LabelValue::Text(self.string(text)),
            LabelValue::Number(value, unit) => LabelValue::Number(value, self.string(unit)),
        };
        Label { key: self.string(label.key), value }
    }

    fn mapping(&mut self, id: MappingId) -> (MappingId, u64) {
        let at = id.0 as usize;
        if let Some(known) = self.mappings[at] {
            return known;
        }
        let source = &self.source.mappings[at];
        let mapping = Mapping {
            filename: self.string(source.filename),
            build_id: self.string(source.build_id),
            ..source.clone()
        };
        let is_named = mapping.build_id == StringId::default();
        let key = MappingKey {
            size: whole_pages(mapping.memory_limit.wrapping_sub(mapping.memory_start)),
            file_offset: mapping.file_offset,
            name: if is_named { mapping.filename } else { mapping.build_id },
        };
        let start = mapping.memory_start;
        let mappings = &mut self.combiner.profile.mappings;
        let new = *self.combiner.mappings.entry(key).or_insert_with(|| {
            mappings.push(Mapping { id: mappings.len() as u64 + 1, ..mapping });
            MappingId(index(mappings.len() - 1))
        });
        let shift = mappings[new.0 as usize].memory_start.wrapping_sub(start);
        *self.mappings[at].insert((new, shift))
    }

    fn function(&mut self, id: FunctionId) -> FunctionId {
        let at = id.0 as usize;
        if let Some(known) = self.functions[at] {
            return known;
        }
        let source = &self.source.functions[at];
        let key = FunctionKey {
            start_line: source.start_line,
            name: self.string(source.name),
            system_name: self.string(source.system_name),
            filename: self.string(source.filename),
        };
        let FunctionKey { start_line, name, system_name, filename } = key;
        let functions = &mut self.combiner.profile.functions;
        let new = *self.combiner.functions.entry(key).or_insert_with(|| {
            functions.push(Function {
                id: functions.len() as u64 + 1,
                name,
                system_name,
                filename,
                start_line,
            });
            FunctionId(index(functions.len() - 1))
        });
        *self.functions[at].insert(new)
    }

    #[inline]
    fn location(&mut self, id: LocationId) -> LocationId {
        match self.locations[id.0 as usize] {
            Some(known) => known,
            None => self.new_location(id),
        }
    }

    fn new_location(&mut self, id: LocationId) -> LocationId {
        let at = id.0 as usize;
        let source = &self.source.locations[at];
        let mapping = source.mapping.map(|mapping| self.mapping(mapping));
        let shift = mapping.map_or(0, |(_, shift)| shift);
        let mapping = mapping.map(|(mapping, _)| mapping);
        let lines: Vec<_> = self.source.lines_of(id).to_vec();
        let lines: Vec<_> =
            lines.iter().map(|line| Line { function: self.function(line.function), ..*line }).collect();
        let address = source.address.wrapping_add(shift);
        let start =
            mapping.map_or(0, |mapping| self.combiner.profile.mappings[mapping.0 as usize].memory_start);
        let key = LocationKey {
            address: address.wrapping_sub(start),
            mapping,
            is_folded: source.is_folded,
            lines: lines.iter().map(|line| (line.function, line.line)).collect(),
            column: lines.last().map_or(0, |line| line.column),
        };
        let profile = &mut self.combiner.profile;
        let new = *self.combiner.locations.entry(key).or_insert_with(|| {
            let id = profile.locations.len() as u64 + 1;
            let (first_line, n_lines) = (index(profile.lines.len()), index(lines.len()));
            profile.lines.extend(lines);
            profile.locations.push(Location {
                id,
                mapping,
                address,
                first_line,
                n_lines,
                is_folded: source.is_folded,
            });
            LocationId(index(profile.locations.len() - 1))
        });
        *self.locations[at].insert(new)
    }
}

/// Rounds a size up to whole pages: mappings that differ in their last page are the same.
fn whole_pages(size: u64) -> u64 {
    const PAGE: u64 = 4096;
    let padded = size.wrapping_add(PAGE - 1);
    padded - padded % PAGE
}
