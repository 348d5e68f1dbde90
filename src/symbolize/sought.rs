//! The addresses of a mapping to look up.

use super::options::SymbolizeOptions;
use crate::profile::{Location, Mapping, MappingId, Profile};

/// The locations of a mapping to symbolize.
pub(super) struct Sought {
    /// Sorted, without duplicates.
    pub(super) addresses: Vec<u64>,
    /// Each location with the index of its address.
    pub(super) locations: Vec<(usize, usize)>,
}

impl Sought {
    pub(super) fn of(profile: &Profile, mapping: MappingId, options: &SymbolizeOptions) -> Sought {
        let locations = || {
            let is_sought = |location: &Location| {
                location.mapping == Some(mapping) && (options.force || location.n_lines == 0)
            };
            profile.locations.iter().enumerate().filter(move |(_, location)| is_sought(location))
        };
        let mut addresses: Vec<u64> = locations().map(|(_, location)| location.address).collect();
        addresses.sort_unstable();
        addresses.dedup();
        let at = |address| addresses.partition_point(|&known| known < address);
        let locations = locations().map(|(index, location)| (index, at(location.address))).collect();
        Sought { addresses, locations }
    }
}

/// Whether a mapping's locations may be symbolized.
pub(super) fn is_wanted(mapping: &Mapping, options: &SymbolizeOptions) -> bool {
    let has = mapping.has;
    options.force || !(has.functions || has.filenames || has.line_numbers)
}
