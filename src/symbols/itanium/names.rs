//! Parses names of functions, objects and classes.

use super::node::{Function, Id, List, Node, Qualifiers};
use super::operators;
use super::parser::Parser;

impl<'a> Parser<'a> {
    /// A function or an object. Without `has_params`, nothing after the name of the outermost function is parsed.
    pub(super) fn encoding(&mut self, has_params: bool) -> Option<Id> {
        if let Some(b'G' | b'T') = self.peek() {
            return self.special_name();
        }
        let name = self.name()?;
        if !has_params {
            return Some(self.without_qualifiers(name).0);
        }
        match self.peek() {
            None | Some(b'E') => Some(name),
            _ => self.function(name, false),
        }
    }

    /// The function that a local entity is in.
    fn enclosing(&mut self) -> Option<Id> {
        if let Some(b'G' | b'T') = self.peek() {
            return self.special_name();
        }
        let name = self.name()?;
        if self.peek()? == b'E' { Some(name) } else { self.function(name, true) }
    }

    /// The type of a function, which follows its name.
    fn function(&mut self, name: Id, is_scope: bool) -> Option<Id> {
        let args = self.template_of(name);
        let n_lambdas = self.n_lambdas;
        if let Some(args) = args {
            self.scopes.push(Some(args));
            self.n_lambdas = 0;
        }
        let returned = if self.returns(name) { Some(self.kind()?) } else { None };
        let params = self.params()?;
        if args.is_some() {
            self.scopes.pop();
            self.n_lambdas = n_lambdas;
        }
        let (name, qualifiers) = self.without_qualifiers(name);
        let function = Function { returned, params, qualifiers, exceptions: None, is_scope };
        Some(self.add(Node::Encoding { name, function }))
    }

    /// The template arguments of a function.
    fn template_of(&self, mut name: Id) -> Option<List> {
        loop {
            name = match self.get(name) {
                Node::Template { args, .. } => return Some(args),
                Node::Qualified { name, is_local: true, .. } | Node::Method { name, .. } => name,
                _ => return None,
            }
        }
    }

    /// Whether the return type is encoded: it is for template instances, except constructors, destructors and
    /// conversions.
    fn returns(&self, mut name: Id) -> bool {
        loop {
            name = match self.get(name) {
                Node::Template { name, .. } => return !self.is_without_return(name),
                Node::Qualified { name, is_local: true, .. } | Node::Method { name, .. } => name,
                _ => return false,
            }
        }
    }

    fn is_without_return(&self, mut name: Id) -> bool {
        loop {
            name = match self.get(name) {
                Node::Constructor(_) | Node::Destructor(_) | Node::Conversion(_) => return true,
                Node::Qualified { name, .. } | Node::Tagged { name, .. } => name,
                _ => return false,
            }
        }
    }

    /// The name, and its object qualifiers, which are printed after the parameters.
    fn without_qualifiers(&mut self, id: Id) -> (Id, Qualifiers) {
        match self.get(id) {
            Node::Method { name, qualifiers } => (name, qualifiers),
            Node::Qualified { scope, name, is_local: true } => {
                let (inner, qualifiers) = match self.get(name) {
                    Node::DefaultArgument { number, name } => {
                        let (name, qualifiers) = self.method(name);
                        (self.add(Node::DefaultArgument { number, name }), qualifiers)
                    }
                    _ => self.method(name),
                };
                (self.add(Node::Qualified { scope, name: inner, is_local: true }), qualifiers)
            }
            _ => (id, Qualifiers::default()),
        }
    }

    fn method(&self, id: Id) -> (Id, Qualifiers) {
        match self.get(id) {
            Node::Method { name, qualifiers } => (name, qualifiers),
            _ => (id, Qualifiers::default()),
        }
    }

    /// A qualified name.
    pub(super) fn name(&mut self) -> Option<Id> {
        self.nested(|parser| match parser.peek()? {
            b'N' => parser.nested_name(),
            b'Z' => parser.local_name(),
            b'S' if parser.peek_second() != Some(b't') => {
                let name = parser.substitution(false)?;
                if parser.peek() == Some(b'I') { parser.template(name) } else { Some(name) }
            }
            _ => parser.plain_name(),
        })
    }

