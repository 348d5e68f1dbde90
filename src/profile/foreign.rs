//! Recognizes other file formats that are mistaken for profiles, and advises what to do with them.

use bstr::ByteSlice;

/// A file format that is not a profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Foreign {
    /// The format, as the end of "this is …".
    pub what: &'static str,
    /// How to get a profile instead.
    pub advice: &'static str,
}

impl std::fmt::Display for Foreign {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}, not a profile; {}", self.what, self.advice)
    }
}

/// The format of `bytes`, if it is known and no profile begins like that.
pub(super) fn recognized(bytes: &[u8]) -> Option<Foreign> {
    let start = &bytes[..bytes.len().min(START)];
    let by_magic =
        MAGIC.iter().find(|(at, magic, ..)| start.get(*at..).is_some_and(|rest| rest.starts_with(magic)));
    let known = by_magic.map(|&(_, _, what, advice)| (what, advice));
    known
        .or_else(|| go_trace(start))
        .or_else(|| text(start))
        .or_else(|| python_stats(start))
        .or_else(|| otlp(start))
        .map(|(what, advice)| Foreign { what, advice })
}

/// How many bytes are examined.
const START: usize = 4096;

type Known = (&'static str, &'static str);

const DECOMPRESS: &str = "unpack it first";
const BINARY: &str = "a program or library stands before its profile: pprof-svg PROGRAM PROFILE";

/// Offset, bytes, format and advice of each magic number.
const MAGIC: [(usize, &[u8], &str, &str); 20] = [
    (
        0,
        b"PERFILE2",
        "data of Linux perf",
        "convert it, for instance with perf_to_profile, or `perf script` and a converter",
    ),
    (0, b"\x7fELF", "a program or library (ELF)", BINARY),
    (0, b"MZ", "a program or library (PE)", BINARY),
    (0, b"\xfe\xed\xfa\xce", "a program or library (Mach-O)", BINARY),
    (0, b"\xfe\xed\xfa\xcf", "a program or library (Mach-O)", BINARY),
    (0, b"\xce\xfa\xed\xfe", "a program or library (Mach-O)", BINARY),
    (0, b"\xcf\xfa\xed\xfe", "a program or library (Mach-O)", BINARY),
    (0, b"\xca\xfe\xba\xbe", "a program of several architectures (Mach-O) or a Java class", BINARY),
    (0, b"!<arch>\n", "an archive of object files", BINARY),
    (0, b"\x04\x22\x4d\x18", "compressed with lz4", DECOMPRESS),
    (0, b"\xfd7zXZ\0", "compressed with xz", DECOMPRESS),
    (0, b"BZh", "compressed with bzip2", DECOMPRESS),
    (0, b"PK\x03\x04", "a zip archive", "take the profile out first"),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7z archive", "take the profile out first"),
    (257, b"ustar", "a tar archive", "take the profile out first"),
    (
        0,
        b"FLR\0",
        "a recording of Java Flight Recorder",
        "convert it, for instance with async-profiler's `jfrconv --pprof`",
    ),
    (0, b"SQLite format 3\0", "an SQLite database", "export a profile from the tool that wrote it"),
    (0, b"\x89PNG\r\n\x1a\n", "a PNG image", "the profile that it shows is needed"),
    (0, b"%PDF-", "a PDF document", "the profile that it shows is needed"),
    (
        0,
        b"JAVA PROFILE 1.0",
        "a heap dump of Java (HPROF)",
        "it has objects, not stacks: open it with a heap analyser",
    ),
];

/// A Go execution trace: `go 1.22 trace` and zeros.
fn go_trace(start: &[u8]) -> Option<Known> {
    let header = start.get(..16)?;
    (header.starts_with(b"go 1.") && header.find(b" trace\0").is_some()).then_some((
        "an execution trace of Go",
        "open it with `go tool trace`, which also takes profiles from it (-pprof=net, sync, syscall or sched)",
    ))
}

/// Text formats, by their first words.
fn text(start: &[u8]) -> Option<Known> {
    let text = start.trim_ascii_start();
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    let has = |part: &str| text.find(part).is_some();
    if text.starts_with(b"<?xml") && has("<svg")
        || text.starts_with(b"<svg")
        || text.starts_with(b"<!DOCTYPE svg")
    {
        return Some(("a picture (SVG)", "the profile that it was drawn of is needed"));
    }
    if text.starts_with(b"digraph ") || text.starts_with(b"strict digraph ") {
        return Some(("a graph for Graphviz (DOT)", "the profile that it was made of is needed"));
    }
    if text.starts_with(b"<!DOCTYPE") || text.starts_with(b"<!doctype") || text.starts_with(b"<html") {
        return Some((
            "a page (HTML)",
            "the address may want a login, or another path such as /debug/pprof/heap",
        ));
    }
    if text.starts_with(b"{") || text.starts_with(b"[") {
        return json(&has);
    }
    collapsed_stacks(text)
}

fn json(has: &dyn Fn(&str) -> bool) -> Option<Known> {
    let export = "export a pprof profile from the tool that wrote it";
    if has("speedscope") {
        return Some(("a profile of speedscope (JSON)", export));
    }
    if has("\"traceEvents\"") || has("\"ph\":") || has("\"ph\": ") {
        return Some(("a trace of Chrome (JSON)", export));
    }
    if has("\"snapshot\"") && has("\"meta\"") {
        return Some(("a heap snapshot of V8 (JSON)", export));
    }
    if has("\"callFrame\"") || has("\"nodes\"") {
        return Some(("a CPU profile of V8 (JSON)", export));
    }
    if has("\"resourceProfiles\"") || has("\"resource_profiles\"") {
        return Some(("profiles of OpenTelemetry (JSON)", export));
    }
    None
}

