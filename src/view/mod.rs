//! The profile as the options leave it, without a copy.
//!
//! A [`View`] borrows a profile. Filters set a mask over its samples, and replace stacks only where frames are removed;
//! tables are copied only where they change. So many queries can be made of one profile, each at the cost of what its
//! options change.

mod base;
mod error;
pub(crate) mod filter;
pub(crate) mod frames;
mod labels;
mod matching;
mod tag_filter;
pub(crate) mod tag_frames;

use std::borrow::Cow;

use bstr::{BStr, BString};

use crate::index::index;
use crate::profile::{
    Function, FunctionId, Label, Line, Location, LocationId, Mapping, Profile, Sample, StackId, StackList,
    StackTable, StringId, Strings, ValueType,
};

pub use self::error::FilterError;
pub(crate) use self::{base::BaseMark, labels::LabelUnits};

/// A profile with a mask over its samples and labels, and with replaced stacks and tables where options change them.
#[derive(Clone, Debug)]
pub(crate) struct View<'p> {
    profile: &'p Profile,
    /// The remaining sample types, as indices into the values of a sample.
    columns: Cow<'p, [usize]>,
    mappings: Cow<'p, [Mapping]>,
    locations: Cow<'p, [Location]>,
    lines: Cow<'p, [Line]>,
    functions: Cow<'p, [Function]>,
    /// Strings with ids after those of the profile.
    added_strings: Cow<'p, Strings>,
    stacks: Cow<'p, StackList>,
    /// The original stack of each sample.
    stack_ids: Cow<'p, [StackId]>,
    /// The replacement of each original stack, if any were replaced; `None` inside if its samples are removed.
    replaced: Option<Cow<'p, [Option<StackId>]>>,
    /// Which samples remain, unless all do.
    kept: Option<Cow<'p, [bool]>>,
    /// Which label keys are removed, by string id.
    hidden_keys: Cow<'p, [bool]>,
}

impl<'p> View<'p> {
    /// The whole of `profile`.
    pub(crate) fn new(profile: &'p Profile) -> View<'p> {
        View {
            profile,
            columns: (0..profile.sample_types.len()).collect(),
            mappings: Cow::Borrowed(&profile.mappings),
            locations: Cow::Borrowed(&profile.locations),
            lines: Cow::Borrowed(&profile.lines),
            functions: Cow::Borrowed(&profile.functions),
            added_strings: Cow::default(),
            stacks: Cow::Borrowed(profile.samples.stacks()),
            stack_ids: Cow::Borrowed(profile.samples.stack_ids()),
            replaced: None,
            kept: None,
            hidden_keys: Cow::default(),
        }
    }

    /// The same view, to be narrowed down further, which borrows everything from this one.
    pub(crate) fn reborrowed(&self) -> View<'_> {
        View {
            profile: self.profile,
            columns: Cow::Borrowed(&self.columns),
            mappings: Cow::Borrowed(&self.mappings),
            locations: Cow::Borrowed(&self.locations),
            lines: Cow::Borrowed(&self.lines),
            functions: Cow::Borrowed(&self.functions),
            added_strings: Cow::Borrowed(&self.added_strings),
            stacks: Cow::Borrowed(&self.stacks),
            stack_ids: Cow::Borrowed(&self.stack_ids),
            replaced: self.replaced.as_deref().map(Cow::Borrowed),
            kept: self.kept.as_deref().map(Cow::Borrowed),
            hidden_keys: Cow::Borrowed(&self.hidden_keys),
        }
    }

