//! Fetches profiles from servers.

mod client;
mod decompress;
mod error;
mod origin;
mod progress;
mod proxy;
mod save;
mod store;
#[cfg(feature = "symbolize")]
mod symbolz;
mod tls;
mod url;

use std::ffi::OsString;
use std::path::Path;
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use super::options::Fetching;
use super::{say, shown};
use client::{Client, PATIENCE};
use error::Cause;
use progress::Progress;
use store::Query;
use url::without_password;

pub(crate) use error::FetchError;
pub(crate) use origin::{Origin, forget};
pub(crate) use save::save;
#[cfg(feature = "symbolize")]
pub(crate) use symbolz::name;
pub(crate) use url::Url;

/// A fetched profile.
pub(crate) struct Fetched {
    /// Its name in messages: the source as typed, without password.
    pub(crate) name: OsString,
    pub(crate) bytes: Vec<u8>,
    /// The page it is from, if the server may have symbols for it.
    pub(crate) page: Option<Url>,
}

/// The maximum number of parallel requests.
const MAX_AT_ONCE: usize = 128;

/// Seconds for which Go servers record CPU profiles by default.
const RECORDED_UNASKED: u64 = 30;

/// Fetches those of `sources` that are URLs in parallel, so that they are of the same time. Returns the first error
/// without waiting for the others.
pub(crate) fn fetch(sources: &[OsString], fetching: &Fetching) -> Result<Vec<Option<Fetched>>, FetchError> {
    let mut fetched: Vec<Option<Fetched>> = sources.iter().map(|_| None).collect();
    let name = |i: usize| without_password(&shown(&sources[i]));
    let failed = |i: usize| move |cause| FetchError::Source { name: name(i), cause };
    let mut wanted = Vec::new();
    for (i, url) in (0..).zip(sources).filter_map(|(i, source)| Some((i, url_of(source)?))) {
        wanted.push((i, Wanted::of(url, fetching).map_err(failed(i))?));
    }
    if wanted.is_empty() {
        return Ok(fetched);
    }
    let client = Arc::new(Client::new(fetching)?);
    for some in wanted.chunks(MAX_AT_ONCE) {
        some.iter().for_each(|(_, wanted)| wanted.announce(fetching));
        let progress = Progress::new(some.iter().filter_map(|(_, wanted)| wanted.recorded()).max());
        let results = start(&client, some, fetching, &progress);
        for (i, result) in results {
            let bytes = result.inspect_err(|_| progress.end()).map_err(failed(i))?;
            let page = wanted.iter().find(|(at, _)| *at == i).and_then(|(_, wanted)| wanted.page());
            fetched[i] = Some(Fetched { name: name(i).into(), bytes, page: page.cloned() });
        }
        progress.end();
    }
    Ok(fetched)
}

/// The URL that `source` is, unless a file of that name exists.
fn url_of(source: &OsString) -> Option<Url> {
    source.to_str().filter(|source| !Path::new(source).exists()).and_then(Url::typed)
}

/// The minimum number of seconds between the end of the recording and the timeout.
const GRACE: u64 = 10;

/// What is fetched.
#[derive(Clone)]
enum Wanted {
    /// The profile at a URL.
    Page(Url),
    /// The result of a store's query, and the URL as typed.
    Merged(Url, Box<Query>),
}

impl Wanted {
    fn of(url: Url, fetching: &Fetching) -> Result<Wanted, Cause> {
        match Query::of(&url) {
            None => Ok(Wanted::Page(url.completed(fetching.seconds))),
            Some(query) => Ok(Wanted::Merged(url, Box::new(query?))),
        }
    }

    fn page(&self) -> Option<&Url> {
        match self {
            Wanted::Page(url) => Some(url),
            Wanted::Merged(..) => None,
        }
    }

    /// Prints what is being fetched, in the reference's words.
    fn announce(&self, fetching: &Fetching) {
        let (Wanted::Page(url) | Wanted::Merged(url, _)) = self;
        say(format_args!("Fetching profile over HTTP from {url}"));
        if let (Wanted::Page(_), Some(seconds)) = (self, fetching.seconds) {
            say(format_args!("Please wait... ({})", duration(seconds)));
        }
    }

    /// The seconds that the server will record, if known.
    fn recorded(&self) -> Option<u64> {
        let Wanted::Page(url) = self else { return None };
        url.seconds().or_else(|| url.is_cpu_profile().then_some(RECORDED_UNASKED))
    }

    /// The timeout in seconds.
    fn patience(&self, fetching: &Fetching) -> u64 {
        let recorded = || match self {
            // The server needs time besides the recording.
            Wanted::Page(url) => url.seconds().map(|seconds| seconds + (seconds / 2).max(GRACE)),
            Wanted::Merged(..) => None,
        };
        fetching.timeout.or_else(recorded).unwrap_or(PATIENCE)
    }

    fn fetch(&self, client: &Client, time: Duration, progress: &Progress) -> Result<Vec<u8>, Cause> {
        match self {
            Wanted::Page(url) => client.get(url, time, progress),
            Wanted::Merged(_, query) => query.run(client, time, progress),
        }
    }
}

/// Fetches each in a thread of its own, and returns them as they arrive.
fn start(
    client: &Arc<Client>,
    wanted: &[(usize, Wanted)],
    fetching: &Fetching,
    progress: &Progress,
) -> mpsc::Receiver<(usize, Result<Vec<u8>, Cause>)> {
    let (sender, receiver) = mpsc::channel();
    for (i, wanted) in wanted.iter().cloned() {
        let time = Duration::from_secs(wanted.patience(fetching));
        let (sender, client, progress) = (sender.clone(), Arc::clone(client), progress.clone());
        let fetch = move || {
            let fetched = wanted.fetch(&client, time, &progress);
            // There is no receiver after an error.
            let _ = sender.send((i, fetched));
        };
        if thread::Builder::new().spawn(fetch.clone()).is_err() {
            fetch();
        }
    }
    receiver
}

/// Seconds in the format of Go's durations.
fn duration(seconds: u64) -> String {
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match (hours, minutes) {
        (0, 0) => format!("{seconds}s"),
        (0, _) => format!("{minutes}m{seconds}s"),
        _ => format!("{hours}h{minutes}m{seconds}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_written_as_in_go() {
        let written = [(3, "3s"), (60, "1m0s"), (90, "1m30s"), (3600, "1h0m0s"), (90061, "25h1m1s")];
        for (seconds, text) in written {
            assert_eq!(duration(seconds), text);
        }
    }

    #[test]
    fn what_is_recorded_longer_is_waited_for_longer() {
        let patience = |typed: &str, seconds, timeout| {
            let fetching = Fetching { seconds, timeout, ..Fetching::default() };
            Wanted::of(Url::typed(typed).unwrap(), &fetching).unwrap().patience(&fetching)
        };
        assert_eq!(patience("h:1/p", None, None), 60);
        assert_eq!(patience("h:1/p?seconds=1", None, None), 11);
        assert_eq!(patience("h:1/p?seconds=5", None, None), 15);
        assert_eq!(patience("h:1/p?seconds=5", Some(100), None), 150);
        assert_eq!(patience("h:1/p?seconds=5", Some(100), Some(1)), 1);
    }

    #[test]
    fn a_file_is_no_address() {
        assert_eq!(
            url_of(&"localhost:80".into()).map(|url| url.to_string()),
            Some("http://localhost:80".to_owned())
        );
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("localhost:80");
        std::fs::write(&file, "").unwrap();
        assert_eq!(url_of(&file.into_os_string()), None);
    }
}
