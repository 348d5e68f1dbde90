//! `-top`: functions by weight.

use std::io::{self, Write};

use super::{
    calls,
    columns::{VALUE, right},
    header::{Heading, header, line},
};
use crate::analysis::{Graph, Node, Scale};

/// Writes a line for each node of a graph, in its order.
///
/// # Errors
///
/// Those of `out`.
pub fn top(out: &mut impl Write, graph: &Graph, heading: Heading) -> io::Result<()> {
    header(out, graph, heading)?;
    line(out, b"      flat  flat%   sum%        cum   cum%")?;
    let mut sum = 0_i64;
    for (node, marks) in graph.nodes.iter().zip(inlined(graph)) {
        sum = sum.wrapping_add(node.flat.value);
        values(out, node, sum, &graph.scale)?;
        out.write_all(b"  ")?;
        out.write_all(&node.printed)?;
        line(out, marks.text().as_bytes())?;
    }
    Ok(())
}

/// Writes the five columns of a node: flat, flat %, sum %, cum and cum %.
pub(super) fn values(out: &mut impl Write, node: &Node, sum: i64, scale: &Scale) -> io::Result<()> {
    let percent = |value| Scale::percent_of(value, scale.total);
    let (flat, cum) = (node.flat.value, node.cum.value);
    right(out, scale.text(flat).as_bytes(), VALUE)?;
    write!(out, " {} {} ", percent(flat), percent(sum))?;
    right(out, scale.text(cum).as_bytes(), VALUE)?;
    write!(out, " {}", percent(cum))
}

/// The marks after a node's name.
#[derive(Clone, Copy, Default)]
struct Marks {
    is_inlined: bool,
    is_called: bool,
}

impl Marks {
    fn text(self) -> &'static str {
        match (self.is_inlined, self.is_called) {
            (true, false) => " (inline)",
            (true, true) => " (partial-inline)",
            (false, _) => "",
        }
    }
}

fn inlined(graph: &Graph) -> Vec<Marks> {
    let mut marks = vec![Marks::default(); graph.nodes.len()];
    for edge in calls::all(graph) {
        let Some(node) = edge.to else { continue };
        marks[node].is_inlined |= edge.is_inline;
        marks[node].is_called |= !edge.is_inline;
    }
    marks
}