    /// A name in no scope, or in `std` only.
    fn plain_name(&mut self) -> Option<Id> {
        let start = self.nodes().len();
        let name = if self.eat_all(b"St") {
            let (scope, name) = (self.add_name("std"), self.unqualified_name(None)?);
            self.add(Node::Qualified { scope, name, is_local: false })
        } else {
            self.unqualified_name(None)?
        };
        if self.peek() != Some(b'I') {
            return Some(name);
        }
        self.substitutions.push(name);
        self.template_since(name, start)
    }

    /// A name with its template arguments.
    pub(super) fn template(&mut self, name: Id) -> Option<Id> {
        let args = self.template_args()?;
        Some(self.add(Node::Template { name, args }))
    }

    /// The same for a name whose nodes begin at `start`, which may be a conversion to a type of its own arguments.
    fn template_since(&mut self, name: Id, start: usize) -> Option<Id> {
        let end = self.nodes().len();
        let args = self.template_args()?;
        if self.is_without_return(name) {
            self.nodes_mut().close_params(start, end, args);
        }
        Some(self.add(Node::Template { name, args }))
    }

    fn nested_name(&mut self) -> Option<Id> {
        self.expect(b"N")?;
        let mut qualifiers = if self.eat(b'H') { Qualifiers::default() } else { self.qualifiers() };
        qualifiers.reference = self.reference();
        let name = self.prefix()?;
        self.expect(b"E")?;
        let is_plain = qualifiers == Qualifiers::default();
        Some(if is_plain { name } else { self.add(Node::Method { name, qualifiers }) })
    }

