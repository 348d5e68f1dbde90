//! Resolves the ids and string indices of a file to the indices of a profile.

use std::collections::HashMap;

use super::error::ReadError;
use crate::{
    index::index,
    profile::{
        entries::{StringId, ValueType},
        proto,
        wire::Malformed,
    },
};

/// Checks string indices against the length of the table.
#[derive(Clone, Copy)]
pub(super) struct StringTable {
    pub(super) len: usize,
}

impl StringTable {
    pub(super) fn id(self, index: i64) -> Result<StringId, ReadError> {
        match u32::try_from(index) {
            Ok(id) if (id as usize) < self.len => Ok(StringId(id)),
            _ => Err(Malformed::DanglingString { index, n_strings: self.len }.into()),
        }
    }

    pub(super) fn value_type(self, message: &proto::ValueType) -> Result<ValueType, ReadError> {
        Ok(ValueType { kind: self.id(message.r#type)?, unit: self.id(message.unit)? })
    }
}

/// Maps the ids of a table to its indices.
pub(super) enum Ids {
    /// Ids count from 1 to this number, as most writers do; no look-up is needed.
    Counted(u32),
    /// Ids with gaps: index by id, `NONE` in the gaps.
    Dense(Vec<u32>),
    Sparse(HashMap<u64, u32>),
}

impl Ids {
    pub(super) const NONE: u32 = u32::MAX;

    pub(super) fn new(
        table: &'static str,
        ids: impl ExactSizeIterator<Item = u64> + Clone,
    ) -> Result<Ids, ReadError> {
        let n = ids.len();
        if n >= Ids::NONE as usize {
            return Err(ReadError::TooMany { table });
        }
        if ids.clone().eq(1..=n as u64) {
            return Ok(Ids::Counted(index(n)));
        }
        let largest = ids.clone().max().unwrap_or(0);
        let mut found = match usize::try_from(largest) {
            Ok(largest) if largest <= 2 * n + 64 => Ids::Dense(vec![Ids::NONE; largest + 1]),
            _ => Ids::Sparse(HashMap::with_capacity(n)),
        };
        for (index, id) in (0..).zip(ids) {
            Ids::check(table, id)?;
            if !found.insert(id, index) {
                return Err(ReadError::DuplicateId { table, id });
            }
        }
        Ok(found)
    }

    /// Rejects the id 0, early, since entries without an id take two bytes of a file and a hundred in memory.
    pub(super) fn check(table: &'static str, id: u64) -> Result<(), ReadError> {
        if id == 0 { Err(ReadError::ReservedId { table }) } else { Ok(()) }
    }

    /// Adds an id. Returns whether it is new.
    fn insert(&mut self, id: u64, index: u32) -> bool {
        match self {
            Ids::Counted(_) => unreachable!("what is counted is not inserted"),
            Ids::Dense(indices) => {
                let place = &mut indices[usize::try_from(id).expect("no id is larger than the largest")];
                std::mem::replace(place, index) == Ids::NONE
            }
            Ids::Sparse(indices) => indices.insert(id, index).is_none(),
        }
    }

    /// The index of an id, for ids that count from 1 to `n`.
    #[inline]
    pub(super) fn counted(n: u32, id: u64) -> Option<u32> {
        let index = id.wrapping_sub(1);
        (index < u64::from(n)).then_some(index as u32)
    }

    #[inline]
    pub(super) fn get(&self, id: u64) -> Option<u32> {
        match self {
            Ids::Counted(n) => Ids::counted(*n, id),
            Ids::Dense(indices) => {
                let index = *indices.get(usize::try_from(id).ok()?)?;
                (index != Ids::NONE).then_some(index)
            }
            Ids::Sparse(indices) => indices.get(&id).copied(),
        }
    }
}
