//! Names for addresses, from the object files that they belong to: DWARF with its inlined functions, and symbol tables.
//!
//! Profiles of compiled programs often hold addresses only. [`symbolize`] asks a [`Resolve`] for the files, which need
//! not be on this machine, and puts what they say into the profile, with names as linkers have them.
//!
//! Files may come from strangers: what is damaged ends a search, and so does what takes more work than files of its
//! size should. What was found until then stays.

mod apply;
mod dwarf;
mod frame;
mod image;
mod lookup;
mod options;
mod outcome;
mod request;
mod sought;
mod symbols;
pub mod symbolz;
mod texts;
mod trouble;
mod universal;
mod work;

use bstr::BStr;

use self::apply::Writer;
use self::lookup::{Answer, look_up};
pub use self::options::SymbolizeOptions;
pub use self::outcome::{Named, Outcome, Unnamed};
pub use self::request::{Misfit, Part, Request, Resolve};
use self::sought::{Sought, is_wanted};
use self::texts::Texts;
pub use self::trouble::Trouble;
use crate::profile::{Mapping, MappingId, Profile, StringId};

/// Names the locations that have no names yet, as far as `files` has the files that they are from.
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
            trouble: answer.trouble,
        });
        (id, named)
    };
    Outcome { mappings: answers.into_iter().map(named).collect() }
}

/// Whether it is known that there is no file: kernel and drivers map what has none, and some profiles have addresses
/// on the web instead.
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
