//! Any bytes can be used as an object file, and the result is the same each time.

#![no_main]

use libfuzzer_sys::fuzz_target;
use pprof_svg::Profile;
use pprof_svg::profile::{Location, Mapping, MappingId};
use pprof_svg::symbolize::{SymbolizeOptions, Request, Resolve, symbolize};

/// Returns the same bytes for every request: the program, its debug file, and split units.
struct Same<'b>(&'b [u8]);

impl Resolve for Same<'_> {
    fn open(&mut self, _: &Request<'_>) -> Result<Vec<u8>, String> {
        Ok(self.0.to_vec())
    }
}

/// A profile with addresses at the start of a file's code, and of all magnitudes.
fn profile() -> Profile {
    let mut profile = Profile::default();
    let filename = profile.strings.push(b"program");
    profile.mappings.push(Mapping { id: 1, filename, ..Mapping::default() });
    let near = (0..0x4000_u64).step_by(7).chain((0..0x4000).step_by(7).map(|at| 0x40_0000 + at));
    let addresses = near.chain((0..64).map(|bit| 1 << bit));
    let location = |(id, address)| Location { id, mapping: Some(MappingId(0)), address, ..Location::default() };
    profile.locations = (1..).zip(addresses).map(location).collect();
    profile
}

fuzz_target!(|bytes: &[u8]| {
    let mut profile = profile();
    let mut options = SymbolizeOptions::default();
    options.max_decompressed = 1 << 24;
    let outcome = symbolize(&mut profile, &mut Same(bytes), &options);
    for location in &profile.locations {
        assert!((location.first_line + location.n_lines) as usize <= profile.lines.len());
    }
    assert_eq!(outcome, symbolize(&mut self::profile(), &mut Same(bytes), &options), "a second run differs");
});
