//! Paths in profiles: bytes with slashes, on any platform.

use bstr::{BStr, ByteSlice};

/// The last element of a path; `/` if there are only slashes, `.` if it is empty.
pub(crate) fn base_name(path: &BStr) -> &BStr {
    if path.is_empty() {
        return BStr::new(".");
    }
    let trimmed = path.trim_end_with(|c| c == '/');
    if trimmed.is_empty() {
        return BStr::new("/");
    }
    BStr::new(trimmed.rsplit_str("/").next().unwrap_or(trimmed))
}

/// The last element of a path for display, with slashes of either kind; empty if the path ends in one.
pub(crate) fn last(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_name_is_never_empty() {
        for (path, name) in [("/a/b.go", "b.go"), ("b.go", "b.go"), ("a/b//", "b"), ("//", "/"), ("", ".")] {
            assert_eq!(base_name(BStr::new(path)), BStr::new(name), "{path}");
        }
    }

    #[test]
    fn slashes_are_of_either_kind_where_paths_are_shown() {
        for (path, name) in [("/a/b.go", "b.go"), (r"C:\a\b.c", "b.c"), ("b", "b"), ("a/", "")] {
            assert_eq!(last(path), name, "{path}");
        }
    }
}
