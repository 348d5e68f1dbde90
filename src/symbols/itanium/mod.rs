//! C++ names as the Itanium ABI mangles them, printed as GNU's tools do.
//!
//! A name is parsed into nodes, each of which knows others by number, and these are printed. Parsing takes time in
//! proportion to the name. Printing need not: a name of a hundred characters may stand for more than any memory
//! holds, since its parts are said once and may be repeated. [`Effort`] bounds it.

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

/// What follows the name of the function that a block of Clang's is in.
const BLOCK: &[u8] = b"_block_invoke";

/// What `mangled` means, unless it is no such name, or takes more effort than is left.
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

/// A function and what may follow it: a suffix by which the compiler tells its copies apart. Where parameters are left
/// out, anything may, for they are not looked at.
fn function(parser: &mut Parser<'_>, has_params: bool) -> Option<Id> {
    let function = parser.encoding(has_params)?;
    (!has_params || matches!(parser.peek(), None | Some(b'.'))).then_some(function)
}
