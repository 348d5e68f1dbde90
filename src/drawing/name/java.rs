//! Names of the Java virtual machine: `a/b/Class$Inner.method` and `a.b.Class.method`.

use super::Name;
use super::brackets;

/// Whether only Java, or a language like it, writes names like this.
pub(super) fn looks_like_java(full: &str) -> bool {
    const MARKS: [&str; 7] = ["$$", "LambdaForm$", ".lambda$", "java.", "javax.", "jdk.", "sun."];
    let whole = full;
    let (full, _) = without_line(without_params(full));
    if full.contains(['[', '*', '%']) && !full.ends_with("[]")
        || full.contains([' ', ':'])
        || full.contains(").")
    {
        return false;
    }
    let is_marked = MARKS[..3].iter().any(|mark| full.contains(mark))
        || MARKS[3..].iter().any(|mark| full.starts_with(mark));
    let (package, class) = full.split_at(package_len(full));
    let has_class = class.starts_with(is_capital);
    // With slashes a package of Java has no dots, whereas one of Go mostly starts with a domain.
    let is_package = match package.contains('/') {
        true => !package.contains('.'),
        // A method with its parameters is none of Go.
        false if whole.ends_with(')') => !package.is_empty() || class.contains('$'),
        false => package.matches('.').count() > 1 || class.contains('$'),
    };
    is_marked || full.ends_with("[]") || (has_class && is_package)
}

/// Splits a method, or a class where that stands for what was allocated or locked.
pub(super) fn split(full: &str) -> Option<Name> {
    let (text, address) = without_address(without_params(full));
    let (package, rest) = text.split_at(package_len(&text));
    let path: Vec<String> =
        package.split(['/', '.']).filter(|element| !element.is_empty()).map(String::from).collect();
    let shown = 0..path.len();
    // Methods of Kotlin and Scala may be sentences, with stops in them.
    let n_class = rest.find([' ', '(']).unwrap_or(rest.len());
    let name = match rest[..n_class].rfind('.').map(|dot| (&rest[..dot], &rest[dot + 1..])) {
        Some((class, method)) => Name::new(readable_class(class) + ".", readable_method(method)),
        None => Name::new("", readable_class(rest)),
    };
    let name = Some(name).filter(|name| !name.base.is_empty())?;
    Some(Name { address, ..name.located(path, shown, ".") })
}

/// The byte at which the package, with the separator behind it, ends: at the first capital, else before the last element.
fn package_len(text: &str) -> usize {
    let after_marks = text.match_indices(['/', '.']).map(|(at, _)| at + 1);
    let capital = std::iter::once(0).chain(after_marks).find(|&at| text[at..].starts_with(is_capital));
    let last = || text.rfind('/').or_else(|| text.rfind('.'));
    capital.or_else(|| last().map(|mark| mark + 1)).unwrap_or(0)
}

/// Whether a class may start like this; proxies start with `$`.
fn is_capital(c: char) -> bool {
    c.is_uppercase() || c == '$'
}

/// A class without the address that distinguishes hidden classes, `.0x00007f70fc000c10` or
/// `+0x00007fa2500171f0/326573698`, and the address: it differs from run to run, so it names nothing.
fn without_address(text: &str) -> (String, String) {
    let Some(at) = text.find(".0x").or_else(|| text.find("+0x")) else {
        return (text.to_owned(), String::new());
    };
    let digits = |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_hexdigit()).len();
    let mut rest = &text[at + 3..];
    rest = &rest[digits(rest)..];
    let hash = rest.strip_prefix(['/', '.']).filter(|hash| hash.starts_with(|c: char| c.is_ascii_digit()));
    if let Some(hash) = hash {
        rest = &hash[digits(hash)..];
    }
    let address = &text[at + 1..text.len() - rest.len()];
    (format!("{}{rest}", &text[..at]), address.to_owned())
}

/// A class with dots between the classes it is nested in; numbers of anonymous classes keep their `$`.
fn readable_class(class: &str) -> String {
    let mut text = String::with_capacity(class.len());
    let mut rest = class.chars().peekable();
    while let Some(c) = rest.next() {
        let is_double = c == '$' && rest.next_if_eq(&'$').is_some();
        let is_inner = !text.is_empty() && rest.peek().is_some_and(|next| next.is_alphabetic());
        text.push(if is_double || (c == '$' && is_inner) { '.' } else { c });
    }
    text
}

/// A method as its author would find it: `lambda$teller$0` is the first lambda in `teller`.
fn readable_method(method: &str) -> String {
    let lambda = method.strip_prefix("lambda$").and_then(|lambda| lambda.rsplit_once('$'));
    match lambda {
        Some(("null", number)) => format!("lambda${number}"),
        Some((method, number)) => format!("{method}.lambda${number}"),
        None => method.to_owned(),
    }
}

/// A method without its parameters, which end it or are followed by the type it returns, as in `put(I[J)V`.
fn without_params(full: &str) -> &str {
    let returned = full.rfind(')').map_or("", |close| &full[close + 1..]);
    let element = returned.trim_start_matches('[');
    let is_class = element.starts_with('L') && element.ends_with(';') && !element.contains(' ');
    let is_primitive = element.len() == 1 && "VZBCSIJFD".contains(element);
    let returned = if is_class || is_primitive { returned } else { "" };
    let method = &full[..full.len() - returned.len()];
    let name = brackets::without_params(method);
    if name.len() < method.len() { name } else { full }
}

/// A method without the line that some profilers put behind it, and that with its colon.
fn without_line(full: &str) -> (&str, &str) {
    let name = full.trim_end_matches(|c: char| c.is_ascii_digit());
    match name.strip_suffix(':') {
        Some(method) if name.len() < full.len() => full.split_at(method.len()),
        _ => (full, ""),
    }
}