    /// `&` or `&&` after a method.
    pub(super) fn reference(&mut self) -> &'static str {
        match self.peek() {
            Some(b'R') if self.eat(b'R') => "&",
            Some(b'O') if self.eat(b'O') => "&&",
            _ => "",
        }
    }

    /// The components of a nested name, outermost first.
    fn prefix(&mut self) -> Option<Id> {
        let mut whole = None;
        let mut start = self.nodes().len();
        loop {
            let (id, is_new) = match (self.peek()?, whole) {
                (b'E', _) => return whole,
                (b'M', Some(_)) => {
                    self.next();
                    continue;
                }
                (b'S', None) => (self.substitution(true)?, false),
                (b'T', None) => (self.template_param()?, true),
                (b'D', None) if matches!(self.peek_second(), Some(b't' | b'T')) => (self.decltype()?, true),
                (b'I' | b'J', Some(name)) => (self.template_since(name, start)?, true),
                (_, scope) => {
                    start = self.nodes().len();
                    (self.member(scope)?, true)
                }
            };
            if is_new && self.peek()? != b'E' {
                self.substitutions.push(id);
            }
            whole = Some(id);
        }
    }

    /// An unqualified name in `scope`.
    fn member(&mut self, scope: Option<Id>) -> Option<Id> {
        let name = self.unqualified_name(scope)?;
        Some(scope.map_or(name, |scope| self.add(Node::Qualified { scope, name, is_local: false })))
    }

    /// An unqualified name; constructors are named after the last component of `scope`.
    pub(super) fn unqualified_name(&mut self, scope: Option<Id>) -> Option<Id> {
        let module = self.module()?;
        self.eat(b'L');
        let name = match self.peek()? {
            b'0'..=b'9' => self.source_name()?,
            b'a'..=b'z' => self.operator_name()?,
            b'C' => self.constructor(scope?)?,
            b'D' if self.eat_all(b"DC") => {
                let names = self.list(Parser::source_name)?;
                self.add(Node::Binding(names))
            }
            b'D' => self.destructor(scope?)?,
            b'U' => self.unnamed()?,
            _ => return None,
        };
        let name = self.tags(name)?;
        Some(module.map_or(name, |module| self.add(Node::InModule { module, name })))
    }

    /// The C++20 module of a name.
    fn module(&mut self) -> Option<Option<Id>> {
        let mut module: Option<Id> = None;
        while self.eat(b'W') {
            let is_partition = self.eat(b'P');
            let mark = match (is_partition, module) {
                (true, _) => ":",
                (false, None) => "",
                (false, Some(_)) => ".",
            };
            let name = self.source_name()?;
            module = Some(self.add_substitution(Node::Submodule { module, mark, name }));
        }
        Some(module)
    }

    /// ABI tags.
    pub(super) fn tags(&mut self, mut name: Id) -> Option<Id> {
        while self.eat(b'B') {
            let tag = self.source_name()?;
            name = self.add(Node::Tagged { name, tag });
        }
        Some(name)
    }

    /// A length and as many bytes.
    pub(super) fn source_name(&mut self) -> Option<Id> {
        let len = self.digits()?;
        let text = self.take(len).filter(|text| !text.is_empty())?;
        let is_anonymous =
            text.strip_prefix(b"_GLOBAL_").is_some_and(|rest| matches!(rest, [b'_' | b'.' | b'$', b'N', ..]));
        Some(self.add(Node::Name(if is_anonymous { b"(anonymous namespace)" } else { text })))
    }

    fn operator_name(&mut self) -> Option<Id> {
        if self.eat_all(b"cv") {
            return self.conversion();
        }
        if self.eat_all(b"li") {
            let name = self.source_name()?;
            return Some(self.add(Node::LiteralOperator(name)));
        }
        let operator = operators::find(self.take(2)?)?;
        Some(self.add(Node::OperatorName(operator)))
    }

    /// A conversion operator, whose type may refer to the template arguments that follow.
    fn conversion(&mut self) -> Option<Id> {
        self.scopes.push(None);
        let outer = std::mem::replace(&mut self.is_conversion, true);
        let to = self.kind()?;
        self.is_conversion = outer;
        self.scopes.pop();
        Some(self.add(Node::Conversion(to)))
    }

    fn constructor(&mut self, scope: Id) -> Option<Id> {
        self.expect(b"C")?;
        let is_inherited = self.eat(b'I');
        matches!(self.next()?, b'1'..=b'5').then_some(())?;
        if is_inherited {
            self.kind()?;
        }
        let name = self.last(scope);
        Some(self.add(Node::Constructor(name)))
    }

    fn destructor(&mut self, scope: Id) -> Option<Id> {
        self.expect(b"D")?;
        matches!(self.next()?, b'0'..=b'2' | b'4' | b'5').then_some(())?;
        let name = self.last(scope);
        Some(self.add(Node::Destructor(name)))
    }

    /// The unqualified name of a class.
    fn last(&self, mut id: Id) -> Id {
        loop {
            id = match self.get(id) {
                Node::Qualified { name, .. } | Node::Template { name, .. } | Node::Tagged { name, .. } => {
                    name
                }
                _ => return id,
            }
        }
    }

    /// A lambda or an unnamed type.
    fn unnamed(&mut self) -> Option<Id> {
        self.expect(b"U")?;
        let node = match self.next()? {
            b'l' => {
                self.n_lambdas += 1;
                let params = self.params()?;
                self.n_lambdas -= 1;
                self.expect(b"E")?;
                Node::Lambda { params, number: self.ordinal()? }
            }
            b't' => {
                let number = self.ordinal()?;
                return Some(self.add_substitution(Node::Unnamed(number)));
            }
            _ => return None,
        };
        Some(self.add(node))
    }

    /// An entity that is local to a function.
    pub(super) fn local_name(&mut self) -> Option<Id> {
        self.expect(b"Z")?;
        let scope = self.nested(Parser::enclosing)?;
        self.expect(b"E")?;
        let name = match self.peek()? {
            b's' => {
                self.next();
                let name = self.add_name("string literal");
                self.discriminator()?;
                name
            }
            b'd' => {
                self.next();
                let number = self.ordinal()?;
                let name = self.name()?;
                self.add(Node::DefaultArgument { number, name })
            }
            _ => {
                let name = self.name()?;
                self.discriminator()?;
                name
            }
        };
        Some(self.add(Node::Qualified { scope, name, is_local: true }))
    }

    /// The discriminator of local entities with the same name, which is not shown.
    fn discriminator(&mut self) -> Option<()> {
        if !self.eat(b'_') {
            return Some(());
        }
        let is_long = self.eat(b'_');
        self.digits()?;
        if is_long { self.expect(b"_") } else { Some(()) }
    }

    /// Template arguments.
    pub(super) fn template_args(&mut self) -> Option<List> {
        matches!(self.next()?, b'I' | b'J').then_some(())?;
        self.nested(|parser| parser.outside_conversion(|parser| parser.list(Parser::template_arg)))
    }

    pub(super) fn template_arg(&mut self) -> Option<Id> {
        match self.peek()? {
            b'L' => self.literal(),
            b'X' => {
                self.next();
                let expression = self.expression()?;
                self.expect(b"E")?;
                Some(expression)
            }
            b'I' | b'J' => {
                let args = self.template_args()?;
                Some(self.add(Node::Pack(args)))
            }
            _ => self.kind(),
        }
    }

    /// A template parameter, resolved to its argument.
    pub(super) fn template_param(&mut self) -> Option<Id> {
        self.expect(b"T")?;
        let index = self.ordinal()? - 1;
        let node = match self.scopes.last() {
            Some(Some(args)) if index < args.len() => Node::TemplateParam { args: Some(*args), index },
            Some(None) => Node::TemplateParam { args: None, index },
            _ if self.n_lambdas > 0 => Node::Auto(index + 1),
            _ => return None,
        };
        Some(self.add(node))
    }

    /// A substitution: what was parsed before. As a prefix, `St` is a component by itself, and some need their full
    /// name.
    pub(super) fn substitution(&mut self, is_prefix: bool) -> Option<Id> {
        self.expect(b"S")?;
        let id = match self.peek()? {
            b'_' | b'0'..=b'9' | b'A'..=b'Z' => {
                let index = self.sequence_number()?;
                return self.repeated(*self.substitutions.get(index)?);
            }
            b't' if is_prefix => self.add_name("std"),
            b'a' => self.in_std("allocator"),
            b'b' => self.in_std("basic_string"),
            abbreviation => self.abbreviation(abbreviation, is_prefix)?,
        };
        self.next();
        if self.peek() == Some(b'B') {
            let tagged = self.tags(id)?;
            self.substitutions.push(tagged);
            return Some(tagged);
        }
        Some(id)
    }

    /// A repeated node, with its template parameters resolved in the current scope.
    fn repeated(&mut self, id: Id) -> Option<Id> {
        match (self.get(id), self.scopes.last()) {
            (Node::TemplateParam { index, .. }, Some(&Some(args))) if index < args.len() => {
                Some(self.add(Node::TemplateParam { args: Some(args), index }))
            }
            (Node::Auto(number), Some(&Some(args))) if number <= args.len() && self.n_lambdas == 0 => {
                Some(self.add(Node::TemplateParam { args: Some(args), index: number - 1 }))
            }
            _ => Some(id),
        }
    }

    /// A sequence number in base 36 before `_`; the first has no digits.
    fn sequence_number(&mut self) -> Option<usize> {
        let digits = self.take_while(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
        self.expect(b"_")?;
        if digits.is_empty() {
            return Some(0);
        }
        let number = usize::from_str_radix(std::str::from_utf8(digits).ok()?, 36).ok()?;
        number.checked_add(1)
    }

    fn in_std(&mut self, name: &'static str) -> Id {
        let (scope, name) = (self.add_name("std"), self.add_name(name));
        self.add(Node::Qualified { scope, name, is_local: false })
    }

    /// `std::string` and the other abbreviations; before constructors and destructors, their full names.
    fn abbreviation(&mut self, letter: u8, is_prefix: bool) -> Option<Id> {
        let (short, class, has_allocator) = match letter {
            b's' => ("std::string", "basic_string", true),
            b'i' => ("std::istream", "basic_istream", false),
            b'o' => ("std::ostream", "basic_ostream", false),
            b'd' => ("std::iostream", "basic_iostream", false),
            _ => return None,
        };
        if !is_prefix || !matches!(self.peek_second(), Some(b'C' | b'D')) {
            return Some(self.add_name(short));
        }
        let character = self.add_name("char");
        let of_character = |parser: &mut Self, class| {
            let name = parser.in_std(class);
            let args = parser.nodes_mut().add_list(&[character]);
            parser.add(Node::Template { name, args })
        };
        let mut args = vec![character, of_character(self, "char_traits")];
        if has_allocator {
            args.push(of_character(self, "allocator"));
        }
        let args = self.nodes_mut().add_list(&args);
        let name = self.in_std(class);
        Some(self.add(Node::Template { name, args }))
    }
}
