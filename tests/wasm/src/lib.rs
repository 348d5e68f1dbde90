//! The library as a WebAssembly module: the host writes a profile to the buffer of `input`, calls `svg` or `dot`, and
//! reads the bytes at `output`, of length `output_len`.
//!
//! A module without imports has no file system, clock, environment or threads, and 32-bit addresses. The `unsafe`
//! attributes promise that no other part of the module exports the same name.

use std::sync::{Mutex, MutexGuard};

use pprof_svg::{
    Options, Profile, profile,
    symbols::{self, Demangling},
};

/// The profile, written by the host.
static INPUT: Mutex<Vec<u8>> = Mutex::new(Vec::new());

/// The output or an error message.
static OUTPUT: Mutex<Vec<u8>> = Mutex::new(Vec::new());

/// The address at which the host writes a profile of `len` bytes, valid until the next call.
#[unsafe(no_mangle)]
pub extern "C" fn input(len: usize) -> *mut u8 {
    let mut input = held(&INPUT);
    *input = vec![0; len];
    input.as_mut_ptr()
}

/// Draws the profile like the command, and returns whether it succeeded.
#[unsafe(no_mangle)]
pub extern "C" fn svg() -> bool {
    draw(|profile| Ok(pprof_svg::svg(profile, &Options::default())?.into_bytes()))
}

/// Prints its graph for Graphviz, and returns whether it succeeded.
#[unsafe(no_mangle)]
pub extern "C" fn dot() -> bool {
    draw(|profile| Ok(pprof_svg::dot(profile, &Options::default())?))
}

/// The address of the output, valid until the next one.
#[unsafe(no_mangle)]
pub extern "C" fn output() -> *const u8 {
    held(&OUTPUT).as_ptr()
}

/// The length of the output in bytes.
#[unsafe(no_mangle)]
pub extern "C" fn output_len() -> usize {
    held(&OUTPUT).len()
}

fn draw(how: impl Fn(&Profile) -> Result<Vec<u8>, Box<dyn std::error::Error>>) -> bool {
    let named = |mut profile: Profile| {
        symbols::demangle(&mut profile, Demangling::default());
        profile
    };
    let profile = profile::read(&held(&INPUT)).map(named);
    let drawn = profile.map_err(Into::into).and_then(|profile| how(&profile));
    let succeeded = drawn.is_ok();
    *held(&OUTPUT) = drawn.unwrap_or_else(|error| error.to_string().into_bytes());
    succeeded
}

fn held(bytes: &Mutex<Vec<u8>>) -> MutexGuard<'_, Vec<u8>> {
    bytes.lock().expect("a panic ends the module")
}
