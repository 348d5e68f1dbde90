//! Parses names of compiler-generated entities.

use super::node::{Id, Node};
use super::parser::Parser;

impl Parser<'_> {
    /// `_GLOBAL_`: constructors or destructors of globals.
    pub(super) fn global_constructors(&mut self) -> Option<Id> {
        self.expect(b"_GLOBAL_")?;
        let text = self.rest();
        matches!(self.next()?, b'_' | b'.' | b'$').then_some(())?;
        let prefix = match self.next()? {
            b'I' => "global constructors keyed to ",
            b'D' => "global destructors keyed to ",
            _ => return None,
        };
        self.expect(b"_")?;
        let name = if self.eat_all(b"_Z") {
            self.encoding(true)?
        } else {
            // Like the reference, with the letter.
            self.add(Node::Name(text))
        };
        Some(self.special(prefix, name))
    }

    /// Special names, which begin with `T` or `G`.
    pub(super) fn special_name(&mut self) -> Option<Id> {
        match (self.next()?, self.next()?) {
            (b'T', b'V') => self.special_type("vtable for "),
            (b'T', b'T') => self.special_type("VTT for "),
            (b'T', b'I') => self.special_type("typeinfo for "),
            (b'T', b'S') => self.special_type("typeinfo name for "),
            (b'T', b'F') => self.special_type("typeinfo fn for "),
            (b'T', b'J') => self.special_type("java Class for "),
            (b'T', b'A') => {
                let argument = self.template_arg()?;
                Some(self.special("template parameter object for ", argument))
            }
            (b'T', b'H') => self.special_object("TLS init function for "),
            (b'T', b'W') => self.special_object("TLS wrapper function for "),
            (b'T', b'C') => self.construction_table(),
            (b'T', b'h') => self.thunk("non-virtual thunk to ", b"h"),
            (b'T', b'v') => self.thunk("virtual thunk to ", b"v"),
            (b'T', b'c') => {
                let first = self.next()?;
                self.offset(first)?;
                let second = self.next()?;
                self.thunk("covariant return thunk to ", &[second])
            }
            (b'G', b'V') => self.special_object("guard variable for "),
            (b'G', b'R') => self.temporary(),
            (b'G', b'A') => self.special_function("hidden alias for "),
            (b'G', b'T') => match self.next()? {
                b'n' => self.special_function("non-transaction clone for "),
                _ => self.special_function("transaction clone for "),
            },
            _ => None,
        }
    }

    fn special_type(&mut self, prefix: &'static str) -> Option<Id> {
        let name = self.kind()?;
        Some(self.special(prefix, name))
    }

    fn special_object(&mut self, prefix: &'static str) -> Option<Id> {
        let name = self.name()?;
        Some(self.special(prefix, name))
    }

    fn special_function(&mut self, prefix: &'static str) -> Option<Id> {
        let name = self.nested(|parser| parser.encoding(true))?;
        Some(self.special(prefix, name))
    }

    fn thunk(&mut self, prefix: &'static str, offset: &[u8]) -> Option<Id> {
        self.offset(*offset.first()?)?;
        self.special_function(prefix)
    }

    /// The offsets of a thunk, which are not shown.
    fn offset(&mut self, kind: u8) -> Option<()> {
        self.skip_number()?;
        self.expect(b"_")?;
        match kind {
            b'h' => Some(()),
            b'v' => {
                self.skip_number()?;
                self.expect(b"_")
            }
            _ => None,
        }
    }

    fn construction_table(&mut self) -> Option<Id> {
        let base = self.kind()?;
        self.skip_number()?;
        self.expect(b"_")?;
        let derived = self.kind()?;
        Some(self.add(Node::ConstructionTable { derived, base }))
    }

    /// A temporary whose lifetime a reference extends.
    fn temporary(&mut self) -> Option<Id> {
        let special = self.special_object("reference temporary for ");
        self.take_while(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
        self.eat(b'_');
        special
    }
}
