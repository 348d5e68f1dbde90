//! Prints demangled names.

use super::super::{Effort, Mode};
use super::node::{Function, Id, List, Node, Nodes, Qualifiers};

/// Maximum nesting. It exceeds the parser's limit, since substituted arguments nest deeper.
const MAX_DEPTH: u32 = 256;

/// Prints the nodes of a name. Its functions return `None` if that takes too much effort.
pub(super) struct Printer<'n, 'a> {
    pub(super) nodes: &'n Nodes<'a>,
    mode: Mode,
    pub(super) effort: &'n mut Effort,
    out: Vec<u8>,
    depth: u32,
    /// Index of the pack element that is being printed.
    pub(super) pack_index: Option<usize>,
}

impl<'n, 'a> Printer<'n, 'a> {
    pub(super) fn new(nodes: &'n Nodes<'a>, mode: Mode, effort: &'n mut Effort) -> Printer<'n, 'a> {
        Printer { nodes, mode, effort, out: Vec::new(), depth: 0, pack_index: None }
    }

    /// The text of a node.
    pub(super) fn whole(mut self, root: Id) -> Option<Vec<u8>> {
        self.print(root)?;
        Some(self.out)
    }

    pub(super) fn get(&self, id: Id) -> Node<'a> {
        self.nodes.get(id)
    }

    pub(super) fn list(&self, list: List) -> &'n [Id] {
        self.nodes.list(list)
    }

    pub(super) fn write(&mut self, text: impl AsRef<[u8]>) -> Option<()> {
        self.effort.spend(text.as_ref().len())?;
        self.out.extend_from_slice(text.as_ref());
        Some(())
    }

    /// Writes a space if the last byte written is `byte`.
    pub(super) fn space_after(&mut self, byte: u8) -> Option<()> {
        if self.ends_with(byte) { self.write(" ") } else { Some(()) }
    }

    pub(super) fn ends_with(&self, byte: u8) -> bool {
        self.out.last() == Some(&byte)
    }

    /// Calls `print` one nesting level deeper.
    pub(super) fn nested(&mut self, print: impl FnOnce(&mut Self) -> Option<()>) -> Option<()> {
        (self.depth < MAX_DEPTH).then_some(())?;
        self.effort.spend(1)?;
        self.depth += 1;
        let printed = print(self);
        self.depth -= 1;
        printed
    }

    pub(super) fn print(&mut self, id: Id) -> Option<()> {
        self.left(id)?;
        self.right(id)
    }

    /// Prints nodes separated by commas, except those that print nothing, such as empty packs.
    pub(super) fn print_list(&mut self, ids: &[Id]) -> Option<()> {
        let mut is_first = true;
        for &id in ids {
            is_first &= !self.print_item(is_first, |printer| printer.print(id))?;
        }
        Some(())
    }

    /// Prints an item of a list with the comma before it, and returns whether it printed anything.
    pub(super) fn print_item(
        &mut self,
        is_first: bool,
        print: impl FnOnce(&mut Self) -> Option<()>,
    ) -> Option<bool> {
        let before = self.out.len();
        if !is_first {
            self.write(", ")?;
        }
        let start = self.out.len();
        print(self)?;
        let is_empty = self.out.len() == start;
        if is_empty {
            self.out.truncate(before);
        }
        Some(!is_empty)
    }

    /// Prints a node that is not a type; see `left`.
    pub(super) fn name(&mut self, node: Node<'a>) -> Option<()> {
        match node {
            Node::Name(text) => self.write(text),
            Node::Qualified { scope, name, .. } => self.joined(scope, "::", name),
            Node::InModule { module, name } => self.joined(name, "@", module),
            Node::Submodule { module, mark, name } => {
                module.map_or(Some(()), |module| self.print(module))?;
                self.prefixed(mark, name)
            }
            Node::Template { name, args } => self.template(name, args),
            Node::Auto(number) => self.write(format!("auto:{number}")),
            Node::Pack(args) => self.pack(args),
            Node::Expansion(pattern) => self.expansion(pattern),
            Node::Constructor(name) => self.print(name),
            Node::Destructor(name) => self.prefixed("~", name),
            Node::OperatorName(operator) => {
                self.write("operator")?;
                if operator.text.starts_with(|c: char| c.is_ascii_lowercase()) {
                    self.write(" ")?;
                }
                self.write(operator.text.trim_end())
            }
            Node::LiteralOperator(name) => self.prefixed("operator\"\" ", name),
            Node::Conversion(to) => self.prefixed("operator ", to),
            Node::Tagged { name, tag } => {
                self.joined(name, "[abi:", tag)?;
                self.write("]")
            }
            Node::Binding(names) => self.wrapped("[", names, "]"),
            Node::Lambda { params, number } => {
                self.wrapped("{lambda(", params, ")#")?;
                self.write(format!("{number}}}"))
            }
            Node::Unnamed(number) => self.write(format!("{{unnamed type#{number}}}")),
            Node::DefaultArgument { number, name } => {
                self.write(format!("{{default arg#{number}}}::"))?;
                self.print(name)
            }
            Node::Method { name, qualifiers } => {
                self.print(name)?;
                self.qualifiers(qualifiers)
            }
            Node::Encoding { name, function } => self.encoding(name, &function),
            Node::Special { prefix, name } => self.prefixed(prefix, name),
            Node::ConstructionTable { derived, base } => {
                self.write("construction vtable for ")?;
                self.joined(derived, "-in-", base)
            }
            Node::Wrapped { before, list, after } => self.wrapped(before, list, after),
            term => self.term(term),
        }
    }

    pub(super) fn joined(&mut self, first: Id, between: &str, second: Id) -> Option<()> {
        self.print(first)?;
        self.write(between)?;
        self.print(second)
    }

    pub(super) fn prefixed(&mut self, prefix: &str, id: Id) -> Option<()> {
        self.write(prefix)?;
        self.print(id)
    }

    pub(super) fn wrapped(&mut self, before: &str, list: List, after: &str) -> Option<()> {
        self.write(before)?;
        self.print_list(self.list(list))?;
        self.write(after)
    }

    fn template(&mut self, name: Id, args: List) -> Option<()> {
        self.print(name)?;
        if self.mode == Mode::Default {
            return Some(());
        }
        self.space_after(b'<')?;
        self.write("<")?;
        self.print_list(self.list(args))?;
        self.space_after(b'>')?;
        self.write(">")
    }

    /// A function with its type.
    fn encoding(&mut self, name: Id, function: &Function) -> Option<()> {
        let returned = function.returned.filter(|_| !function.is_scope);
        if let Some(returned) = returned {
            self.returned(returned)?;
        }
        self.print(name)?;
        if function.is_scope && self.mode != Mode::Full {
            self.write("()")?;
        } else {
            self.wrapped("(", function.params, ")")?;
        }
        if let Some(returned) = returned {
            self.right(returned)?;
        }
        self.qualifiers(function.qualifiers)
    }

    pub(super) fn qualifiers(&mut self, qualifiers: Qualifiers) -> Option<()> {
        let words = [
            (qualifiers.is_restrict, " restrict"),
            (qualifiers.is_volatile, " volatile"),
            (qualifiers.is_const, " const"),
            (!qualifiers.reference.is_empty(), " "),
        ];
        for (_, word) in words.into_iter().filter(|(is_there, _)| *is_there) {
            self.write(word)?;
        }
        self.write(qualifiers.reference)
    }
}
