//! Types in C++ declarator syntax: one part of a type is printed before the declared name, and one after it.

use std::collections::HashSet;

use super::node::{Function, Id, List, Node, Qualifiers};
use super::printer::Printer;

/// How many nodes are followed to find one. Malformed names may have cycles.
const MAX_STEPS: usize = 64;

impl<'a> Printer<'_, 'a> {
    /// Prints the part before the name.
    pub(super) fn left(&mut self, id: Id) -> Option<()> {
        self.nested(|printer| match printer.get(id) {
            Node::QualifiedType { inner, qualifiers } => {
                printer.left(inner)?;
                if printer.is_function(inner) {
                    return Some(());
                }
                printer.qualifiers(printer.not_said(qualifiers, inner))
            }
            Node::VendorType { inner, qualifier } => {
                printer.left(inner)?;
                printer.prefixed(" ", qualifier)
            }
            Node::Pointer { to, mark } => {
                let (to, mark) = printer.collapsed(to, mark);
                printer.left(to)?;
                printer.open(to)?;
                printer.write(mark)
            }
            Node::MemberPointer { class, member } => {
                printer.left(member)?;
                printer.write(if printer.is_declarator(member) { "(" } else { " " })?;
                printer.print(class)?;
                printer.write("::*")
            }
            Node::FunctionType(function) => printer.returned(function.returned?),
            Node::Array { element, .. } => printer.left(element),
            Node::Vector { element, size } => {
                printer.joined(element, " __vector(", size)?;
                printer.write(")")
            }
            Node::TemplateParam { args, .. } => match printer.argument(id) {
                Some(argument) => printer.alone(|printer| printer.left(argument)),
                // A pack may have fewer elements than the one beside it.
                None => args.map(|_| ()),
            },
            node => printer.name(node),
        })
    }

    /// Prints the part after the name.
    pub(super) fn right(&mut self, id: Id) -> Option<()> {
        self.nested(|printer| match printer.get(id) {
            Node::QualifiedType { inner, qualifiers } => {
                printer.right(inner)?;
                if printer.is_function(inner) { printer.qualifiers(qualifiers) } else { Some(()) }
            }
            Node::VendorType { inner, .. } => printer.right(inner),
            Node::Pointer { to, mark } => {
                let (to, _) = printer.collapsed(to, mark);
                printer.close(to)
            }
            Node::MemberPointer { member, .. } => printer.close(member),
            Node::FunctionType(function) => printer.behind_function(&function),
            Node::Array { element, size } => {
                // Consecutive array dimensions have no space between them.
                let is_next = printer.ends_with(b']');
                printer.write(if is_next { "[" } else { " [" })?;
                if let Some(size) = size {
                    printer.print(size)?;
                }
                printer.write("]")?;
                printer.right(element)
            }
            Node::TemplateParam { .. } => match printer.argument(id) {
                Some(argument) => printer.alone(|printer| printer.right(argument)),
                None => Some(()),
            },
            _ => Some(()),
        })
    }

    /// Prints the return type before the function's name.
    pub(super) fn returned(&mut self, returned: Id) -> Option<()> {
        self.left(returned)?;
        if self.has_right(returned) { Some(()) } else { self.write(" ") }
    }

    fn behind_function(&mut self, function: &Function) -> Option<()> {
        self.wrapped("(", function.params, ")")?;
        self.right(function.returned?)?;
        self.qualifiers(function.qualifiers)?;
        function.exceptions.map_or(Some(()), |exceptions| self.print(exceptions))
    }

    /// Prints the bracket before the mark of a pointer to a function or array.
    fn open(&mut self, to: Id) -> Option<()> {
        match self.declared(to) {
            Some(Node::FunctionType(_)) => self.write("("),
            Some(Node::Array { .. }) => self.write(" ("),
            _ => Some(()),
        }
    }

    fn close(&mut self, to: Id) -> Option<()> {
        if self.is_declarator(to) {
            self.write(")")?;
        }
        self.right(to)
    }

    fn is_declarator(&self, id: Id) -> bool {
        matches!(self.declared(id), Some(Node::FunctionType(_) | Node::Array { .. }))
    }

    fn is_function(&self, id: Id) -> bool {
        matches!(self.declared(id), Some(Node::FunctionType(_)))
    }

    /// The type without qualifiers, with template parameters resolved.
    fn declared(&self, mut id: Id) -> Option<Node<'a>> {
        for _ in 0..MAX_STEPS {
            id = match self.get(id) {
                Node::QualifiedType { inner, .. } | Node::VendorType { inner, .. } => inner,
                Node::TemplateParam { .. } => self.argument(id)?,
                node => return Some(node),
            }
        }
        None
    }

    /// The qualifiers that the argument of a template parameter does not have already.
    fn not_said(&self, qualifiers: Qualifiers, inner: Id) -> Qualifiers {
        match self.argument(inner).map(|argument| self.get(argument)) {
            Some(Node::QualifiedType { qualifiers: said, .. }) => Qualifiers {
                is_restrict: qualifiers.is_restrict && !said.is_restrict,
                is_volatile: qualifiers.is_volatile && !said.is_volatile,
                is_const: qualifiers.is_const && !said.is_const,
                ..qualifiers
            },
            _ => qualifiers,
        }
    }

    /// Whether a type has a part after the name.
    fn has_right(&self, mut id: Id) -> bool {
        for _ in 0..MAX_STEPS {
            id = match self.declared(id) {
                Some(Node::Pointer { to, .. } | Node::MemberPointer { member: to, .. }) => to,
                Some(Node::FunctionType(_) | Node::Array { .. }) => return true,
                _ => return false,
            }
        }
        false
    }

    /// Reference collapsing: to an lvalue reference, if either is one.
    fn collapsed(&self, mut to: Id, mark: &'static str) -> (Id, &'static str) {
        let mut mark = mark;
        for _ in 0..MAX_STEPS {
            to = match self.get(to) {
                Node::TemplateParam { .. } if mark != "*" => match self.argument(to) {
                    Some(argument) => argument,
                    None => return (to, mark),
                },
                Node::Pointer { to, mark: inner @ ("&" | "&&") } if mark != "*" => {
                    mark = if inner == "&" { inner } else { mark };
                    to
                }
                _ => return (to, mark),
            }
        }
        (to, mark)
    }

    /// The argument of a template parameter: of a pack, the element that is being printed.
    pub(super) fn argument(&self, id: Id) -> Option<Id> {
        let Node::TemplateParam { args: Some(args), index } = self.get(id) else {
            return None;
        };
        let argument = *self.list(args).get(index)?;
        match (self.get(argument), self.pack_index) {
            (Node::Pack(elements), Some(index)) => self.list(elements).get(index).copied(),
            _ => Some(argument),
        }
    }

    /// All arguments of a pack.
    pub(super) fn pack(&mut self, args: List) -> Option<()> {
        self.alone(|printer| printer.print_list(printer.list(args)))
    }

    /// Prints outside of any pack expansion.
    fn alone(&mut self, print: impl FnOnce(&mut Self) -> Option<()>) -> Option<()> {
        let outer = self.pack_index.take();
        let printed = print(self);
        self.pack_index = outer;
        printed
    }

    /// Prints the pattern for each argument of its pack.
    pub(super) fn expansion(&mut self, pattern: Id) -> Option<()> {
        let Some(len) = self.pack_len(pattern)? else {
            self.print(pattern)?;
            return self.write("...");
        };
        let outer = self.pack_index;
        let mut is_first = true;
        for index in 0..len {
            self.pack_index = Some(index);
            is_first &= !self.print_item(is_first, |printer| printer.print(pattern))?;
        }
        self.pack_index = outer;
        Some(())
    }

    /// The number of elements of the first pack in a pattern, if there is one.
    pub(super) fn pack_len(&mut self, pattern: Id) -> Option<Option<usize>> {
        let mut todo = vec![pattern];
        let mut seen = HashSet::new();
        while let Some(id) = todo.pop() {
            if !seen.insert(id) {
                continue;
            }
            self.effort.spend(1)?;
            if let Node::TemplateParam { args: Some(args), index } = self.get(id)
                && let Node::Pack(elements) = self.get(self.list(args)[index])
            {
                return Some(Some(elements.len()));
            }
            let first = todo.len();
            self.nodes.add_parts(id, &mut todo);
            todo[first..].reverse();
        }
        Some(None)
    }
}
