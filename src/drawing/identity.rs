//! Which parts of a node's name, file, address and object its box shows.

use std::collections::{HashMap, HashSet};

use bstr::{BString, ByteSlice};

use super::name::{self, Labelled, Name, Placed};
use crate::scene::text::shown;
use crate::{
    analysis::{Node, SourceFile},
    path,
};

/// The parts of a node's identity that its box shows.
#[derive(Clone, Debug, Default)]
pub(super) struct Identity {
    /// Its name, split into package, receiver and base.
    pub(super) name: Name,
    /// Address and object, on a line of their own, where nodes differ by them.
    pub(super) address: Option<String>,
    /// The file, which stands beside the package, with the line where nodes differ by lines.
    pub(super) file: String,
    /// The part of its full name by which it differs from a node with the same reading otherwise.
    pub(super) disambiguation: Option<String>,
    /// The line of its source, where it is not shown; 0 if unknown.
    line: i64,
}

/// The identities of `nodes`, in order, lengthened where two have the same reading, as far as paths, type arguments and
/// lines can make them differ.
pub(super) fn identities(nodes: &[Node]) -> Vec<Identity> {
    let mut objects: HashMap<_, HashSet<&BString>> = HashMap::new();
    for node in nodes {
        objects.entry((&node.name, &node.file)).or_default().insert(&node.object);
    }
    let is_in_several = |node: &Node| objects[&(&node.name, &node.file)].len() > 1;
    let mut identities: Vec<Identity> =
        nodes.iter().map(|node| Identity::of(node, is_in_several(node))).collect();
    name::disambiguate(&mut identities.iter_mut().map(labelled).collect::<Vec<_>>());
    for (identity, _) in identities.iter_mut().zip(nodes).filter(|(_, node)| node.name.is_empty()) {
        identity.name.say_line();
    }
    identities
}

/// The identity as input of [`name::disambiguate`].
fn labelled(identity: &mut Identity) -> Labelled<'_> {
    Labelled { name: &mut identity.name, file: &identity.file, line: identity.line }
}

impl Identity {
    /// The identity of one node, short.
    ///
    /// Its name is the function, else the file, else the address. The object is part of it with an address, or if
    /// `has_object`: where only that distinguishes it from another node.
    fn of(node: &Node, has_object: bool) -> Identity {
        let full = shown(node.name.as_bstr());
        let (source, source_line) = source(node);
        let line = if node.line == 0 { source_line } else { 0 };
        let address = || address(node, has_object);
        if !full.is_empty() {
            let Placed { function, file, line: own_line } = name::placed(&full);
            let path = if source.is_empty() { name::known_file(file) } else { &source };
            let line = if line == 0 && node.line == 0 { own_line } else { line };
            let file = caption(node, path);
            let name = name::split(function, path);
            let is_elsewhere = |file: &String| name::split(function, file).path != name.path;
            let several = several_files(node);
            let name = if several.iter().take(MAX_SPLIT).any(is_elsewhere) { name.anywhere() } else { name };
            return Identity { name, address: address(), file, line, ..Identity::default() };
        }
        let path = shown(node.file.as_bstr());
        if !path.is_empty() {
            let name = name::split(&path, &path).followed_by(&position(node));
            let file = parent(&path).to_owned();
            return Identity { name, address: address(), file, line, ..Identity::default() };
        }
        let address = self::address(node, true).unwrap_or_else(|| shown(node.printed.as_bstr()));
        Identity { name: name::split(&address, ""), ..Identity::default() }
    }
}

/// The most files of a node whose packages are compared: each takes time linear in the length of its name.
const MAX_SPLIT: usize = 20;

/// The file that most of a node's value comes from, and the line in it, as far as they are known.
pub(super) fn source(node: &Node) -> (String, i64) {
    if let Some((file, SourceFile { line, .. })) = files(node).into_iter().next() {
        return (file, *line);
    }
    let file = name::known_file(&shown(node.source_file.as_bstr())).to_owned();
    let line = if file.is_empty() { 0 } else { node.source_line };
    (file, line)
}

/// The files that a node is in, as they are shown, if functions of one name are in several: those with names.
pub(super) fn files(node: &Node) -> Vec<(String, &SourceFile)> {
    let files =
        node.files.iter().map(|part| (name::known_file(&shown(part.file.as_bstr())).to_owned(), part));
    files.filter(|(file, _)| !file.is_empty()).collect()
}

/// The files that a node is in, if none of them stands for the others.
fn several_files(node: &Node) -> Vec<String> {
    let files = files(node);
    let weights = files.iter().map(|(_, part)| u128::from(part.cum.value.unsigned_abs()));
    let all: u128 = weights.clone().sum();
    let is_one = weights.max().is_none_or(|heaviest| 100 * heaviest >= MOST * all);
    if is_one { Vec::new() } else { files.into_iter().map(|(file, _)| file).collect() }
}

/// The percentage of a value from which on a reader looks into one file: the others, all together, have less than a
/// twentieth of the box, and are in its title.
const MOST: u128 = 95;

/// The file as a box shows it: its base name, or how many files there are.
fn caption(node: &Node, path: &str) -> String {
    match several_files(node).len() {
        0 => format!("{}{}", path::last(path), position(node)),
        several => format!("{several} files"),
    }
}

/// Address and object, as far as they are part of the node's identity and wanted.
fn address(node: &Node, has_object: bool) -> Option<String> {
    let address = (node.address != 0).then(|| format!("{:016x}", node.address));
    let object = if has_object || node.address != 0 { shown(node.object.as_bstr()) } else { String::new() };
    let object = (!object.is_empty()).then(|| format!("[{}]", path::last(&object)));
    let parts: Vec<String> = address.into_iter().chain(object).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// Line and column, as far as they are part of the node's identity.
fn position(node: &Node) -> String {
    let number = |number: i64| if number == 0 { String::new() } else { format!(":{number}") };
    number(node.line) + &number(node.column)
}

/// The last element but one of a path; empty if there is none.
fn parent(path: &str) -> &str {
    path.rsplit(['/', '\\']).nth(1).unwrap_or_default()
}
