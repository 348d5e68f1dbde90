//! Names that carry a path and a line, as profilers of Node and Ruby write them.

use super::file_language::ends_in_extension;

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
    let taken_apart = place_behind(full).or_else(|| line_before(full)).or_else(|| place_after(full));
    taken_apart.unwrap_or(whole)
}

/// `path:function:line`, as Node's profilers have it.
fn place_behind(full: &str) -> Option<Placed<'_>> {
    let (rest, line) = full.rsplit_once(':')?;
    let line = line.parse().ok()?;
    let colons = rest.match_indices(':').map(|(at, _)| at);
    let n_scheme = if rest.starts_with("node:") { "node:".len() } else { 0 };
    let is_end = |at: &usize| *at >= n_scheme && (n_scheme > 0 || ends_in_extension(&rest[..*at]));
    let end = colons.into_iter().find(is_end)?;
    let (file, function) = (&rest[..end], &rest[end + 1..]);
    // Digits only are no function but the line, with the column behind it.
    let is_function = !function.is_empty() && !function.bytes().all(|byte| byte.is_ascii_digit());
    is_function.then_some(Placed { function, file, line })
}

/// `path:line - function`, as Ruby's profilers have it; they write -1 where there is no line.
fn line_before(full: &str) -> Option<Placed<'_>> {
    let (place, function) = full.split_once(" - ")?;
    let (file, line) = place.rsplit_once(':')?;
    let line: i64 = line.parse().ok()?;
    let is_fit = !function.is_empty() && !file.is_empty();
    is_fit.then_some(Placed { function, file, line: line.max(0) })
}

/// `function path:line:column` or `function (path:line)`, as V8 and profilers of Python have it.
fn place_after(full: &str) -> Option<Placed<'_>> {
    let (function, place) = full.rsplit_once(' ')?;
    let place = place.strip_prefix('(').and_then(|place| place.strip_suffix(')')).unwrap_or(place);
    let (mut file, mut line) =
        place.rsplit_once(':').and_then(|(file, line)| Some((file, line.parse().ok()?)))?;
    if let Some((path, number)) = file.rsplit_once(':')
        && let Ok(number) = number.parse()
    {
        (file, line) = (path, number);
    }
    let is_fit = !function.is_empty() && ends_in_extension(file);
    is_fit.then_some(Placed { function, file, line })
}

/// Whether a name is the path of a source file with a line in it.
pub(super) fn is_place(full: &str) -> bool {
    let file = full.trim_end_matches(|c: char| c.is_ascii_digit());
    file.len() < full.len() && file.strip_suffix(':').is_some_and(ends_in_extension)
}
