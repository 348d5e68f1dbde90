//! Names of Go: `path/to/package.(*Receiver[types]).Method.func1`.

use super::Name;

/// Whether only Go writes names like this.
pub(super) fn looks_like_go(full: &str) -> bool {
    const MARKS: [&str; 6] = ["(*", "go.shape.", ".func1", ".gowrap", "[...]", "type:."];
    let starts_lower = full.starts_with(|c: char| c.is_lowercase());
    MARKS.iter().any(|mark| full.contains(mark))
        || (starts_lower && full.contains('.') && !full.contains([' ', '<', '(', '$']))
}

/// Splits a name of Go; none if it has no package.
pub(super) fn split(full: &str) -> Option<Name> {
    let Some(of_type) = full.strip_prefix("type..").or_else(|| full.strip_prefix("type:.")) else {
        return split_function(full);
    };
    // `type:.hash.path.T` is the function that the compiler wrote to hash `path.T`.
    let (_, of_type) = of_type.split_once('.')?;
    let qualifier = full[..full.len() - of_type.len()].to_owned();
    let name = split_function(of_type).unwrap_or_else(|| Name::whole(of_type));
    Some(Name { qualifier, base: name.qualifier + &name.base, ..name })
}

/// Splits the name of a function or method.
fn split_function(full: &str) -> Option<Name> {
    // Type arguments hold paths of their own, so the package ends before them.
    let head = &full[..full.find(['[', '(']).unwrap_or(full.len())];
    let element = head.rfind('/').map_or(0, |slash| slash + 1);
    let dot = element + head[element..].find('.')?;
    let (package, symbol) = (&full[..dot], &full[dot + 1..]);
    if package.is_empty() || symbol.is_empty() {
        return None;
    }
    let (symbol, type_args) = without_type_args(symbol);
    let (qualifier, base) = symbol.split_at(receiver_len(&symbol));
    let mut name = Name::new(qualifier, base);
    for list in type_args {
        push_types(&mut name.type_args, list, Bodies::LeftOut);
        push_types(&mut name.full_type_args, list, Bodies::Shown);
    }
    let path: Vec<String> = package.split('/').map(unescaped).collect();
    let shown = path.len() - n_shown(&path)..path.len();
    Some(name.located(path, shown, "/"))
}

/// The number of elements at the end of a package's path that name it.
fn n_shown(path: &[String]) -> usize {
    match path {
        [.., _, last] if is_version(last) => 2,
        // A path of the standard library starts without a domain.
        [first, _] if !first.contains('.') => 2,
        _ => 1,
    }
}

/// Whether a path element is a major version, `v2`.
pub(super) fn is_version(element: &str) -> bool {
    element.strip_prefix('v').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}

/// A path element as in the source: the linker escapes its dots and others as `%2e`.
fn unescaped(element: &str) -> String {
    let mut pieces = element.split('%');
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let code = piece.get(..2).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match code.filter(u8::is_ascii_graphic) {
            Some(code) => {
                text.push(char::from(code));
                text.push_str(&piece[2..]);
            }
            None => {
                text.push('%');
                text.push_str(piece);
            }
        }
    }
    text
}

/// Length of the receiver that a symbol starts with, its dot included; 0 for a plain function.
fn receiver_len(symbol: &str) -> usize {
    if symbol.starts_with('(') {
        return symbol.find(").").map_or(0, |end| end + 2);
    }
    match symbol.find('.') {
        Some(dot) if dot > 0 && !is_derived(&symbol[dot + 1..]) => dot + 1,
        _ => 0,
    }
}

/// Whether the part after a dot was made by the compiler: a closure (`func1`), a wrapper (`gowrap2`), a number.
fn is_derived(rest: &str) -> bool {
    let element = rest.split(['.', '-']).next().unwrap_or(rest);
    let number = ["func", "gowrap", "deferwrap"].iter().find_map(|word| element.strip_prefix(word));
    number.unwrap_or(element).bytes().all(|b| b.is_ascii_digit())
}

/// A symbol without its lists of type arguments, and these. `[...]`, which stands for arguments that the
/// runtime did not write out, stays where it is.
fn without_type_args(symbol: &str) -> (String, Vec<&str>) {
    let (mut kept, mut args) = (String::new(), Vec::new());
    let mut rest = symbol;
    while let Some(open) = rest.find('[') {
        kept.push_str(&rest[..open]);
        let group = &rest[open..];
        let group = &group[..group_len(group)];
        if group == "[...]" {
            kept.push_str("[…]");
        } else {
            args.push(group);
        }
        rest = &rest[open + group.len()..];
    }
    kept.push_str(rest);
    (kept, args)
}

/// Length of the bracketed group that `text` starts with; all of `text` if it is not closed.
fn group_len(text: &str) -> usize {
    let mut depth = 0_usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'[' | b'{' | b'(' => depth += 1,
            b']' | b'}' | b')' => depth = depth.saturating_sub(1),
            _ => continue,
        }
        if depth == 0 {
            return at + 1;
        }
    }
    text.len()
}

/// Whether the fields of a struct and the methods of an interface are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bodies {
    Shown,
    LeftOut,
}

/// Appends types as a reader would write them: without `go.shape.` and packages.
fn push_types(out: &mut String, types: &str, bodies: Bodies) {
    let mut rest = types;
    while let Some(c) = rest.chars().next() {
        let word = word_len(rest);
        if word > 0 {
            out.push_str(unqualified(&rest[..word]));
            rest = &rest[word..];
        } else if c == '{' && (bodies == Bodies::LeftOut || rest.starts_with("{}")) {
            let body = group_len(rest);
            push_body(out, &rest[..body]);
            rest = &rest[body..];
        } else {
            match c {
                ',' => out.push_str(", "),
                // `struct {` and `, ` are spaced by their marks.
                ' ' if rest[1..].starts_with('{') || out.ends_with(' ') => {}
                _ => out.push(c),
            }
            rest = &rest[c.len_utf8()..];
        }
    }
}

/// Appends the body of a struct or interface, which may be empty; `interface {}` is `any`.
fn push_body(out: &mut String, body: &str) {
    let is_empty = matches!(body, "{}" | "{ }");
    match out.strip_suffix("interface") {
        Some(before) if is_empty => {
            out.truncate(before.len());
            out.push_str("any");
        }
        _ if is_empty => out.push_str("{}"),
        _ => out.push_str("{…}"),
    }
}

/// Length of the qualified identifier, such as `go.shape.string`, that `text` starts with.
fn word_len(text: &str) -> usize {
    let is_word = |c: char| c.is_alphanumeric() || "._/%~·".contains(c);
    // A hyphen may be part of a path, but those of `<-chan` and `chan<-` are arrows.
    let is_inner_hyphen = |at: usize, c: char| c == '-' && at > 0 && !text[..at].ends_with("chan");
    text.char_indices()
        .find(|&(at, c)| !is_word(c) && !is_inner_hyphen(at, c))
        .map_or(text.len(), |(at, _)| at)
}

/// The last part of a qualified identifier, without the number of a local type (`T·4`).
fn unqualified(word: &str) -> &str {
    let local = word.split('·').next().unwrap_or(word);
    match local.rfind('.') {
        // `...string` is variadic.
        Some(dot) if local[..dot].ends_with("..") => local,
        Some(dot) => &local[dot + 1..],
        None => local,
    }
}
