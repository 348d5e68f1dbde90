//! Brackets in names of C++ and Rust, where `<` may also be an operator.

/// Which of the two languages a name is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    Rust,
    Cpp,
}

/// For each byte that opens a bracket, the byte that closes it; 0 for all others.
///
/// `<` and `>` are brackets unless they are part of `->` or of an operator's name, or stand between other
/// brackets in a way that makes no pairs. Linear: each bracket is pushed and popped once.
pub(super) fn partners(text: &str, dialect: Dialect) -> Vec<usize> {
    let mut brackets = Brackets::of(text);
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let starts_word = at == 0 || !(bytes[at - 1].is_ascii_alphanumeric() || bytes[at - 1] == b'_');
        if dialect == Dialect::Cpp && bytes[at] == b'o' && starts_word {
            at += operator_len(&text[at..]).max(1);
            continue;
        }
        match bytes[at] {
            b'<' | b'(' | b'[' | b'{' => brackets.open(at),
            b'>' if at > 0 && bytes[at - 1] == b'-' => {}
            b'>' => brackets.close(b'<', at),
            b')' => brackets.close(b'(', at),
            b']' => brackets.close(b'[', at),
            b'}' => brackets.close(b'{', at),
            _ => {}
        }
        at += 1;
    }
    brackets.partners
}

/// The brackets of a text, while they are being paired.
struct Brackets<'a> {
    bytes: &'a [u8],
    partners: Vec<usize>,
    /// The brackets that are open, outermost first.
    open: Vec<usize>,
    /// The number of open brackets of each kind, so that an unmatched closing one needs no search.
    n_open: [usize; 128],
}

impl<'a> Brackets<'a> {
    /// None is paired yet.
    fn of(text: &'a str) -> Brackets<'a> {
        let bytes = text.as_bytes();
        Brackets { bytes, partners: vec![0; bytes.len()], open: Vec::new(), n_open: [0; 128] }
    }

    /// Opens the bracket at byte `at`.
    fn open(&mut self, at: usize) {
        self.open.push(at);
        self.n_open[usize::from(self.bytes[at])] += 1;
    }

    /// Pairs the closer at byte `at` with the last open bracket of its kind; those opened since stay
    /// without a partner. A `>` is weaker: between other brackets it is a comparison.
    fn close(&mut self, opener: u8, at: usize) {
        let is_weak = opener == b'<' && self.open.last().is_some_and(|&last| self.bytes[last] != opener);
        if is_weak || self.n_open[usize::from(opener)] == 0 {
            return;
        }
        while let Some(last) = self.open.pop() {
            self.n_open[usize::from(self.bytes[last])] -= 1;
            if self.bytes[last] == opener {
                self.partners[last] = at;
                return;
            }
        }
    }
}

/// A name without the parameters that end it, in brackets right behind an identifier. Text in brackets that has
/// something behind it, or a space before it, is part of the name.
pub(super) fn without_params(text: &str) -> &str {
    if !text.ends_with(')') {
        return text;
    }
    let mut depth = 0_usize;
    for (at, byte) in text.bytes().enumerate().rev() {
        match byte {
            b')' => depth += 1,
            b'(' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            let is_name = |c: char| c.is_alphanumeric() || "_$>]\"`'".contains(c);
            return if text[..at].ends_with(is_name) { &text[..at] } else { text };
        }
    }
    text
}

/// The pieces of `text` between the `separator`s that no brackets enclose.
pub(super) fn split_outside<'a>(text: &'a str, separator: &'a str) -> impl Iterator<Item = &'a str> {
    let mut rest = Some((text, partners(text, Dialect::Cpp)));
    let mut start = 0;
    std::iter::from_fn(move || {
        let (text, partners) = rest.as_ref()?;
        match find_outside(text, partners, start, separator) {
            Some(end) => {
                let piece = &text[start..end];
                start = end + separator.len();
                Some(piece)
            }
            None => {
                let piece = &text[start..];
                rest = None;
                Some(piece)
            }
        }
    })
}

/// `text` before and after the first `separator` that no brackets enclose.
pub(super) fn split_once_outside<'a>(text: &'a str, separator: &str) -> Option<(&'a str, &'a str)> {
    // Most texts have none at all, and need no brackets to be paired.
    if !text.contains(separator) {
        return None;
    }
    let at = find_outside(text, &partners(text, Dialect::Rust), 0, separator)?;
    Some((&text[..at], &text[at + separator.len()..]))
}

/// The byte of the first `separator` outside of brackets from byte `start` on.
fn find_outside(text: &str, partners: &[usize], start: usize, separator: &str) -> Option<usize> {
    let mut at = start;
    while at < text.len() {
        if text.as_bytes()[at..].starts_with(separator.as_bytes()) {
            return Some(at);
        }
        at = at.max(partners[at]) + 1;
    }
    None
}

/// The operators that C++ may overload, longer ones first, so that `<<` is not taken for `<`.
const OPERATORS: [&str; 39] = [
    "()", "[]", "<=>", "<<=", ">>=", "->*", "<<", ">>", "<=", ">=", "==", "!=", "&&", "||", "++", "--", "+=",
    "-=", "*=", "/=", "%=", "^=", "&=", "|=", "->", "<", ">", "=", "!", "+", "-", "*", "/", "%", "^", "&",
    "|", "~", ",",
];

/// Length of the keyword `operator` and the symbol after it at the start of `text`; 0 if there is none.
pub(super) fn operator_len(text: &str) -> usize {
    match text.strip_prefix("operator") {
        Some(rest) if !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_') => {
            let symbol = OPERATORS.iter().find(|symbol| rest.starts_with(**symbol));
            "operator".len() + symbol.map_or(0, |symbol| symbol.len())
        }
        _ => 0,
    }
}
