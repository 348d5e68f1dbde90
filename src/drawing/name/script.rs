//! Names of Python, JavaScript and other languages with classes and dots.
//!
//! Their functions know their class but not their module, so the source file says where they live.

use super::Name;
use super::brackets::{Dialect, partners, without_params};
use super::source_file::folders;

/// Splits a qualified name of Python, `Class.method.<locals>.inner`; a plain one has no class.
pub(super) fn split_python(full: &str, file: &str) -> Option<Name> {
    let (outer, inner) = full.split_once(".<locals>.").unwrap_or((full, ""));
    let (qualifier, function) = outer.split_at(outer.rfind('.').map_or(0, |dot| dot + 1));
    // Only functions are followed by `<locals>`, so all that is before the first one is a class.
    let dot = if inner.is_empty() { "" } else { "." };
    let base = format!("{function}{dot}{}", inner.replace("<locals>.", ""));
    let name = Name::new(qualifier, base);
    Some(located_in(name, python_package(file), "."))
}

/// The folders of a library's file from the one that Python imports from.
fn python_package(file: &str) -> Option<Vec<String>> {
    let mut path = folders(file);
    let root = path.iter().rposition(|folder| {
        matches!(&**folder, "site-packages" | "dist-packages")
            || folder.strip_prefix("python").is_some_and(|version| version.starts_with(['2', '3']))
    })?;
    Some(path.split_off(root + 1))
}

/// Splits a name of JavaScript, `Class.method`.
pub(super) fn split_javascript(full: &str, file: &str) -> Option<Name> {
    // An anonymous function is identified by file and line.
    let full = if full.starts_with("(anonymous:L#") { "(anonymous)" } else { full };
    let words = full.contains([' ', '(']);
    let name = if words { None } else { split_dot_separated(full) };
    let name = name.unwrap_or_else(|| Name::whole(full));
    Some(located_in(name, javascript_package(file), "/"))
}

/// The package in `node_modules` that a file belongs to, with its folders; Node's own modules likewise.
fn javascript_package(file: &str) -> Option<Vec<String>> {
    let mut path = folders(file);
    let package = match path.iter().rposition(|folder| folder == "node_modules") {
        Some(root) => path.split_off(root + 1),
        None if file.starts_with("node:") => path,
        None => return None,
    };
    Some(package)
}

/// Splits `Class.method` of an unknown language; none if there are words in it.
///
/// Dots in brackets are no marks, and what a dot and brackets end, `List.map.(fun)`, is a part of the function before
/// them. In `hash_map.HashMap(u32).put`, `(u32)` are arguments of the type, and what is before it is its place.
pub(super) fn split_dot_separated(full: &str) -> Option<Name> {
    let text = without_params(full);
    let dots = dots(text)?;
    let is_function = |&&dot: &&usize| !text[dot..].is_empty() && !text[dot..].starts_with('(');
    let dot = *dots.iter().rev().find(is_function)?;
    let (qualifier, base) = text.split_at(dot);
    if dot == 1 || text.ends_with('.') {
        return None;
    }
    if !qualifier.contains('(') {
        return Some(Name::new(qualifier, base));
    }
    let outer = dots.iter().rfind(|&&outer| outer < dot).copied().unwrap_or(0);
    let (class, args) = without_groups(&qualifier[outer..]);
    let path: Vec<String> =
        text[..outer].split('.').filter(|part| !part.is_empty()).map(String::from).collect();
    let shown = 0..path.len();
    let name = Name { type_args: args.clone(), full_type_args: args, ..Name::new(class, base) };
    Some(name.located(path, shown, "."))
}

/// The bytes at which the elements of a name begin, which are separated by dots outside of brackets, up to the first space.
/// None if that is in the first element.
fn dots(text: &str) -> Option<Vec<usize>> {
    let partners = partners(text, Dialect::Rust);
    let (mut dots, mut at) = (vec![0], 0);
    while at < text.len() {
        match text.as_bytes()[at] {
            b'.' => dots.push(at + 1),
            b' ' if dots.len() == 1 => return None,
            b' ' => break,
            _ => {}
        }
        at = at.max(partners[at]) + 1;
    }
    Some(dots)
}

/// An element of a name without what it has in round brackets, and that; `!` before them is part of them in D.
fn without_groups(element: &str) -> (String, String) {
    let partners = partners(element, Dialect::Rust);
    let Some(open) = element.find('(').filter(|&open| partners[open] > 0) else {
        return (element.to_owned(), String::new());
    };
    let (args, rest) = (&element[open..=partners[open]], &element[partners[open] + 1..]);
    (format!("{}{rest}", element[..open].trim_end_matches('!')), args.to_owned())
}

/// Splits a name of an unknown language with brackets inside it, such as `hash_map.HashMap(u32,void).put`.
pub(super) fn split_in_brackets(full: &str) -> Option<Name> {
    let has_inner = [").", ".(", ".<"].iter().any(|mark| full.contains(mark));
    if has_inner && !full.contains("::") { split_dot_separated(full) } else { None }
}

/// Splits a method of an unknown language with its parameters, `Class.method(int)`.
pub(super) fn split_call(full: &str) -> Option<Name> {
    let method = without_params(full);
    let is_method = method.len() < full.len() && method.contains('.');
    if is_method && !full.contains("::") && !method.contains(' ') { split_dot_separated(full) } else { None }
}

/// Splits a name of PHP, `Namespace\Class::method`.
pub(super) fn split_php(full: &str) -> Name {
    let (path, symbol) = full.rsplit_once('\\').unwrap_or(("", full));
    let (qualifier, base) = symbol.split_at(symbol.rfind("::").map_or(0, |scope| scope + 2));
    let path: Vec<String> = path.split('\\').filter(|part| !part.is_empty()).map(String::from).collect();
    let shown = 0..path.len();
    Name::new(qualifier, base).located(path, shown, "\\")
}

/// Splits a name of Ruby, `Module::Class#method` or `Class.method`, with `[c function]` behind those in C. Where
/// there are words, as in `block in run`, all of them are the name.
pub(super) fn split_ruby(full: &str) -> Name {
    let (full, kind) = match full.rsplit_once(" [") {
        Some((function, kind)) if kind.ends_with(']') && !function.is_empty() => {
            (function, &full[function.len() + 1..])
        }
        _ => (full, ""),
    };
    let mark = if full.contains(' ') { None } else { full.find('#').or_else(|| full.rfind('.')) };
    let mark = mark.filter(|&mark| mark > 0 && mark + 1 < full.len());
    let (qualifier, base) = full.split_at(mark.map_or(0, |mark| mark + 1));
    Name { type_args: kind.to_owned(), ..Name::new(qualifier, base) }
}

/// A name in its package: all of the path if it is short, else what the package is known by. Without a
/// package, the name is left for its file's folders.
fn located_in(name: Name, package: Option<Vec<String>>, separator: &'static str) -> Name {
    let Some(path) = package else { return name };
    let n_shown = match &*path {
        // npm's scopes are part of the package's name.
        [scope, _, ..] if scope.starts_with('@') => 2,
        [_, _] if separator == "." => 2,
        [_, ..] => 1,
        [] => 0,
    };
    name.located(path, 0..n_shown, separator)
}
