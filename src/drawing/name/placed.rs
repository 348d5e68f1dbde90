//! Names that carry a path and a line, as profilers of Node and Ruby write them.

use super::language::is_source_file;

/// A full name, taken apart into the function and where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Placed<'a> {
    /// The function.
    pub(crate) function: &'a str,
    /// The path of its file; empty if the name has none.
    pub(crate) file: &'a str,
    /// The line; 0 if unknown.
    pub(crate) line: i64,
}

/// Takes apart `path:function:line` and `path:line - function`, and leaves all other names whole.
pub(crate) fn placed(full: &str) -> Placed<'_> {
    let whole = Placed { function: full, file: "", line: 0 };
    place_behind(full).or_else(|| line_before(full)).unwrap_or(whole)
}

/// `path:function:line`, as Node's profilers have it.
fn place_behind(full: &str) -> Option<Placed<'_>> {
    let (rest, line) = full.rsplit_once(':')?;
    let line = line.parse().ok()?;
    let colons = rest.match_indices(':').map(|(at, _)| at);
    let end = colons.into_iter().find(|&at| is_source_file(&rest[..at]))?;
    let (file, function) = (&rest[..end], &rest[end + 1..]);
    (!function.is_empty()).then_some(Placed { function, file, line })
}

/// `path:line - function`, as Ruby's profilers have it; they write -1 where there is no line.
fn line_before(full: &str) -> Option<Placed<'_>> {
    let (place, function) = full.split_once(" - ")?;
    let (file, line) = place.rsplit_once(':')?;
    let line: i64 = line.parse().ok()?;
    let is_fit = !function.is_empty() && !file.is_empty();
    is_fit.then_some(Placed { function, file, line: line.max(0) })
}
