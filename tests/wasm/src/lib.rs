//! The library as a module of WebAssembly: the host writes a profile where `input` says, calls `svg` or `dot`, and
//! reads the bytes that `output` and `output_len` tell of.
//!
//! There is no system behind a module that imports nothing: no file, clock, environment or thread. And addresses
//! have 32 bits there. The `unsafe` attributes promise that no other part of the module exports the same name.

use std::sync::{Mutex, MutexGuard};

use pprof_svg::{
    Options, Profile, profile,
    symbols::{self, Demangling},
};

/// The profile, written by the host.
static INPUT: Mutex<Vec<u8>> = Mutex::new(Vec::new());

/// What was drawn, or why nothing was.
static OUTPUT: Mutex<Vec<u8>> = Mutex::new(Vec::new());

/// Where the host is to write a profile of `len` bytes. The place is good until the next call.
#[unsafe(no_mangle)]
pub extern "C" fn input(len: usize) -> *mut u8 {
    let mut input = held(&INPUT);
    *input = vec![0; len];
    input.as_mut_ptr()
}

/// Draws the profile as the command does, and says whether there is a picture.
#[unsafe(no_mangle)]
pub extern "C" fn svg() -> bool {
    draw(|profile| Ok(pprof_svg::svg(profile, &Options::default())?.into_bytes()))
}

/// Prints its graph for Graphviz, and says whether there is one.
#[unsafe(no_mangle)]
pub extern "C" fn dot() -> bool {
    draw(|profile| Ok(pprof_svg::dot(profile, &Options::default())?))
}

/// Where the output begins. The place is good until the next one is made.
#[unsafe(no_mangle)]
pub extern "C" fn output() -> *const u8 {
    held(&OUTPUT).as_ptr()
}

/// How many bytes of output there are.
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
