//! Shared objects and programs that stand for functions without a name, or before one that has one.

use super::Name;

/// Whether a name is that of an object file or program: `libc.so.6`, `python3.11`, `node.js`.
pub(super) fn is_object(full: &str) -> bool {
    const ENDS: [&str; 6] = [".so", ".dylib", ".dll", ".exe", ".ko", ".js"];
    let unversioned = full.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    let is_path = full.contains(|c: char| c.is_whitespace() || "/:(<[".contains(c));
    !is_path
        && (ENDS.iter().any(|end| full.ends_with(end)) || full[unversioned.len()..].contains('.'))
        && (unversioned.ends_with(".so") || unversioned.len() == full.len() || is_program(unversioned, full))
}

/// Whether a name is a word with a version behind it, `python3.11`; the versions of Go's closures have a dot first.
fn is_program(word: &str, full: &str) -> bool {
    let version = &full[word.len()..];
    !word.contains('.') && version.starts_with(|c: char| c.is_ascii_digit()) && !version.ends_with('.')
}

/// Splits a function from the object before it, `libpthread-2.31.so.start_thread` or `ntdll.dll!RtlUserThreadStart`.
pub(super) fn split(full: &str) -> Option<Name> {
    const MARKS: [&str; 5] = [".so.", ".so!", ".dll!", ".exe!", ".dylib`"];
    let ends = MARKS.iter().filter_map(|mark| Some(full.find(mark)? + mark.len()));
    let end = ends.min()?;
    let (object, function) = (&full[..end - 1], &full[end..]);
    let is_fit = !function.is_empty() && !function.starts_with(|c: char| c.is_ascii_digit());
    (is_fit && !object.contains(['/', ' ', '(']))
        .then(|| Name::whole(function).located(vec![object.to_owned()], 0..1, "/"))
}
