//! Names of C++ and Rust are scopes joined by `::`, with arguments in `<…>`. One pass over a name cuts it
//! into [`Segment`]s; what they mean is for the two languages to say.

use super::brackets::{Dialect, operator_len, partners};

/// One scope of a name.
#[derive(Clone, Debug, Default)]
pub(super) struct Segment<'a> {
    /// Its identifier, tidied for display.
    pub(super) text: String,
    /// The content of its angle brackets.
    pub(super) args: Option<&'a str>,
    /// The content of angle brackets in place of an identifier: `<T as Trait>`, `<impl T>`.
    pub(super) head: Option<&'a str>,
    /// Whether parameters follow it: it is a function, even if other scopes are inside it.
    pub(super) has_params: bool,
}

impl<'a> Segment<'a> {
    /// Whether there is nothing in it yet.
    fn is_empty(&self) -> bool {
        self.text.is_empty() && self.head.is_none()
    }

    /// A lambda or closure, which is part of the function around it; Clang calls some `$_0`.
    pub(super) fn is_closure(&self) -> bool {
        let in_braces = self.text.starts_with('{') && !self.text.starts_with("{impl");
        (in_braces && self.text != ANONYMOUS) || self.text.starts_with("$_")
    }

    /// Whether it is named like a type rather than a module or namespace.
    pub(super) fn is_type(&self) -> bool {
        let first = self.text.trim_start_matches('_').chars().next();
        first.is_some_and(char::is_uppercase) || self.text.starts_with("{impl")
    }

    /// Its arguments, unless every reader knows them: a string is one of characters.
    pub(super) fn telling_args(&self) -> Option<&'a str> {
        self.args.filter(|_| !self.text.starts_with("basic_string"))
    }
}

/// Cuts a name into its scopes; none if it is not made of scopes.
pub(super) fn segments(text: &str, dialect: Dialect) -> Option<Vec<Segment<'_>>> {
    let scanner = Scanner {
        text,
        dialect,
        partners: partners(text, dialect),
        segments: Vec::new(),
        current: Segment::default(),
        is_after_params: false,
        is_after_space: false,
        is_after_type: false,
    };
    scanner.segments()
}

/// Cuts a name into segments from left to right.
struct Scanner<'a> {
    text: &'a str,
    dialect: Dialect,
    /// The bytes at which brackets close, as [`partners`](super::brackets::partners) has them.
    partners: Vec<usize>,
    segments: Vec<Segment<'a>>,
    current: Segment<'a>,
    /// Whether the parameters of the current segment lie behind: ` const` and the like follow.
    is_after_params: bool,
    /// Whether a space has ended something, which then was a return type.
    is_after_space: bool,
    /// Whether the text before that space can only be a type: `void`, `T*`.
    is_after_type: bool,
}

impl<'a> Scanner<'a> {
    /// Runs to the end of the text.
    fn segments(mut self) -> Option<Vec<Segment<'a>>> {
        let mut at = 0;
        while at < self.text.len() {
            at = self.step(at)?;
        }
        self.finish_segment();
        let last = self.segments.last()?;
        // Words with spaces between them are a return type only if a function follows.
        let is_function = last.has_params || last.args.is_some() || last.text.starts_with("operator");
        let is_member = self.segments.len() > 1 && self.is_after_type;
        (!self.is_after_space || is_function || is_member).then_some(self.segments)
    }

    /// Reads what starts at byte `at`, and returns where it ends.
    fn step(&mut self, at: usize) -> Option<usize> {
        let rest = &self.text[at..];
        if rest.starts_with("::") {
            if !self.is_turbofish(at + 2) {
                self.finish_segment();
            }
            return Some(at + 2);
        }
        let c = rest.chars().next()?;
        let close = self.partners[at];
        if close > 0 {
            return self.group(at, close).then_some(close + 1);
        }
        if self.is_after_params {
            return Some(at + c.len_utf8());
        }
        if self.dialect == Dialect::Cpp && self.current.is_empty() && operator_len(rest) > 0 {
            return Some(at + self.operator(rest));
        }
        match c {
            ' ' if self.dialect == Dialect::Cpp => self.drop_return_type()?,
            _ => self.current.text.push(c),
        }
        Some(at + c.len_utf8())
    }

    /// Reads an operator's name and returns its length.
    fn operator(&mut self, rest: &str) -> usize {
        let mut length = operator_len(rest);
        // `operator new`, `operator unsigned int`, `operator"" _km` go on up to their parameters.
        if length == "operator".len() && rest[length..].starts_with([' ', '"']) {
            length = rest.find('(').unwrap_or(rest.len());
        }
        self.current.text.push_str(rest[..length].trim_end());
        // `operator< <char>` has a space so that nobody reads `<<`.
        length + usize::from(rest[length..].starts_with(" <"))
    }

    /// Whether the `::` before `at` only introduces arguments, as in `read::<u8>`.
    fn is_turbofish(&self, at: usize) -> bool {
        self.dialect == Dialect::Rust
            && !self.current.is_empty()
            && self.text[at..].starts_with('<')
            && !self.text[at..].starts_with("<impl ")
    }

    /// Reads the bracketed group from `open` to `close`. False if nothing we know has it there.
    fn group(&mut self, open: usize, close: usize) -> bool {
        let inner = &self.text[open + 1..close];
        let group = &self.text[open..=close];
        match group.as_bytes()[0] {
            _ if self.is_after_params => {}
            // `Class.<anonymous>` is none of C++.
            b'<' if self.current.text.ends_with('.') => return false,
            b'<' if self.current.is_empty() => return self.head(inner),
            b'<' => self.current.args = Some(inner),
            b'(' if inner == "anonymous namespace" => ANONYMOUS.clone_into(&mut self.current.text),
            b'(' if self.dialect == Dialect::Cpp
                && !self.current.is_empty()
                && self.current.text != "decltype" =>
            {
                if self.current.text.ends_with('.') || !may_follow_params(&self.text[close + 1..]) {
                    return false;
                }
                self.current.has_params = true;
                self.is_after_params = true;
            }
            b'[' if inner.starts_with("abi:") || inner.starts_with("clone ") || is_hash(inner) => {}
            b'{' => self.current.text.push_str(&readable_braces(inner)),
            _ => self.current.text.push_str(group),
        }
        true
    }

    /// Reads angle brackets that stand in place of an identifier.
    fn head(&mut self, inner: &'a str) -> bool {
        match self.dialect {
            Dialect::Rust => self.current.head = Some(inner),
            Dialect::Cpp if inner.starts_with("lambda") => "{lambda}".clone_into(&mut self.current.text),
            Dialect::Cpp if inner.starts_with("unnamed") => ANONYMOUS.clone_into(&mut self.current.text),
            Dialect::Cpp => return false,
        }
        true
    }

    /// Forgets what lies before a space; none if it is no type.
    fn drop_return_type(&mut self) -> Option<()> {
        let word = std::mem::take(&mut self.current).text;
        if word.contains(['/', '\\', '=', '"', '#', '`', ';']) {
            return None;
        }
        self.is_after_space |= !word.is_empty() || !self.segments.is_empty();
        self.is_after_type = word.ends_with(['*', '&']) || TYPES.contains(&&*word);
        self.segments.clear();
        Some(())
    }

    /// Appends the current segment unless it says nothing: the `_` that derived implementations of Rust
    /// live in, and the versions that libraries of C++ hide in their namespaces.
    fn finish_segment(&mut self) {
        let mut segment = std::mem::take(&mut self.current);
        self.is_after_params = false;
        if let Some(lambda) = segment.text.strip_prefix("'lambda") {
            segment.text = format!("{{lambda{}}}", lambda.trim_end_matches('\''));
            segment.has_params = false;
        }
        let is_noise = match self.dialect {
            Dialect::Rust => segment.text == "_",
            Dialect::Cpp => {
                segment.args.is_none()
                    && matches!(&*segment.text, "__cxx11" | "__1" | "__ndk1" | "__cxx1998" | "_V2")
            }
        };
        if !segment.is_empty() && !is_noise {
            self.segments.push(segment);
        }
    }
}

