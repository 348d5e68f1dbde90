//! Single characters and their escape sequences.

use super::PatternError;

/// A character that stands for itself, whatever it is.
pub(super) fn literal(c: char) -> String {
    if c.is_alphanumeric() { c.to_string() } else { format!(r"\x{{{:x}}}", u32::from(c)) }
}

/// The character that an escape sequence at the start of `text` stands for, and what follows.
pub(super) fn character(text: &str) -> Result<(char, &str), PatternError> {
    let rest = &text[1..];
    let Some(first) = rest.chars().next() else { return Err(PatternError::TrailingBackslash) };
    let behind = &rest[first.len_utf8()..];
    let invalid = || PatternError::Escape(text[..=first.len_utf8()].to_owned());
    let simple = match first {
        '0'..='7' => return octal(rest).ok_or_else(invalid),
        'x' => {
            return hexadecimal(behind).ok_or_else(|| PatternError::Escape(format!(r"\x{}", fault(behind))));
        }
        'a' => '\x07',
        'f' => '\x0c',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\x0b',
        _ if first.is_ascii() && !first.is_ascii_alphanumeric() => first,
        _ => return Err(invalid()),
    };
    Ok((simple, behind))
}

/// Up to three octal digits. A single one other than 0 would be a reference to a group; there are none.
fn octal(digits: &str) -> Option<(char, &str)> {
    let length = digits.bytes().take(3).take_while(|byte| (b'0'..=b'7').contains(byte)).count();
    if length == 1 && !digits.starts_with('0') {
        return None;
    }
    let (digits, behind) = digits.split_at(length);
    let code = u32::from_str_radix(digits, 8).ok()?;
    Some((char::from_u32(code)?, behind))
}

/// `41` or `{41}`, behind an `x`.
fn hexadecimal(text: &str) -> Option<(char, &str)> {
    let (digits, behind) = match text.strip_prefix('{') {
        Some(text) => text.split_once('}')?,
        None => text.split_at_checked(2)?,
    };
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let code = u32::from_str_radix(digits.trim_start_matches('0'), 16);
    let code = if digits.bytes().all(|byte| byte == b'0') { 0 } else { code.ok()? };
    is_number.then(|| char::from_u32(code)).flatten().map(|c| (c, behind))
}

/// Of a text that should be a hexadecimal number, the part up to the first character that is not.
fn fault(text: &str) -> &str {
    let digits = text.strip_prefix('{').unwrap_or(text).trim_start_matches(|c: char| c.is_ascii_hexdigit());
    let length = digits.chars().next().filter(|&c| c != '}').map_or(0, char::len_utf8);
    &text[..text.len() - digits.len() + length]
}
