//! Demangles Rust v0 symbols (RFC 2603), printed as by the reference.

use super::{Effort, Mode};

/// Maximum nesting.
const MAX_DEPTH: u32 = 128;

/// Demangles a name; `None` if it is not one, or takes more effort than is left.
pub(super) fn demangle(mangled: &[u8], mode: Mode, effort: &mut Effort) -> Option<Vec<u8>> {
    let whole = mangled.strip_prefix(b"_R")?;
    // The compiler adds suffixes after a full stop.
    let name = whole.split(|&byte| byte == b'.').next()?;
    let mut demangler = Demangler {
        name,
        at: 0,
        has_arguments: mode != Mode::Default,
        effort,
        out: Vec::new(),
        n_hidden: 0,
        n_lifetimes: 0,
        depth: 0,
    };
    demangler.path(Place::Value)?;
    if demangler.peek().is_some() {
        demangler.hidden(|demangler| demangler.path(Place::Value))?;
    }
    demangler.peek().is_none().then_some(demangler.out)
}

/// The context of a path.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// A type: arguments follow directly.
    Type,
    /// A function or a constant.
    Value,
}

/// Prints a name while parsing it. Its functions return `None` if the name is malformed.
struct Demangler<'a> {
    name: &'a [u8],
    at: usize,
    has_arguments: bool,
    effort: &'a mut Effort,
    out: Vec<u8>,
    /// Nesting of parts that are not printed.
    n_hidden: u32,
    /// How many lifetimes are bound in the current scope.
    n_lifetimes: u64,
    depth: u32,
}

