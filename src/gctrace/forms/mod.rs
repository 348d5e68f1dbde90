//! The record formats of Go's releases.

mod current;
mod cursor;
mod early;

use super::{damage::Damage, record::Record};

/// The result of parsing at a position.
#[derive(Debug, PartialEq)]
pub(super) enum Found {
    /// A record, and its length in bytes.
    Record(Box<Record>, usize),
    /// A truncated or interleaved record.
    Damaged(Damage),
    /// Something else.
    Nothing,
}

/// Parses the record at the start of `text`.
pub(super) fn at(text: &[u8]) -> Found {
    if current::begins(text) {
        found(current::parse(text))
    } else if early::begins(text) {
        found(early::parse(text))
    } else {
        Found::Nothing
    }
}

fn found(parsed: Result<(Record, usize), Damage>) -> Found {
    match parsed {
        Ok((record, n_bytes)) => Found::Record(Box::new(record), n_bytes),
        Err(damage) => Found::Damaged(damage),
    }
}

/// Whether `text[at..]` is inside of a record that begins elsewhere: words that only records have, next to their
/// numbers.
pub(super) fn is_inside(text: &[u8], at: usize) -> bool {
    current::is_inside(&text[..at], &text[at..]) || early::is_inside(&text[..at], &text[at..])
}
