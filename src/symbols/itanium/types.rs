//! Parses types.

use super::node::{Function, Id, List, Node, Qualifiers};
use super::parser::Parser;

impl Parser<'_> {
    /// A type.
    pub(super) fn kind(&mut self) -> Option<Id> {
        self.nested(|parser| match parser.peek()? {
            b'r' | b'V' | b'K' => parser.qualified_type(),
            b'P' => parser.pointer("*"),
            b'R' => parser.pointer("&"),
            b'O' => parser.pointer("&&"),
            b'C' => parser.wrapped_type(" _Complex"),
            b'G' => parser.wrapped_type(" _Imaginary"),
            b'M' => parser.member_pointer(),
            b'A' => parser.array(),
            b'F' => {
                let function = parser.function_type(Qualifiers::default(), None)?;
                Some(parser.add_substitution(Node::FunctionType(function)))
            }
            b'U' if !matches!(parser.peek_second(), Some(b'l' | b't')) => parser.vendor_type(),
            b'T' => parser.type_param(),
            b'D' => parser.type_of_d(),
            b'S' => parser.substituted_type(),
            b'u' => parser.vendor_builtin(),
            letter @ b'a'..=b'z' => {
                let name = parser.add_name(builtin(letter)?);
                parser.next();
                Some(name)
            }
            _ => {
                let name = parser.name()?;
                parser.substitutions.push(name);
                Some(name)
            }
        })
    }

    /// Parameter types of a function.
    pub(super) fn params(&mut self) -> Option<List> {
        self.outside_conversion(Parser::params_here)
    }

    fn params_here(&mut self) -> Option<List> {
        let mut params = Vec::new();
        loop {
            match (self.peek(), self.peek_second()) {
                (None | Some(b'E' | b'.' | b'_'), _) | (Some(b'R' | b'O'), Some(b'E')) => break,
                _ => params.push(self.kind()?),
            }
        }
        let (first, others) = params.split_first()?;
        let is_void = others.is_empty() && matches!(self.get(*first), Node::Name(b"void"));
        Some(self.nodes_mut().add_list(if is_void { &[] } else { &params }))
    }

    pub(super) fn qualifiers(&mut self) -> Qualifiers {
        Qualifiers {
            is_restrict: self.eat(b'r'),
            is_volatile: self.eat(b'V'),
            is_const: self.eat(b'K'),
            reference: "",
        }
    }

    /// A type with qualifiers, which are those of the function for function types.
    fn qualified_type(&mut self) -> Option<Id> {
        let qualifiers = self.qualifiers();
        let is_function =
            self.peek() == Some(b'F') || matches!(self.rest(), [b'D', b'o' | b'O' | b'w' | b'x', ..]);
        let node = if is_function {
            let exceptions = self.exceptions()?;
            Node::FunctionType(self.function_type(qualifiers, exceptions)?)
        } else {
            let inner = self.kind()?;
            Node::QualifiedType { inner, qualifiers }
        };
        Some(self.add_substitution(node))
    }

    /// An exception specification.
    fn exceptions(&mut self) -> Option<Option<Id>> {
        if !matches!(self.rest(), [b'D', b'o' | b'O' | b'w' | b'x', ..]) {
            return Some(None);
        }
        self.next();
        let node = match self.next()? {
            b'o' => self.add_name(" noexcept"),
            b'x' => self.add_name(" transaction_safe"),
            b'O' => {
                let condition = self.expression()?;
                self.expect(b"E")?;
                self.wrap(" noexcept(", &[condition], ")")
            }
            _ => {
                let types = self.list(Parser::kind)?;
                self.add(Node::Wrapped { before: " throw(", list: types, after: ")" })
            }
        };
        Some(Some(node))
    }

    fn function_type(&mut self, qualifiers: Qualifiers, exceptions: Option<Id>) -> Option<Function> {
        self.expect(b"F")?;
        self.eat(b'Y');
        let returned = Some(self.kind()?);
        let params = self.params()?;
        let qualifiers = Qualifiers { reference: self.reference(), ..qualifiers };
        self.expect(b"E")?;
        Some(Function { returned, params, qualifiers, exceptions, is_scope: false })
    }

    fn pointer(&mut self, mark: &'static str) -> Option<Id> {
        self.next();
        let to = self.kind()?;
        Some(self.add_substitution(Node::Pointer { to, mark }))
    }

    fn wrapped_type(&mut self, after: &'static str) -> Option<Id> {
        self.next();
        let inner = self.kind()?;
        let whole = self.wrap("", &[inner], after);
        self.substitutions.push(whole);
        Some(whole)
    }

    fn member_pointer(&mut self) -> Option<Id> {
        self.expect(b"M")?;
        let class = self.kind()?;
        let member = self.kind()?;
        Some(self.add_substitution(Node::MemberPointer { class, member }))
    }

    fn array(&mut self) -> Option<Id> {
        self.expect(b"A")?;
        let size = match self.peek()? {
            b'_' => None,
            b'0'..=b'9' => {
                let digits = self.take_while(|byte| byte.is_ascii_digit());
                Some(self.add(Node::Name(digits)))
            }
            _ => Some(self.expression()?),
        };
        self.expect(b"_")?;
        let element = self.kind()?;
        Some(self.add_substitution(Node::Array { element, size }))
    }

    /// A type with a vendor qualifier.
    fn vendor_type(&mut self) -> Option<Id> {
        self.expect(b"U")?;
        let name = self.source_name()?;
        let qualifier = if self.peek()? == b'I' { self.template(name)? } else { name };
        let inner = self.kind()?;
        Some(self.add_substitution(Node::VendorType { inner, qualifier }))
    }

    fn vendor_builtin(&mut self) -> Option<Id> {
        self.expect(b"u")?;
        let name = self.source_name()?;
        let name = if self.peek() == Some(b'I') { self.template(name)? } else { name };
        self.substitutions.push(name);
        Some(name)
    }

    /// A template parameter, or an elaborated type with `struct`, `union` or `enum`.
    fn type_param(&mut self) -> Option<Id> {
        if let Some(b's' | b'u' | b'e') = self.peek_second() {
            self.take(2)?;
            let name = self.name()?;
            self.substitutions.push(name);
            return Some(name);
        }
        let param = self.template_param()?;
        self.substitutions.push(param);
        if self.is_conversion || self.peek() != Some(b'I') {
            return Some(param);
        }
        let whole = self.template(param)?;
        self.substitutions.push(whole);
        Some(whole)
    }

    fn substituted_type(&mut self) -> Option<Id> {
        if self.peek_second() == Some(b't') {
            let name = self.name()?;
            self.substitutions.push(name);
            return Some(name);
        }
        let name = self.substitution(false)?;
        if self.is_conversion || self.peek() != Some(b'I') {
            return Some(name);
        }
        let whole = self.template(name)?;
        self.substitutions.push(whole);
        Some(whole)
    }

    /// Types that begin with `D`.
    fn type_of_d(&mut self) -> Option<Id> {
        match self.peek_second()? {
            b'p' => {
                self.take(2)?;
                let pattern = self.kind()?;
                Some(self.add_substitution(Node::Expansion(pattern)))
            }
            b't' | b'T' => {
                let whole = self.decltype()?;
                self.substitutions.push(whole);
                Some(whole)
            }
            b'v' => self.vector(),
            b'o' | b'O' | b'w' | b'x' => {
                let exceptions = self.exceptions()?;
                let function = self.function_type(Qualifiers::default(), exceptions)?;
                Some(self.add_substitution(Node::FunctionType(function)))
            }
            b'F' => self.float(),
            letter => {
                self.take(2)?;
                Some(self.add_name(builtin_of_d(letter)?))
            }
        }
    }

    pub(super) fn decltype(&mut self) -> Option<Id> {
        self.take(2)?;
        let expression = self.expression()?;
        self.expect(b"E")?;
        Some(self.wrap("decltype (", &[expression], ")"))
    }

    fn vector(&mut self) -> Option<Id> {
        self.take(2)?;
        let size = if self.eat(b'_') {
            self.expression()?
        } else {
            let digits = self.take_while(|byte| byte.is_ascii_digit());
            self.add(Node::Name(digits))
        };
        self.expect(b"_")?;
        let element = self.kind()?;
        Some(self.add_substitution(Node::Vector { element, size }))
    }

    /// `_Float16` and so on.
    fn float(&mut self) -> Option<Id> {
        self.take(2)?;
        let bits = self.take_while(|byte| byte.is_ascii_digit());
        let bits = self.add(Node::Name(bits));
        let (before, after) = match self.next()? {
            b'_' => ("_Float", ""),
            b'x' => ("_Float", "x"),
            b'b' => ("std::bfloat", "_t"),
            _ => return None,
        };
        Some(self.wrap(before, &[bits], after))
    }
}

/// The builtin type of one letter.
fn builtin(letter: u8) -> Option<&'static str> {
    Some(match letter {
        b'a' => "signed char",
        b'b' => "bool",
        b'c' => "char",
        b'd' => "double",
        b'e' => "long double",
        b'f' => "float",
        b'g' => "__float128",
        b'h' => "unsigned char",
        b'i' => "int",
        b'j' => "unsigned int",
        b'l' => "long",
        b'm' => "unsigned long",
        b'n' => "__int128",
        b'o' => "unsigned __int128",
        b's' => "short",
        b't' => "unsigned short",
        b'v' => "void",
        b'w' => "wchar_t",
        b'x' => "long long",
        b'y' => "unsigned long long",
        b'z' => "...",
        _ => return None,
    })
}

/// The builtin type of a letter after `D`.
fn builtin_of_d(letter: u8) -> Option<&'static str> {
    Some(match letter {
        b'a' => "auto",
        b'c' => "decltype(auto)",
        b'd' => "decimal64",
        b'e' => "decimal128",
        b'f' => "decimal32",
        b'h' => "half",
        b'i' => "char32_t",
        b'n' => "decltype(nullptr)",
        b's' => "char16_t",
        b'u' => "char8_t",
        _ => return None,
    })
}
