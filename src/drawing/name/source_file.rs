//! What the path of a source file tells.

use crate::path;

/// The folders of a source file, outermost first.
pub(super) fn folders(file: &str) -> Vec<String> {
    let folder = &file[..file.len() - path::last(file).len()];
    let elements = folder.split(['/', '\\']);
    elements.filter(|element| !matches!(*element, "" | "." | ".." | "file:")).map(String::from).collect()
}
