//! Samples in columns.

use std::hash::{BuildHasher, Hasher};

use super::entries::{Label, LocationId};
use crate::{
    fast_map::{FastMap, Seeded},
    index::index,
    jagged::Jagged,
    units,
};

/// Index of a stack in [`Samples`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StackId(pub u32);

/// Samples in columns: sample `i` has the `i`-th entry or range of every column.
///
/// Samples of the same stack, which differ in labels or were not added up by the profiler, share it.
#[derive(Clone, Debug, Default)]
pub struct Samples {
    /// Number of values per sample.
    n_types: usize,
    stacks: StackTable,
    stack_ids: Vec<StackId>,
    /// `n_types` per sample.
    values: Vec<i64>,
    labels: Jagged<Label>,
}

/// One sample, borrowed from the columns.
#[derive(Clone, Copy, Debug)]
pub struct Sample<'a> {
    /// Equal for samples that share a stack.
    pub stack_id: StackId,
    /// The stack, leaf first.
    pub stack: &'a [LocationId],
    /// One value per sample type.
    pub values: &'a [i64],
    /// Its labels, in file order.
    pub labels: &'a [Label],
}

impl Samples {
    /// No samples yet; each will have `n_types` values.
    #[must_use]
    pub fn new(n_types: usize) -> Samples {
        Samples { n_types, ..Samples::default() }
    }

    /// How many samples there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.stack_ids.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.stack_ids.is_empty()
    }

    /// Number of values per sample.
    #[must_use]
    pub fn n_types(&self) -> usize {
        self.n_types
    }

    /// How many different stacks the samples have.
    #[must_use]
    pub fn n_stacks(&self) -> usize {
        self.stacks.list.len()
    }

    /// All stacks, by id.
    pub(crate) fn stacks(&self) -> &StackList {
        &self.stacks.list
    }

    /// The stack of every sample.
    pub(crate) fn stack_ids(&self) -> &[StackId] {
        &self.stack_ids
    }

    /// A stack, leaf first, root last.
    #[must_use]
    pub fn stack(&self, id: StackId) -> &[LocationId] {
        self.stacks.list.get(id)
    }

    /// Appends a sample, whose stack is leaf first.
    ///
    /// # Panics
    ///
    /// Unless there are as many values as types were given to [`Samples::new`].
    pub fn push(&mut self, stack: &[LocationId], values: &[i64], labels: &[Label]) {
        assert_eq!(values.len(), self.n_types, "a sample has one value per sample type");
        let stack = self.stacks.id(stack);
        self.push_with(stack, values, labels);
    }

    /// The ids of stacks. Those that are new are added. See [`StackTable::push_ids`].
    pub(super) fn intern_stacks(&mut self, stacks: &StackList) -> Vec<StackId> {
        let mut ids = Vec::with_capacity(stacks.len());
        self.stacks.push_ids(stacks, &mut ids);
        ids
    }

    /// Makes room for so many stacks more, so that what is known of stacks need not be moved again and again.
    pub(super) fn reserve_stacks(&mut self, additional: usize) {
        self.stacks.by_hash.reserve(additional);
    }

    /// Appends a sample with a known stack.
    pub(super) fn push_with(&mut self, stack: StackId, values: &[i64], labels: &[Label]) {
        self.stack_ids.push(stack);
        self.push_without_stack(values, labels);
    }

    /// Appends a sample without a stack, which has to follow in [`Samples::push_stacks`].
    pub(super) fn push_without_stack(&mut self, values: &[i64], labels: &[Label]) {
        self.values.extend_from_slice(values);
        self.labels.push(labels);
    }

    /// Sets the stacks of the samples that have none yet.
    pub(super) fn push_stacks(&mut self, stacks: &StackList) {
        self.stacks.push_ids(stacks, &mut self.stack_ids);
    }

    /// Appends the samples of `other`, which have as many values.
    pub(crate) fn append(&mut self, other: &Samples) {
        let mut places = Vec::with_capacity(other.n_stacks());
        self.stacks.push_ids(&other.stacks.list, &mut places);
        self.stack_ids.extend(other.stack_ids.iter().map(|id| places[id.0 as usize]));
        self.values.extend_from_slice(&other.values);
        self.labels.append(&other.labels);
    }

    /// The values of the sample at `index`.
    pub(crate) fn values_mut(&mut self, index: usize) -> &mut [i64] {
        &mut self.values[index * self.n_types..(index + 1) * self.n_types]
    }

    /// Adds a label to every sample.
    pub(crate) fn add_label(&mut self, label: Label) {
        self.labels.push_to_each(label);
    }

    /// Selects and reorders sample types: keeps the values at these indices, in this order.
    pub(crate) fn select_values(&mut self, places: &[usize]) {
        let samples = self.values.chunks(self.n_types.max(1));
        self.values = samples.flat_map(|values| places.iter().map(|&place| values[place])).collect();
        self.n_types = places.len();
    }

    /// Multiplies the values of each sample type by its factor. Samples that become all zero are removed, where values
    /// with factor 1 count as zero.
    pub(crate) fn scale(&mut self, factors: &[f64]) {
        let scaling: Vec<_> =
            factors.iter().copied().enumerate().filter(|(_, factor)| *factor != 1.0).collect();
        if scaling.is_empty() {
            return;
        }
        let mut stays = Vec::with_capacity(self.len());
        for index in 0..self.len() {
            let values = self.values_mut(index);
            let mut is_left = false;
            for &(place, factor) in &scaling {
                values[place] = scaled(values[place], factor);
                is_left |= values[place] != 0;
            }
            stays.push(is_left);
        }
        self.compact(&stays);
    }

    /// The sample at `index`.
    #[must_use]
    pub fn get(&self, index: usize) -> Sample<'_> {
        let stack_id = self.stack_ids[index];
        let stack = self.stacks.list.get(stack_id);
        Sample { stack_id, stack, values: self.values(index), labels: self.labels(index) }
    }

    /// The values of the sample at `index`.
    pub(crate) fn values(&self, index: usize) -> &[i64] {
        &self.values[index * self.n_types..(index + 1) * self.n_types]
    }

    /// The labels of the sample at `index`.
    pub(crate) fn labels(&self, index: usize) -> &[Label] {
        self.labels.get(index)
    }

    /// Removes the labels for which `stays` returns false.
    pub(crate) fn retain_labels(&mut self, mut stays: impl FnMut(&Label) -> bool) {
        self.labels.retain_items(|_, label| stays(label));
    }

    /// Removes the samples that `stays` is false for. Their stacks stay.
    fn compact(&mut self, stays: &[bool]) {
        let (n_types, mut n_kept) = (self.n_types, 0);
        for index in (0..stays.len()).filter(|&index| stays[index]) {
            self.stack_ids[n_kept] = self.stack_ids[index];
            self.values.copy_within(index * n_types..(index + 1) * n_types, n_kept * n_types);
            n_kept += 1;
        }
        self.stack_ids.truncate(n_kept);
        self.values.truncate(n_kept * n_types);
        self.labels.retain(|index| stays[index]);
    }

    /// All samples in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Sample<'_>> + '_ {
        (0..self.len()).map(|index| self.get(index))
    }
}

