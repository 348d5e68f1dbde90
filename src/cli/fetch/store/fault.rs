//! Errors of profile stores, and advice.

use super::period::Period;

/// Why a query of a store failed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Fault {
    #[error("no query; add ?query={example}")]
    NoQuery { example: &'static str },
    #[error(
        "there is no {name} here, only {known}; in what is asked for, & + % and # are written %26 %2B %25 and %23"
    )]
    Parameter { name: String, known: &'static str },
    #[error(
        "{name}={value}: not a time; it is like 2026-01-31T12:00:00Z, seconds since 1970, now, or now-1h30m"
    )]
    Time { name: &'static str, value: String },
    #[error("max_nodes={0}: not a whole number from 1 on")]
    Nodes(String),
    #[error("from={from} is not before until={until}", from = .0.from, until = .0.until)]
    Backwards(Period),
    #[error("no profile matches the query from {from} until {until}", from = .0.from, until = .0.until)]
    NoMatch(Period),
    #[error("no {store} there; {advice}")]
    NoStore { store: &'static str, advice: &'static str },
    #[error("{store} wants to know who asks{}; {}", said(message), who(*has_header))]
    Unknown { store: &'static str, message: String, has_header: bool },
    #[error("{store} does not answer: {message}")]
    Refused { store: &'static str, message: String },
    #[error("the answer ended before the answer did; try again")]
    CutOff,
    #[error("the answer is not as {0} writes it")]
    Damaged(&'static str),
}

fn said(message: &str) -> String {
    if message.is_empty() { String::new() } else { format!(" ({message})") }
}

fn who(has_header: bool) -> &'static str {
    if has_header {
        "what -header says does not let us in"
    } else {
        "-header='Authorization: Bearer TOKEN' or -header='X-Scope-OrgID: TENANT' may let us in"
    }
}
