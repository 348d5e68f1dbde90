//! Names of C++ and Rust: scopes joined by `::`, with arguments in `<…>`.
//!
//! Both are cut into [`Segment`]s in one pass over the name, and then read from the function outwards.

use super::Name;

/// A list of type arguments longer than this ends in `…`.
const MAX_ARGS: usize = 3;

/// Type arguments nested deeper than this are left out.
const MAX_DEPTH: usize = 2;

/// Splits a name of Rust.
///
/// A method of a primitive type has no path; its `file` still tells the crate.
pub(super) fn split_rust(full: &str, file: &str) -> Option<Name> {
    let segments = segments(without_hash(full), Dialect::Rust)?;
    let Scope { mut path, qualifier, mut args, function } = rust_scope(&segments)?;
    if path.is_empty() && !qualifier.is_empty() {
        path.extend(crate_of(file));
    }
    let base = join(&segments[function..]);
    args.extend(segments[function..].iter().filter_map(|segment| segment.args));
    let type_args = short_lists(&args, Dialect::Rust);
    let n_shown = if path.len() <= 2 { path.len() } else { 1 };
    is_identifier(&base).then(|| Name::new(qualifier, base, type_args).located(path, 0..n_shown, "::"))
}

/// The crate that a file of the standard library or of a registry belongs to.
fn crate_of(file: &str) -> Option<String> {
    let (root, _) = file.rsplit_once("/src/")?;
    let (above, folder) = root.rsplit_once('/')?;
    let is_version = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    match folder.split_once('-') {
        _ if above.ends_with("/library") => Some(folder.to_owned()),
        Some((name, version)) if is_version(version) => Some(name.to_owned()),
        _ => None,
    }
}

/// Splits a name of C or C++.
pub(super) fn split_cpp(full: &str) -> Option<Name> {
    let full = ["non-virtual thunk to ", "virtual thunk to "]
        .iter()
        .find_map(|thunk| full.strip_prefix(thunk))
        .unwrap_or(full);
    let mut segments = segments(full, Dialect::Cpp)?;
    // The call operator of a lambda is the lambda.
    if let [.., lambda, call] = &*segments
        && lambda.is_closure()
        && call.text.starts_with("operator")
    {
        segments.pop();
    }
    let function = function_index(&segments);
    let base = join(&segments[function..]);
    let class = class_index(&segments[..=function]);
    let qualifier: String =
        segments[class..function].iter().map(|segment| format!("{}::", segment.text)).collect();
    let args: Vec<&str> = segments[class..].iter().filter_map(Segment::telling_args).collect();
    let type_args = short_lists(&args, Dialect::Cpp);
    let path: Vec<String> = segments[..class].iter().map(|segment| segment.text.clone()).collect();
    let n_shown = if path.len() <= 2 { path.len() } else { 1 };
    is_identifier(&base).then(|| Name::new(qualifier, base, type_args).located(path, 0..n_shown, "::"))
}

/// A name without the hash of Rust's older mangling, `::h0123456789abcdef`.
pub(super) fn without_hash(full: &str) -> &str {
    match full.rsplit_once("::h") {
        Some((name, hash)) if is_hash(hash) => name,
        _ => full,
    }
}

/// Whether a text is 16 hexadecimal digits.
fn is_hash(text: &str) -> bool {
    text.len() == 16 && text.bytes().all(|b| b.is_ascii_hexdigit())
}

/// Which of the two languages a name is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Dialect {
    Rust,
    Cpp,
}

/// One scope of a name.
#[derive(Clone, Debug, Default)]
struct Segment<'a> {
    /// Its identifier, tidied for display.
    text: String,
    /// What its angle brackets hold.
    args: Option<&'a str>,
    /// What the angle brackets hold that stand in place of an identifier: `<T as Trait>`, `<impl T>`.
    head: Option<&'a str>,
    /// Whether parameters follow it: it is a function, even if other scopes are inside it.
    has_params: bool,
}

impl<'a> Segment<'a> {
    /// Whether there is nothing in it yet.
    fn is_empty(&self) -> bool {
        self.text.is_empty() && self.head.is_none()
    }

    /// A lambda or closure, which is part of the function around it.
    fn is_closure(&self) -> bool {
        self.text.starts_with('{') && !self.text.starts_with("{impl") && self.text != ANONYMOUS
    }

