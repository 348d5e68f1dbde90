//! Readable names for functions that have the compiler's.
//!
//! [`demangle`] gives the functions of a profile the names that `go tool pprof` shows unasked: mangled names of C++ and
//! Rust in the words of the language, and less of them the less there is to be told apart. So overloads, and instances
//! of a template, become one function.
//!
//! The two demanglers are written for this. What the reference shows is not what the crates for it print, least of
//! all with parameters and arguments left out, and none of them bounds what a stranger's name may cost.
//!
//! There is one difference on purpose: names of other languages that the reference takes for C++, since they have
//! angle brackets, stay as they are. It makes Python's `<module>` the empty name.

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

/// Gives the functions of a profile readable names.
///
/// A function that has a name other than its system name is left alone, unless [`Demangling::force`] is on.
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

/// Forgets the names of functions that have a system name.
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

/// Readable names, each made once.
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

/// What a name is shown as, unless that is the same.
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

/// The brackets that are left out of names that are not mangled.
fn left_out(mode: Mode) -> &'static [Brackets] {
    match mode {
        Mode::Default => &[(b'(', b')'), (b'<', b'>')],
        Mode::Templates => &[(b'(', b')')],
        Mode::Full | Mode::None => &[],
    }
}
