//! Removes uninteresting frames, and mapping names that are not files.

use std::borrow::Cow;

use super::{View, matching::Matching};
use crate::{
    index::index,
    pattern::Pattern,
    profile::{Location, LocationId, Mapping, MappingId, StringId},
};

/// Adds an empty mapping for all locations if the profile has none.
pub(crate) fn ensure_mapping(view: &mut View<'_>) {
    if view.mappings.is_empty() {
        view.mappings = Cow::Owned(vec![Mapping { id: 1, ..Mapping::default() }]);
        for location in view.locations_mut() {
            location.mapping = Some(MappingId(0));
        }
    }
}

/// Clears the file names of mappings that are URLs.
pub(crate) fn forget_urls(view: &mut View<'_>) {
    let is_fetched =
        |mapping: &Mapping| view.text(mapping.build_id).is_empty() && is_url(view.text(mapping.filename));
    let fetched: Vec<_> = (0..view.mappings.len()).filter(|&i| is_fetched(&view.mappings[i])).collect();
    for i in fetched {
        view.mappings.to_mut()[i].filename = StringId::default();
    }
}

/// Whether the text starts with a scheme and a colon.
fn is_url(text: &[u8]) -> bool {
    let Some(colon) = text.iter().position(|&byte| byte == b':') else { return false };
    let is_scheme = |byte: &u8| byte.is_ascii_alphanumeric() || b"+.-".contains(byte);
    text[0].is_ascii_alphabetic() && text[..colon].iter().all(is_scheme)
}

/// Removes the functions that match the profile's `drop_frames` but not its `keep_frames`, and their callees. Invalid
/// patterns have no effect.
pub(crate) fn drop_uninteresting(view: &mut View<'_>) {
    let Some(Some(dropped)) = whole_name_pattern(view, view.profile.drop_frames) else { return };
    let Some(kept) = whole_name_pattern(view, view.profile.keep_frames) else { return };
    let matching = Matching::of_simple_names(view, |name| {
        dropped.matches(name) && !kept.as_ref().is_some_and(|kept| kept.matches(name))
    });
    prune(view, &matching);
}

/// A pattern that has to match a whole name; `Some(None)` if it is empty, `None` if it is invalid.
fn whole_name_pattern(view: &View<'_>, pattern: StringId) -> Option<Option<Pattern>> {
    let pattern = view.text(pattern);
    if pattern.is_empty() {
        return Some(None);
    }
    let pattern = str::from_utf8(pattern).ok()?;
    Pattern::new(&format!("^({pattern})$")).ok().map(Some)
}

/// What to remove below a location.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cut {
    Nothing,
    Callees,
    CalleesAndItself,
}

/// Removes matching frames and all frames below them, unless only matching ones are above.
fn prune(view: &mut View<'_>, matching: &Matching) {
    let cuts: Vec<_> = (0..)
        .zip(0..view.locations().len())
        .map(|(id, _)| prune_lines(view, LocationId(id), matching))
        .collect();
    view.rewrite_stacks(|stack, rest| {
        rest.extend_from_slice(&stack[end_of_user_code(stack, &cuts)..]);
        true
    });
}

/// Removes the matching frames of a location and the ones inlined in them.
fn prune_lines(view: &mut View<'_>, id: LocationId, matching: &Matching) -> Cut {
    let Some(outermost) = view.lines_of(id).iter().rposition(|line| matching.line(line)) else {
        return Cut::Nothing;
    };
    if outermost + 1 == view.lines_of(id).len() {
        return Cut::CalleesAndItself;
    }
    keep_lines_from(&mut view.locations_mut()[id.0 as usize], outermost + 1);
    Cut::Callees
}

/// The start of the part of a stack above the first cut. Cuts above all user code do not count, so that stacks do not
/// become empty.
fn end_of_user_code(stack: &[LocationId], cuts: &[Cut]) -> usize {
    let mut has_user_code = false;
    for (i, location) in stack.iter().enumerate().rev() {
        match cuts[location.0 as usize] {
            Cut::Nothing => has_user_code = true,
            Cut::Callees if has_user_code => return i,
            Cut::CalleesAndItself if has_user_code => return i + 1,
            Cut::Callees | Cut::CalleesAndItself => {}
        }
    }
    0
}

/// Removes the callees of matching functions, not the functions themselves.
pub(super) fn prune_from(view: &mut View<'_>, pattern: &Pattern) {
    let matching = Matching::of_simple_names(view, |name| pattern.matches(name));
    let mut matches = vec![false; view.locations().len()];
    for (id, matches) in (0..).zip(&mut matches) {
        let innermost = view.lines_of(LocationId(id)).iter().position(|line| matching.line(line));
        if let Some(innermost) = innermost {
            *matches = true;
            keep_lines_from(&mut view.locations_mut()[id as usize], innermost);
        }
    }
    view.rewrite_stacks(|stack, rest| {
        let lowest = stack.iter().position(|location| matches[location.0 as usize]);
        rest.extend_from_slice(&stack[lowest.unwrap_or(0)..]);
        true
    });
}

/// Removes the innermost lines of a location.
fn keep_lines_from(location: &mut Location, first: usize) {
    let first = index(first);
    location.first_line += first;
    location.n_lines -= first;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::{Line, testing::profile};

    /// The remaining stacks, root first.
    fn left(text: &str, drop: &str, keep: &str) -> String {
        let mut profile = profile(text);
        profile.drop_frames = profile.strings.push(drop.as_bytes());
        profile.keep_frames = profile.strings.push(keep.as_bytes());
        let mut view = View::new(&profile);
        drop_uninteresting(&mut view);
        let name = |line: &Line| profile.text(profile.functions[line.function.0 as usize].name).to_string();
        let stacks = view.samples().map(|sample| {
            let lines = sample.stack.iter().rev().flat_map(|&location| view.lines_of(location).iter().rev());
            lines.map(name).collect::<Vec<_>>().join(";")
        });
        stacks.collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn uninteresting_functions_and_what_they_call_go() {
        assert_eq!(left("main;malloc;mmap 1", "malloc|mm.*", ""), "main");
        assert_eq!(left("main;malloc(int);mmap 1", "malloc", ""), "main");
        assert_eq!(left("main;malloc;mmap 1", "malloc", "malloc"), "main;malloc;mmap");
        assert_eq!(left("start;main>malloc;mmap 1", "malloc", ""), "start;main");
        assert_eq!(left("main;xmalloc 1", "malloc", ""), "main;xmalloc");
    }

    #[test]
    fn uninteresting_functions_above_all_others_stay() {
        assert_eq!(left("start;main;start;f 1", "start", ""), "start;main");
        assert_eq!(left("start;start 1", "start", ""), "start;start");
    }

    #[test]
    fn patterns_that_do_not_compile_do_nothing() {
        assert_eq!(left("main;f 1", "f", "("), "main;f");
        assert_eq!(left("main;f 1", "(", ""), "main;f");
    }

    #[test]
    fn urls_are_no_files() {
        assert!(is_url(b"http://host/x"));
        assert!(is_url(b"C:\\x"));
        assert!(!is_url(b"/bin/a:b"));
        assert!(!is_url(b":x"));
        assert!(!is_url(b"1a:b"));
    }
}
