//! Prints expressions.

use super::node::{Id, List, Node};
use super::operators::Operator;
use super::printer::Printer;

impl<'a> Printer<'_, 'a> {
    /// Prints an expression.
    pub(super) fn term(&mut self, node: Node<'a>) -> Option<()> {
        match node {
            Node::Literal { kind, text, is_negative } => self.literal(kind, text, is_negative),
            Node::Param(0) => self.write("this"),
            Node::Param(number) => self.write(format!("{{parm#{number}}}")),
            Node::Unary { operator, operand, is_behind } => self.unary(operator, operand, is_behind),
            Node::Binary { operator, left, right } => self.binary(operator, left, right),
            Node::Conditional(parts) => {
                let &[condition, then, otherwise] = self.list(parts) else { return None };
                self.parenthesized(condition)?;
                self.write("?")?;
                self.parenthesized(then)?;
                self.write(" : ")?;
                self.parenthesized(otherwise)
            }
            Node::NamedCast { operator, to, from } => {
                self.write(operator.text)?;
                self.write("<")?;
                self.joined(to, ">(", from)?;
                self.write(")")
            }
            Node::Cast { to, args, is_list } => self.cast(to, args, is_list),
            Node::Call { function, args } => {
                self.callee(function)?;
                self.wrapped("(", args, ")")
            }
            Node::Braces { kind, args } => {
                if let Some(kind) = kind {
                    self.print(kind)?;
                }
                self.wrapped("{", args, "}")
            }
            Node::New { operator, place, kind, args } => self.new_expression(operator, place, kind, args),
            Node::Fold { operator, left, right } => self.fold(operator, left, right),
            Node::PackSize(pack) => {
                let len = self.pack_len(pack)?;
                match len {
                    Some(len) => self.write(len.to_string()),
                    None => {
                        self.prefixed("sizeof...(", pack)?;
                        self.write(")")
                    }
                }
            }
            _ => Some(()),
        }
    }

    /// Prints an operand, in parentheses unless it is unambiguous.
    fn parenthesized(&mut self, id: Id) -> Option<()> {
        let is_plain = matches!(
            self.get(id),
            Node::Name(_) | Node::Qualified { is_local: false, .. } | Node::Param(_) | Node::Braces { .. }
        );
        if is_plain {
            return self.print(id);
        }
        self.prefixed("(", id)?;
        self.write(")")
    }

    fn callee(&mut self, id: Id) -> Option<()> {
        match self.get(id) {
            // Its parameters are printed after it.
            Node::Encoding { name, function } if function.returned.is_none() => self.print(name),
            _ => self.parenthesized(id),
        }
    }

    fn unary(&mut self, operator: Operator, operand: Id, is_behind: bool) -> Option<()> {
        if is_behind {
            self.parenthesized(operand)?;
            return self.write(operator.text);
        }
        self.write(operator.text)?;
        match (operator.code, self.get(operand)) {
            // The address of a function is printed without parameters.
            (b"ad", Node::Encoding { name, .. }) => self.parenthesized(name),
            (b"gs", _) | (b"st" | b"at" | b"ti", _) => self.print(operand),
            _ => self.parenthesized(operand),
        }
    }

    fn binary(&mut self, operator: Operator, left: Id, right: Id) -> Option<()> {
        // An unparenthesized `>` would end the template arguments.
        let is_greater = operator.code == b"gt";
        if is_greater {
            self.write("(")?;
        }
        self.parenthesized(left)?;
        if operator.code == b"ix" {
            self.write("[")?;
            self.print(right)?;
            self.write("]")?;
        } else {
            self.write(operator.text)?;
            self.parenthesized(right)?;
        }
        if is_greater { self.write(")") } else { Some(()) }
    }

    fn cast(&mut self, to: Id, args: List, is_list: bool) -> Option<()> {
        self.prefixed("(", to)?;
        self.write(")")?;
        match *self.list(args) {
            [only] if !is_list => self.parenthesized(only),
            _ => self.wrapped("(", args, ")"),
        }
    }

    fn new_expression(
        &mut self,
        operator: Operator,
        place: List,
        kind: Id,
        args: Option<List>,
    ) -> Option<()> {
        self.write(operator.text)?;
        self.write(" ")?;
        if place.len() > 0 {
            self.wrapped("(", place, ") ")?;
        }
        self.print(kind)?;
        args.map_or(Some(()), |args| self.wrapped("(", args, ")"))
    }

    fn fold(&mut self, operator: Operator, left: Option<Id>, right: Option<Id>) -> Option<()> {
        self.write("(")?;
        self.operand_or_dots(left)?;
        self.write(operator.text)?;
        if left.is_some() && right.is_some() {
            self.write("...")?;
            self.write(operator.text)?;
        }
        self.operand_or_dots(right)?;
        self.write(")")
    }

    fn operand_or_dots(&mut self, operand: Option<Id>) -> Option<()> {
        match operand {
            Some(operand) => self.parenthesized(operand),
            None => self.write("..."),
        }
    }

    /// A literal, whose type is a suffix where C++ has one.
    fn literal(&mut self, kind: Id, text: &[u8], is_negative: bool) -> Option<()> {
        let name = if let Node::Name(name) = self.get(kind) { name } else { b"" };
        let suffix = match name {
            b"bool" if !is_negative && matches!(text, b"0" | b"1") => {
                return self.write(if text == b"0" { "false" } else { "true" });
            }
            b"int" => "",
            b"unsigned int" => "u",
            b"long" => "l",
            b"unsigned long" => "ul",
            b"long long" => "ll",
            b"unsigned long long" => "ull",
            b"decltype(nullptr)" if matches!(text, b"" | b"0") => return self.write("nullptr"),
            _ => {
                self.prefixed("(", kind)?;
                self.write(")")?;
                ""
            }
        };
        let is_float = matches!(name, b"float" | b"double" | b"long double" | b"__float128");
        self.write(if is_negative { "-" } else { "" })?;
        if is_float {
            self.write("[")?;
        }
        self.write(text)?;
        self.write(if is_float { "]" } else { suffix })
    }
}
