//! Names of .NET: `Namespace.Class+Nested.Method`, `Namespace!Class.Method`, `|ns:Namespace |ct:Class |fn:Method`.

use super::Name;
use super::brackets::{Dialect, partners, without_params};

/// Whether only .NET writes names like this.
pub(super) fn looks_like_dotnet(full: &str) -> bool {
    const MARKS: [&str; 6] = ["|fn:", "+<", ">d__", ">b__", ">g__", "<>c"];
    let is_arity = |(at, _): (usize, &str)| full[at + 1..].starts_with(|c: char| c.is_ascii_digit());
    MARKS.iter().any(|mark| full.contains(mark))
        || (full.contains('.') && full.match_indices('`').any(is_arity))
        || assembly(full).is_some()
}

/// The namespace before a `!`, and what is behind it.
fn assembly(full: &str) -> Option<(&str, &str)> {
    let (namespace, rest) = full.split_once('!')?;
    let is_word = |c: char| c.is_alphanumeric() || "._-".contains(c);
    let is_fit = !namespace.is_empty() && namespace.chars().all(is_word);
    (is_fit && rest.starts_with(|c: char| c.is_alphabetic() || "_<".contains(c))).then_some((namespace, rest))
}

/// Splits a name of .NET.
///
/// Functions that the compiler derives from another are shown as that: the states of an asynchronous one are a class
/// `<Run>d__3` with a method `MoveNext`, a lambda is `<Run>b__3_0` in a class `<>c`.
pub(super) fn split(full: &str) -> Option<Name> {
    if full.contains("|fn:") {
        return split_fields(full);
    }
    let (namespace, symbol) = assembly(full).unwrap_or(("", full));
    let symbol = without_params(symbol);
    // Some say it twice.
    let symbol = symbol.strip_prefix(namespace).and_then(|rest| rest.strip_prefix('.')).unwrap_or(symbol);
    let mut parts = parts(symbol);
    let last = parts.pop()?;
    let mut base = last.text.to_owned();
    let mut args = Vec::new();
    if let Some(function) =
        parts.last().and_then(|part| in_brackets(part.text)).filter(|_| base == "MoveNext")
    {
        base = function.0.to_owned();
        args.extend(parts.pop().map(|part| part.args));
    } else if let Some((function, rest)) = in_brackets(&base).filter(|(function, _)| !function.is_empty()) {
        let rest = rest.strip_prefix("g__").and_then(|rest| rest.split('|').next()).unwrap_or(rest);
        base = format!("{function}.{rest}");
    }
    parts.retain(|part| !part.text.starts_with("<>c"));
    let nested = parts.iter().position(|part| part.is_nested).unwrap_or(parts.len());
    let n_outer = if namespace.is_empty() { nested.saturating_sub(1) } else { 0 };
    let classes = &parts[n_outer..];
    let qualifier: String = classes.iter().map(|part| format!("{}.", part.text)).collect();
    let outer = parts[..n_outer].iter().map(|part| part.text);
    let path = namespace.split('.').chain(outer).filter(|part| !part.is_empty());
    let path: Vec<String> = path.map(String::from).collect();
    let (args, shown) = (classes.iter().map(|part| part.args).chain(args).chain([last.args]), 0..path.len());
    Some(with_args(Name::new(qualifier, base), args).located(path, shown, "."))
}

/// Splits a name that is a list of fields.
fn split_fields(full: &str) -> Option<Name> {
    let field = |key: &str| {
        let field = full.split('|').find_map(|field| field.strip_prefix(key)?.strip_prefix(':'));
        field.unwrap_or_default().trim()
    };
    let (class, function) = (field("ct"), field("fn"));
    let qualifier = if class.is_empty() { String::new() } else { format!("{class}.") };
    let path: Vec<String> =
        field("ns").split('.').filter(|part| !part.is_empty()).map(String::from).collect();
    let shown = 0..path.len();
    let name = with_args(Name::new(qualifier, function), [field("cg"), field("fg")]);
    (!function.is_empty()).then(|| name.located(path, shown, "."))
}

/// The name with lists of type arguments, as they are.
fn with_args<'a>(name: Name, lists: impl IntoIterator<Item = &'a str>) -> Name {
    let lists: Vec<&str> = lists.into_iter().filter(|list| !list.is_empty()).collect();
    let args = lists.join(" ");
    Name { type_args: args.clone(), full_type_args: args, ..name }
}

/// The content of angle brackets at the beginning, and the text behind them.
fn in_brackets(text: &str) -> Option<(&str, &str)> {
    let close = *partners(text, Dialect::Rust).first()?;
    (close > 0 && text.starts_with('<')).then(|| (&text[1..close], &text[close + 1..]))
}

/// An element of a name.
struct Part<'a> {
    text: &'a str,
    /// Its type arguments with their brackets; may be empty.
    args: &'a str,
    /// Whether it is a class in the class before it.
    is_nested: bool,
}

/// The elements of a name, between its dots and pluses. Constructors keep the dot that they begin with.
fn parts(symbol: &str) -> Vec<Part<'_>> {
    let partners = partners(symbol, Dialect::Rust);
    let (mut parts, mut start, mut at) = (Vec::new(), 0, 0);
    let mut is_nested = false;
    while at < symbol.len() {
        let mark = symbol.as_bytes()[at];
        // The part behind a class starts with no digit, as the offset in `run+0x1a` does.
        let is_mark = matches!(mark, b'.' | b'/') || mark == b'+' && !symbol[at + 1..].starts_with('0');
        if is_mark && at > start {
            parts.push(part(&symbol[start..at], is_nested));
            (start, is_nested) = (at + 1, mark != b'.');
        }
        at = at.max(partners[at]) + 1;
    }
    parts.push(part(&symbol[start..], is_nested));
    parts
}

/// An element without the type arguments that follow it.
fn part(text: &str, is_nested: bool) -> Part<'_> {
    // Brackets that it begins with hold the function that it was made for.
    let from = in_brackets(text).map_or(0, |(_, rest)| text.len() - rest.len());
    let is_opening = |&(at, c): &(usize, char)| from + at > 0 && matches!(c, '<' | '[');
    let open = text[from..].char_indices().find(is_opening).map_or(text.len(), |(at, _)| from + at);
    let (text, args) = text.split_at(open);
    Part { text, args, is_nested }
}
