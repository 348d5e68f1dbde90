//! Symbolization: names for addresses, from DWARF with inlined functions and from symbol tables of object files.
//!
//! Profiles of compiled programs often hold addresses only. [`symbolize`] asks a [`Resolve`] for the object files,
//! which need not be on this machine, and writes frames into the profile, with linkage names.
//!
//! Files are untrusted input: a search ends at invalid data, and when it takes more work than files of its size should.
//! Results up to then are kept.

mod apply;
mod debug_info_error;
mod dwarf;
mod frame;
mod image;
mod interruption;
mod lookup;
mod options;
mod outcome;
mod request;
mod sought;
mod symbols;
pub mod symbolz;
mod texts;
mod universal;
mod work;

use bstr::BStr;

use self::apply::Writer;
pub use self::debug_info_error::DebugInfoError;
use self::lookup::{Answer, look_up};
pub use self::options::SymbolizeOptions;
pub use self::outcome::{Named, Outcome, Unnamed};
pub use self::request::{Mismatch, Part, Request, Resolve};
use self::sought::{Sought, is_wanted};
use self::texts::Texts;
use crate::profile::{Mapping, MappingId, Profile, StringId};

/// Symbolizes the locations without names, as far as `files` provides their object files.
pub fn symbolize(profile: &mut Profile, files: &mut dyn Resolve, options: &SymbolizeOptions) -> Outcome {
    let mut texts = Texts::default();
    let mut answers = Vec::new();
    for (id, mapping) in (0..).map(MappingId).zip(&profile.mappings) {
        if !is_wanted(mapping, options) || is_no_file(profile.text(mapping.filename), mapping) {
            continue;
        }
        let sought = Sought::of(profile, id, options);
        if !sought.addresses.is_empty() {
            let answer = look_up(profile, mapping, &sought, files, options, &mut texts);
            answers.push((id, sought, answer));
        }
    }
    let mut writer = Writer::new(profile, &texts);
    let named = |(id, sought, answer): (MappingId, Sought, Result<Answer, Unnamed>)| {
        let named = answer.map(|answer| Named {
            n_locations: sought.locations.len(),
            n_named: writer.write(id, &sought, &answer.frames),
            error: answer.error.map(DebugInfoError::of),
        });
        (id, named)
    };
    Outcome { mappings: answers.into_iter().map(named).collect() }
}

/// Whether a mapping is known to have no file: mappings of the kernel and of drivers, and URLs in place of paths.
fn is_no_file(filename: &BStr, mapping: &Mapping) -> bool {
    let name = filename.rsplit(|&byte| byte == b'/').next().unwrap_or_default();
    let is_url = filename.starts_with(b"http://") || filename.starts_with(b"https://");
    name.starts_with(b"[")
        || name.starts_with(b"linux-vdso")
        || [&b"/dev/dri/"[..], b"//anon", b"/memfd:"].iter().any(|start| filename.starts_with(start))
        || is_url && mapping.build_id == StringId::default()
}

#[cfg(test)]
mod tests;
