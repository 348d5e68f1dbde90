//! The parameters of a query, for all stores.

use jiff::{SignedDuration, Timestamp};

use super::super::url::Url;
use super::fault::Fault;
use super::period::{self, Period};

/// The default time range, as in user interfaces.
const UNASKED: SignedDuration = SignedDuration::from_hours(1);

/// The parameters of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Question {
    /// In the store's query language.
    pub(super) query: String,
    pub(super) period: Period,
    /// The maximum number of nodes; all if `None`.
    pub(super) max_nodes: Option<i64>,
}

/// Texts for messages: the supported parameters of a URL, and an example of a query.
#[derive(Clone, Copy)]
pub(super) struct Words {
    pub(super) parameters: &'static str,
    pub(super) example: &'static str,
}

impl Question {
    /// Parses the query in a URL. Unknown parameters are rejected, since the result would be that of another query.
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