/// Stacks, each leaf first.
#[derive(Clone, Debug, Default)]
pub(crate) struct StackList(Jagged<LocationId>);

impl StackList {
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn push(&mut self, stack: &[LocationId]) {
        self.0.push(stack);
    }

    /// Appends a stack of these locations.
    #[inline]
    pub(crate) fn push_all(&mut self, stack: impl Iterator<Item = LocationId>) {
        self.0.push_all(stack);
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    /// The stack with this id.
    #[inline]
    pub(crate) fn get(&self, id: StackId) -> &[LocationId] {
        self.0.get(id.0 as usize)
    }

    /// All stacks, by id.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &[LocationId]> {
        self.0.iter()
    }
}

/// A table of stacks without duplicates.
#[derive(Clone, Debug, Default)]
pub(crate) struct StackTable {
    list: StackList,
    /// The first stack with each hash. Further stacks with the same hash are not shared, which costs memory but is
    /// correct.
    by_hash: FastMap<u64, StackId>,
    hasher: Seeded,
}

impl StackTable {
    /// How many stacks are looked up at once.
    pub(crate) const AT_ONCE: usize = 32;

    /// The id of a stack, which is added if it is new.
    pub(crate) fn id(&mut self, stack: &[LocationId]) -> StackId {
        self.id_of_hashed(stack, self.hash(stack), None)
    }

    /// Appends the ids of stacks to `ids`. Stacks that are new are added.
    ///
    /// Each look-up waits for memory twice: for the hash table and for the stack. Doing each step for several stacks at
    /// once overlaps these waits.
    pub(crate) fn push_ids(&mut self, stacks: &StackList, ids: &mut Vec<StackId>) {
        for start in (0..stacks.len()).step_by(StackTable::AT_ONCE) {
            let several = start..stacks.len().min(start + StackTable::AT_ONCE);
            let hashes: Vec<_> = several.clone().map(|index| self.hash(stacks.0.get(index))).collect();
            let known: Vec<_> = hashes.iter().map(|hash| self.by_hash.get(hash).copied()).collect();
            for ((index, hash), known) in several.zip(hashes).zip(known) {
                ids.push(self.id_of_hashed(stacks.0.get(index), hash, known));
            }
        }
    }