    /// Whether it is named like a type rather than a module or namespace.
    fn is_type(&self) -> bool {
        let first = self.text.trim_start_matches('_').chars().next();
        first.is_some_and(char::is_uppercase) || self.text.starts_with("{impl")
    }

    /// Its arguments, unless every reader knows them: a string is one of characters.
    fn telling_args(&self) -> Option<&'a str> {
        self.args.filter(|_| !self.text.starts_with("basic_string"))
    }
}

/// How an anonymous namespace is shown.
const ANONYMOUS: &str = "{anon}";

/// Segments as one text.
fn join(segments: &[Segment<'_>]) -> String {
    segments.iter().map(|segment| &*segment.text).collect::<Vec<_>>().join("::")
}

/// Whether a text may be the name of a function, rather than anything between two colons.
fn is_identifier(base: &str) -> bool {
    let starts = |c: char| c.is_alphabetic() || "_~{$'.".contains(c);
    base.starts_with(starts) && (base.starts_with("operator") || !base.contains(['<', '>', '"', ' ']))
}

/// What surrounds a function of Rust.
struct Scope<'a> {
    /// The modules.
    path: Vec<String>,
    /// The type, with its `::`; may be empty.
    qualifier: String,
    /// The type's arguments.
    args: Vec<&'a str>,
    /// Index of the segment that the function starts with.
    function: usize,
}

/// The scope of the function that `segments` name; none if they name no function.
fn rust_scope<'a>(segments: &[Segment<'a>]) -> Option<Scope<'a>> {
    let last = innermost_function(segments);
    let Some(head_index) = segments.iter().position(|segment| segment.head.is_some()) else {
        let is_type = |segment: &Segment<'_>| segment.is_type();
        let outer = &segments[..last];
        let first_type = outer.iter().position(is_type).unwrap_or(last);
        let last_type = outer.iter().rposition(is_type);
        return Some(Scope {
            path: texts(&segments[..first_type]),
            qualifier: last_type.map_or(String::new(), |at| format!("{}::", segments[at].text)),
            args: last_type.and_then(|at| segments[at].args).into_iter().collect(),
            function: last_type.map_or(last, |at| at + 1),
        });
    };
    if head_index + 1 == segments.len() {
        return None;
    }
    let implementor = Implementor::read(segments[head_index].head?);
    let modules = texts(&segments[..head_index]);
    Some(Scope {
        path: if modules.is_empty() { implementor.path } else { modules },
        qualifier: format!("{}::", implementor.name),
        args: implementor.args.into_iter().collect(),
        function: head_index + 1,
    })
}

/// The texts of segments.
fn texts(segments: &[Segment<'_>]) -> Vec<String> {
    segments.iter().map(|segment| segment.text.clone()).collect()
}

/// The type that stands before a function of Rust in `<…>`.
#[derive(Default)]
struct Implementor<'a> {
    /// Its modules.
    path: Vec<String>,
    /// What it is called.
    name: String,
    /// Its arguments.
    args: Option<&'a str>,
}

