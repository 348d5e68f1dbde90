//! Names of Python, JavaScript and other languages with classes and dots.
//!
//! Their functions know their class but not their module, so the source file says where they live.

use super::Name;
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
    let name = split_dotted(full).unwrap_or_else(|| Name::whole(full));
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
pub(super) fn split_dotted(full: &str) -> Option<Name> {
    if full.contains([' ', '(']) {
        return None;
    }
    let dot = full.rfind('.').map_or(0, |dot| dot + 1);
    let (qualifier, base) = full.split_at(dot);
    let name = Name::new(qualifier, base);
    Some(name).filter(|_| !base.is_empty() && dot != 1)
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
