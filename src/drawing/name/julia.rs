//! Names of Julia: `Module.function(::Type, ::Type)`, `var"#closure#12"` and `(::Module.Type)(::Type)`.

use super::Name;
use super::brackets::{Dialect, partners};

/// Whether only Julia writes names like this: with types of arguments that have no name.
pub(super) fn looks_like_julia(full: &str) -> bool {
    let is_call = full.find("(::").is_some_and(|open| !full[..open].contains("::"));
    is_call || full.starts_with("var\"") || full.contains(".var\"")
}

/// Splits a name of Julia; what its arguments are is in the title.
pub(super) fn split(full: &str) -> Option<Name> {
    let partners = partners(full, Dialect::Rust);
    let end = first_outside(full, &partners, b'(');
    let (function, args) = match full.strip_prefix("(::") {
        // A value that is called is named by its type.
        Some(_) if partners[0] > 0 => {
            let called = &full[3..partners[0]];
            let (text, args) = called.split_at(called.find('{').unwrap_or(called.len()));
            (text, args)
        }
        _ => (full[..end].trim_end(), ""),
    };
    let quote = function.find(['"', '\\']).unwrap_or(function.len());
    let dot = function[..quote].rfind('.').filter(|&dot| dot > 0 && dot + 1 < function.len());
    let (module, base) = function.split_at(dot.map_or(0, |dot| dot + 1));
    let name = Name::new(module, unquoted(base));
    (!name.base.is_empty()).then(|| Name {
        type_args: args.to_owned(),
        full_type_args: args.to_owned(),
        ..name
    })
}

/// The identifier in `var"…"`, whose quotes may be escaped.
fn unquoted(text: &str) -> &str {
    let Some((before, rest)) = text.split_once('"') else { return text };
    let identifier = rest.trim_end_matches('"').trim_end_matches('\\');
    let is_word = before.trim_end_matches('\\').bytes().all(|byte| byte.is_ascii_lowercase());
    if is_word && !identifier.is_empty() && !identifier.contains('"') { identifier } else { text }
}

/// The byte of the first `mark` outside of brackets; the length if there is none.
fn first_outside(text: &str, partners: &[usize], mark: u8) -> usize {
    let mut at = 0;
    while at < text.len() {
        if text.as_bytes()[at] == mark && at > 0 {
            return at;
        }
        at = at.max(partners[at]) + 1;
    }
    text.len()
}
