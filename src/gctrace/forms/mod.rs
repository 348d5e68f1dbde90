//! The forms in which Go has written collections, release by release.

mod current;
mod cursor;
mod early;

use super::{damage::Damage, record::Record};

/// What stands at a place that may be a record.
#[derive(Debug, PartialEq)]
pub(super) enum Found {
    /// A whole record, and how many bytes it has.
    Record(Box<Record>, usize),
    /// One that is cut or torn.
    Damaged(Damage),
    /// Something else.
    Nothing,
}

/// Reads the record that `text` begins with: all of it, or none.
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

/// Whether `text[at..]` is inside of a record whose beginning is somewhere else: words that nothing but records have, among
/// numbers that belong to them.
pub(super) fn is_inside(text: &[u8], at: usize) -> bool {
    current::is_inside(&text[..at], &text[at..]) || early::is_inside(&text[..at], &text[at..])
}
