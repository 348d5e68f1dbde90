//! Removes escape sequences of terminals, and of JSON, from a line.

use std::borrow::Cow;

use bstr::ByteSlice;

const ESCAPE: u8 = 0x1b;

/// The text without colours, and with the characters that JSON escapes: `>`, and the start of an escape sequence.
pub(super) fn plain(text: &[u8]) -> Cow<'_, [u8]> {
    if text.find_byte(ESCAPE).is_none() && text.find(b"\\u00").is_none() {
        return Cow::Borrowed(text);
    }
    let mut plain = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        let (n_bytes, character) = character(&text[at..]).unwrap_or((1, byte));
        at += n_bytes;
        if character == ESCAPE {
            match sequence(&text[at..]) {
                Some(n_bytes) => at += n_bytes,
                None => plain.extend_from_slice(&text[at - n_bytes..at]),
            }
        } else {
            plain.push(character);
        }
    }
    Cow::Owned(plain)
}

/// The character of a JSON escape such as `\u003e`, after the length of the escape.
fn character(text: &[u8]) -> Option<(usize, u8)> {
    let digits = text.strip_prefix(b"\\u00")?.get(..2)?;
    match &digits.to_ascii_lowercase()[..] {
        b"3e" => Some((6, b'>')),
        b"1b" => Some((6, ESCAPE)),
        _ => None,
    }
}

/// The length of the rest of a terminal's escape sequence, such as `[01;31m`.
fn sequence(text: &[u8]) -> Option<usize> {
    const LONGEST: usize = 32;
    let parameters = text.strip_prefix(b"[")?;
    let is_parameter = |byte: &&u8| (b' '..=b'?').contains(*byte);
    let n_parameters = parameters.iter().take(LONGEST).take_while(is_parameter).count();
    let last = parameters.get(n_parameters)?;
    (b'@'..=b'~').contains(last).then_some(n_parameters + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_and_numbers_of_characters_are_taken_out() {
        let check = |text: &str, expected: &str| {
            assert_eq!(plain(text.as_bytes()).as_bstr(), expected.as_bytes().as_bstr());
        };
        check("gc 1", "gc 1");
        check("\u{1b}[01;31m\u{1b}[Kgc\u{1b}[m\u{1b}[K 1", "gc 1");
        check(r"4-\u003e4-\u003E1 \u00e9", r"4->4->1 \u00e9");
        check(r"\u001b[31mgc\u001B[0m 1", "gc 1");
        check("a\u{1b}b\u{1b}[", "a\u{1b}b\u{1b}[");
        check(r"\u003", r"\u003");
    }
}
