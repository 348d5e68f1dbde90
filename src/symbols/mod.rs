//! Demangling: readable names for functions.
//!
//! [`demangle`] gives the functions of a profile the names that `go tool pprof` shows by default: C++ and Rust names,
//! without parameters and template arguments unless a [`Mode`] asks for them. So overloads, and instances of a
//! template, become one function.
//!
//! Both demanglers are written for this crate: the existing crates print other names than the reference, especially
//! without parameters and arguments, and do not limit the work for untrusted names.
//!
//! There is one intended difference: names of other languages that the reference takes for C++ because of angle
//! brackets, such as Python's `<module>`, stay as they are.

mod cleanup;
mod effort;
mod itanium;
mod mode;
mod rust_legacy;
mod rust_v0;
#[cfg(test)]
mod tests;

use bstr::BStr;

use self::cleanup::Brackets;
use self::effort::Effort;
pub use self::mode::{Demangling, Mode};
use crate::fast_map::FastMap;
use crate::profile::{Profile, StringId};

/// Demangles the function names of a profile.
///
/// A function whose name differs from its system name is left alone, unless [`Demangling::force`] is set.
pub fn demangle(profile: &mut Profile, how: Demangling) {
    if how.force {
        take_names_back(profile);
    }
    if how.mode == Mode::None {
        return;
    }
    let mut names = Names { how, effort: Effort::new(system_names_len(profile)), known: FastMap::default() };
    for index in 0..profile.functions.len() {
        let function = &profile.functions[index];
        let (name, system_name) = (function.name, function.system_name);
        let text = profile.text(name);
        if text.is_empty() || text == profile.text(system_name) {
            profile.functions[index].name = names.readable(system_name, profile);
        }
    }
}

/// Resets the names of functions that have a system name.
fn take_names_back(profile: &mut Profile) {
    for index in 0..profile.functions.len() {
        let function = &profile.functions[index];
        let (name, system_name) = (function.name, function.system_name);
        if !profile.text(name).is_empty() && !profile.text(system_name).is_empty() {
            profile.functions[index].name = system_name;
        }
    }
}

fn system_names_len(profile: &Profile) -> usize {
    profile.functions.iter().map(|function| profile.text(function.system_name).len()).sum()
}

/// Demangled names, cached.
struct Names {
    how: Demangling,
    effort: Effort,
    known: FastMap<StringId, StringId>,
}

impl Names {
    fn readable(&mut self, system_name: StringId, profile: &mut Profile) -> StringId {
        if let Some(&known) = self.known.get(&system_name) {
            return known;
        }
        let readable = readable(profile.text(system_name), self.how.mode, &mut self.effort);
        let name = readable.map_or(system_name, |name| profile.strings.push(&name));
        self.known.insert(system_name, name);
        name
    }
}

/// The demangled name; `None` if it is the same.
fn readable(name: &BStr, mode: Mode, effort: &mut Effort) -> Option<Vec<u8>> {
    let mut demangled = |mangled: &[u8]| {
        effort.begin();
        demangled(mangled, mode, effort).filter(|readable| readable != name)
    };
    // Some systems put an underscore before every name.
    let without_underscore = name.strip_prefix(b"_");
    demangled(name)
        .or_else(|| without_underscore.and_then(demangled))
        .or_else(|| cleanup::clean(name, left_out(mode)))
}

fn demangled(mangled: &[u8], mode: Mode, effort: &mut Effort) -> Option<Vec<u8>> {
    if mangled.starts_with(b"_R") {
        return rust_v0::demangle(mangled, mode, effort);
    }
    rust_legacy::demangle(mangled).or_else(|| itanium::demangle(mangled, mode, effort))
}

/// The brackets whose content is removed from readable names.
fn left_out(mode: Mode) -> &'static [Brackets] {
    match mode {
        Mode::Default => &[(b'(', b')'), (b'<', b'>')],
        Mode::Templates => &[(b'(', b')')],
        Mode::Full | Mode::None => &[],
    }
}
