//! Candidate paths of source files.

use bstr::{BStr, BString, ByteSlice};

use super::names::{PathTrim, clean, list};

/// How source files are searched for.
#[derive(Debug)]
pub struct Search {
    trim: PathTrim,
    folders: Vec<BString>,
}

/// Candidate paths of a source file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Places {
    /// The trimmed name.
    pub name: BString,
    /// Whether that is an absolute path, and the only candidate.
    pub is_absolute: bool,
    /// The candidates, in order.
    pub paths: Vec<BString>,
}

impl Search {
    /// Searches the directories of `source_path`, separated by colons, for names without the prefixes of `trim_path`.
    #[must_use]
    pub fn new(trim_path: &str, source_path: &str) -> Search {
        let folders = list(source_path).map(BString::from).collect();
        Search { trim: PathTrim::new(trim_path, source_path), folders }
    }

    /// The candidate paths of a file: below each directory, then below its parent, and so on to the root.
    #[must_use]
    pub fn places(&self, file: &BStr) -> Places {
        let name = self.trim.trimmed(file).unwrap_or(file);
        let is_absolute = name.starts_with(b"/");
        let below = |folder: &BString| ancestors(folder.clone()).map(|folder| joined(folder.as_bstr(), name));
        let paths =
            if is_absolute { vec![name.to_owned()] } else { self.folders.iter().flat_map(below).collect() };
        Places { name: name.to_owned(), is_absolute, paths }
    }
}

/// A directory, its parent, and so on.
fn ancestors(folder: BString) -> impl Iterator<Item = BString> {
    std::iter::successors(Some(folder), |folder| {
        let end = folder.rfind_byte(b'/').map_or(0, |at| at + 1);
        let parent = clean(folder[..end].as_bstr()).into_owned();
        (parent != *folder).then_some(parent)
    })
}

fn joined(folder: &BStr, name: &BStr) -> BString {
    let parts: Vec<&BStr> = [folder, name].into_iter().filter(|part| !part.is_empty()).collect();
    clean(bstr::join("/", parts).as_bstr()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(trim_path: &str, source_path: &str, file: &str) -> Vec<String> {
        let places = Search::new(trim_path, source_path).places(file.into());
        places.paths.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn names_are_looked_for_up_to_the_root() {
        assert_eq!(places("", "/a/b", "c/d.go"), ["/a/b/c/d.go", "/a/c/d.go", "/c/d.go"]);
        assert_eq!(places("", "a:/b/", "d.go"), ["a/d.go", "d.go", "/b/d.go", "/b/d.go", "/d.go"]);
        assert_eq!(places("", "/a:", "../d.go"), ["/d.go", "/d.go", "../d.go", "../d.go"]);
    }

    #[test]
    fn a_path_from_the_root_is_the_only_place() {
        assert_eq!(places("", "/a", "/b/c.go"), ["/b/c.go"]);
        assert!(Search::new("", "/a").places("/b/c.go".into()).is_absolute);
    }

    /// Of what is looked for, what precedes the folder of sources goes, also if it went from what is shown already.
    #[test]
    fn names_are_trimmed_before_they_are_looked_for() {
        assert_eq!(places("", "/code/repo", "/ci/repo/c.go")[0], "/code/repo/c.go");
        assert_eq!(places("/ci", "/code/repo", "/ci/repo/c.go")[0], "/code/repo/repo/c.go");
    }
}