    /// The stacks alone, when no more are looked for.
    pub(crate) fn into_list(self) -> StackList {
        self.list
    }

    /// The id of a stack with this hash. `known` is the first stack with the hash, if it existed before.
    fn id_of_hashed(&mut self, stack: &[LocationId], hash: u64, known: Option<StackId>) -> StackId {
        let known = known.or_else(|| self.by_hash.get(&hash).copied());
        if let Some(id) = known
            && are_equal(self.list.get(id), stack)
        {
            return id;
        }
        let id = StackId(index(self.list.len()));
        self.list.push(stack);
        self.by_hash.entry(hash).or_insert(id);
        id
    }

    /// A keyed hash of a stack, so that untrusted input cannot provoke collisions.
    fn hash(&self, stack: &[LocationId]) -> u64 {
        let mut hasher = self.hasher.build_hasher();
        for pair in stack.chunks(2) {
            let low = u64::from(pair[0].0);
            let high = pair.get(1).map_or(u64::MAX, |location| u64::from(location.0));
            hasher.write_u64(high << 32 | low);
        }
        hasher.finish()
    }
}

/// Compares without branching per location, so that the loop is vectorized.
fn are_equal(one: &[LocationId], other: &[LocationId]) -> bool {
    one.len() == other.len() && one.iter().zip(other).fold(0, |bits, (a, b)| bits | (a.0 ^ b.0)) == 0
}

/// A value times a factor, rounded half away from zero.
#[allow(clippy::cast_precision_loss, reason = "pprof scales values in doubles")]
fn scaled(value: i64, factor: f64) -> i64 {
    units::truncate((value as f64 * factor).round())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_stacks_are_shared() {
        let mut samples = Samples::new(1);
        for (stack, value) in [(&[1, 2, 3][..], 10), (&[1, 2], 20), (&[], 30), (&[1, 2, 3], 40)] {
            let stack: Vec<_> = stack.iter().map(|&id| LocationId(id)).collect();
            samples.push(&stack, &[value], &[]);
        }
        let ids: Vec<_> = samples.iter().map(|sample| sample.stack_id.0).collect();
        assert_eq!(ids, [0, 1, 2, 0]);
        assert_eq!(samples.get(3).stack, [LocationId(1), LocationId(2), LocationId(3)]);
        assert_eq!(samples.get(3).values, [40]);
    }

    /// Some of them for the first time at once with their second time, some of them not.
    #[test]
    fn stacks_that_are_looked_up_together_are_shared_too() {
        let stack = |i: usize| [LocationId(u32::try_from(i % 40).unwrap()), LocationId(7)];
        let mut list = StackList::default();
        (0..100).for_each(|i| list.push(&stack(i % 45)));
        let mut samples = Samples::new(0);
        samples.push(&stack(3), &[], &[]);
        (0..100).for_each(|_| samples.push_without_stack(&[], &[]));
        samples.push_stacks(&list);
        assert_eq!(samples.n_stacks(), 40);
        assert!((0..100).all(|i| samples.get(i + 1).stack == stack(i % 45)));
        assert_eq!(samples.get(4).stack_id, samples.get(0).stack_id);
    }

    /// Stacks that a hash without a secret cannot tell apart: it starts as `HASH`, and mixes in two locations at a time
    /// with a multiplication that is folded into itself. Whatever the first two make of it, the next two undo.
    #[test]
    fn stacks_cannot_be_made_to_collide() {
        const HASH: u64 = 0x9e37_79b9_7f4a_7c15;
        let mixed = |hash: u64, pair: u64| {
            let product = u128::from(hash ^ pair) * 0xd6e8_feb8_6659_fd93;
            (product >> 64) as u64 ^ product as u64
        };
        let locations = |pair: u64| [LocationId(pair as u32), LocationId((pair >> 32) as u32)];
        let mut samples = Samples::new(0);
        for first in (0..20_000).chain(0..20_000) {
            let second = mixed(HASH, first);
            assert_eq!(mixed(mixed(HASH, first), second), mixed(0, 0));
            samples.push(&[locations(first), locations(second)].concat(), &[], &[]);
        }
        assert_eq!(samples.n_stacks(), 20_000);
    }
}
