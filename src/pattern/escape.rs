//! Literal characters and their escape sequences.

use super::PatternError;

/// Escapes a literal character.
pub(super) fn literal(c: char) -> String {
    if c.is_alphanumeric() { c.to_string() } else { format!(r"\x{{{:x}}}", u32::from(c)) }
}

/// The character of an escape sequence at the start of `text`, and the rest.
pub(super) fn character(text: &str) -> Result<(char, &str), PatternError> {
    let rest = &text[1..];
    let Some(first) = rest.chars().next() else { return Err(PatternError::TrailingBackslash) };
    let behind = &rest[first.len_utf8()..];
    let invalid = || PatternError::Escape(text[..=first.len_utf8()].to_owned());
    let simple = match first {
        '0'..='7' => return octal(rest).ok_or_else(invalid),
        'x' => {
            let unread = || PatternError::Escape(text[..2 + bad_hexadecimal(behind)].to_owned());
            return hexadecimal(behind).ok_or_else(unread);
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

/// Up to three octal digits. A single digit other than 0 would be a back reference, which RE2 does not have.
fn octal(digits: &str) -> Option<(char, &str)> {
    let length = digits.bytes().take(3).take_while(|byte| (b'0'..=b'7').contains(byte)).count();
    if length == 1 && !digits.starts_with('0') {
        return None;
    }
    let (digits, behind) = digits.split_at(length);
    let code = u32::from_str_radix(digits, 8).ok()?;
    Some((char::from_u32(code)?, behind))
}

/// `41` or `{41}`, after an `x`.
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

/// The length of the offending part of an invalid hexadecimal escape.
fn bad_hexadecimal(text: &str) -> usize {
    let in_braces = text.strip_prefix('{');
    let most = if in_braces.is_some() { usize::MAX } else { 2 };
    let (mut code, mut length) = (0_u32, text.len() - in_braces.unwrap_or(text).len());
    for c in in_braces.unwrap_or(text).chars().take(most) {
        length += c.len_utf8();
        code = match c.to_digit(16) {
            Some(digit) => code * 16 + digit,
            // Without braces both digits are consumed before they are checked.
            None if in_braces.is_none() => code,
            None => break,
        };
        if code > u32::from(char::MAX) {
            break;
        }
    }
    length
}
