//! Any bytes are a valid profile or an error.

#![no_main]

use libfuzzer_sys::fuzz_target;
use pprof_svg::profile;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(profile) = profile::read(bytes) {
        assert_eq!(profile.validate(), Ok(()));
    }
});
