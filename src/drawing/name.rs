//! Names of functions, split into scope, receiver, base and type arguments.
//!
//! A full name such as `github.com/alecthomas/chroma/v2.(*LexerState).Iterator` is too long for a box
//! and too precise for a glance. [`split`] splits it by the rules of its language: a muted line has its
//! scope (`chroma/v2`), the receiver or class follows in regular weight (`(*LexerState).`), the
//! name itself in bold (`Iterator`), and type arguments get a line of their own. The full name is never
//! lost: it is the title of the box.
//!
//! Names are untrusted. Everything here takes time linear in the length of a name, bounds what it
//! returns and returns only characters that are safe to show.

mod brackets;
mod cpp;
mod disambiguate;
mod dotnet;
mod extract;
mod file_language;
mod go;
mod java;
mod julia;
mod language;
mod lines;
mod objects;
mod parts;
mod placed;
mod rust;
mod script;
mod segments;
mod source_file;
mod types;

use crate::path;
use crate::scene::visible;
use file_language::Language;
use language::language;

pub(crate) use disambiguate::{Labelled, disambiguate};
pub(crate) use extract::{extracts, path_ends};
pub(crate) use lines::{NameSpan, break_lines, scope_lines};
pub(crate) use parts::Name;
pub(crate) use placed::{Placed, placed};
pub(crate) use source_file::known_file;

/// Splits a function's full name.
///
/// `file` is the path of its source file, which says what language it is in; without one, the name's own
/// shape has to. A name that fits no language is shown whole, as `base`.
pub(crate) fn split(full: &str, file: &str) -> Name {
    let (full, file) = (visible(full), visible(file));
    match frame_kind(&full) {
        Some((function, kind)) => split_visible(function, &file).followed_by(kind),
        None => split_visible(&full, &file),
    }
    .bounded(&file)
}

/// A function of the Java virtual machine, and how it ran, which async-profiler marks as in `run_[j]`.
fn frame_kind(full: &str) -> Option<(&str, &str)> {
    let (function, kind) = full.split_at(full.rfind("_[")?);
    (kind.len() == 4 && kind.ends_with(']') && !function.is_empty()).then_some((function, kind))
}

/// Splits a name that is safe to show.
fn split_visible(full: &str, file: &str) -> Name {
    let name = match language(full, file) {
        Language::Whole => None,
        Language::File => Some(Name::whole(path::last(full))).filter(|name| !name.base.is_empty()),
        Language::Go => go::split(full),
        Language::Java => java::split(full),
        Language::Rust => rust::split(full, file),
        Language::Native => {
            script::split_call(full).or_else(|| cpp::split(full)).or_else(|| script::split_in_brackets(full))
        }
        Language::Python => script::split_python(full, file),
        Language::JavaScript => script::split_javascript(full, file),
        Language::Object => objects::split(full),
        Language::DotNet => dotnet::split(full),
        Language::Julia => julia::split(full),
        Language::Php => Some(script::split_php(full)),
        Language::Ruby => Some(script::split_ruby(full)),
        Language::DotSeparated => script::split_dot_separated(full),
    };
    name.unwrap_or_else(|| Name::whole(full))
}

#[cfg(test)]
mod tests;
