//! `-callgrind`: the graph for KCachegrind and `callgrind_annotate`.

use std::{
    collections::HashMap,
    fmt,
    io::{self, Write},
};

use bstr::{BStr, BString, ByteSlice};

use super::{calls::Calls, header::line};
use crate::analysis::{Edge, Graph, Node, Place, Scale, Selection};

/// Writes the cost of every address of a graph and of its calls. The graph has to be by address and with object files.
///
/// # Errors
///
/// Those of `out`.
pub fn callgrind(out: &mut impl Write, selection: &Selection<'_>, graph: &Graph) -> io::Result<()> {
    let value = |node: &Node| if node.flat.value == 0 { node.cum.value } else { node.flat.value };
    let scale = selection.scale().exact(graph.nodes.iter().map(value));
    line(out, b"positions: instr line")?;
    out.write_all(b"events: ")?;
    out.write_all(&graph.facts.sample_type)?;
    writeln!(out, "({})", scale.to)?;
    let calls = Calls::of(graph);
    let mut writer = Writer { out, scale, callees: callees(graph), names: Names::default() };
    let mut previous = None;
    for (index, node) in graph.nodes.iter().enumerate() {
        writer.node(node, previous)?;
        calls.from(index).iter().try_for_each(|edge| writer.call(edge, previous))?;
        previous = Some(node);
    }
    Ok(())
}

struct Writer<'o, W> {
    out: &'o mut W,
    scale: Scale,
    /// The name of every node as a callee.
    callees: Vec<BString>,
    names: Names,
}

impl<W: Write> Writer<'_, W> {
    fn node(&mut self, node: &Node, previous: Option<&Node>) -> io::Result<()> {
        let function = |node: &Node| (node.object.clone(), node.file.clone(), node.name.clone());
        if previous.map(function) != Some(function(node)) {
            line(self.out, b"")?;
            self.name("ob", Kind::Object, node.object.as_bstr())?;
            self.name("fl", Kind::File, node.file.as_bstr())?;
            self.name("fn", Kind::Function, node.name.as_bstr())?;
        }
        let address = Address { address: node.address, after: previous.map(|node| node.address) };
        writeln!(self.out, "{address} {} {}", node.line, self.scale.whole(node.flat.value))
    }

    fn call(&mut self, edge: &Edge, previous: Option<&Node>) -> io::Result<()> {
        let Place { address, file, line } = &edge.to_place;
        self.name("cfl", Kind::File, file.as_bstr())?;
        let name = edge.to.map(|node| self.callees[node].clone()).unwrap_or_default();
        self.name("cfn", Kind::Function, name.as_bstr())?;
        let address = Address { address: *address, after: previous.map(|node| node.address) };
        writeln!(self.out, "calls=0 {address} {line}")?;
        writeln!(self.out, "* * {}", self.scale.whole(edge.weight.sum))
    }

    /// Writes a name, compressed to its number if it was written before.
    fn name(&mut self, field: &str, kind: Kind, name: &BStr) -> io::Result<()> {
        write!(self.out, "{field}=")?;
        if !name.is_empty() {
            let (number, is_new) = self.names.id_of(kind, name);
            write!(self.out, "({number})")?;
            if is_new {
                self.out.write_all(b" ")?;
                self.out.write_all(name)?;
            }
        }
        line(self.out, b"")
    }
}

/// The kinds of names, each with numbers of its own.
#[derive(Clone, Copy)]
enum Kind {
    Object,
    File,
    Function,
}

/// Numbers of names by kind.
#[derive(Default)]
struct Names([HashMap<BString, usize>; 3]);

impl Names {
    /// The number of a name, from 1, and whether it is new.
    fn id_of(&mut self, kind: Kind, name: &BStr) -> (usize, bool) {
        let numbers = &mut self.0[kind as usize];
        if let Some(&number) = numbers.get(name) {
            return (number, false);
        }
        numbers.insert(name.to_owned(), numbers.len() + 1);
        (numbers.len(), true)
    }
}

/// The name of every node as a callee, with a number if several functions of a file share the name.
fn callees(graph: &Graph) -> Vec<BString> {
    let mut functions: HashMap<(&BString, &BString), Vec<usize>> = HashMap::new();
    let mut places = Vec::with_capacity(graph.nodes.len());
    let mut known = HashMap::new();
    for node in &graph.nodes {
        let alike = functions.entry((&node.file, &node.name)).or_default();
        let place = known.entry(node.function).or_insert_with(|| {
            alike.push(node.function);
            alike.len()
        });
        places.push(*place);
    }
    let name = |(node, place): (&Node, usize)| match functions[&(&node.file, &node.name)].len() {
        1 => node.name.clone(),
        n => [&node.name[..], format!(" [{place}/{n}]").as_bytes()].concat().into(),
    };
    graph.nodes.iter().zip(places).map(name).collect()
}

/// An address, written relative to the last one if that is shorter.
struct Address {
    address: u64,
    after: Option<u64>,
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = format!("{:#x}", self.address);
        let Some(after) = self.after else { return f.write_str(&whole) };
        let difference = self.address.wrapping_sub(after).cast_signed();
        let difference = if difference == 0 { "*".to_owned() } else { format!("{difference:+}") };
        f.write_str(if difference.len() < whole.len() { &difference } else { &whole })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_as_short_as_possible() {
        let shown = |address, after| Address { address, after }.to_string();
        assert_eq!(shown(0x1010, None), "0x1010");
        assert_eq!(shown(0x1010, Some(0x1010)), "*");
        assert_eq!(shown(0x1010, Some(0x1000)), "+16");
        assert_eq!(shown(0x1000, Some(0x1050)), "-80");
        assert_eq!(shown(0x1000, Some(0x40_0000)), "0x1000");
        assert_eq!(shown(0, Some(0x1000)), "0x0");
    }
}
