//! Lines of text, and the kinds of lines that the formats share.

use bstr::ByteSlice;

use super::{
    error::{LONGEST_LINE, LegacyDamage, LegacyError},
    number,
};

/// A line that is not empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// A line with content.
    Line(&'a [u8]),
    /// A comment after `#`: Go writes symbols there, as in `#\t0x4855e4\ttime.Sleep+0x164\t/src/time.go:368`, and
    /// statistics.
    Comment(&'a [u8]),
}

/// Walks over the lines of a text.
#[derive(Debug)]
pub(super) struct Lines<'a> {
    rest: &'a [u8],
    /// The number of lines read.
    number: usize,
}

impl<'a> Lines<'a> {
    pub(super) fn new(text: &'a [u8]) -> Lines<'a> {
        Lines { rest: text, number: 0 }
    }

    /// The next line without its end; `None` after the last.
    pub(super) fn next(&mut self) -> Result<Option<&'a [u8]>, LegacyError> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        self.number += 1;
        let length = self.rest.find_byte(b'\n').unwrap_or(self.rest.len());
        if length > LONGEST_LINE {
            return Err(self.error(LegacyDamage::TooLong));
        }
        let (line, rest) = self.rest.split_at(length);
        self.rest = rest.strip_prefix(b"\n").unwrap_or_default();
        Ok(Some(line.strip_suffix(b"\r").unwrap_or(line)))
    }

    /// The next line that is not empty.
    pub(super) fn next_token(&mut self) -> Result<Option<Token<'a>>, LegacyError> {
        while let Some(line) = self.next()? {
            if let Some(token) = token(line) {
                return Ok(Some(token));
            }
        }
        Ok(None)
    }

    /// The next line that is neither empty nor a comment.
    pub(super) fn next_but_blank(&mut self) -> Result<Option<&'a [u8]>, LegacyError> {
        while let Some(token) = self.next_token()? {
            if let Token::Line(line) = token {
                return Ok(Some(line));
            }
        }
        Ok(None)
    }

    /// Everything after the line just read.
    pub(super) fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// An error in the line just read.
    pub(super) fn error(&self, damage: LegacyDamage) -> LegacyError {
        LegacyError { line: self.number, damage }
    }

    /// Appends the addresses in a part of the line just read to `addresses`.
    pub(super) fn addresses(&self, text: &[u8], addresses: &mut Vec<u64>) -> Result<(), LegacyError> {
        addresses_in(text, addresses).map_err(|damage| self.error(damage))
    }
}

/// Classifies a line; `None` if it is empty.
fn token(line: &[u8]) -> Option<Token<'_>> {
    match line.trim() {
        [] => None,
        [b'#', comment @ ..] => Some(Token::Comment(comment)),
        _ => Some(Token::Line(line)),
    }
}

/// Whether a memory map follows the line.
pub(super) fn is_sentinel(line: &[u8]) -> bool {
    line.contains_str("--- Memory map: ---") || line.contains_str("MAPPED_LIBRARIES:")
}

/// Appends all addresses in a text to `addresses`: `0x` and lower-case digits, with anything in between.
pub(super) fn addresses_in(mut text: &[u8], addresses: &mut Vec<u64>) -> Result<(), LegacyDamage> {
    while let Some(at) = text.find("0x") {
        let digits = &text[at + 2..];
        let is_digit = |byte: &u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(byte);
        let length = digits.iter().take_while(|byte| is_digit(byte)).count();
        let (digits, rest) = digits.split_at(length);
        if !digits.is_empty() {
            addresses.push(number::hex(digits).ok_or_else(|| LegacyDamage::not_a_number(digits))?);
        }
        text = rest;
    }
    Ok(())
}

/// An address inside the call instruction before `return_address`.
pub(super) fn call_site(return_address: u64) -> u64 {
    return_address.wrapping_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_carriage_return_belongs_to_the_end_of_the_line() {
        let mut lines = Lines::new(b"a\r\n\r\r\nb");
        let mut next = || lines.next().unwrap();
        assert_eq!([next(), next(), next(), next()], [Some(&b"a"[..]), Some(b"\r"), Some(b"b"), None]);
    }

    #[test]
    fn a_line_may_be_so_long_and_no_longer() {
        let text = [&[b'a'; LONGEST_LINE][..], b"\nb\n", &[b'c'; LONGEST_LINE + 1]].concat();
        let mut lines = Lines::new(&text);
        assert_eq!(lines.next().unwrap().map(<[u8]>::len), Some(LONGEST_LINE));
        assert_eq!(lines.next().unwrap(), Some(&b"b"[..]));
        let error = lines.next().unwrap_err();
        assert_eq!(error.to_string(), "line 3: token too long: more than 65535 bytes");
    }

    #[test]
    fn comments_are_kept_apart_from_lines() {
        let text = b"\n1 @ 0x1 \n \t\x0b\xc2\xa0\n#\t0x4855e4\ttime.Sleep+0x164\t/src/time.go:368\r\n\t# 0x1\na #\n#";
        let mut lines = Lines::new(text);
        let tokens: Vec<_> = std::iter::from_fn(|| lines.next_token().unwrap()).collect();
        let symbol = b"\t0x4855e4\ttime.Sleep+0x164\t/src/time.go:368";
        let (line, comment) = (Token::Line, Token::Comment);
        assert_eq!(
            tokens,
            [line(b"1 @ 0x1 "), comment(symbol), comment(b" 0x1"), line(b"a #"), comment(b"")]
        );
        let mut lines = Lines::new(text);
        let lines: Vec<_> = std::iter::from_fn(|| lines.next_but_blank().unwrap()).collect();
        assert_eq!(lines, [&b"1 @ 0x1 "[..], b"a #"]);
    }

    #[test]
    fn addresses_may_touch_anything() {
        let mut addresses = Vec::new();
        addresses_in(b"0x10x0x2Fx 0x, pc=00x00ffg 0xffffffffffffffff", &mut addresses).unwrap();
        assert_eq!(addresses, [0x10, 0x2, 0xff, u64::MAX]);
        let error = addresses_in(b"0x1 0x10000000000000000", &mut addresses).unwrap_err();
        assert_eq!(error.to_string(), r#"malformed sample: "10000000000000000" is not a number of 64 bits"#);
    }
}
