//! Which language a name is in.

use super::file_language::{Language, file_language};
use super::segments::COMPILER_SUFFIXES;
use super::{dotnet, go, java, julia, objects, placed, rust};

/// The language of a name: what the source file says, else what the name looks like.
pub(super) fn language(full: &str, file: &str) -> Language {
    let by_file = file_language(file);
    if full == file || (full.starts_with('/') && !full.contains('(')) {
        return Language::File;
    }
    if by_file.is_none() && placed::is_place(full) {
        return Language::File;
    }
    let has_scopes = full.contains("::");
    match by_file {
        // Operators, such as `[<-.data.layout_box`, may look like anything.
        Some(Language::Whole) => Language::Whole,
        // In these, `<module>` and `(anonymous)` are functions of a file.
        Some(language @ (Language::Python | Language::JavaScript)) => language,
        _ if is_place(full) => Language::Whole,
        None if full.ends_with(" [c function]") => Language::Ruby,
        None if is_sentence(full) || objects::is_object(full) => Language::Whole,
        None if objects::split(full).is_some() => Language::Object,
        None if dotnet::looks_like_dotnet(full) => Language::DotNet,
        None if julia::looks_like_julia(full) => Language::Julia,
        None if has_scopes && full.contains('\\') => Language::Php,
        // A virtual machine's own frames stand among those of its programs, and without files.
        Some(Language::Go | Language::Java) if has_scopes && !full.contains(['/', '[']) => Language::Native,
        Some(language) => language,
        None if has_scopes && looks_like_rust(full) => Language::Rust,
        None if has_scopes || full.starts_with("operator") => Language::Native,
        None if is_compiler_suffixed(full) => Language::Native,
        None if full.contains(".<locals>.") => Language::Python,
        None if java::looks_like_java(full) => Language::Java,
        None if go::looks_like_go(full) => Language::Go,
        None if full.contains(['<', ' ', '(']) => Language::Native,
        None if full.contains('.') => Language::DotSeparated,
        None => Language::Native,
    }
}

/// Mappings, pseudo-functions of runtimes, and addresses: nothing in them can be taken apart.
fn is_place(full: &str) -> bool {
    let encloses = |open, close| {
        full.starts_with(open)
            && full.ends_with(close)
            && full.matches(open).count() == 1
            && !full.contains("::")
    };
    encloses('[', ']') || encloses('<', '>') || encloses('(', ')') || full.starts_with("0x")
}

/// Whether a name is a word, a colon and something else in free text, such as `RegExp: ^a::b`.
fn is_sentence(full: &str) -> bool {
    full.split_once(": ").is_some_and(|(word, _)| word.chars().all(char::is_alphanumeric))
}

/// Marks that only Rust's compiler leaves in a name with `::`.
fn looks_like_rust(full: &str) -> bool {
    const MARKS: [&str; 8] = ["{{", "{closure", "{impl#", "{shim:", "<impl ", " as ", "::<", "dyn "];
    const CRATES: [&str; 3] = ["core::", "alloc::", "__rustc"];
    MARKS.iter().any(|mark| full.contains(mark)) && !full.contains("<lambda")
        || CRATES.iter().any(|name| full.starts_with(name))
        || (full.starts_with('<') && !full.starts_with("<lambda"))
        || rust::without_hash(full).len() < full.len()
}

/// Symbols that C compilers derive from a function, such as `find_busiest_group.isra.0`.
fn is_compiler_suffixed(full: &str) -> bool {
    !full.contains('/') && COMPILER_SUFFIXES.iter().any(|suffix| full.contains(suffix))
}
