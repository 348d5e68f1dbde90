//! What a store is asked, whichever it is.

use jiff::{SignedDuration, Timestamp};

use super::super::url::Url;
use super::fault::Fault;
use super::period::{self, Period};

/// What is asked for if nobody says, as user interfaces do.
const UNASKED: SignedDuration = SignedDuration::from_hours(1);

/// Which profiles are to be merged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Question {
    /// In the words of the store.
    pub(super) query: String,
    pub(super) period: Period,
    /// How many nodes are kept, the heaviest; all if none.
    pub(super) max_nodes: Option<i64>,
}

/// What the address of a store may ask for, in words, and an example of a query.
#[derive(Clone, Copy)]
pub(super) struct Words {
    pub(super) parameters: &'static str,
    pub(super) example: &'static str,
}

impl Question {
    /// The question in an address. An unknown word is refused: without it another question would be answered.
    pub(super) fn of(url: &Url, words: Words, now: Timestamp) -> Result<Question, Fault> {
        let mut query = String::new();
        let mut period = Period { from: now.checked_sub(UNASKED).unwrap_or(now), until: now };
        let mut max_nodes = None;
        for (name, value) in url.parameters() {
            let is_known = words.parameters.split([',', ' ']).any(|known| known == name);
            match &*name {
                "query" => query = value,
                "from" => period.from = time("from", value, now)?,
                "until" => period.until = time("until", value, now)?,
                "max_nodes" if is_known => max_nodes = Some(nodes(value)?),
                _ => return Err(Fault::Parameter { name, known: words.parameters }),
            }
        }
        if query.trim().is_empty() {
            return Err(Fault::NoQuery { example: words.example });
        }
        if period.from >= period.until {
            return Err(Fault::Backwards(period));
        }
        Ok(Question { query: query.trim().to_owned(), period, max_nodes })
    }
}

fn time(name: &'static str, value: String, now: Timestamp) -> Result<Timestamp, Fault> {
    period::time(value.trim(), now).ok_or(Fault::Time { name, value })
}

fn nodes(value: String) -> Result<i64, Fault> {
    value.parse().ok().filter(|n| *n > 0).ok_or(Fault::Nodes(value))
}
