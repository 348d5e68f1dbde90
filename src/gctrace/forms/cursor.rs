//! Parses the fields of a record from left to right.

use crate::gctrace::damage::Damage;

/// Larger heaps are damage, in MiB: 256 TiB, the address space that Go uses.
const LARGEST_MB: u64 = 1 << 28;

/// A position in a record. Errors name the missing field.
pub(super) struct Cursor<'a> {
    text: &'a [u8],
    pub(super) at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a [u8]) -> Cursor<'a> {
        Cursor { text, at: 0 }
    }

    fn rest(&self) -> &'a [u8] {
        &self.text[self.at..]
    }

    /// Skips a word, and returns whether it was there.
    pub(super) fn has(&mut self, word: &str) -> bool {
        let is_there = self.rest().starts_with(word.as_bytes());
        self.at += if is_there { word.len() } else { 0 };
        is_there
    }

    /// Skips a word at the start or end of a field, or fails.
    pub(super) fn word(&mut self, word: &str, field: &'static str) -> Result<(), Damage> {
        if self.has(word) { Ok(()) } else { Err(Damage::Missing(field)) }
    }

    /// An unsigned integer.
    pub(super) fn whole(&mut self, field: &'static str) -> Result<u64, Damage> {
        let digits = self.digits();
        let number = digits
            .iter()
            .try_fold(0_u64, |number, digit| number.checked_mul(10)?.checked_add(u64::from(digit - b'0')));
        number.filter(|_| !digits.is_empty()).ok_or(Damage::Missing(field))
    }

    /// An unsigned integer of 32 bits.
    pub(super) fn small(&mut self, field: &'static str) -> Result<u32, Damage> {
        u32::try_from(self.whole(field)?).map_err(|_| Damage::Missing(field))
    }

    /// A decimal number.
    pub(super) fn decimal(&mut self, field: &'static str) -> Result<f64, Damage> {
        let start = self.at;
        let n_whole = self.digits().len();
        let has_decimals = !self.has(".") || !self.digits().is_empty();
        let text = str::from_utf8(&self.text[start..self.at]).unwrap_or_default();
        let number = text.parse().ok().filter(|_| n_whole > 0 && has_decimals);
        number.ok_or(Damage::Missing(field))
    }

    /// A duration, without its unit.
    pub(super) fn duration(&mut self, field: &'static str) -> Result<f32, Damage> {
        let duration = self.decimal(field)? as f32;
        if duration.is_finite() { Ok(duration) } else { Err(Damage::Missing(field)) }
    }

    /// A heap size in MiB.
    pub(super) fn heap(&mut self) -> Result<u32, Damage> {
        self.size("heap").map_err(|damage| if self.is_number_behind() { Damage::Heap } else { damage })
    }

    /// A size in MiB.
    pub(super) fn size(&mut self, field: &'static str) -> Result<u32, Damage> {
        let size = self.whole(field)?;
        let size = u32::try_from(size).ok().filter(|_| size <= LARGEST_MB);
        size.ok_or(Damage::Missing(field))
    }

    /// Whether the last skipped text is a number.
    fn is_number_behind(&self) -> bool {
        self.at > 0 && self.text[self.at - 1].is_ascii_digit()
    }

    fn digits(&mut self) -> &'a [u8] {
        let rest = self.rest();
        let n_digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.at += n_digits;
        &rest[..n_digits]
    }
}

/// Whether a text begins with a digit.
pub(super) fn begins_with_digit(text: &[u8]) -> bool {
    text.first().is_some_and(u8::is_ascii_digit)
}

/// The text after the digits at its start; `None` without digits.
pub(super) fn after_digits(text: &[u8]) -> Option<&[u8]> {
    let n_digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    (n_digits > 0).then(|| &text[n_digits..])
}

/// The text before the digits at its end; `None` without digits.
pub(super) fn before_digits(text: &[u8]) -> Option<&[u8]> {
    let n_digits = text.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    (n_digits > 0).then(|| &text[..text.len() - n_digits])
}
