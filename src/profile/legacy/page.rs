//! The symbols in pages of Go, which `?debug=1` asks for.
//!
//! Below each sample Go writes a comment for each frame with a known name: call address, function and place. Frames at
//! one address are inlined calls, innermost first. Go omits the runtime functions at the leaf end of stacks and the end
//! of every goroutine; they are removed from stacks here as well, since they would have no names.

use std::collections::HashMap;

use bstr::ByteSlice;

use super::{
    lines::{Lines, Token},
    named::{self, Frame},
    number,
};
use crate::profile::{
    entries::{Line, LocationId},
    model::Profile,
    samples::Samples,
};

/// Adds the names that `text`, the page that `profile` was read from, has for its addresses.
pub(super) fn name(mut profile: Profile, text: &[u8]) -> Profile {
    let frames = frames(text);
    if frames.is_empty() || !profile.lines.is_empty() {
        return profile;
    }
    named::name(&mut profile, |address| frames.get(&address).cloned().unwrap_or_default());
    without_hidden_ends(profile)
}

/// The frames of every address. The first description of an address counts.
fn frames(text: &[u8]) -> HashMap<u64, Vec<Frame<'_>>> {
    let mut all: HashMap<u64, Vec<Frame<'_>>> = HashMap::new();
    let mut lines = Lines::new(text);
    // The address of the comment before, and whether its description is new.
    let mut before = None;
    while let Ok(Some(token)) = lines.next_token() {
        let frame = match token {
            Token::Comment(comment) => read(comment),
            Token::Line(_) => None,
        };
        let Some((at, frame)) = frame else {
            before = None;
            continue;
        };
        let is_new = match before {
            Some((address, is_new)) if address == at => is_new,
            _ => !all.contains_key(&at),
        };
        if is_new {
            all.entry(at).or_default().push(frame);
        }
        before = Some((at, is_new));
    }
    all
}

/// Parses `\t0x4855e4\ttime.Sleep+0x164\t/src/time.go:368`, with any white space in between: an address and its frame.
fn read(comment: &[u8]) -> Option<(u64, Frame<'_>)> {
    let (address, rest) = split_at_space(comment.trim_ascii().strip_prefix(b"0x")?)?;
    let (place, line) = rest.rsplit_once_str(":")?;
    // Names of generic functions and paths may contain spaces; the offset separates them.
    let (function, place) = place.split_at(place.rfind("+0x")?);
    let (_, file) = split_at_space(place)?;
    let (function, file) = (function.trim_ascii().as_bstr(), file.trim_ascii().as_bstr());
    Some((number::hex(address)?, Frame { function, file, line: line.to_str().ok()?.parse().ok()? }))
}

/// The text before and after the first white space.
fn split_at_space(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let at = text.iter().position(u8::is_ascii_whitespace)?;
    Some((&text[..at], text[at..].trim_ascii_start()))
}

/// Removes the frames that Go omitted at the ends of stacks. Stacks that would become empty are kept.
fn without_hidden_ends(mut profile: Profile) -> Profile {
    let ends: Vec<End> =
        (0..).take(profile.locations.len()).map(|id| end(&profile, LocationId(id))).collect();
    let end_of = |id: &LocationId| ends[id.0 as usize];
    let mut samples = Samples::new(profile.samples.n_types());
    for sample in profile.samples.iter() {
        let first = sample.stack.iter().position(|id| end_of(id) == End::Other).unwrap_or(0);
        // A goroutine page has the runtime's functions as well, and omits none.
        let is_hidden = sample.stack[..first].iter().any(|id| end_of(id) == End::Nameless);
        let first = if is_hidden { first } else { 0 };
        let last = sample.stack.iter().rposition(|id| end_of(id) != End::Nameless);
        let end = last.map_or(sample.stack.len(), |last| last + 1);
        samples.push(&sample.stack[first..end], sample.values, sample.labels);
    }
    profile.samples = samples;
    profile
}

/// The kind of a frame at the end of a stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Nameless,
    /// A function of Go's runtime, whose name is known from another sample.
    Runtime,
    Other,
}

fn end(profile: &Profile, id: LocationId) -> End {
    let is_runtime = |line: &Line| {
        let name = profile.text(profile.functions[line.function.0 as usize].name);
        name.starts_with(b"runtime.") || name.starts_with(b"internal/runtime/")
    };
    match profile.lines_of(id) {
        [] => End::Nameless,
        lines if lines.iter().all(is_runtime) => End::Runtime,
        _ => End::Other,
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::super::tests::check_named;

    #[test]
    fn names_and_places_stand_in_comments() {
        let frame = |comment: &'static str| {
            let frame = super::read(comment.as_bytes());
            frame.map(|(at, frame)| (at, frame.function.to_string(), frame.file.to_string(), frame.line))
        };
        let some =
            |address, function: &str, file: &str, line| Some((address, function.into(), file.into(), line));
        let go = "\t0x4855e4\ttime.Sleep+0x164\t/src/time.go:368";
        assert_eq!(frame(go), some(0x4855e4, "time.Sleep", "/src/time.go", 368));
        let spaces = "    0x50deb8    pkg/rdb.create+0x198        go work/rdb/loader.go:194";
        assert_eq!(frame(spaces), some(0x50deb8, "pkg/rdb.create", "go work/rdb/loader.go", 194));
        let generic = "\t0x1\tm.F[go.shape.struct { A int }]+0x2\tC:/a b.go:3";
        assert_eq!(frame(generic), some(1, "m.F[go.shape.struct { A int }]", "C:/a b.go", 3));
        for other in [
            " runtime.MemStats",
            " Alloc = 1600",
            "\t0x45d801",
            " labels: {\"k\":\"0x1 f+0x1 a:1\"}",
            "0x1 f+0x1 a:b",
        ] {
            assert_eq!(frame(other), None, "{other}");
        }
    }

    #[test]
    fn pages_of_heaps_name_their_frames() {
        check_named(
            "heap profile: 1: 1024 [4: 4096] @ heap/1\n\
             1: 1024 [4: 4096] @ 0x11 0x21 0x31 0x41\n\
             #\t0x20\tmain.inner+0x1\t/a.go:5\n\
             #\t0x20\tmain.outer+0x2\t/a.go:9\n\
             #\t0x30\tmain.main+0x30\t/main.go:5\n\n\
             0: 0 [1: 64] @ 0x21 0x51\n\
             #\t0x20\tmain.other+0x1\t/b.go:5\n\n\
             0: 0 [1: 64] @ 0x61\n\n\
             0: 0 [1: 64] @ 0x71 0x81 0x31 0x71 0x21\n\
             #\t0x30\tmain.main+0x30\t/main.go:5\n\
             #\t0x70\truntime.newobject+0x30\t/malloc.go:5\n\
             #\t0x20\tmain.inner+0x1\t/a.go:5\n\n\
             # runtime.MemStats\n# Alloc = 1600\n",
            expect![[r#"
                4 4096 1 1024: main.inner /a.go:5, main.outer /a.go:9, main.main /main.go:5
                1 64 0 0: main.inner /a.go:5, main.outer /a.go:9
                1 64 0 0: 60
                1 64 0 0: main.main /main.go:5, runtime.newobject /malloc.go:5, main.inner /a.go:5, main.outer /a.go:9
            "#]],
        );
    }
}