/// Collapsed stacks as for flame graphs, `main;f;g 12`, in the first two lines.
fn collapsed_stacks(text: &[u8]) -> Option<Known> {
    let is_stack = |line: &[u8]| {
        let (stack, count) = line.trim_ascii_end().rsplit_once_str(" ")?;
        let is_number = !count.is_empty() && count.iter().all(u8::is_ascii_digit);
        let names = stack.split_str(";");
        (is_number && stack.contains(&b';') && names.into_iter().all(|name| !name.is_empty())).then_some(())
    };
    let mut lines = text.lines();
    lines.next().and_then(is_stack)?;
    if let Some(second) = lines.next().filter(|line| line.contains(&b' ')) {
        is_stack(second)?;
    }
    Some((
        "collapsed stacks, as flame graphs are made of",
        "convert them to pprof's format, or draw them with a flame graph tool",
    ))
}

/// Python's marshal format: a dictionary whose first key is a triple of file, line and function.
fn python_stats(start: &[u8]) -> Option<Known> {
    /// Flag of an object that is referred to later.
    const REFERENCE: u8 = 0x80;
    let &[dictionary, tuple, 3, ..] = start else { return None };
    (dictionary & !REFERENCE == b'{' && tuple & !REFERENCE == b')').then_some((
        "statistics of Python's cProfile",
        "they have calls and no stacks: read them with pstats, or sample with a profiler that writes pprof's format",
    ))
}

/// OTLP profiles: fields 1 (resource profiles) and 2 (dictionary) are messages, the first of which begins with a
/// message.
///
/// In a profile of pprof the first field is a sample type, which begins with a number.
fn otlp(start: &[u8]) -> Option<Known> {
    const MESSAGE_1: u8 = 0x0a;
    const MESSAGE_2: u8 = 0x12;
    let (&MESSAGE_1, rest) = start.split_first()? else { return None };
    let length = rest.iter().position(|byte| byte & 0x80 == 0)?;
    let inner = rest.get(length + 1..)?;
    let &[MESSAGE_1 | MESSAGE_2, n_inner, next, ..] = inner else { return None };
    // A sample type is a few bytes long, and none of its prefixes is such a message.
    (length > 0 && (n_inner == 0 || matches!(next, MESSAGE_1 | MESSAGE_2))).then_some((
        "profiles of OpenTelemetry (OTLP)",
        "export a pprof profile from the tool or the collector that wrote them",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], what: &str) {
        let found = recognized(bytes).map_or("nothing", |foreign| foreign.what);
        assert!(found.contains(what), "{:?} is {found}, not {what}", bytes.as_bstr());
    }

    #[test]
    fn what_people_take_for_profiles_is_named() {
        check(b"go 1.22 trace\0\0\0rest", "execution trace");
        check(b"PERFILE2\x68\0\0\0", "perf");
        check(b"\x7fELF\x02\x01", "ELF");
        check(b"\xcf\xfa\xed\xfe\x07\0\0\x01", "Mach-O");
        check(b"\x04\x22\x4d\x18\x64\x40", "lz4");
        check(b"\xfd7zXZ\0\0\x04", "xz");
        check(b"PK\x03\x04\x14\0", "zip");
        check(&[&[0; 257][..], b"ustar\x0000"].concat(), "tar");
        check(b"<?xml version=\"1.0\"?>\n<!DOCTYPE svg>\n<svg width=\"8\">", "SVG");
        check(b"<svg xmlns=\"http://www.w3.org/2000/svg\">", "SVG");
        check(b"digraph \"prog\" {\nnode [style=filled]", "DOT");
        check(b"<!DOCTYPE html>\n<html>", "HTML");
        check(br#"{"$schema":"https://www.speedscope.app/file-format-schema.json""#, "speedscope");
        check(br#"{"traceEvents":[{"name":"x"}]}"#, "Chrome");
        check(br#"[{"name":"x","ph":"X","ts":1}]"#, "Chrome");
        check(br#"{"nodes":[{"id":1,"callFrame":{"functionName":"(root)"}}]}"#, "V8");
        check(b"main;parse;read 12\nmain;write 3\n", "collapsed");
        check(b"FLR\0\0\x02", "Flight Recorder");
        check(b"SQLite format 3\0\x10", "SQLite");
        check(b"{\xa9\x03\xda\x01~\xe9\0\0\0\0", "cProfile");
        check(b"\xfb\xa9\x03\xfa\x08test.py\x00", "cProfile");
    }

    #[test]
    fn otlp_is_told_from_pprof() {
        // Resource profiles: a resource with attributes, and then scope profiles, in a few hundred bytes.
        let resource =
            [b"\x0a\x82\x01".as_slice(), b"\x0a\x10\x0a\x0cservice.name\x12\x00", &[b'x'; 200]].concat();
        check(&[b"\x0a\xd9\x01".as_slice(), b"\x0a\x14\x0a\x12", &resource].concat(), "OpenTelemetry");
        // Sample types of pprof: type and unit by index.
        check(b"\x0a\x04\x08\x01\x10\x02\x12\x06\x0a\x02\x01\x02", "nothing");
    }

    #[test]
    fn texts_of_other_kinds_are_not_named() {
        for text in
            ["", "heap profile: 1: 2 [3: 4] @ heap/8\n1: 2 [3: 4] @ 0x1\n", "hello world 12\n", "a;b\n", "{}"]
        {
            check(text.as_bytes(), "nothing");
        }
    }
}
