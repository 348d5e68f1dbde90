//! `-tree`: functions with their callers and callees.

use std::io::{self, Write};

use bstr::BString;

use super::{
    calls::Calls,
    columns::right,
    header::{Heading, header, line},
    top,
};
use crate::analysis::{Edge, Graph, Node, Scale};

const SEPARATOR: &[u8] = b"----------------------------------------------------------+-------------";

/// Writes a block for each node of a graph, in its order: its callers, itself, its callees.
///
/// # Errors
///
/// Those of `out`.
pub fn tree(out: &mut impl Write, graph: &Graph, heading: Heading) -> io::Result<()> {
    blocks(out, graph, heading, |_| true)
}

/// Writes the blocks of some nodes of a graph.
pub(super) fn blocks(
    out: &mut impl Write,
    graph: &Graph,
    heading: Heading,
    is_shown: impl Fn(&Node) -> bool,
) -> io::Result<()> {
    header(out, graph, heading)?;
    line(out, SEPARATOR)?;
    line(out, b"      flat  flat%   sum%        cum   cum%   calls calls% + context \t \t ")?;
    let calls = Calls::of(graph);
    let mut sum = 0_i64;
    for (index, node) in graph.nodes.iter().enumerate().filter(|(_, node)| is_shown(node)) {
        sum = sum.wrapping_add(node.flat.value);
        line(out, SEPARATOR)?;
        for &edge in calls.to(index) {
            call(out, edge, &edge.from_name, node, &graph.scale)?;
        }
        top::values(out, node, sum, &graph.scale)?;
        out.write_all(b"                | ")?;
        line(out, &node.printed)?;
        for &edge in calls.from(index) {
            call(out, edge, &edge.to_name, node, &graph.scale)?;
        }
    }
    if graph.nodes.is_empty() { Ok(()) } else { line(out, SEPARATOR) }
}

/// Writes a call of or by a node, with the name of the other end.
fn call(out: &mut impl Write, edge: &Edge, other: &BString, node: &Node, scale: &Scale) -> io::Result<()> {
    /// Width of the values of calls.
    const CALL: usize = 50;
    right(out, scale.text(edge.weight.sum).as_bytes(), CALL)?;
    write!(out, " {} |   ", Scale::percent_of(edge.weight.sum, node.cum.value))?;
    out.write_all(other)?;
    line(out, if edge.is_inline { b" (inline)" } else { b"" })
}
