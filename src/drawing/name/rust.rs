//! Names of Rust: `<module::Type<T> as Trait>::function::{{closure}}`.

use super::Name;
use super::brackets::{Dialect, split_once_outside};
use super::segments::{Segment, innermost_function, is_hash, is_identifier, join, segments};
use super::types::{is_placeholder, without_references};

/// Splits a name of Rust.
///
/// A method of a primitive type has no path; its `file` still tells the crate.
pub(super) fn split(full: &str, file: &str) -> Option<Name> {
    let segments = segments(without_hash(full), Dialect::Rust)?;
    let Scope { mut path, qualifier, mut args, function } = scope(&segments)?;
    if path.is_empty() && !qualifier.is_empty() {
        path.extend(crate_of(file));
    }
    let base = join(&segments[function..]);
    args.extend(segments[function..].iter().filter_map(|segment| segment.args));
    let n_shown = if path.len() <= 2 { path.len() } else { 1 };
    let name = Name::new(qualifier, base).with_type_args(&args, Dialect::Rust);
    Some(name.located(path, 0..n_shown, "::")).filter(|name| is_identifier(&name.base))
}

/// The crate that a file of the standard library or of a registry belongs to.
fn crate_of(file: &str) -> Option<String> {
    let (root, _) = file.rsplit_once("/src/")?;
    let (above, folder) = root.rsplit_once('/')?;
    if above.ends_with("/library") {
        return Some(folder.to_owned());
    }
    let (package, version) = folder.rsplit_once('-')?;
    version.starts_with(|c: char| c.is_ascii_digit()).then(|| package.replace('-', "_"))
}

/// A name without the hash of Rust's older mangling, `::h0123456789abcdef`.
pub(super) fn without_hash(full: &str) -> &str {
    match full.rsplit_once("::h") {
        Some((name, hash)) if is_hash(hash) => name,
        _ => full,
    }
}

/// Modules and type that a function of Rust is in.
struct Scope<'a> {
    /// The modules.
    path: Vec<String>,
    /// The type, with its `::`; may be empty.
    qualifier: String,
    /// The type's arguments.
    args: Vec<&'a str>,
    /// Index of the segment that the function starts with.
    function: usize,
}

/// The scope of the function that `segments` name; none if they name no function.
fn scope<'a>(segments: &[Segment<'a>]) -> Option<Scope<'a>> {
    let last = innermost_function(segments);
    let Some(head_index) = segments.iter().position(|segment| segment.head.is_some()) else {
        let is_type = |segment: &Segment<'_>| segment.is_type();
        let outer = &segments[..last];
        let first_type = outer.iter().position(is_type).unwrap_or(last);
        let last_type = outer.iter().rposition(is_type);
        return Some(Scope {
            path: texts(&segments[..first_type]),
            qualifier: last_type.map_or(String::new(), |at| format!("{}::", segments[at].text)),
            args: last_type.and_then(|at| segments[at].args).into_iter().collect(),
            function: last_type.map_or(last, |at| at + 1),
        });
    };
    if head_index + 1 == segments.len() {
        return None;
    }
    let implementor = Implementor::read(segments[head_index].head?);
    let modules = texts(&segments[..head_index]);
    Some(Scope {
        path: if modules.is_empty() { implementor.path } else { modules },
        qualifier: format!("{}::", implementor.name),
        args: implementor.args.into_iter().collect(),
        function: head_index + 1,
    })
}

/// The texts of segments.
fn texts(segments: &[Segment<'_>]) -> Vec<String> {
    segments.iter().map(|segment| segment.text.clone()).collect()
}

/// The type that stands before a function of Rust in `<…>`.
#[derive(Default)]
struct Implementor<'a> {
    /// Its modules.
    path: Vec<String>,
    /// Its name without modules.
    name: String,
    /// Its arguments.
    args: Option<&'a str>,
}

impl<'a> Implementor<'a> {
    /// Reads `Type as Trait`, `impl Trait for Type` or `Type`.
    ///
    /// The type, unless it is a mere parameter such as `T`: then the trait says more.
    fn read(head: &'a str) -> Implementor<'a> {
        let (subject, of_trait) = match head.strip_prefix("impl ") {
            Some(head) => match split_once_outside(head, " for ") {
                Some((of_trait, subject)) => (subject, Some(of_trait)),
                None => (head, None),
            },
            None => match split_once_outside(head, " as ") {
                Some((subject, of_trait)) => (subject, Some(of_trait)),
                None => (head, None),
            },
        };
        let of_trait = of_trait.and_then(Implementor::of_type);
        match Implementor::of_type(subject) {
            // A primitive type has no module, but what it does has one.
            Some(own) if own.path.is_empty() => {
                Implementor { path: of_trait.map_or(own.path, |of_trait| of_trait.path), ..own }
            }
            Some(own) => own,
            None => {
                let name = subject.to_owned();
                of_trait.unwrap_or(Implementor { name, ..Implementor::default() })
            }
        }
    }

    /// Reads a type; none if it is a parameter.
    fn of_type(text: &'a str) -> Option<Implementor<'a>> {
        let text = without_references(text);
        let dynamic = text.strip_prefix("dyn ");
        let text = dynamic.unwrap_or(text);
        let text = split_once_outside(text, " + ").map_or(text, |(first, _)| first);
        if is_placeholder(text) {
            return None;
        }
        let segments = segments(text, Dialect::Rust)?;
        let (last, outer) = segments.split_last()?;
        let modules = outer.iter().take_while(|segment| segment.head.is_none() && !segment.is_type());
        let name = match generated_for(last, outer) {
            _ if dynamic.is_some() => format!("dyn {}", last.text),
            Some(owner) => format!("{owner}::{}", last.text),
            None => last.text.clone(),
        };
        let args = last.args.filter(|_| dynamic.is_none());
        let path = modules.map(|segment| segment.text.clone()).collect();
        (!last.text.is_empty()).then_some(Implementor { path, name, args })
    }
}

/// The type that a derived implementation generated `last` for: all of them are called `__Visitor`.
fn generated_for(last: &Segment<'_>, outer: &[Segment<'_>]) -> Option<String> {
    let head = outer.iter().find_map(|segment| segment.head).filter(|_| last.text.starts_with("__"))?;
    let (_, subject) = split_once_outside(head, " for ")?;
    segments(subject, Dialect::Rust)?.pop().map(|segment| segment.text)
}
