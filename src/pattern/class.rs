//! Character classes.

use super::{PatternError, escape};

/// The ASCII classes `[[:name:]]`, as ranges.
const NAMED: [(&str, &str); 14] = [
    ("alnum", "0-9A-Za-z"),
    ("alpha", "A-Za-z"),
    ("ascii", r"\x{0}-\x{7f}"),
    ("blank", r"\t\x{20}"),
    ("cntrl", r"\x{0}-\x{1f}\x{7f}"),
    ("digit", "0-9"),
    ("graph", r"\x{21}-\x{7e}"),
    ("lower", "a-z"),
    ("print", r"\x{20}-\x{7e}"),
    ("punct", r"\x{21}-\x{2f}\x{3a}-\x{40}\x{5b}-\x{60}\x{7b}-\x{7e}"),
    ("space", r"\t\n\x{b}\x{c}\r\x{20}"),
    ("upper", "A-Z"),
    ("word", "0-9A-Za-z_"),
    ("xdigit", "0-9A-Fa-f"),
];

/// The class of an escape sequence at the start of `text`, if any, and the rest.
pub(super) fn escaped(text: &str) -> Result<Option<(String, &str)>, PatternError> {
    let class = match text.as_bytes().get(1) {
        Some(b'd') => "[0-9]",
        Some(b'D') => "[^0-9]",
        Some(b's') => r"[\t\n\x{c}\r\x{20}]",
        Some(b'S') => r"[^\t\n\x{c}\r\x{20}]",
        Some(b'w') => "[0-9A-Za-z_]",
        Some(b'W') => "[^0-9A-Za-z_]",
        Some(b'p' | b'P') => return unicode(text).map(Some),
        _ => return Ok(None),
    };
    Ok(Some((class.to_owned(), &text[2..])))
}

/// `\pL`, `\p{Greek}`, `\p{^Greek}`, `\PL`.
fn unicode(text: &str) -> Result<(String, &str), PatternError> {
    let mut is_negated = text.starts_with(r"\P");
    let (name, rest) = match text[2..].strip_prefix('{') {
        Some(braced) => braced.split_once('}').ok_or_else(|| PatternError::ClassRange(text.to_owned()))?,
        None => {
            let length = text[2..].chars().next().map_or(0, char::len_utf8);
            text[2..].split_at(length)
        }
    };
    let source = &text[..text.len() - rest.len()];
    let plain = name.strip_prefix('^').unwrap_or(name);
    is_negated ^= plain.len() != name.len();
    let letter = if is_negated { 'P' } else { 'p' };
    let class = match &*normalized(plain) {
        // UTF-8 has no surrogates, and the crate rejects them.
        "cs" | "surrogate" if is_negated => r"[\x{0}-\x{10ffff}]".to_owned(),
        "cs" | "surrogate" => r"[^\x{0}-\x{10ffff}]".to_owned(),
        name => match property(name) {
            Some(property) => format!(r"\{letter}{{{property}}}"),
            None => return Err(PatternError::ClassRange(source.to_owned())),
        },
    };
    Ok((class, rest))
}

/// Scripts with names of four letters; others of that length are ISO codes, which Go does not know.
const SHORT_SCRIPTS: [&str; 8] = ["ahom", "cham", "kawi", "lisu", "modi", "newa", "thai", "toto"];

/// A property's name without the characters that Go and the `regex` crate ignore.
fn normalized(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, ' ' | '-' | '_')).map(|c| c.to_ascii_lowercase()).collect()
}

/// The name of a category or script in the `regex` crate, if Go knows it. The crate knows more names and kinds of
/// properties, but not the scripts of the next Unicode version.
fn property(name: &str) -> Option<String> {
    // The crate ignores the prefix `is`.
    if name.starts_with("is") || !name.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return None;
    }
    let is_script = name.len() != 4 || SHORT_SCRIPTS.contains(&name);
    let properties = [Some(format!("gc={name}")), is_script.then(|| format!("sc={name}"))];
    properties.into_iter().flatten().find(|property| regex::Regex::new(&format!(r"\p{{{property}}}")).is_ok())
}

/// Parses the bracketed class at the start of `text`. Returns it and the rest.
pub(super) fn bracketed(text: &str) -> Result<(String, &str), PatternError> {
    let missing = || PatternError::MissingBracket(text.to_owned());
    let mut rest = &text[1..];
    let mut class = "[".to_owned();
    if let Some(negated) = rest.strip_prefix('^') {
        class.push('^');
        rest = negated;
    }
    // A bracket at the start is literal: there are no empty classes.
    let mut is_first = true;
    loop {
        match rest.strip_prefix(']') {
            Some(behind) if !is_first => {
                class.push(']');
                return Ok((class, behind));
            }
            _ if rest.is_empty() => return Err(missing()),
            _ => {}
        }
        is_first = false;
        let (item, behind) = item(rest, text)?;
        class.push_str(&item);
        rest = behind;
    }
}

/// An item of a class: a named class, a character, or a range.
fn item<'a>(text: &'a str, whole: &str) -> Result<(String, &'a str), PatternError> {
    if let Some(found) = named(text)? {
        return Ok(found);
    }
    if text.starts_with('\\')
        && let Some(found) = escaped(text)?
    {
        return Ok(found);
    }
    let (first, mut rest) = character(text, whole)?;
    let mut last = first;
    if let Some(behind) =
        rest.strip_prefix('-').filter(|behind| !behind.is_empty() && !behind.starts_with(']'))
    {
        (last, rest) = character(behind, whole)?;
    }
    if last < first {
        return Err(PatternError::ClassRange(text[..text.len() - rest.len()].to_owned()));
    }
    Ok((format!("{}-{}", escape::literal(first), escape::literal(last)), rest))
}

fn character<'a>(text: &'a str, whole: &str) -> Result<(char, &'a str), PatternError> {
    match text.chars().next() {
        None => Err(PatternError::MissingBracket(whole.to_owned())),
        Some('\\') => escape::character(text),
        Some(c) => Ok((c, &text[c.len_utf8()..])),
    }
}

/// `[:alpha:]` or `[:^alpha:]`.
fn named(text: &str) -> Result<Option<(String, &str)>, PatternError> {
    let Some((name, rest)) = text.strip_prefix("[:").and_then(|text| text.split_once(":]")) else {
        return Ok(None);
    };
    let plain = name.strip_prefix('^').unwrap_or(name);
    let caret = if plain.len() == name.len() { "" } else { "^" };
    match NAMED.iter().find(|(known, _)| *known == plain) {
        Some((_, ranges)) => Ok(Some((format!("[{caret}{ranges}]"), rest))),
        None => Err(PatternError::ClassRange(format!("[:{name}:]"))),
    }
}
