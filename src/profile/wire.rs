//! The outermost level of the protobuf wire format: fields, not yet decoded messages.
//!
//! The reader iterates over the fields of a profile itself, where prost would build all messages at once: samples are
//! decoded one at a time, strings are taken as bytes, and unknown fields are handled as in pprof.

/// The value of a field by its wire type.
#[derive(Clone, Copy, Debug)]
pub(super) enum Value<'a> {
    Varint(u64),
    Bytes(&'a [u8]),
    /// Four or eight bytes, which no field of a profile has.
    Fixed,
}

/// Iterates over the fields of a message.
pub(super) struct Fields<'a> {
    rest: &'a [u8],
}

impl<'a> Fields<'a> {
    pub(super) fn new(message: &'a [u8]) -> Fields<'a> {
        Fields { rest: message }
    }

    /// How many bytes are left.
    pub(super) fn n_left(&self) -> usize {
        self.rest.len()
    }

    /// The next field's number and value.
    fn field(&mut self) -> Result<(u32, Value<'a>), Malformed> {
        let key = self.varint()?;
        let value = match key & 7 {
            0 => Value::Varint(self.varint()?),
            1 => self.take(8).map(|_| Value::Fixed)?,
            2 => {
                let length = self.varint()?;
                Value::Bytes(self.take(usize::try_from(length).unwrap_or(usize::MAX))?)
            }
            5 => self.take(4).map(|_| Value::Fixed)?,
            wire_type => return Err(Malformed::WireType(wire_type)),
        };
        // Field numbers that do not fit are unknown ones.
        Ok((u32::try_from(key >> 3).unwrap_or(u32::MAX), value))
    }

    #[inline]
    fn varint(&mut self) -> Result<u64, Malformed> {
        // Fast path: most numbers are below 2¹⁴, nearly all below 2²¹.
        match *self.rest {
            [byte, ref rest @ ..] if byte < 0x80 => {
                self.rest = rest;
                Ok(u64::from(byte))
            }
            [low, high, ref rest @ ..] if high < 0x80 => {
                self.rest = rest;
                Ok(u64::from(low & 0x7f) | u64::from(high) << 7)
            }
            [low, middle, high, ref rest @ ..] if high < 0x80 => {
                self.rest = rest;
                Ok(u64::from(low & 0x7f) | u64::from(middle & 0x7f) << 7 | u64::from(high) << 14)
            }
            _ => self.long_varint(),
        }
    }

    fn long_varint(&mut self) -> Result<u64, Malformed> {
        let mut value = 0;
        for (i, &byte) in self.rest.iter().take(10).enumerate() {
            value |= u64::from(byte & 0x7f) << (7 * i);
            if byte < 0x80 {
                self.rest = &self.rest[i + 1..];
                return Ok(value);
            }
        }
        Err(if self.rest.len() < 10 { Malformed::End } else { Malformed::Varint })
    }

    fn take(&mut self, length: usize) -> Result<&'a [u8], Malformed> {
        let (taken, rest) = self.rest.split_at_checked(length).ok_or(Malformed::End)?;
        self.rest = rest;
        Ok(taken)
    }
}

impl<'a> Iterator for Fields<'a> {
    type Item = Result<(u32, Value<'a>), Malformed>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let field = self.field();
        if field.is_err() {
            self.rest = &[];
        }
        Some(field)
    }
}

/// Iterates over the numbers of a repeated field, packed or not.
pub(super) fn varints(value: Value<'_>) -> Result<Varints<'_>, Malformed> {
    match value {
        Value::Varint(value) => Ok(Varints { single: Some(value), packed: Fields::new(&[]) }),
        Value::Bytes(packed) => Ok(Varints { single: None, packed: Fields::new(packed) }),
        Value::Fixed => Err(Malformed::WrongType),
    }
}

/// See [`varints`].
pub(super) struct Varints<'a> {
    single: Option<u64>,
    packed: Fields<'a>,
}

impl Iterator for Varints<'_> {
    type Item = Result<u64, Malformed>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        if self.packed.rest.is_empty() {
            return self.single.take().map(Ok);
        }
        let value = self.packed.varint();
        if value.is_err() {
            self.packed.rest = &[];
        }
        Some(value)
    }
}

/// Why bytes are not a valid protobuf profile.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Malformed {
    /// A field exceeds the end.
    #[error("it ends in the middle of a field")]
    End,
    /// A varint of more than ten bytes.
    #[error("a number is longer than ten bytes")]
    Varint,
    /// A wire type that profiles do not use.
    #[error("a field has the wire type {0}")]
    WireType(u64),
    /// A known field of the wrong wire type.
    #[error("a field has the wrong wire type")]
    WrongType,
    /// A nested message is invalid.
    #[error("a part of it is malformed")]
    Message,
    /// None of the fields is known.
    #[error("none of its fields is one of a profile")]
    Unknown,
    /// The first string is not empty.
    #[error("the first of its strings is not empty")]
    FirstString,
    /// A string index is out of range.
    #[error("it refers to string {index} of {n_strings}")]
    DanglingString {
        /// The index.
        index: i64,
        /// The number of strings.
        n_strings: usize,
    },
}