/// Types that have names of their own in C++.
const TYPES: [&str; 12] = [
    "void", "bool", "char", "short", "int", "long", "unsigned", "signed", "float", "double", "auto", "const",
];

/// Whether `rest`, the text behind brackets, may follow the parameters of a C++ function, so that the brackets are its
/// parameters.
fn may_follow_params(rest: &str) -> bool {
    const STARTS: [&str; 9] = ["::", " const", " volatile", " &", " noexcept", " ->", " [", " (", "("];
    rest.is_empty()
        || rest.starts_with(['[', '@', '\''])
        || STARTS.iter().any(|start| rest.starts_with(start))
        || COMPILER_SUFFIXES.iter().any(|suffix| rest.starts_with(suffix))
}

/// The content of braces in one pair of them: `{{closure}}` becomes `{closure}`, and `{lambda(int)#1}` loses its
/// parameters.
fn readable_braces(inner: &str) -> String {
    let inner = inner.strip_prefix('{').and_then(|inner| inner.strip_suffix('}')).unwrap_or(inner);
    match (inner.strip_prefix("lambda("), inner.rfind(")#")) {
        (Some(_), Some(end)) => format!("{{lambda{}}}", &inner[end + 1..]),
        (Some(_), None) => "{lambda}".to_owned(),
        _ => format!("{{{inner}}}"),
    }
}

/// Suffixes that compilers of C append to the names of functions that they derive from others.
pub(super) const COMPILER_SUFFIXES: [&str; 8] =
    [".isra.", ".part.", ".constprop.", ".cold", ".llvm.", ".lto_priv.", ".clone.", ".localalias"];

/// The text for an anonymous namespace.
pub(super) const ANONYMOUS: &str = "{anon}";

/// Segments as one text.
pub(super) fn join(segments: &[Segment<'_>]) -> String {
    segments.iter().map(|segment| &*segment.text).collect::<Vec<_>>().join("::")
}

/// Whether a text may be the name of a function, rather than anything between two colons.
pub(super) fn is_identifier(base: &str) -> bool {
    let starts = |c: char| c.is_alphabetic() || "_~{$'.".contains(c);
    base.starts_with(starts) && (base.starts_with("operator") || !base.contains(['<', '>', '"', ' ']))
}

/// Index of the function that the last segment is, or is a closure in.
pub(super) fn innermost_function(segments: &[Segment<'_>]) -> usize {
    let last = segments.len().saturating_sub(1);
    segments.iter().rposition(|segment| !segment.is_closure()).unwrap_or(last)
}

/// Index of the segment that a function of C++ starts with: the outermost that has parameters, so that
/// local classes and lambdas stay with the function they are in.
pub(super) fn function_index(segments: &[Segment<'_>]) -> usize {
    let outermost = segments.iter().position(|segment| segment.has_params);
    let innermost = innermost_function(segments);
    outermost.map_or(innermost, |outermost| outermost.min(innermost))
}

/// Whether a text is 16 hexadecimal digits.
pub(super) fn is_hash(text: &str) -> bool {
    text.len() == 16 && text.bytes().all(|b| b.is_ascii_hexdigit())
}