impl Demangler<'_> {
    fn peek(&self) -> Option<u8> {
        self.name.get(self.at).copied()
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    fn eat(&mut self, byte: u8) -> bool {
        let is_there = self.peek() == Some(byte);
        self.at += usize::from(is_there);
        is_there
    }

    fn write(&mut self, text: impl AsRef<[u8]>) -> Option<()> {
        if self.n_hidden == 0 {
            self.effort.spend(text.as_ref().len())?;
            self.out.extend_from_slice(text.as_ref());
        }
        Some(())
    }

    /// Calls `read` one nesting level deeper.
    fn nested(&mut self, read: impl FnOnce(&mut Self) -> Option<()>) -> Option<()> {
        (self.depth < MAX_DEPTH).then_some(())?;
        self.effort.spend(1)?;
        self.depth += 1;
        let read = read(self);
        self.depth -= 1;
        read
    }

    /// Calls `read` without printing.
    fn hidden(&mut self, read: impl FnOnce(&mut Self) -> Option<()>) -> Option<()> {
        self.n_hidden += 1;
        let read = read(self);
        self.n_hidden -= 1;
        read
    }

    /// Calls `read` repeatedly up to an `E`, separated by commas, and returns how often.
    fn list(&mut self, mut read: impl FnMut(&mut Self) -> Option<()>) -> Option<usize> {
        let mut len = 0;
        while !self.eat(b'E') {
            if len > 0 {
                self.write(", ")?;
            }
            read(self)?;
            len += 1;
        }
        Some(len)
    }

    fn path(&mut self, place: Place) -> Option<()> {
        self.nested(|demangler| match demangler.next()? {
            b'C' => {
                demangler.disambiguator()?;
                let name = demangler.identifier()?;
                demangler.write(name)
            }
            b'M' => {
                demangler.implementation()?;
                demangler.implemented(false)
            }
            b'X' => {
                demangler.implementation()?;
                demangler.implemented(true)
            }
            b'Y' => demangler.implemented(true),
            b'N' => demangler.member(place),
            b'I' => {
                demangler.path(place)?;
                demangler.arguments(place)?;
                demangler.write(">")
            }
            b'B' => demangler.again(|demangler| demangler.path(place)),
            _ => None,
        })
    }

    /// The path of an implementation, which is not shown.
    fn implementation(&mut self) -> Option<()> {
        self.disambiguator()?;
        self.hidden(|demangler| demangler.path(Place::Value))
    }

    /// `<type>` or `<type as trait>`
    fn implemented(&mut self, has_trait: bool) -> Option<()> {
        self.write("<")?;
        self.kind()?;
        if has_trait {
            self.write(" as ")?;
            self.path(Place::Type)?;
        }
        self.write(">")
    }

    /// A component of a path. Upper-case namespaces are those of unnamed items.
    fn member(&mut self, place: Place) -> Option<()> {
        let namespace = self.next().filter(u8::is_ascii_alphabetic)?;
        self.path(place)?;
        let number = self.disambiguator()?;
        let name = self.identifier()?;
        if namespace.is_ascii_lowercase() {
            self.write("::")?;
            return self.write(name);
        }
        self.write("::{")?;
        match namespace {
            b'C' => self.write("closure")?,
            b'S' => self.write("shim")?,
            other => self.write([other])?,
        }
        if !name.is_empty() {
            self.write(":")?;
            self.write(name)?;
        }
        self.write(format!("#{number}}}"))
    }

    /// Generic arguments, without the closing bracket.
    fn arguments(&mut self, place: Place) -> Option<()> {
        self.write(if place == Place::Value { "::<" } else { "<" })?;
        if self.has_arguments {
            self.list(Demangler::argument).map(|_| ())
        } else {
            self.hidden(|demangler| demangler.list(Demangler::argument).map(|_| ()))
        }
    }

    fn argument(&mut self) -> Option<()> {
        if self.eat(b'L') {
            let lifetime = self.number_base_62()?;
            self.lifetime(lifetime)
        } else if self.eat(b'K') {
            self.constant()
        } else {
            self.kind()
        }
    }

    /// A type.
    fn kind(&mut self) -> Option<()> {
        if let Some(name) = self.peek().and_then(basic_type) {
            self.next();
            return self.write(name);
        }
        self.nested(|demangler| match demangler.peek()? {
            b'C' | b'M' | b'X' | b'Y' | b'N' | b'I' => demangler.path(Place::Type),
            _ => demangler.constructed_type(),
        })
    }

    fn constructed_type(&mut self) -> Option<()> {
        match self.next()? {
            b'A' => {
                self.write("[")?;
                self.kind()?;
                self.write("; ")?;
                self.constant()?;
                self.write("]")
            }
            b'S' => {
                self.write("[")?;
                self.kind()?;
                self.write("]")
            }
            b'T' => {
                self.write("(")?;
                let len = self.list(Demangler::kind)?;
                self.write(if len == 1 { ",)" } else { ")" })
            }
            b'R' => self.reference("&"),
            b'Q' => self.reference("&mut "),
            b'P' => self.prefixed("*const "),
            b'O' => self.prefixed("*mut "),
            b'F' => self.binder(Demangler::function),
            b'D' => {
                self.write("dyn ")?;
                self.binder(Demangler::bounds)?;
                self.eat(b'L').then_some(())?;
                match self.number_base_62()? {
                    0 => Some(()),
                    lifetime => {
                        self.write(" + ")?;
                        self.lifetime(lifetime)
                    }
                }
            }
            b'B' => self.again(Demangler::kind),
            _ => None,
        }
    }

    fn prefixed(&mut self, prefix: &str) -> Option<()> {
        self.write(prefix)?;
        self.kind()
    }

    fn reference(&mut self, mark: &str) -> Option<()> {
        self.write("&")?;
        if self.eat(b'L') {
            match self.number_base_62()? {
                0 => {}
                lifetime => {
                    self.lifetime(lifetime)?;
                    self.write(" ")?;
                }
            }
        }
        self.prefixed(&mark[1..])
    }

    /// Binds lifetimes, and calls `read` in their scope.
    fn binder(&mut self, read: impl FnOnce(&mut Self) -> Option<()>) -> Option<()> {
        let n_outer = self.n_lifetimes;
        if self.eat(b'G') {
            let n_named = self.number_base_62()?.checked_add(1)?;
            self.write("for<")?;
            for index in 0..n_named {
                // Counted, since hidden ones print nothing and their number is untrusted.
                self.effort.spend(1)?;
                self.n_lifetimes = self.n_lifetimes.checked_add(1)?;
                if index > 0 {
                    self.write(", ")?;
                }
                self.lifetime(1)?;
            }
            self.write("> ")?;
        }
        read(self)?;
        self.n_lifetimes = n_outer;
        Some(())
    }

    /// A lifetime as a de Bruijn index; 0 is an anonymous one.
    fn lifetime(&mut self, index: u64) -> Option<()> {
        if index == 0 {
            return self.write("'_");
        }
        let depth = self.n_lifetimes.checked_sub(index)?;
        match u8::try_from(depth) {
            Ok(letter @ 0..26) => self.write([b'\'', b'a' + letter]),
            _ => self.write(format!("'z{}", depth - 25)),
        }
    }

    /// `unsafe extern "C" fn(params) -> type`
    fn function(&mut self) -> Option<()> {
        if self.eat(b'U') {
            self.write("unsafe ")?;
        }
        if self.eat(b'K') {
            self.write("extern \"")?;
            if self.eat(b'C') {
                self.write("C")?;
            } else {
                let name = self.identifier()?;
                self.write(
                    name.iter().map(|&byte| if byte == b'_' { b'-' } else { byte }).collect::<Vec<_>>(),
                )?;
            }
            self.write("\" ")?;
        }
        self.write("fn(")?;
        self.list(Demangler::kind)?;
        self.write(")")?;
        if self.eat(b'u') {
            return Some(());
        }
        self.prefixed(" -> ")
    }

    /// The bounds of a `dyn` type.
    fn bounds(&mut self) -> Option<()> {
        let mut is_first = true;
        while !self.eat(b'E') {
            if !is_first {
                self.write(" + ")?;
            }
            is_first = false;
            self.bound()?;
        }
        Some(())
    }

    /// A trait, with its associated types among its arguments.
    fn bound(&mut self) -> Option<()> {
        let mut is_open = self.open_path()?;
        while self.eat(b'p') {
            self.write(if is_open { ", " } else { "<" })?;
            is_open = true;
            let name = self.identifier()?;
            self.write(name)?;
            self.prefixed(" = ")?;
        }
        if is_open { self.write(">") } else { Some(()) }
    }

    /// A path whose arguments may continue. Returns whether a bracket is still open.
    fn open_path(&mut self) -> Option<bool> {
        let mut is_open = false;
        if self.peek() == Some(b'B') {
            self.next();
            self.again(|demangler| {
                is_open = demangler.open_path()?;
                Some(())
            })?;
        } else if self.eat(b'I') {
            self.path(Place::Type)?;
            self.arguments(Place::Type)?;
            is_open = true;
        } else {
            self.path(Place::Type)?;
        }
        Some(is_open)
    }

    /// A constant.
    fn constant(&mut self) -> Option<()> {
        self.nested(|demangler| match demangler.next()? {
            b'B' => demangler.again(Demangler::constant),
            b'p' => demangler.write("_"),
            b'a' | b's' | b'l' | b'x' | b'n' | b'i' => {
                let sign = if demangler.eat(b'n') { "-" } else { "" };
                demangler.write(sign)?;
                demangler.integer()
            }
            b'h' | b't' | b'm' | b'y' | b'o' | b'j' => demangler.integer(),
            b'b' => match demangler.hex_digits()? {
                b"0" => demangler.write("false"),
                b"1" => demangler.write("true"),
                _ => None,
            },
            b'c' => demangler.character(),
            _ => None,
        })
    }

    fn hex_digits(&mut self) -> Option<&[u8]> {
        let start = self.at;
        while !self.eat(b'_') {
            self.next().filter(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))?;
        }
        Some(&self.name[start..self.at - 1])
    }

    fn integer(&mut self) -> Option<()> {
        let digits = String::from_utf8(self.hex_digits()?.to_vec()).ok()?;
        match u64::from_str_radix(&digits, 16) {
            Ok(number) => self.write(number.to_string()),
            Err(_) => self.write(format!("0x{digits}")),
        }
    }

    fn character(&mut self) -> Option<()> {
        let digits = String::from_utf8(self.hex_digits()?.to_vec()).ok()?;
        let character = char::from_u32(u32::from_str_radix(&digits, 16).ok()?)?;
        match character {
            '"' => self.write("'\"'"),
            _ => self.write(format!("'{}'", character.escape_default())),
        }
    }

    /// Calls `read` at an earlier position, the target of a back reference.
    fn again(&mut self, read: impl FnOnce(&mut Self) -> Option<()>) -> Option<()> {
        let here = self.at - 1;
        let there = usize::try_from(self.number_base_62()?).ok().filter(|there| *there < here)?;
        if self.n_hidden > 0 {
            return Some(());
        }
        let whole = self.name;
        let after = std::mem::replace(&mut self.at, there);
        self.name = &whole[..here];
        let read = read(self);
        (self.name, self.at) = (whole, after);
        read
    }

    fn disambiguator(&mut self) -> Option<u64> {
        if self.eat(b's') { Some(self.number_base_62()?.wrapping_add(1)) } else { Some(0) }
    }

    /// A base-62 number before `_`; 0 has no digits.
    fn number_base_62(&mut self) -> Option<u64> {
        if self.eat(b'_') {
            return Some(0);
        }
        let mut number = 0_u64;
        while !self.eat(b'_') {
            let digit = match self.next()? {
                digit @ b'0'..=b'9' => digit - b'0',
                letter @ b'a'..=b'z' => letter - b'a' + 10,
                letter @ b'A'..=b'Z' => letter - b'A' + 36,
                _ => return None,
            };
            // Longer numbers than the hashes of crates wrap around, as in the reference.
            number = number.wrapping_mul(62).wrapping_add(u64::from(digit));
        }
        Some(number.wrapping_add(1))
    }

    /// An identifier.
    ///
    /// The reference takes all digits as the length, even if the first is the 0 of an empty name and the others are the
    /// next name's, and takes no digits as 0 except at the end of the name.
    fn identifier(&mut self) -> Option<Vec<u8>> {
        let is_punycode = self.eat(b'u');
        let start = self.at;
        self.at += self.name[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let digits = std::str::from_utf8(&self.name[start..self.at]).ok()?;
        let len = match digits {
            "" => self.peek().map(|_| 0)?,
            digits => digits.parse().ok()?,
        };
        self.eat(b'_');
        let text = self.name.get(self.at..self.at.checked_add(len)?)?;
        self.at += len;
        if is_punycode { punycode(text) } else { Some(text.to_vec()) }
    }
}