impl<'a> Implementor<'a> {
    /// Reads `Type as Trait`, `impl Trait for Type` or `Type`.
    ///
    /// The type, unless it is a mere parameter such as `T`: then the trait says more.
    fn read(head: &'a str) -> Implementor<'a> {
        let (subject, of_trait) = match head.strip_prefix("impl ") {
            Some(head) => match split_once_outside(head, " for ") {
                Some((of_trait, subject)) => (subject, Some(of_trait)),
                None => (head, None),
            },
            None => match split_once_outside(head, " as ") {
                Some((subject, of_trait)) => (subject, Some(of_trait)),
                None => (head, None),
            },
        };
        let of_trait = of_trait.and_then(Implementor::of_type);
        match Implementor::of_type(subject) {
            // A primitive type has no module, but what it does has one.
            Some(own) if own.path.is_empty() => {
                Implementor { path: of_trait.map_or(own.path, |of_trait| of_trait.path), ..own }
            }
            Some(own) => own,
            None => {
                let name = subject.to_owned();
                of_trait.unwrap_or(Implementor { name, ..Implementor::default() })
            }
        }
    }

    /// Reads a type; none if it is a parameter.
    fn of_type(text: &'a str) -> Option<Implementor<'a>> {
        let text = without_references(text);
        let dynamic = text.strip_prefix("dyn ");
        let text = dynamic.unwrap_or(text);
        let text = split_once_outside(text, " + ").map_or(text, |(first, _)| first);
        if is_placeholder(text) {
            return None;
        }
        let segments = segments(text, Dialect::Rust)?;
        let (last, outer) = segments.split_last()?;
        let modules = outer.iter().take_while(|segment| segment.head.is_none() && !segment.is_type());
        let name = match generated_for(last, outer) {
            _ if dynamic.is_some() => format!("dyn {}", last.text),
            Some(owner) => format!("{owner}::{}", last.text),
            None => last.text.clone(),
        };
        let args = last.args.filter(|_| dynamic.is_none());
        let path = modules.map(|segment| segment.text.clone()).collect();
        (!last.text.is_empty()).then_some(Implementor { path, name, args })
    }
}

/// The type that a derived implementation generated `last` for: all of them are called `__Visitor`.
fn generated_for(last: &Segment<'_>, outer: &[Segment<'_>]) -> Option<String> {
    let head = outer.iter().find_map(|segment| segment.head).filter(|_| last.text.starts_with("__"))?;
    let (_, subject) = split_once_outside(head, " for ")?;
    segments(subject, Dialect::Rust)?.pop().map(|segment| segment.text)
}

/// A type of Rust without the `&`, `mut` and `*const` before it.
fn without_references(text: &str) -> &str {
    let mut rest = text.trim_start();
    while let Some(shorter) =
        ["&", "mut ", "*const ", "*mut "].iter().find_map(|mark| rest.strip_prefix(mark))
    {
        rest = shorter.trim_start();
    }
    rest
}

/// Whether a type is made of parameters only, such as `T`, `[BorrowType]`, `(A, B2)` or `…`, and so says
/// nothing. What is no parameter has a path in Rust, or a small letter, as the primitive types have.
fn is_placeholder(text: &str) -> bool {
    let is_parameter = |word: &str| word.starts_with(|c: char| c.is_uppercase() || "_'".contains(c));
    let words = text.split(|c: char| !(c.is_alphanumeric() || "_'".contains(c)));
    let mut words = words.filter(|word| !word.is_empty()).peekable();
    text == "…" || !text.contains("::") && words.peek().is_some() && words.all(is_parameter)
}

/// Index of the function that the last segment is, or is a closure in.
fn innermost_function(segments: &[Segment<'_>]) -> usize {
    let last = segments.len().saturating_sub(1);
    segments.iter().rposition(|segment| !segment.is_closure()).unwrap_or(last)
}

/// Index of the segment that a function of C++ starts with: the outermost that has parameters, so that
/// local classes and lambdas stay with the function they are in.
fn function_index(segments: &[Segment<'_>]) -> usize {
    let outermost = segments.iter().position(|segment| segment.has_params);
    let innermost = innermost_function(segments);
    outermost.map_or(innermost, |outermost| outermost.min(innermost))
}

/// Index of the outermost of the classes around the last segment, which is the function; the function's
/// own index if there is none. C++ does not say what is a class and what a namespace, so we guess.
fn class_index(segments: &[Segment<'_>]) -> usize {
    let function = segments.len() - 1;
    let is_class = |index: usize| {
        let Segment { text, args, .. } = &segments[index];
        let in_std = index == 1 && segments[0].text == "std";
        args.is_some()
            || (text.contains(char::is_uppercase) && text != ANONYMOUS)
            || (in_std && !STD_NAMESPACES.contains(&&**text))
            || (index > 0 && index + 1 == function && is_member(&segments[function].text, text))
    };
    let class = (0..function).rev().take_while(|&index| is_class(index)).last().unwrap_or(function);
    // Of three namespaces the innermost is rather a class in a library that writes them alike.
    if class == function && function > 2 { function - 1 } else { class }
}

/// Namespaces in `std`; all else in it is a class.
const STD_NAMESPACES: [&str; 11] = [
    "__detail",
    "chrono",
    "execution",
    "experimental",
    "filesystem",
    "literals",
    "numbers",
    "pmr",
    "ranges",
    "this_thread",
    "views",
];

/// Whether a function can only be a member of the class `class`: constructors and some operators.
fn is_member(function: &str, class: &str) -> bool {
    const OPERATORS: [&str; 8] = ["()", "[]", "=", "->", "++", "--", "+=", "-="];
    let operator = function.strip_prefix("operator").is_some_and(|operator| OPERATORS.contains(&operator));
    operator || function.trim_start_matches('~') == class
}

/// Lists of type arguments as their readers would write them, one after the other.
fn short_lists(lists: &[&str], dialect: Dialect) -> String {
    let mut shown: Vec<String> = Vec::new();
    for list in lists {
        if let Some(list) = short_list(list, dialect, 0)
            && !shown.contains(&list)
        {
            shown.push(list);
        }
    }
    shown.join(" ")
}

/// A list of type arguments in angle brackets; none if it says nothing.
fn short_list(list: &str, dialect: Dialect, depth: usize) -> Option<String> {
    let items = split_outside(list, ",").map(str::trim).enumerate();
    let mut items: Vec<&str> =
        items.filter(|&(index, item)| is_telling(item, index, dialect)).map(|(_, item)| item).collect();
    let is_parameter =
        |item: &&str| matches!(*item, "…" | "...") || (dialect == Dialect::Rust && is_placeholder(item));
    // Parameters keep the place of a telling argument behind them, but only while there is room.
    let n_telling = items.iter().rposition(|item| !is_parameter(item)).map_or(0, |last| last + 1);
    items.truncate(n_telling);
    if items.len() > MAX_ARGS {
        items.retain(|item| !is_parameter(item));
    }
    let is_longer = items.len() > MAX_ARGS;
    items.truncate(MAX_ARGS);
    let mut types: Vec<String> = items.iter().map(|item| short_type(item, dialect, depth)).collect();
    types.extend(is_longer.then(|| "…".to_owned()));
    (!types.is_empty()).then(|| format!("<{}>", types.join(", ")))
}

/// Whether an argument may tell one instance from another.
fn is_telling(item: &str, index: usize, dialect: Dialect) -> bool {
    match dialect {
        // Lifetimes do not, and associated types follow from the rest.
        Dialect::Rust => {
            !item.starts_with('\'') && !item.split('<').next().is_some_and(|name| name.contains(" = "))
        }
        Dialect::Cpp => index == 0 || !is_default(item),
    }
}

/// Whether a template argument is what the standard library puts there by itself.
fn is_default(item: &str) -> bool {
    const DEFAULTS: [&str; 6] =
        ["allocator<", "char_traits<", "less<", "hash<", "equal_to<", "default_delete<"];
    let item = item.strip_prefix("std::").unwrap_or(item);
    DEFAULTS.iter().any(|default| item.starts_with(default))
}

/// A type without its path, and without what does not tell it from others.
fn short_type(text: &str, dialect: Dialect, depth: usize) -> String {
    let text = without_references(text);
    if dialect == Dialect::Rust && is_placeholder(text) {
        return "_".to_owned();
    }
    let (keyword, text) = text.strip_prefix("dyn ").map_or(("", text), |text| ("dyn ", text));
    let text = split_once_outside(text, " + ").map_or(text, |(first, _)| first);
    let text = text.strip_prefix("const ").unwrap_or(text).trim_end_matches(['&', ' ']);
    let text = text.strip_suffix(" const").unwrap_or(text);
    let target = text.trim_end_matches(['*', ' ']);
    let stars = text[target.len()..].trim();
    let short = short_path(target, dialect, depth).unwrap_or_else(|| without_paths(target));
    format!("{keyword}{short}{stars}")
}

/// The last segment of a type's path with its arguments; none if it is more than a path.
fn short_path(text: &str, dialect: Dialect, depth: usize) -> Option<String> {
    let segments =
        segments(text, dialect).filter(|_| !text.starts_with(['[', '(']) || text.contains(")::"))?;
    let name = join(&segments[function_index(&segments)..]);
    let args = segments.last().and_then(|segment| segment.args);
    match (&*name, args) {
        ("", _) => None,
        ("basic_string", _) => Some("string".to_owned()),
        ("basic_string_view", _) => Some("string_view".to_owned()),
        (_, Some(_)) if depth + 1 >= MAX_DEPTH => Some(format!("{name}<…>")),
        (_, Some(args)) => Some(name + &short_list(args, dialect, depth + 1).unwrap_or_default()),
        (_, None) => Some(name),
    }
}

/// A text with each path in it cut down to its last element.
fn without_paths(text: &str) -> String {
    let mut short = String::new();
    let mut rest = text;
    while let Some(scope) = rest.find("::") {
        let is_mark = |c: char| !(c.is_alphanumeric() || c == '_');
        let path = rest[..scope].rfind(is_mark).map_or(0, |mark| mark + 1);
        // A mark of several bytes ends where the next character starts.
        let path = (path..=scope).find(|&at| rest.is_char_boundary(at)).unwrap_or(scope);
        short.push_str(&rest[..path]);
        rest = &rest[scope + 2..];
    }
    short + rest
}

/// Cuts a name into its scopes; none if it is not made of scopes.
fn segments(text: &str, dialect: Dialect) -> Option<Vec<Segment<'_>>> {
    let scanner = Scanner {
        text,
        dialect,
        partners: partners(text, dialect),
        segments: Vec::new(),
        current: Segment::default(),
        is_after_params: false,
        is_after_space: false,
    };
    scanner.segments()
}

/// Cuts a name into segments from left to right.
struct Scanner<'a> {
    text: &'a str,
    dialect: Dialect,
    /// Where each bracket closes.
    partners: Vec<usize>,
    segments: Vec<Segment<'a>>,
    current: Segment<'a>,
    /// Whether the parameters of the current segment lie behind: ` const` and the like follow.
    is_after_params: bool,
    /// Whether a space has ended something, which then was a return type.
    is_after_space: bool,
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
        (!self.is_after_space || is_function).then_some(self.segments)
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
            ' ' if self.dialect == Dialect::Cpp => self.drop_return_type(),
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
            b'<' if self.current.is_empty() => return self.head(inner),
            b'<' => self.current.args = Some(inner),
            b'(' if inner == "anonymous namespace" => ANONYMOUS.clone_into(&mut self.current.text),
            b'(' if self.dialect == Dialect::Cpp && !self.current.is_empty() => {
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

    /// Forgets what lies before a space.
    fn drop_return_type(&mut self) {
        if !self.current.is_empty() || !self.segments.is_empty() {
            self.segments.clear();
            self.current = Segment::default();
            self.is_after_space = true;
        }
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

/// What braces hold, in one pair of them: `{{closure}}` is `{closure}`, and `{lambda(int)#1}` has no need
/// for its parameters.
fn readable_braces(inner: &str) -> String {
    let inner = inner.strip_prefix('{').and_then(|inner| inner.strip_suffix('}')).unwrap_or(inner);
    match (inner.strip_prefix("lambda("), inner.rfind(")#")) {
        (Some(_), Some(end)) => format!("{{lambda{}}}", &inner[end + 1..]),
        (Some(_), None) => "{lambda}".to_owned(),
        _ => format!("{{{inner}}}"),
    }
}

/// What C++ may overload, longer ones first, so that `<<` is not taken for `<`.
const OPERATORS: [&str; 39] = [
    "()", "[]", "<=>", "<<=", ">>=", "->*", "<<", ">>", "<=", ">=", "==", "!=", "&&", "||", "++", "--", "+=",
    "-=", "*=", "/=", "%=", "^=", "&=", "|=", "->", "<", ">", "=", "!", "+", "-", "*", "/", "%", "^", "&",
    "|", "~", ",",
];

/// Length of the keyword `operator` and the symbol after it at the start of `text`; 0 if there is none.
fn operator_len(text: &str) -> usize {
    match text.strip_prefix("operator") {
        Some(rest) if !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_') => {
            let symbol = OPERATORS.iter().find(|symbol| rest.starts_with(**symbol));
            "operator".len() + symbol.map_or(0, |symbol| symbol.len())
        }
        _ => 0,
    }
}

/// For each byte that opens a bracket, the byte that closes it; 0 for all others.
///
/// `<` and `>` are brackets unless they are part of `->` or of an operator's name, or stand between other
/// brackets in a way that makes no pairs. Linear: each bracket is pushed and popped once.
fn partners(text: &str, dialect: Dialect) -> Vec<usize> {
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
    /// How many of each kind are open, so that a stray closer needs no search.
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

/// The pieces of `text` between the `separator`s that no brackets enclose.
fn split_outside<'a>(text: &'a str, separator: &'a str) -> impl Iterator<Item = &'a str> {
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
fn split_once_outside<'a>(text: &'a str, separator: &str) -> Option<(&'a str, &'a str)> {
    // Most texts have none at all, and need no brackets to be paired.
    if !text.contains(separator) {
        return None;
    }
    let at = find_outside(text, &partners(text, Dialect::Rust), 0, separator)?;
    Some((&text[..at], &text[at + separator.len()..]))
}

/// Where the first `separator` from byte `start` on is that no brackets enclose.
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
