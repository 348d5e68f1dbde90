//! Demangles legacy Rust symbols (the default until 2025): C++ names with a hash at the end.

/// The prefix of a nested C++ name.
const START: &[u8] = b"_ZN";

/// The length of the hash, and its first letter.
const HASH_START: &[u8] = b"17h";

/// The number of digits of a hash.
const N_DIGITS: usize = 16;

/// The minimum number of different digits of a hash; fewer are improbable.
const N_DIFFERENT: usize = 5;

/// Demangles a name; `None` if it is not one.
pub(super) fn demangle(mangled: &[u8]) -> Option<Vec<u8>> {
    let mut path = path(mangled)?;
    let mut name = Vec::with_capacity(path.len());
    while !path.is_empty() {
        let (identifier, rest) = split_identifier(path)?;
        if !name.is_empty() {
            name.extend_from_slice(b"::");
        }
        add_identifier(identifier, &mut name);
        path = rest;
    }
    Some(name)
}

/// The length-prefixed identifiers of a path.
fn path(mangled: &[u8]) -> Option<&[u8]> {
    let path = mangled.strip_prefix(START)?;
    let end = match path.last()? {
        b'E' => path.len() - 1,
        // A suffix after a full stop distinguishes clones.
        _ => path.windows(2).rposition(|pair| pair == b"E.")?,
    };
    let (path, digits) = path[..end].split_at_checked(end.checked_sub(N_DIGITS)?)?;
    is_hash(digits).then_some(())?;
    path.strip_suffix(HASH_START)
}

fn is_hash(digits: &[u8]) -> bool {
    let mut seen = 0_u16;
    for digit in digits {
        match digit {
            b'0'..=b'9' => seen |= 1 << (digit - b'0'),
            b'a'..=b'f' => seen |= 1 << (digit - b'a' + 10),
            _ => return false,
        }
    }
    seen.count_ones() as usize >= N_DIFFERENT
}

/// The first identifier of a path, and the rest.
fn split_identifier(path: &[u8]) -> Option<(&[u8], &[u8])> {
    let n_digits = path.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (len, rest) = path.split_at(n_digits);
    let len: usize = std::str::from_utf8(len).ok()?.parse().ok()?;
    let (identifier, rest) = rest.split_at_checked(len)?;
    // An underscore separates a name from its length, and counts.
    Some((identifier.strip_prefix(b"_").filter(|name| !name.starts_with(b"$")).unwrap_or(identifier), rest))
}

/// Appends an identifier with its escapes resolved. After an unknown escape, it is appended verbatim.
fn add_identifier(identifier: &[u8], name: &mut Vec<u8>) {
    let mut rest = if identifier.starts_with(b"_$") { &identifier[1..] } else { identifier };
    while let Some(first) = rest.first() {
        let (text, len): (&[u8], _) = match first {
            b'.' if rest.starts_with(b"..") => (b"::", 2),
            b'$' => match escape(rest) {
                Some((character, len)) => (&[character], len),
                None => (rest, rest.len()),
            },
            _ => (&rest[..1], 1),
        };
        name.extend_from_slice(text);
        rest = &rest[len..];
    }
}

/// The character of an escape, and the length of the escape.
fn escape(text: &[u8]) -> Option<(u8, usize)> {
    let end = text.iter().skip(1).position(|&byte| byte == b'$')? + 1;
    let character = match &text[1..end] {
        b"SP" => b'@',
        b"BP" => b'*',
        b"RF" => b'&',
        b"LT" => b'<',
        b"GT" => b'>',
        b"LP" => b'(',
        b"RP" => b')',
        b"C" => b',',
        [b'u', digits @ ..] if digits.len() == 2 => {
            let digits = std::str::from_utf8(digits).ok()?;
            u8::from_str_radix(digits, 16).ok().filter(|code| (b' '..0x80).contains(code))?
        }
        _ => return None,
    };
    Some((character, end + 1))
}