    /// The underlying profile, for fields that no option changes, such as times and comments.
    pub(crate) fn profile(&self) -> &'p Profile {
        self.profile
    }

    /// The text of a string.
    pub(crate) fn text(&self, id: StringId) -> &BStr {
        let n_own = self.profile.strings.len();
        match (id.0 as usize).checked_sub(n_own) {
            None => self.profile.strings.get(id),
            Some(added) => self.added_strings.get(StringId(index(added + 1))),
        }
    }

    /// A copy of all strings, by id.
    pub(crate) fn strings(&self) -> Strings {
        let mut strings = self.profile.strings.clone();
        for id in self.added_strings.ids().skip(1) {
            strings.push(self.added_strings.get(id));
        }
        strings
    }

    /// Adds a string, without looking for an equal one.
    fn add_string(&mut self, text: &[u8]) -> StringId {
        let StringId(added) = self.added_strings.to_mut().push(text);
        StringId(index(self.profile.strings.len() + added as usize - 1))
    }

    /// The remaining sample types.
    pub(crate) fn sample_types(&self) -> impl ExactSizeIterator<Item = ValueType> + '_ {
        self.columns.iter().map(|&column| self.profile.sample_types[column])
    }

    /// The name of the profile's default sample type; empty for the last one.
    pub(crate) fn default_sample_type(&self) -> &BStr {
        let preferred = self.profile.text(self.profile.default_sample_type);
        let is_left = || self.sample_types().any(|kind| self.profile.text(kind.kind) == preferred);
        if self.columns.len() == self.profile.sample_types.len() || is_left() {
            return preferred;
        }
        self.sample_types().next().map_or(preferred, |kind| self.profile.text(kind.kind))
    }

    /// The position of the sample type at `index` among the values of a sample.
    pub(crate) fn column(&self, index: usize) -> usize {
        self.columns[index]
    }

    /// Removes sample types with the same name as another, which would be ambiguous. Returns whether any are left.
    pub(crate) fn keep_unambiguous_types(&mut self) -> bool {
        let types = &self.profile.sample_types;
        let name = |kind: &ValueType| self.profile.text(kind.kind);
        let is_unique =
            |kind: &ValueType| types.iter().filter(|other| name(other) == name(kind)).count() == 1;
        self.columns = types.iter().enumerate().filter(|(_, kind)| is_unique(kind)).map(|(i, _)| i).collect();
        !self.columns.is_empty()
    }

    /// The mappings; the first is that of the main binary.
    pub(crate) fn mappings(&self) -> &[Mapping] {
        &self.mappings
    }

    /// The locations.
    pub(crate) fn locations(&self) -> &[Location] {
        &self.locations
    }

    /// The functions.
    pub(crate) fn functions(&self) -> &[Function] {
        &self.functions
    }

    /// The frames of a location, innermost first. See [`Profile::lines_of`].
    pub(crate) fn lines_of(&self, location: LocationId) -> &[Line] {
        self.lines_in(&self.locations[location.0 as usize])
    }

    /// The frames of a location of this view.
    pub(crate) fn lines_in(&self, location: &Location) -> &[Line] {
        &self.lines[location.first_line as usize..(location.first_line + location.n_lines) as usize]
    }

    /// The locations, to remove frames by narrowing ranges.
    fn locations_mut(&mut self) -> &mut [Location] {
        self.locations.to_mut()
    }

    /// Keeps the frames of each location for which `stays` returns true.
    fn retain_lines(&mut self, mut stays: impl FnMut(&Location, &Line) -> bool) {
        let mut lines = Vec::with_capacity(self.lines.len());
        for location in self.locations.to_mut() {
            let first = lines.len();
            let range = location.first_line as usize..(location.first_line + location.n_lines) as usize;
            lines.extend(self.lines[range].iter().filter(|line| stays(location, line)));
            (location.first_line, location.n_lines) = (index(first), index(lines.len() - first));
        }
        self.lines = Cow::Owned(lines);
    }

    /// The number of stacks, including those of removed samples.
    pub(crate) fn n_stacks(&self) -> usize {
        self.stacks.len()
    }

    /// A stack, leaf first.
    pub(crate) fn stack(&self, id: StackId) -> &[LocationId] {
        self.stacks.get(id)
    }

    /// The remaining samples, in order, with the stacks of the view and all labels; see [`View::labels`].
    pub(crate) fn samples(&self) -> impl Iterator<Item = Sample<'_>> + '_ {
        // Several times faster than flattening `sample_places`.
        (0..self.profile.samples.len()).filter_map(|index| self.sample(index))
    }

    /// For each sample of the profile, the sample if it remains.
    fn sample_places(&self) -> impl Iterator<Item = Option<Sample<'_>>> + '_ {
        (0..self.profile.samples.len()).map(|index| self.sample(index))
    }

    /// The sample at `index` of the profile, if it remains.
    #[inline]
    fn sample(&self, index: usize) -> Option<Sample<'_>> {
        if self.kept.as_ref().is_some_and(|kept| !kept[index]) {
            return None;
        }
        let stack_id = self.stack_ids[index];
        let stack_id = match &self.replaced {
            Some(replaced) => replaced[stack_id.0 as usize]?,
            None => stack_id,
        };
        let samples = &self.profile.samples;
        let (values, labels) = (samples.values(index), samples.labels(index));
        Some(Sample { stack_id, stack: self.stacks.get(stack_id), values, labels })
    }

    /// The remaining labels of a sample.
    pub(crate) fn labels<'s>(&'s self, sample: &Sample<'s>) -> impl Iterator<Item = &'s Label> + 's {
        sample.labels.iter().filter(|label| !self.is_hidden(label.key))
    }

    /// The keys of all remaining labels, without duplicates, ordered by id.
    fn label_keys(&self) -> Vec<StringId> {
        let mut is_key = vec![false; self.profile.strings.len()];
        for sample in self.samples() {
            self.labels(&sample).for_each(|label| is_key[label.key.0 as usize] = true);
        }
        (0..).zip(is_key).filter(|(_, is_key)| *is_key).map(|(id, _)| StringId(id)).collect()
    }

    /// Removes further labels: whether to remove each key, by string id.
    fn hide_keys(&mut self, mut hidden: Vec<bool>) {
        hidden.resize(hidden.len().max(self.hidden_keys.len()), false);
        hidden.iter_mut().zip(&*self.hidden_keys).for_each(|(hidden, before)| *hidden |= before);
        self.hidden_keys = Cow::Owned(hidden);
    }

    fn is_hidden(&self, key: StringId) -> bool {
        self.hidden_keys.get(key.0 as usize).is_some_and(|&hidden| hidden)
    }

    /// Removes the samples for which `stays` returns false.
    fn retain_samples(&mut self, mut stays: impl FnMut(&View<'_>, Sample<'_>) -> bool) {
        let n_samples = self.profile.samples.len();
        let kept = (0..n_samples).map(|index| self.sample(index).is_some_and(|sample| stays(self, sample)));
        self.kept = Some(kept.collect());
    }

    /// Adds locations of one frame each, with these function and file names.
    fn add_locations(&mut self, named: &[(BString, BString)]) {
        let largest = |ids: &mut dyn Iterator<Item = u64>| ids.max().unwrap_or(0);
        let mut function_id = largest(&mut self.functions.iter().map(|function| function.id));
        let mut location_id = largest(&mut self.locations.iter().map(|location| location.id));
        for (name, file) in named {
            function_id = function_id.wrapping_add(1);
            location_id = location_id.wrapping_add(1);
            let (name, filename) = (self.add_string(name), self.add_string(file));
            let function = FunctionId(index(self.functions.len()));
            self.functions.to_mut().push(Function { id: function_id, name, filename, ..Function::default() });
            let first_line = index(self.lines.len());
            self.lines.to_mut().push(Line { function, line: 0, column: 0 });
            let location = Location { id: location_id, first_line, n_lines: 1, ..Location::default() };
            self.locations.to_mut().push(location);
        }
    }

    /// Replaces the stack of each sample. Removed samples stay removed.
    fn set_stacks(&mut self, stacks: StackList, stack_ids: Vec<StackId>) {
        let kept = self.sample_places().map(|sample| sample.is_some()).collect();
        (self.stacks, self.stack_ids, self.replaced) = (Cow::Owned(stacks), Cow::Owned(stack_ids), None);
        self.kept = Some(kept);
    }

    /// Removes the samples of the stacks for which `stays` returns false.
    fn retain_stacks(&mut self, mut stays: impl FnMut(&[LocationId]) -> bool) {
        let stacks = (0..).zip(self.stacks.iter());
        let kept: Vec<_> = stacks.map(|(id, stack)| stays(stack).then_some(StackId(id))).collect();
        self.replace_stacks(&kept);
    }

    /// Replaces stacks. `rewrite` is called once per stack and writes the new one to the empty vector; if it returns
    /// false, the samples of the stack are removed.
    fn rewrite_stacks(&mut self, mut rewrite: impl FnMut(&[LocationId], &mut Vec<LocationId>) -> bool) {
        let (mut table, mut ids) = (StackTable::default(), Vec::new());
        let (mut rewritten, mut waiting) = (Vec::new(), StackList::default());
        let mut are_left = Vec::with_capacity(self.n_stacks());
        for stack in self.stacks.iter() {
            rewritten.clear();
            let is_left = rewrite(stack, &mut rewritten);
            are_left.push(is_left);
            if is_left {
                waiting.push(&rewritten);
            }
            if waiting.len() == StackTable::AT_ONCE {
                table.push_ids(&waiting, &mut ids);
                waiting.clear();
            }
        }
        table.push_ids(&waiting, &mut ids);
        self.stacks = Cow::Owned(table.into_list());
        let mut ids = ids.into_iter();
        let places: Vec<_> = are_left.iter().map(|left| left.then(|| ids.next()).flatten()).collect();
        self.replace_stacks(&places);
    }

    /// Sets the replacement of each stack.
    fn replace_stacks(&mut self, places: &[Option<StackId>]) {
        let place = |id: Option<StackId>| id.and_then(|id| places[id.0 as usize]);
        self.replaced = Some(match &self.replaced {
            None => places.to_vec().into(),
            Some(before) => before.iter().map(|&id| place(id)).collect(),
        });
    }
}
