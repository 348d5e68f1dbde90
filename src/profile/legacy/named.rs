//! Adds names to the addresses of a profile whose reader ignored them.

use std::collections::HashMap;

use bstr::{BStr, BString};

use crate::{
    index::index,
    profile::{
        entries::{Function, FunctionId, Line, StringId, Symbols},
        model::Profile,
    },
};

/// A frame at an address.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame<'a> {
    pub(super) function: &'a BStr,
    pub(super) file: &'a BStr,
    pub(super) line: i64,
}

/// Adds the frames that `frames` has for each location's address, innermost first. No location may have frames yet.
pub(super) fn name<'f>(profile: &mut Profile, frames: impl Fn(u64) -> Vec<Frame<'f>>) {
    let mut functions = Functions { strings: HashMap::new(), ids: HashMap::new() };
    for at in 0..profile.locations.len() {
        let first_line = index(profile.lines.len());
        for Frame { function, file, line } in frames(profile.locations[at].address) {
            let function = functions.id(profile, function, file);
            profile.lines.push(Line { function, line, column: 0 });
        }
        let n_lines = index(profile.lines.len()) - first_line;
        let location = &mut profile.locations[at];
        (location.first_line, location.n_lines) = (first_line, n_lines);
    }
    let has_files = profile.functions.iter().any(|function| function.filename != StringId::default());
    let has =
        Symbols { functions: true, filenames: has_files, line_numbers: has_files, inline_frames: has_files };
    profile.mappings.iter_mut().for_each(|mapping| mapping.has = has);
}

/// Finds functions that were added before.
struct Functions {
    strings: HashMap<BString, StringId>,
    ids: HashMap<(StringId, StringId), FunctionId>,
}

impl Functions {
    fn id(&mut self, profile: &mut Profile, name: &BStr, file: &BStr) -> FunctionId {
        let (name, filename) = (self.string(profile, name), self.string(profile, file));
        let functions = &mut profile.functions;
        *self.ids.entry((name, filename)).or_insert_with(|| {
            let id = functions.len() as u64 + 1;
            functions.push(Function { id, name, system_name: name, filename, start_line: 0 });
            FunctionId(index(functions.len() - 1))
        })
    }

    fn string(&mut self, profile: &mut Profile, text: &BStr) -> StringId {
        if text.is_empty() {
            return StringId::default();
        }
        *self.strings.entry(text.to_owned()).or_insert_with(|| profile.strings.push(text))
    }
}
