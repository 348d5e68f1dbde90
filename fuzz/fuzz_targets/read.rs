//! Any bytes are a profile or an error.

#![no_main]

use libfuzzer_sys::fuzz_target;
use pprof_svg::profile;

fuzz_target!(|bytes: &[u8]| {
    let _ = profile::read(bytes);
});
