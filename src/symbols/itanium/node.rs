//! The nodes that a mangled name is parsed into.

use super::operators::Operator;

/// Index of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Id(u32);

/// A range of consecutive nodes in [`Nodes`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct List {
    start: u32,
    len: u32,
}

impl List {
    pub(super) fn len(self) -> usize {
        self.len as usize
    }
}

/// `const`, `volatile` and so on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Qualifiers {
    pub(super) is_restrict: bool,
    pub(super) is_volatile: bool,
    pub(super) is_const: bool,
    /// `&` or `&&` of a method; empty for none.
    pub(super) reference: &'static str,
}

/// The type of a function, without its class.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Function {
    pub(super) returned: Option<Id>,
    pub(super) params: List,
    pub(super) qualifiers: Qualifiers,
    /// Its exception specification.
    pub(super) exceptions: Option<Id>,
    /// Whether it is the scope of a local entity.
    pub(super) is_scope: bool,
}

/// A part of a name.
#[derive(Clone, Copy, Debug)]
pub(super) enum Node<'a> {
    /// A text.
    Name(&'a [u8]),
    /// `scope::name`
    Qualified { scope: Id, name: Id, is_local: bool },
    /// `name@module`
    InModule { module: Id, name: Id },
    /// `module.name`, or `module:name` for a partition.
    Submodule { module: Option<Id>, mark: &'static str, name: Id },
    /// `name<args>`
    Template { name: Id, args: List },
    /// A template parameter and its argument. The arguments are unknown while the type of a conversion is parsed, which
    /// comes first.
    TemplateParam { args: Option<List>, index: usize },
    /// A parameter of a generic lambda, from 1.
    Auto(usize),
    /// The arguments of a parameter pack.
    Pack(List),
    /// A pack expansion: its pattern.
    Expansion(Id),
    /// A constructor of a class of this name.
    Constructor(Id),
    /// Its destructor.
    Destructor(Id),
    /// `operator+`
    OperatorName(Operator),
    /// `operator""name`
    LiteralOperator(Id),
    /// `operator type`
    Conversion(Id),
    /// `name[abi:tag]`
    Tagged { name: Id, tag: Id },
    /// `[a, b]`
    Binding(List),
    /// `{lambda(params)#number}`
    Lambda { params: List, number: usize },
    /// `{unnamed type#number}`
    Unnamed(usize),
    /// `{default arg#number}::name`
    DefaultArgument { number: usize, name: Id },
    /// A method with its object qualifiers.
    Method { name: Id, qualifiers: Qualifiers },
    /// A function with its type.
    Encoding { name: Id, function: Function },
    /// A prefix before a name.
    Special { prefix: &'static str, name: Id },
    /// `construction vtable for derived-in-base`
    ConstructionTable { derived: Id, base: Id },
    /// `type const`
    QualifiedType { inner: Id, qualifiers: Qualifiers },
    /// `type vendor's`
    VendorType { inner: Id, qualifier: Id },
    /// `to*`, `to&`, `to&&`
    Pointer { to: Id, mark: &'static str },
    /// `member class::*`
    MemberPointer { class: Id, member: Id },
    /// A function type.
    FunctionType(Function),
    /// `element [size]`
    Array { element: Id, size: Option<Id> },
    /// `element __vector(size)`
    Vector { element: Id, size: Id },
    /// An expression or a list, between texts: `decltype (`…`)`.
    Wrapped { before: &'static str, list: List, after: &'static str },
    /// A literal as a template argument, with its type.
    Literal { kind: Id, text: &'a [u8], is_negative: bool },
    /// A parameter of the function, from 1; 0 is `this`.
    Param(usize),
    /// An operator before or behind its operand.
    Unary { operator: Operator, operand: Id, is_behind: bool },
    /// An operator between its operands.
    Binary { operator: Operator, left: Id, right: Id },
    /// `a?b:c`
    Conditional(List),
    /// `dynamic_cast<to>(from)`
    NamedCast { operator: Operator, to: Id, from: Id },
    /// `(to)(args)`
    Cast { to: Id, args: List, is_list: bool },
    /// `function(args)`
    Call { function: Id, args: List },
    /// `type{args}`
    Braces { kind: Option<Id>, args: List },
    /// `new (place) type(args)`
    New { operator: Operator, place: List, kind: Id, args: Option<List> },
    /// `(left op ... op right)`
    Fold { operator: Operator, left: Option<Id>, right: Option<Id> },
    /// The number of arguments of a pack.
    PackSize(Id),
}

/// All nodes of a name.
#[derive(Debug, Default)]
pub(super) struct Nodes<'a> {
    nodes: Vec<Node<'a>>,
    lists: Vec<Id>,
}

impl<'a> Nodes<'a> {
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(super) fn add(&mut self, node: Node<'a>) -> Id {
        self.nodes.push(node);
        Id(part_count(self.nodes.len() - 1))
    }

    pub(super) fn add_list(&mut self, ids: &[Id]) -> List {
        let start = part_count(self.lists.len());
        self.lists.extend_from_slice(ids);
        List { start, len: part_count(ids.len()) }
    }

    pub(super) fn get(&self, id: Id) -> Node<'a> {
        self.nodes[id.0 as usize]
    }

    pub(super) fn list(&self, list: List) -> &[Id] {
        &self.lists[list.start as usize..][..list.len()]
    }

    /// Appends the children of a node, in printing order.
    pub(super) fn add_parts(&self, id: Id, parts: &mut Vec<Id>) {
        let add_function = |function: &Function, parts: &mut Vec<Id>| {
            parts.extend(function.returned);
            parts.extend(self.list(function.params));
        };
        match self.get(id) {
            Node::Qualified { scope: a, name: b, .. }
            | Node::ConstructionTable { derived: a, base: b }
            | Node::VendorType { inner: a, qualifier: b }
            | Node::MemberPointer { class: b, member: a }
            | Node::Vector { element: a, size: b }
            | Node::Binary { left: a, right: b, .. }
            | Node::NamedCast { to: a, from: b, .. } => parts.extend([a, b]),
            Node::Constructor(a)
            | Node::Destructor(a)
            | Node::Conversion(a)
            | Node::Tagged { name: a, .. }
            | Node::DefaultArgument { name: a, .. }
            | Node::Method { name: a, .. }
            | Node::Special { name: a, .. }
            | Node::QualifiedType { inner: a, .. }
            | Node::Pointer { to: a, .. }
            | Node::Literal { kind: a, .. }
            | Node::Unary { operand: a, .. }
            | Node::PackSize(a) => parts.push(a),
            Node::Template { name: a, args: list }
            | Node::Cast { to: a, args: list, .. }
            | Node::Call { function: a, args: list } => {
                parts.push(a);
                parts.extend(self.list(list));
            }
            Node::Pack(list)
            | Node::Lambda { params: list, .. }
            | Node::Wrapped { list, .. }
            | Node::Conditional(list) => parts.extend(self.list(list)),
            Node::Encoding { name, function } => {
                parts.push(name);
                add_function(&function, parts);
            }
            Node::FunctionType(function) => add_function(&function, parts),
            Node::Array { element, size } => parts.extend(std::iter::once(element).chain(size)),
            Node::Braces { kind, args } => parts.extend(kind.iter().chain(self.list(args))),
            Node::New { kind, args, .. } => {
                parts.push(kind);
                parts.extend(self.list(args.unwrap_or_default()));
            }
            Node::Fold { left, right, .. } => parts.extend(left.into_iter().chain(right)),
            // A nested expansion has its own packs.
            _ => {}
        }
    }

    /// Resolves the open template parameters in this range of nodes.
    pub(super) fn close_params(&mut self, start: usize, end: usize, args: List) {
        for node in &mut self.nodes[start..end] {
            if let Node::TemplateParam { args: open @ None, .. } = node {
                *open = Some(args);
            }
        }
    }
}

fn part_count(count: usize) -> u32 {
    u32::try_from(count).expect("a name has at most 2³² parts")
}
