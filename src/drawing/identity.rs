//! Which parts of a node's identity its box shows, and where.

use bstr::ByteSlice;

use crate::{analysis::Node, path};

use super::name::{self, Labelled, Name};
use crate::scene::text::shown;

/// What the lines above the values are made of.
#[derive(Clone, Debug, Default)]
pub(super) struct Identity {
    /// What it is called.
    pub(super) name: Name,
    /// Address and object, which stand on a line of their own, where nodes are told apart by them.
    pub(super) address: Option<String>,
    /// The file, with the line where nodes are told apart by lines; it stands beside the package.
    pub(super) file: String,
    /// What of its full name tells it from a node that reads alike in all else.
    pub(super) telling: Option<String>,
    /// The line of its source, where it is not shown; 0 if unknown.
    line: i64,
}

/// The identities of `nodes`, lengthened until no two read alike.
pub(super) fn identities(nodes: &[Node]) -> Vec<Identity> {
    let mut identities: Vec<Identity> = nodes.iter().map(Identity::of).collect();
    name::tell_apart(&mut identities.iter_mut().map(labelled).collect::<Vec<_>>());
    identities
}

/// The identity as what tells names apart wants it.
fn labelled(identity: &mut Identity) -> Labelled<'_> {
    Labelled { name: &mut identity.name, file: &identity.file, line: identity.line }
}

impl Identity {
    /// The identity of one node, short.
    ///
    /// What there is names the box: the function, else the file, else the address.
    fn of(node: &Node) -> Identity {
        let (name, path) = (shown(node.name.as_bstr()), shown(node.source_file.as_bstr()));
        let line = if node.line == 0 { node.source_line } else { 0 };
        if !name.is_empty() {
            let file = format!("{}{}", path::last(&path), position(node));
            let name = name::split(&name, &path);
            return Identity { name, address: address(node), file, line, ..Identity::default() };
        }
        let path = shown(node.file.as_bstr());
        if !path.is_empty() {
            let name = name::split(&path, &path);
            let file = parent(&path).to_owned();
            return Identity { name, address: address(node), file, line, ..Identity::default() };
        }
        let address = address(node).unwrap_or_else(|| shown(node.printed.as_bstr()));
        Identity { name: name::split(&address, ""), ..Identity::default() }
    }
}

/// Address and object, as far as they are part of the node's identity.
fn address(node: &Node) -> Option<String> {
    let address = (node.address != 0).then(|| format!("{:016x}", node.address));
    let object = shown(node.object.as_bstr());
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
