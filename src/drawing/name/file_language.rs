//! Languages, and which of them a source file is in.

use crate::path;

/// The language of a name, which decides how it is split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    /// Not a name of a function but of a place: `[libc.so.6]`, `<unknown>`, `(idle)`.
    Whole,
    /// The path of a file.
    File,
    /// A function with the shared object it is in.
    Object,
    Go,
    Java,
    Rust,
    /// C and C++, the kernel, and all symbols without a structure that we know.
    Native,
    Python,
    JavaScript,
    /// C#, F# and others of .NET.
    DotNet,
    Julia,
    Php,
    Ruby,
    /// `Class.method` of a language that could be any.
    DotSeparated,
}

/// The language that a source file is written in.
pub(super) fn file_language(file: &str) -> Option<Language> {
    if file.starts_with("node:") {
        return Some(Language::JavaScript);
    }
    if file.starts_with("<frozen ") {
        return Some(Language::Python);
    }
    let (stem, extension) = path::last(file).rsplit_once('.').unwrap_or((file, ""));
    let of_library = || stem.contains("/include/c++/").then_some(Language::Native);
    extension_language(extension).or_else(of_library)
}

/// The language of source files with this extension.
fn extension_language(extension: &str) -> Option<Language> {
    match extension {
        // Assembly of Go; `.S` is that of C.
        "go" | "s" => Some(Language::Go),
        "rs" => Some(Language::Rust),
        "java" | "kt" | "kts" | "scala" | "groovy" | "clj" => Some(Language::Java),
        "py" | "pyx" | "pyi" => Some(Language::Python),
        "js" | "mjs" | "cjs" | "jsx" | "ts" | "mts" | "cts" | "tsx" => Some(Language::JavaScript),
        "c" | "cc" | "cpp" | "cxx" | "c++" | "cu" | "h" | "hh" | "hpp" | "hxx" | "inl" | "ipp" | "tcc"
        | "S" | "m" | "mm" => Some(Language::Native),
        "cs" | "fs" | "vb" => Some(Language::DotNet),
        "jl" => Some(Language::Julia),
        "php" => Some(Language::Php),
        "rb" => Some(Language::Ruby),
        "zig" | "d" | "ml" | "ex" | "exs" | "swift" | "dart" | "lua" | "nim" => Some(Language::DotSeparated),
        // Dots in names of R are letters.
        "R" | "r" | "hs" | "sql" => Some(Language::Whole),
        _ => None,
    }
}

/// The longest extension of a source file, with the dot before it, in bytes.
const MAX_EXTENSION: usize = 7;

/// Whether a path ends in the extension of a language we know. It looks at the end only: there may be many colons.
pub(super) fn ends_in_extension(path: &str) -> bool {
    let start = path.len().saturating_sub(MAX_EXTENSION);
    let start = (start..path.len()).find(|&at| path.is_char_boundary(at)).unwrap_or(path.len());
    path[start..].rsplit_once('.').is_some_and(|(_, extension)| extension_language(extension).is_some())
}