/// The basic type of a letter.
fn basic_type(letter: u8) -> Option<&'static str> {
    Some(match letter {
        b'a' => "i8",
        b'b' => "bool",
        b'c' => "char",
        b'd' => "f64",
        b'e' => "str",
        b'f' => "f32",
        b'h' => "u8",
        b'i' => "isize",
        b'j' => "usize",
        b'l' => "i32",
        b'm' => "u32",
        b'n' => "i128",
        b'o' => "u128",
        b's' => "i16",
        b't' => "u16",
        b'u' => "()",
        b'v' => "...",
        b'x' => "i64",
        b'y' => "u64",
        b'z' => "!",
        b'p' => "_",
        _ => return None,
    })
}

/// The longest identifier that is decoded: insertion takes quadratic time.
const LONGEST_PUNYCODE: usize = 1 << 10;

/// Decodes Punycode (RFC 3492, with `_` for `-`).
fn punycode(text: &[u8]) -> Option<Vec<u8>> {
    (text.len() <= LONGEST_PUNYCODE).then_some(())?;
    let (plain, deltas) = match text.iter().rposition(|&byte| byte == b'_') {
        Some(at) => (&text[..at], &text[at + 1..]),
        None => (&text[..0], text),
    };
    let mut decoded: Vec<char> = plain.iter().map(|&byte| char::from(byte)).collect();
    let (mut code, mut at, mut bias, mut is_first) = (0x80_u32, 0_u32, 72_u32, true);
    let mut deltas = deltas.iter();
    while deltas.len() > 0 {
        let delta = punycode_delta(&mut deltas, bias)?;
        let len = u32::try_from(decoded.len()).ok()?.checked_add(1)?;
        bias = next_bias(delta, len, is_first);
        is_first = false;
        at = at.checked_add(delta)?;
        code = code.checked_add(at / len)?;
        at %= len;
        decoded.insert(at as usize, char::from_u32(code)?);
        at += 1;
    }
    Some(decoded.into_iter().collect::<String>().into_bytes())
}

/// A variable-length integer of Punycode.
fn punycode_delta(digits: &mut std::slice::Iter<'_, u8>, bias: u32) -> Option<u32> {
    let (mut delta, mut weight, mut position) = (0_u32, 1_u32, 36_u32);
    loop {
        let digit = match *digits.next()? {
            letter @ b'a'..=b'z' => u32::from(letter - b'a'),
            letter @ b'A'..=b'Z' => u32::from(letter - b'A'),
            digit @ b'0'..=b'9' => u32::from(digit - b'0') + 26,
            _ => return None,
        };
        delta = delta.checked_add(digit.checked_mul(weight)?)?;
        let threshold = position.saturating_sub(bias).clamp(1, 26);
        if digit < threshold {
            return Some(delta);
        }
        weight = weight.checked_mul(36 - threshold)?;
        position += 36;
    }
}

fn next_bias(delta: u32, len: u32, is_first: bool) -> u32 {
    let mut delta = if is_first { delta / 700 } else { delta / 2 };
    delta += delta / len;
    let mut bias = 0;
    while delta > 35 * 26 / 2 {
        delta /= 35;
        bias += 36;
    }
    bias + 36 * delta / (delta + 38)
}
