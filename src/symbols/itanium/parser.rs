//! What all parts of the parser read with.

use super::node::{Id, List, Node, Nodes};

/// How deep a name may be nested. What it is compiled from is hardly ever deeper than twenty.
const MAX_DEPTH: u32 = 128;

/// Reads a mangled name into nodes. Its functions return nothing where the name is not well-formed.
pub(super) struct Parser<'a> {
    rest: &'a [u8],
    nodes: Nodes<'a>,
    /// What may be repeated by number.
    pub(super) substitutions: Vec<Id>,
    /// The arguments that parameters of templates stand for, innermost last; none where they are read later.
    pub(super) scopes: Vec<Option<List>>,
    /// How many lambdas' parameters are being read, in which parameters of templates may be its own.
    pub(super) n_lambdas: u32,
    /// Whether the type of a conversion is being read. Arguments of a template that follow it are the conversion's.
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

    /// A node that may be repeated by number from now on.
    pub(super) fn add_substitution(&mut self, node: Node<'a>) -> Id {
        let id = self.add(node);
        self.substitutions.push(id);
        id
    }

    /// What is not read yet.
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

    /// Reads what has to come.
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

    /// A number that may be negative, which is not wanted.
    pub(super) fn skip_number(&mut self) -> Option<()> {
        self.eat(b'n');
        (!self.take_while(|byte| byte.is_ascii_digit()).is_empty()).then_some(())
    }

    /// A number before `_`, counted from 1, where the first has no digits.
    pub(super) fn ordinal(&mut self) -> Option<usize> {
        let number = if self.peek() == Some(b'_') { 1 } else { self.digits()?.checked_add(2)? };
        self.expect(b"_")?;
        Some(number)
    }

    /// What `read` reads one level further down.
    pub(super) fn nested<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        (self.depth < MAX_DEPTH).then_some(())?;
        self.depth += 1;
        let read = read(self);
        self.depth -= 1;
        read
    }

    /// What `read` reads, which is no part of a conversion's type that arguments may follow.
    pub(super) fn outside_conversion<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let is_conversion = std::mem::replace(&mut self.is_conversion, false);
        let read = read(self);
        self.is_conversion = is_conversion;
        read
    }

    /// What `read` reads, again and again, up to an `E`.
    pub(super) fn list(&mut self, read: impl Fn(&mut Self) -> Option<Id>) -> Option<List> {
        let mut ids = Vec::new();
        while !self.eat(b'E') {
            ids.push(read(self)?);
        }
        Some(self.nodes.add_list(&ids))
    }
}
