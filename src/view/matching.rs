//! Matches frames with a pattern.

use bstr::{BStr, ByteSlice};

use super::View;
use crate::{
    pattern::Pattern,
    profile::{Line, Location},
};

/// Results of a pattern for all functions and mappings of a profile, each matched once.
pub(super) struct Matching {
    functions: Vec<bool>,
    mappings: Vec<bool>,
}

impl Matching {
    /// Matches function names, source files and the files of mappings, each separately.
    pub(super) fn new(view: &View<'_>, pattern: &Pattern) -> Matching {
        let matches = |id| pattern.matches(view.text(id));
        let functions =
            view.functions().iter().map(|function| matches(function.name) || matches(function.filename));
        let mappings = view.mappings().iter().map(|mapping| matches(mapping.filename));
        Matching { functions: functions.collect(), mappings: mappings.collect() }
    }

    /// Matches simplified function names only.
    pub(super) fn of_simple_names(view: &View<'_>, matches: impl Fn(&BStr) -> bool) -> Matching {
        let functions = view.functions().iter().map(|function| {
            let name = view.text(function.name);
            !name.is_empty() && matches(simplified(name))
        });
        Matching { functions: functions.collect(), mappings: Vec::new() }
    }

    pub(super) fn line(&self, line: &Line) -> bool {
        self.functions[line.function.0 as usize]
    }

    /// Whether the location's mapping matches.
    pub(super) fn mapping(&self, location: &Location) -> bool {
        location.mapping.is_some_and(|mapping| self.mappings[mapping.0 as usize])
    }

    /// Whether the location matches: its mapping or any of its lines.
    pub(super) fn location(&self, location: &Location, lines: &[Line]) -> bool {
        self.mapping(location) || lines.iter().any(|line| self.line(line))
    }
}

/// A function's name without arguments.
///
/// A leading dot, which some ABIs add, is removed, and everything from the first parenthesis that is not part of a
/// name.
fn simplified(name: &BStr) -> &BStr {
    const NAMES: [(&str, usize); 2] = [("(anonymous namespace)", 0), ("operator()", "operator".len())];
    let name = name.strip_prefix(b".").unwrap_or(name);
    let mut searched = 0;
    while let Some(found) = name[searched..].find_byte(b'(') {
        let open = searched + found;
        let part_of = |&(text, before): &(&str, usize)| {
            let start = open.checked_sub(before).filter(|start| *start >= searched)?;
            name[start..].starts_with(text.as_bytes()).then_some(start + text.len())
        };
        match NAMES.iter().find_map(part_of) {
            Some(end) => searched = end,
            None => return BStr::new(&name[..open]),
        }
    }
    BStr::new(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_their_arguments() {
        for (name, simple) in [
            ("main.main", "main.main"),
            (".foo", "foo"),
            ("..foo", ".foo"),
            ("foo(int)", "foo"),
            ("(anonymous namespace)::foo(int)", "(anonymous namespace)::foo"),
            ("A::operator()(int)", "A::operator()"),
            ("operator()(int) (anonymous namespace)", "operator()"),
            ("main.(*T).f", "main."),
            ("(", ""),
        ] {
            assert_eq!(simplified(BStr::new(name)), simple, "{name}");
        }
    }
}
