//! Profile stores, which hold profiles of many machines and merge those that a query selects.

pub(super) mod fault;
mod parca;
mod period;
mod pyroscope;
mod question;

use std::time::Duration;

use jiff::Timestamp;
use pprof_svg::profile;

use self::fault::Fault;
use self::question::{Question, Words};
use super::client::{Client, Post, Reply};
use super::error::Cause;
use super::progress::Progress;
use super::url::Url;

/// The kind of a store, by the scheme of its URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Store {
    Pyroscope,
    Parca,
}

/// A query and its store.
#[derive(Clone, Debug)]
pub(super) struct Query {
    store: Store,
    url: Url,
    question: Question,
}

/// Responses up to this size are checked for samples, since empty ones are small.
const LARGEST_EMPTY: usize = 1 << 12;

impl Store {
    /// The store of a URL, and the URL to connect to.
    fn of(url: &Url) -> Option<(Store, Url)> {
        let (store, scheme) = url.scheme.split_once('+')?;
        let store = match store {
            "pyroscope" => Store::Pyroscope,
            "parca" => Store::Parca,
            _ => return None,
        };
        Some((store, Url { scheme: scheme.to_owned(), ..url.clone() }))
    }

    fn words(self) -> Words {
        match self {
            Store::Pyroscope => Words { parameters: pyroscope::PARAMETERS, example: pyroscope::EXAMPLE },
            Store::Parca => Words { parameters: parca::PARAMETERS, example: parca::EXAMPLE },
        }
    }

    /// The path of its API, below the URL's.
    fn path(self) -> &'static str {
        match self {
            Store::Pyroscope => pyroscope::PATH,
            Store::Parca => parca::PATH,
        }
    }

    fn post(self, question: &Question) -> Post {
        match self {
            Store::Pyroscope => pyroscope::post(question),
            Store::Parca => parca::post(question),
        }
    }

    fn profile(self, reply: Reply, question: &Question) -> Result<Vec<u8>, Fault> {
        match self {
            Store::Pyroscope => pyroscope::profile(reply, question),
            Store::Parca => parca::profile(&reply, question),
        }
    }
}

impl Query {
    /// The query of a URL; `None` if the URL is not of a store.
    pub(super) fn of(url: &Url) -> Option<Result<Query, Fault>> {
        let (store, url) = Store::of(url)?;
        let question = Question::of(&url, store.words(), Timestamp::now());
        let path = format!("{}{}", url.path.trim_end_matches('/'), store.path());
        let url = Url { path, query: String::new(), ..url };
        Some(question.map(|question| Query { store, url, question }))
    }

    /// The merged profile of all matches, if it arrives within `time`.
    pub(super) fn run(&self, client: &Client, time: Duration, progress: &Progress) -> Result<Vec<u8>, Cause> {
        let reply = client.post(&self.url, &self.store.post(&self.question), time, progress)?;
        let bytes = self.store.profile(reply, &self.question)?;
        if is_empty(&bytes) {
            return Err(Fault::NoMatch(self.question.period).into());
        }
        Ok(bytes)
    }
}

/// Whether these bytes are a profile without samples, which is how stores respond without matches.
fn is_empty(bytes: &[u8]) -> bool {
    let has_none = |bytes| profile::read(bytes).is_ok_and(|profile| profile.samples.is_empty());
    bytes.is_empty() || bytes.len() <= LARGEST_EMPTY && has_none(bytes)
}
