//! Trims and cleans source file names.

use std::borrow::Cow;

use bstr::{BStr, ByteSlice, ByteVec};

use crate::path::base_name;

/// Prefixes that build systems add to file names, which are always removed.
const ALWAYS_TRIMMED: [&str; 2] = ["/proc/self/cwd/./", "/proc/self/cwd/"];

/// The prefixes to remove from source file names.
#[derive(Debug, Default)]
pub(crate) struct PathTrim {
    /// `/name/` for each source directory; names are cut after its first occurrence.
    inside: Vec<Vec<u8>>,
    /// Prefixes that end in a slash.
    prefixes: Vec<Vec<u8>>,
}

impl PathTrim {
    /// Parses colon-separated lists. With explicit prefixes, source directories are not searched for.
    pub(crate) fn new(trim_path: &str, source_path: &str) -> PathTrim {
        let searched = if trim_path.is_empty() && !source_path.is_empty() { source_path } else { "" };
        let inside = list(searched).map(|directory| format!("/{}/", base_name_of(directory)).into_bytes());
        let prefixes = list(trim_path).chain(ALWAYS_TRIMMED).map(|prefix| with_slash(prefix).into_bytes());
        PathTrim { inside: inside.collect(), prefixes: prefixes.collect() }
    }

    /// The trimmed name; `None` if there is nothing to remove.
    pub(crate) fn trimmed<'a>(&self, name: &'a BStr) -> Option<&'a BStr> {
        let inside =
            || self.inside.iter().find_map(|part| name.as_bytes().get(name.find(part)? + part.len()..));
        let prefix = || self.prefixes.iter().find_map(|prefix| name.strip_prefix(&prefix[..]));
        inside().or_else(prefix).map(BStr::new)
    }
}

pub(super) fn list(text: &str) -> impl Iterator<Item = &str> {
    let empty = text.is_empty();
    text.split(':').filter(move |_| !empty)
}

fn base_name_of(directory: &str) -> Cow<'_, str> {
    String::from_utf8_lossy(base_name(BStr::new(directory)))
}

fn with_slash(prefix: &str) -> String {
    if prefix.ends_with('/') { prefix.to_owned() } else { format!("{prefix}/") }
}

/// The shortest equivalent path, without access to files: no `.`, no `x/..`, single slashes.
pub(crate) fn clean(path: &BStr) -> Cow<'_, BStr> {
    if is_clean(path) {
        return Cow::Borrowed(path);
    }
    let rooted = path.starts_with(b"/");
    let mut elements: Vec<&[u8]> = Vec::new();
    for element in path.split_str("/") {
        match element {
            b"" | b"." => {}
            b".." if elements.last().is_some_and(|last| *last != b"..") => drop(elements.pop()),
            b".." if rooted => {}
            _ => elements.push(element),
        }
    }
    let mut cleaned = Vec::with_capacity(path.len());
    if rooted {
        cleaned.push_byte(b'/');
    }
    cleaned.push_str(bstr::join("/", elements));
    if cleaned.is_empty() {
        cleaned.push_byte(b'.');
    }
    Cow::Owned(cleaned.into())
}

fn is_clean(path: &BStr) -> bool {
    let elements = path.strip_prefix(b"/").unwrap_or(path);
    path == "/" || elements.split_str("/").all(|element| !matches!(element, b"" | b"." | b".."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cleaning_is_lexical() {
        for (path, cleaned) in [
            ("./rel/../x.cc", "x.cc"),
            ("/a/b//c.go", "/a/b/c.go"),
            ("/x/./y//a.go", "/x/y/a.go"),
            ("", "."),
            ("/", "/"),
            ("//", "/"),
            ("/..", "/"),
            ("/../a/", "/a"),
            ("../../a", "../../a"),
            ("a/..", "."),
            ("a/../..", ".."),
        ] {
            assert_eq!(clean(BStr::new(path)), BStr::new(cleaned), "{path}");
        }
    }

    #[test]
    fn prefixes_go_and_so_do_directories_of_sources() {
        let trim = PathTrim::new("/build:/src/", "");
        assert_eq!(trim.trimmed("/build/a.go".into()), Some("a.go".into()));
        assert_eq!(trim.trimmed("/src/a.go".into()), Some("a.go".into()));
        assert_eq!(trim.trimmed("/proc/self/cwd/./a.go".into()), Some("a.go".into()));
        assert_eq!(trim.trimmed("/builder/a.go".into()), None);
        let trim = PathTrim::new("", "/elsewhere/repo");
        assert_eq!(trim.trimmed("/ci/repo/lib/repo/a.go".into()), Some("lib/repo/a.go".into()));
    }
}
