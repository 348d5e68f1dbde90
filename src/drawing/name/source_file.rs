//! Folders of source files, and words for unknown files.

use crate::path;

/// The folders of a source file, outermost first.
pub(super) fn folders(file: &str) -> Vec<String> {
    let folder = &file[..file.len() - path::last(file).len()];
    let elements = folder.split(['/', '\\']);
    elements.filter(|element| !matches!(*element, "" | "." | ".." | "file:")).map(String::from).collect()
}

/// Words that producers write for an unknown file, in lower case.
const NO_FILES: [&str; 8] = ["unknown", "nothing", "none", "null", "nil", "n/a", "?", "??"];

/// `file`, unless it is a word for none, or a hash: then nothing.
pub(crate) fn known_file(file: &str) -> &str {
    let word = file.trim().trim_end_matches(":0").trim_end_matches(":?");
    let word = word.trim_matches(['<', '>', '(', ')', '[', ']']).to_ascii_lowercase();
    let is_hash = word.len() >= 16 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    if NO_FILES.contains(&&*word) || is_hash { "" } else { file }
}
