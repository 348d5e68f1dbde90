//! `-peek`: the callers and callees of some functions.

use std::io::{self, Write};

use bstr::ByteSlice;

use super::{header::Heading, tree};
use crate::analysis::{Graph, Node, Selection};

/// Writes the blocks of a tree of which the pattern of the options matches the name. Returns whether there are any; if
/// not, nothing is written.
///
/// # Errors
///
/// Those of `out`.
pub fn peek(
    out: &mut impl Write,
    selection: &Selection<'_>,
    graph: &Graph,
    heading: Heading,
) -> io::Result<bool> {
    let is_shown = |node: &Node| selection.matches(node.printed.as_bstr());
    if !graph.nodes.iter().any(is_shown) {
        return Ok(false);
    }
    tree::blocks(out, graph, heading, is_shown)?;
    Ok(true)
}
