//! Demangles C++ names of the Itanium ABI, printed as by GNU's tools.
//!
//! A name is parsed into nodes that refer to each other by index, which are then printed. Parsing takes time linear in
//! the length of the name. Printing may be exponential, since parts can be repeated by reference; [`Effort`] limits it.

mod declarators;
mod expressions;
mod names;
mod node;
mod operators;
mod parser;
mod printer;
mod special;
mod terms;
mod types;

use self::node::Id;
use self::parser::Parser;
use self::printer::Printer;
use super::{Effort, Mode};

/// What follows the name of the function that a block of Clang is in.
const BLOCK: &[u8] = b"_block_invoke";

/// Demangles a name; `None` if it is not one, or takes more effort than is left.
pub(super) fn demangle(mangled: &[u8], mode: Mode, effort: &mut Effort) -> Option<Vec<u8>> {
    let has_params = mode == Mode::Full;
    let (parser, root) = if let Some(encoding) = mangled.strip_prefix(b"_Z") {
        let mut parser = Parser::new(encoding);
        let root = function(&mut parser, has_params)?;
        (parser, root)
    } else if let Some(block) = mangled.strip_prefix(b"___Z") {
        let mut parser = Parser::new(&block[..block.windows(BLOCK.len()).rposition(|part| part == BLOCK)?]);
        let function = function(&mut parser, has_params)?;
        let root = parser.special("invocation function for block in ", function);
        (parser, root)
    } else {
        let mut parser = Parser::new(mangled);
        let root = parser.global_constructors()?;
        (parser, root)
    };
    Printer::new(parser.nodes(), mode, effort).whole(root)
}

/// A function and an optional suffix of the compiler for clones. Without parameters, anything may follow, since it is
/// not parsed.
fn function(parser: &mut Parser<'_>, has_params: bool) -> Option<Id> {
    let function = parser.encoding(has_params)?;
    (!has_params || matches!(parser.peek(), None | Some(b'.'))).then_some(function)
}
