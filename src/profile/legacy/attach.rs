//! Finds the mapping of every address.

use super::parts::Region;
use crate::{index::index, profile::entries::MappingId};

/// The mapping of each address; `true` beside an address says that it needs none.
///
/// That is the first region that holds the address. Failing that, it is the first whose file would hold
/// it if all of the file up to the region's offset were mapped too; the region then grows downwards to
/// where its file starts. Failing that, it is a region without a file that holds everything, which is
/// appended and ends the growing. The unknown address 0 has none.
///
/// Takes O((r + a) log r) for r regions and a addresses.
pub(super) fn attach(
    regions: &mut Vec<Region>,
    addresses: impl Iterator<Item = (u64, bool)>,
) -> Vec<Option<MappingId>> {
    let mut attacher = Attacher::new(regions);
    let of = |(address, needs_none)| {
        if needs_none || address == 0 { None } else { Some(attacher.region_of(address)) }
    };
    let indices: Vec<_> = addresses.map(of).collect();
    if attacher.everything {
        regions.push(Region { limit: u64::MAX, ..Region::default() });
    }
    indices
}

struct Attacher<'a> {
    regions: &'a mut [Region],
    /// The regions as they are.
    inside: Cover,
    /// The parts of their files that come before them.
    before: Cover,
    /// Whether a catch-all region is needed, which comes after the last.
    everything: bool,
}

impl Attacher<'_> {
    fn new(regions: &mut [Region]) -> Attacher<'_> {
        let bounds = |region: &Region| [Some(region.start), Some(region.limit), file_start(region)];
        let bounds: Vec<u64> = regions.iter().flat_map(bounds).flatten().collect();
        let mut inside = Cover::new(bounds);
        let mut before = inside.clone();
        for (index, region) in (0..).zip(regions.iter()) {
            inside.add(region.start, region.limit, index);
            if let Some(start) = file_start(region) {
                before.add(start, region.start, index);
            }
        }
        Attacher { regions, inside, before, everything: false }
    }

    fn region_of(&mut self, address: u64) -> MappingId {
        let region = self.inside.first(address).or_else(|| self.grown_to(address)).unwrap_or_else(|| {
            self.everything = true;
            index(self.regions.len())
        });
        MappingId(region)
    }

    /// The region that had to grow to hold the address. One that has grown holds what was before it, and
    /// is not met here again, unless its limit is before its start and it holds nothing at all.
    fn grown_to(&mut self, address: u64) -> Option<u32> {
        if self.everything {
            return None;
        }
        let index = self.before.first(address)?;
        let region = &mut self.regions[index as usize];
        if region.offset == 0 {
            return None;
        }
        region.start -= region.offset;
        region.offset = 0;
        self.inside.add(region.start, region.limit, index);
        Some(index)
    }
}

/// Where the file of a region would start, if that is before the region.
fn file_start(region: &Region) -> Option<u64> {
    region.start.checked_sub(region.offset).filter(|_| region.offset != 0)
}

/// For every address the first of the ranges that hold it: a segment tree whose leaves are the gaps
/// between the bounds of ranges.
#[derive(Clone)]
struct Cover {
    /// Sorted.
    bounds: Vec<u64>,
    /// The smallest index that was added for all of a node's gaps; the root is node 1, the children of
    /// node `n` are `2n` and `2n + 1`, and the leaves are the last `bounds.len()` nodes.
    smallest: Vec<u32>,
}

impl Cover {
    const NONE: u32 = u32::MAX;

    /// No ranges yet; those to come start and end at these bounds.
    fn new(mut bounds: Vec<u64>) -> Cover {
        bounds.sort_unstable();
        bounds.dedup();
        Cover { smallest: vec![Cover::NONE; 2 * bounds.len()], bounds }
    }

    /// Adds a range, which may be empty. Both ends must be known bounds.
    fn add(&mut self, start: u64, end: u64, index: u32) {
        let leaf = |bound| self.bounds.partition_point(|&known| known < bound) + self.bounds.len();
        let (mut from, mut to) = (leaf(start), leaf(end));
        // Going up, a node counts whose parent is not wholly inside: one that ends a row of siblings.
        let mut note = |node: usize| self.smallest[node] = self.smallest[node].min(index);
        while from < to {
            if from % 2 == 1 {
                note(from);
            }
            if to % 2 == 1 {
                note(to - 1);
            }
            (from, to) = (from.div_ceil(2), to / 2);
        }
    }

    /// The smallest index of the ranges that hold the address.
    fn first(&self, address: u64) -> Option<u32> {
        let gap = self.bounds.partition_point(|&bound| bound <= address).checked_sub(1)?;
        let nodes = std::iter::successors(Some(gap + self.bounds.len()), |node| Some(node / 2));
        let smallest = nodes.take_while(|&node| node > 0).map(|node| self.smallest[node]).min();
        smallest.filter(|&index| index != Cover::NONE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What [`attach`] promises, word for word.
    fn attach_slowly(regions: &mut Vec<Region>, addresses: &[u64]) -> Vec<Option<MappingId>> {
        let mut everything = None;
        let mut found = Vec::new();
        for &address in addresses {
            let inside = regions.iter().position(|region| (region.start..region.limit).contains(&address));
            let before = regions.iter().position(|region| {
                file_start(region).is_some_and(|start| (start..region.start).contains(&address))
            });
            let index = match (inside, before) {
                _ if address == 0 => None,
                (Some(index), _) => Some(index),
                (None, Some(index)) => {
                    regions[index].start -= regions[index].offset;
                    regions[index].offset = 0;
                    Some(index)
                }
                (None, None) => Some(*everything.get_or_insert_with(|| {
                    regions.push(Region { limit: u64::MAX, ..Region::default() });
                    regions.len() - 1
                })),
            };
            found.push(index.map(|index| MappingId(u32::try_from(index).unwrap())));
        }
        found
    }

    proptest! {
        #[test]
        fn the_fast_way_finds_what_the_slow_way_finds(
            bounds in prop::collection::vec((0_u64..60, 0_u64..30, 0_u64..30), 0..9),
            addresses in prop::collection::vec(prop_oneof![0_u64..64, Just(u64::MAX)], 0..30),
        ) {
            let region = |(start, size, offset)| Region { start, limit: start + size, offset, ..Region::default() };
            let mut regions: Vec<Region> = bounds.into_iter().map(region).collect();
            let mut slow_regions = regions.clone();
            let slow = attach_slowly(&mut slow_regions, &addresses);
            let fast = attach(&mut regions, addresses.iter().map(|&address| (address, false)));
            prop_assert_eq!(fast, slow);
            prop_assert_eq!(regions, slow_regions);
        }
    }
}
