//! Type arguments of C++ and Rust, as their readers would write them.

use super::brackets::{Dialect, partners, split_once_outside, split_outside};
use super::segments::{function_index, join, segments};

/// How type arguments are written: without paths, and without what does not distinguish one instance
/// from another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Types {
    /// The language they are in.
    pub(super) dialect: Dialect,
    /// A list longer than this ends in `…`.
    pub(super) max_args: usize,
    /// Arguments nested deeper than this are left out.
    pub(super) max_depth: usize,
}

impl Types {
    /// Lists of type arguments, one after the other; those that say nothing, or the same, are left out.
    pub(super) fn lists(self, lists: &[&str]) -> String {
        let mut shown: Vec<String> = Vec::new();
        for list in lists {
            if let Some(list) = self.list(list, 0)
                && !shown.contains(&list)
            {
                shown.push(list);
            }
        }
        shown.join(" ")
    }

    /// A list of type arguments in angle brackets; none if it says nothing.
    fn list(self, list: &str, depth: usize) -> Option<String> {
        let is_parameter = |item: &&str| {
            matches!(*item, "..." | "…") || (self.dialect == Dialect::Rust && is_placeholder(item))
        };
        let items = split_outside(list, ",").map(str::trim).enumerate();
        let items =
            items.filter(|&(index, item)| !item.is_empty() && is_distinguishing(item, index, self.dialect));
        let mut items: Vec<&str> = items.map(|(_, item)| item).collect();
        // Parameters keep the place of a distinguishing argument behind them, but only while there is room.
        let n_distinguishing = items.iter().rposition(|item| !is_parameter(item)).map_or(0, |last| last + 1);
        items.truncate(n_distinguishing);
        if items.len() > self.max_args {
            items.retain(|item| !is_parameter(item));
        }
        (!items.is_empty()).then(|| format!("<{}>", self.join(&items, depth)))
    }

    /// The first types of a list, with commas.
    fn join(self, items: &[&str], depth: usize) -> String {
        let types = items.iter().take(self.max_args).map(|item| self.one(item, depth));
        let more = (items.len() > self.max_args).then(|| "…".to_owned());
        types.chain(more).collect::<Vec<_>>().join(", ")
    }

    /// A single type.
    fn one(self, text: &str, depth: usize) -> String {
        let text = without_references(text);
        if self.dialect == Dialect::Rust && is_placeholder(text) {
            return "_".to_owned();
        }
        let (keyword, text) = text.strip_prefix("dyn ").map_or(("", text), |text| ("dyn ", text));
        let text = split_once_outside(text, " + ").map_or(text, |(first, _)| first);
        let text = text.strip_prefix("const ").unwrap_or(text).trim_end_matches(['&', ' ']);
        let text = text.strip_suffix(" const").unwrap_or(text);
        let target = text.trim_end_matches(['*', ' ']);
        let stars = text[target.len()..].trim();
        let short = self
            .signature(target, depth)
            .or_else(|| self.path(target, depth))
            .unwrap_or_else(|| without_paths(target));
        format!("{keyword}{short}{stars}")
    }

    /// A type that ends in parameters, such as `void (int)`, or a tuple; none if the text is neither.
    fn signature(self, text: &str, depth: usize) -> Option<String> {
        if depth > self.max_depth || !text.ends_with(')') {
            return None;
        }
        let open = partners(text, self.dialect).iter().position(|&close| close + 1 == text.len())?;
        let params: Vec<&str> = split_outside(&text[open + 1..text.len() - 1], ",").collect();
        let params = self.join(&params, depth + 1);
        let result = match text[..open].trim_end() {
            "" => String::new(),
            result => self.one(result, depth + 1),
        };
        Some(format!("{result}({params})"))
    }

    /// The last segment of a type's path with its arguments; none if the text is more than a path.
    fn path(self, text: &str, depth: usize) -> Option<String> {
        let is_path = !text.starts_with(['[', '(']) || text.starts_with("(anonymous namespace)::");
        let segments = segments(text, self.dialect).filter(|_| is_path)?;
        let name = join(&segments[function_index(&segments)..]);
        let args = segments.last().and_then(|segment| segment.args);
        match (&*name, args) {
            ("", _) => None,
            ("basic_string", _) => Some("string".to_owned()),
            ("basic_string_view", _) => Some("string_view".to_owned()),
            (_, Some(_)) if depth + 1 >= self.max_depth => Some(format!("{name}<…>")),
            (_, Some(args)) => Some(name + &self.list(args, depth + 1).unwrap_or_default()),
            (_, None) => Some(name),
        }
    }
}

/// Whether an argument may distinguish one instance from another.
fn is_distinguishing(item: &str, index: usize, dialect: Dialect) -> bool {
    match dialect {
        // Lifetimes do not, and associated types follow from the rest.
        Dialect::Rust => {
            !item.starts_with('\'') && !item.split('<').next().is_some_and(|name| name.contains(" = "))
        }
        Dialect::Cpp => !is_default(item) || (index == 0 && !item.starts_with("std::char_traits<")),
    }
}

/// Whether a template argument is what the standard library puts there by itself.
fn is_default(item: &str) -> bool {
    const DEFAULTS: [&str; 6] =
        ["allocator<", "char_traits<", "less<", "hash<", "equal_to<", "default_delete<"];
    let item = item.strip_prefix("std::").unwrap_or(item);
    DEFAULTS.iter().any(|default| item.starts_with(default))
}

/// A text with each path in it cut down to its last element.
pub(super) fn without_paths(text: &str) -> String {
    let text = text.replace("(anonymous namespace)::", "");
    let mut short = String::new();
    let mut rest = &*text;
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

/// A type of Rust without the `&`, `mut` and `*const` before it.
pub(super) fn without_references(text: &str) -> &str {
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
pub(super) fn is_placeholder(text: &str) -> bool {
    let is_parameter = |word: &str| word.starts_with(|c: char| c.is_uppercase() || "_'".contains(c));
    let words = text.split(|c: char| !(c.is_alphanumeric() || "_'".contains(c)));
    let mut words = words.filter(|word| !word.is_empty()).peekable();
    text == "…" || !text.contains("::") && words.peek().is_some() && words.all(is_parameter)
}
