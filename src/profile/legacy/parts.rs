//! Values that the readers of all formats produce.

use std::collections::HashMap;

use bstr::{BStr, BString};

use crate::jagged::Jagged;

/// A sample type as text.
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

/// A mapped address range.
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
    pub(super) addresses: Jagged<u64>,
    /// All values, the same number per sample.
    pub(super) values: Vec<i64>,
}

impl Stacks {
    pub(super) fn push(&mut self, stack: &[u64], values: &[i64]) {
        self.addresses.push(stack);
        self.values.extend_from_slice(values);
    }

    pub(super) fn len(&self) -> usize {
        self.addresses.len()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &[u64]> {
        self.addresses.iter()
    }

    /// The last value of the last sample.
    pub(super) fn last_value(&mut self) -> Option<&mut i64> {
        self.values.last_mut()
    }

    /// Removes an address from all stacks in which it is at `depth`.
    pub(super) fn remove_at_depth(&mut self, depth: usize, address: u64) {
        self.addresses.retain_items(|at, &item| at != depth || item != address);
    }
}

/// A frame at an address.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame<'a> {
    pub(super) function: &'a BStr,
    pub(super) file: &'a BStr,
    pub(super) line: i64,
}

/// The functions at addresses.
#[derive(Debug, Default)]
pub(super) struct Symbols {
    /// Name and file of every function.
    pub(super) functions: Vec<(BString, BString)>,
    by_name: HashMap<BString, usize>,
    /// The functions at each address, innermost first, with line numbers.
    places: HashMap<u64, Vec<(usize, i64)>>,
}

impl Symbols {
    /// Sets the frames of an address, innermost first. The last description of an address counts, but names identify
    /// functions, and the first file of a name counts.
    pub(super) fn set(&mut self, address: u64, frames: &[Frame<'_>]) {
        let places = frames.iter().map(|frame| (self.function(frame), frame.line)).collect();
        self.places.insert(address, places);
    }

    /// The indices of the functions at an address, with line numbers; empty if unknown.
    pub(super) fn at(&self, address: u64) -> &[(usize, i64)] {
        self.places.get(&address).map_or(&[], Vec::as_slice)
    }

    fn function(&mut self, frame: &Frame<'_>) -> usize {
        if let Some(&known) = self.by_name.get(frame.function) {
            return known;
        }
        self.functions.push((frame.function.into(), frame.file.into()));
        self.by_name.insert(frame.function.into(), self.functions.len() - 1);
        self.functions.len() - 1
    }
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
