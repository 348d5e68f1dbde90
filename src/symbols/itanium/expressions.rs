//! Parses expressions, which types and template arguments may depend on.

use super::node::{Id, List, Node};
use super::operators::{self, Operator};
use super::parser::Parser;

impl Parser<'_> {
    /// An expression.
    pub(super) fn expression(&mut self) -> Option<Id> {
        self.nested(|parser| match (parser.peek()?, parser.peek_second()) {
            (b'L', _) => parser.literal(),
            (b'T', _) => parser.template_param(),
            (b'f', Some(b'p' | b'L')) if parser.is_param() => parser.param(),
            (b'f', Some(b'l' | b'r' | b'L' | b'R')) => parser.fold(),
            (b's', Some(b'r')) => parser.unresolved_name(),
            (b's', Some(b'p')) => {
                parser.take(2)?;
                let pattern = parser.expression()?;
                Some(parser.add(Node::Expansion(pattern)))
            }
            (b's', Some(b'Z')) => parser.pack_size(),
            (b'o', Some(b'n')) => {
                parser.take(2)?;
                parser.simple_name()
            }
            (b't' | b'i', Some(b'l')) => parser.braces(),
            (b'0'..=b'9', _) => parser.simple_name(),
            _ => parser.operation(),
        })
    }

    /// Whether `fp` or `fL` is a parameter of the function, not a fold expression.
    fn is_param(&self) -> bool {
        matches!(self.rest(), [b'f', b'p', ..] | [b'f', b'L', b'0'..=b'9', ..])
    }

    /// A parameter of the function.
    fn param(&mut self) -> Option<Id> {
        if self.eat_all(b"fpT") {
            return Some(self.add(Node::Param(0)));
        }
        self.next();
        if self.next()? == b'L' {
            self.digits()?;
            self.expect(b"p")?;
        }
        self.qualifiers();
        let number = self.ordinal()?;
        Some(self.add(Node::Param(number)))
    }

    /// An operator and its operands.
    fn operation(&mut self) -> Option<Id> {
        if self.eat_all(b"cv") {
            return self.cast();
        }
        if self.eat_all(b"dn") {
            let name = self.simple_name_or_type()?;
            return Some(self.add(Node::Destructor(name)));
        }
        let is_global = self.rest().starts_with(b"gs") && self.rest().len() > 2;
        if is_global && matches!(self.rest()[2..], [b'n' | b'd', ..]) {
            self.take(2)?;
        }
        let operator = operators::find(self.take(2)?)?;
        match operator.code {
            b"cl" | b"cp" => self.call(),
            b"nw" | b"na" => self.new_expression(operator),
            b"dt" | b"pt" => {
                let (left, right) = (self.expression()?, self.unresolved()?);
                Some(self.add(Node::Binary { operator, left, right }))
            }
            b"sc" | b"dc" | b"cc" | b"rc" => {
                let (to, from) = (self.kind()?, self.expression()?);
                Some(self.add(Node::NamedCast { operator, to, from }))
            }
            b"st" | b"at" | b"ti" => {
                let kind = self.kind()?;
                let operand = self.wrap("(", &[kind], ")");
                Some(self.add(Node::Unary { operator, operand, is_behind: false }))
            }
            b"tr" => Some(self.add_name("throw")),
            b"sP" => {
                let args = self.list(Parser::template_arg)?;
                Some(self.add(Node::Wrapped { before: "sizeof...(", list: args, after: ")" }))
            }
            b"gs" => {
                let operand = self.unresolved()?;
                Some(self.add(Node::Unary { operator, operand, is_behind: false }))
            }
            _ => self.operands(operator),
        }
    }

    fn operands(&mut self, operator: Operator) -> Option<Id> {
        match operator.n_operands {
            1 => {
                let may_be_behind = matches!(operator.code, b"pp" | b"mm");
                let is_behind = may_be_behind && !self.eat(b'_');
                let operand = self.expression()?;
                Some(self.add(Node::Unary { operator, operand, is_behind }))
            }
            2 => {
                let (left, right) = (self.expression()?, self.expression()?);
                Some(self.add(Node::Binary { operator, left, right }))
            }
            _ => {
                let parts = [self.expression()?, self.expression()?, self.expression()?];
                let parts = self.nodes_mut().add_list(&parts);
                Some(self.add(Node::Conditional(parts)))
            }
        }
    }

    fn call(&mut self) -> Option<Id> {
        let function = self.expression()?;
        let args = self.expressions()?;
        Some(self.add(Node::Call { function, args }))
    }

    /// Expressions up to an `E`.
    fn expressions(&mut self) -> Option<List> {
        self.list(Parser::expression)
    }

    fn cast(&mut self) -> Option<Id> {
        let to = self.kind()?;
        let is_list = self.eat(b'_');
        let args = if is_list {
            self.expressions()?
        } else {
            let only = self.expression()?;
            self.nodes_mut().add_list(&[only])
        };
        Some(self.add(Node::Cast { to, args, is_list }))
    }

    /// `{a, b}`, with an optional type.
    fn braces(&mut self) -> Option<Id> {
        let kind = if self.next()? == b't' { Some(()) } else { None };
        self.next();
        let kind = if kind.is_some() { Some(self.kind()?) } else { None };
        let args = self.expressions()?;
        Some(self.add(Node::Braces { kind, args }))
    }

    fn new_expression(&mut self, operator: Operator) -> Option<Id> {
        let mut place = Vec::new();
        while !self.eat(b'_') {
            place.push(self.expression()?);
        }
        let place = self.nodes_mut().add_list(&place);
        let kind = self.kind()?;
        let args = if self.eat_all(b"pi") {
            Some(self.expressions()?)
        } else if self.rest().starts_with(b"il") {
            let braces = self.braces()?;
            Some(self.nodes_mut().add_list(&[braces]))
        } else {
            self.expect(b"E")?;
            None
        };
        Some(self.add(Node::New { operator, place, kind, args }))
    }

    fn fold(&mut self) -> Option<Id> {
        self.expect(b"f")?;
        let form = self.next()?;
        let operator = operators::find(self.take(2)?)?;
        let first = self.expression()?;
        let (left, right) = match form {
            b'l' => (None, Some(first)),
            b'r' => (Some(first), None),
            _ => (Some(first), Some(self.expression()?)),
        };
        Some(self.add(Node::Fold { operator, left, right }))
    }

    fn pack_size(&mut self) -> Option<Id> {
        self.take(2)?;
        let pack = if self.peek()? == b'T' { self.template_param()? } else { self.param()? };
        Some(self.add(Node::PackSize(pack)))
    }

    /// A name whose meaning depends on template arguments.
    fn unresolved(&mut self) -> Option<Id> {
        match (self.peek()?, self.peek_second()) {
            (b's', Some(b'r')) => self.unresolved_name(),
            (b'0'..=b'9', _) => self.simple_name(),
            _ => self.expression(),
        }
    }

    /// `sr`: a name in a type, or in unresolved scopes.
    fn unresolved_name(&mut self) -> Option<Id> {
        self.take(2)?;
        let has_end = self.eat(b'N');
        let is_type = matches!(self.peek()?, b'T' | b'D' | b'S');
        let mut scope = if is_type { self.kind()? } else { self.scope_name()? };
        if has_end || !is_type {
            while !self.eat(b'E') {
                let name = self.scope_name()?;
                scope = self.add(Node::Qualified { scope, name, is_local: false });
            }
        }
        self.eat_all(b"on");
        let name = self.simple_name()?;
        Some(self.add(Node::Qualified { scope, name, is_local: false }))
    }

    /// An unqualified name, with optional arguments.
    fn simple_name(&mut self) -> Option<Id> {
        let name = self.unqualified_name(None)?;
        if self.peek() == Some(b'I') { self.template(name) } else { Some(name) }
    }

    /// A scope's unqualified name, which may be substituted without its arguments.
    fn scope_name(&mut self) -> Option<Id> {
        let name = self.unqualified_name(None)?;
        if self.peek() != Some(b'I') {
            return Some(name);
        }
        self.substitutions.push(name);
        self.template(name)
    }

    fn simple_name_or_type(&mut self) -> Option<Id> {
        if self.peek()?.is_ascii_digit() { self.simple_name() } else { self.kind() }
    }

    /// A literal, or the address of something.
    pub(super) fn literal(&mut self) -> Option<Id> {
        self.expect(b"L")?;
        if self.eat_all(b"_Z") || self.eat_all(b"Z") {
            let encoding = self.nested(|parser| parser.encoding(true))?;
            self.expect(b"E")?;
            return Some(encoding);
        }
        let kind = self.kind()?;
        let is_negative = self.eat(b'n');
        let text = self.take_while(|byte| byte != b'E');
        self.expect(b"E")?;
        Some(self.add(Node::Literal { kind, text, is_negative }))
    }
}
