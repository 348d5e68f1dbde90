//! The parser's state and basic functions.

use super::node::{Id, List, Node, Nodes};

/// Maximum nesting. Names from source code are hardly ever nested deeper than twenty.
const MAX_DEPTH: u32 = 128;

/// Parses a mangled name into nodes. Its functions return `None` if the name is malformed.
pub(super) struct Parser<'a> {
    rest: &'a [u8],
    nodes: Nodes<'a>,
    /// Substitution candidates, in order.
    pub(super) substitutions: Vec<Id>,
    /// Template arguments that parameters refer to, innermost last; `None` where they are parsed later.
    pub(super) scopes: Vec<Option<List>>,
    /// Nesting of lambda parameter lists, in which template parameters may be the lambda's own.
    pub(super) n_lambdas: u32,
    /// Whether the type of a conversion is being parsed. Template arguments that follow it belong to the conversion.
    pub(super) is_conversion: bool,
    depth: u32,
}

impl<'a> Parser<'a> {
    pub(super) fn new(mangled: &'a [u8]) -> Parser<'a> {
        Parser {
            rest: mangled,
            nodes: Nodes::default(),
            substitutions: Vec::new(),
            scopes: Vec::new(),
            n_lambdas: 0,
            is_conversion: false,
            depth: 0,
        }
    }

    pub(super) fn nodes(&self) -> &Nodes<'a> {
        &self.nodes
    }

    pub(super) fn nodes_mut(&mut self) -> &mut Nodes<'a> {
        &mut self.nodes
    }

    pub(super) fn get(&self, id: Id) -> Node<'a> {
        self.nodes.get(id)
    }

    pub(super) fn add(&mut self, node: Node<'a>) -> Id {
        self.nodes.add(node)
    }

    pub(super) fn add_name(&mut self, text: &'static str) -> Id {
        self.add(Node::Name(text.as_bytes()))
    }

    pub(super) fn special(&mut self, prefix: &'static str, name: Id) -> Id {
        self.add(Node::Special { prefix, name })
    }

    pub(super) fn wrap(&mut self, before: &'static str, ids: &[Id], after: &'static str) -> Id {
        let list = self.nodes.add_list(ids);
        self.add(Node::Wrapped { before, list, after })
    }

    /// Adds a node as a substitution candidate.
    pub(super) fn add_substitution(&mut self, node: Node<'a>) -> Id {
        let id = self.add(node);
        self.substitutions.push(id);
        id
    }

    /// The rest of the input.
    pub(super) fn rest(&self) -> &'a [u8] {
        self.rest
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.rest.first().copied()
    }

    pub(super) fn peek_second(&self) -> Option<u8> {
        self.rest.get(1).copied()
    }

    pub(super) fn next(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    pub(super) fn eat(&mut self, byte: u8) -> bool {
        self.eat_all(&[byte])
    }

    pub(super) fn eat_all(&mut self, text: &[u8]) -> bool {
        self.rest.strip_prefix(text).map(|rest| self.rest = rest).is_some()
    }

    /// Takes `text`, or fails.
    pub(super) fn expect(&mut self, text: &[u8]) -> Option<()> {
        self.eat_all(text).then_some(())
    }

    pub(super) fn take(&mut self, len: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(len)?;
        self.rest = rest;
        Some(taken)
    }

    pub(super) fn take_while(&mut self, is_part: impl Fn(u8) -> bool) -> &'a [u8] {
        let len = self.rest.iter().position(|&byte| !is_part(byte)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(len);
        self.rest = rest;
        taken
    }

    pub(super) fn digits(&mut self) -> Option<usize> {
        let digits = self.take_while(|byte| byte.is_ascii_digit());
        std::str::from_utf8(digits).ok()?.parse().ok()
    }

    /// Skips a number that may be negative.
    pub(super) fn skip_number(&mut self) -> Option<()> {
        self.eat(b'n');
        (!self.take_while(|byte| byte.is_ascii_digit()).is_empty()).then_some(())
    }

    /// A number before `_`, counted from 1; the first has no digits.
    pub(super) fn ordinal(&mut self) -> Option<usize> {
        let number = if self.peek() == Some(b'_') { 1 } else { self.digits()?.checked_add(2)? };
        self.expect(b"_")?;
        Some(number)
    }

    /// Calls `read` one nesting level deeper.
    pub(super) fn nested<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        (self.depth < MAX_DEPTH).then_some(())?;
        self.depth += 1;
        let read = read(self);
        self.depth -= 1;
        read
    }

    /// Calls `read` outside of a conversion's type.
    pub(super) fn outside_conversion<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let is_conversion = std::mem::replace(&mut self.is_conversion, false);
        let read = read(self);
        self.is_conversion = is_conversion;
        read
    }

    /// Calls `read` repeatedly up to an `E`.
    pub(super) fn list(&mut self, read: impl Fn(&mut Self) -> Option<Id>) -> Option<List> {
        let mut ids = Vec::new();
        while !self.eat(b'E') {
            ids.push(read(self)?);
        }
        Some(self.nodes.add_list(&ids))
    }
}
