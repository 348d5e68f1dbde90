//! `-peek`: callers and callees of the functions that match a pattern.

use std::io::{self, Write};

use bstr::ByteSlice;

use super::{header::Heading, tree};
use crate::analysis::{Graph, Node, Selection};

/// Writes the blocks of a tree whose names match the pattern of the options. Returns whether there are any.
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
