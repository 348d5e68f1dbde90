//! Texts in columns of equal width.

use std::io::{self, Write};

/// The width of a value.
pub(super) const VALUE: usize = 10;

/// Writes a text, padded on the left to `width` characters.
pub(super) fn right(out: &mut impl Write, text: &[u8], width: usize) -> io::Result<()> {
    const SPACES: [u8; 64] = [b' '; 64];
    let mut n_missing = width.saturating_sub(n_chars(text));
    while n_missing > 0 {
        let n_spaces = n_missing.min(SPACES.len());
        out.write_all(&SPACES[..n_spaces])?;
        n_missing -= n_spaces;
    }
    out.write_all(text)
}

/// The number of characters of a text. An invalid byte counts as one.
pub(super) fn n_chars(text: &[u8]) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    text.utf8_chunks().map(|chunk| chunk.valid().chars().count() + chunk.invalid().len()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_counted() {
        for (text, n) in [(&b"abc"[..], 3), ("µs".as_bytes(), 2), (b"a\xe2\x82", 3), (b"\xff\xfe", 2)] {
            assert_eq!(n_chars(text), n, "{text:?}");
        }
    }

    #[test]
    fn texts_that_are_too_long_stay_whole() {
        let right = |text: &str, width| {
            let mut line = Vec::new();
            right(&mut line, text.as_bytes(), width).unwrap();
            String::from_utf8(line).unwrap()
        };
        assert_eq!(right("µs", 4), "  µs");
        assert_eq!(right("long", 3), "long");
        assert_eq!(right("x", 80).len(), 80);
    }
}
