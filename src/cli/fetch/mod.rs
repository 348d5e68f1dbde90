//! Profiles that come from a server.

mod client;
mod error;
mod progress;
mod proxy;
mod save;
mod tls;
mod url;

use std::ffi::OsString;
use std::path::Path;
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use super::options::Fetching;
use super::{say, shown};
use client::Client;
use progress::Progress;
use url::{Url, without_password};

pub(crate) use error::FetchError;
pub(crate) use save::save;

/// A profile that came from a server.
pub(crate) struct Fetched {
    /// What messages call it: as it was typed, without a password.
    pub(crate) name: OsString,
    pub(crate) bytes: Vec<u8>,
}

/// The most profiles that are fetched at once.
const MOST_AT_ONCE: usize = 128;

/// How long a profile may take to be here, if nobody says and it is not recorded for longer.
const PATIENCE: u64 = 60;

/// How long a Go server records CPU time, if nobody says.
const RECORDED_UNASKED: u64 = 30;

/// Fetches those of `sources` that are addresses, at the same time, so that they are of the same time. The first
/// that fails is the end of it: the others are not waited for.
pub(crate) fn fetch(sources: &[OsString], fetching: &Fetching) -> Result<Vec<Option<Fetched>>, FetchError> {
    let mut fetched: Vec<Option<Fetched>> = sources.iter().map(|_| None).collect();
    let urls: Vec<(usize, Url)> =
        (0..).zip(sources).filter_map(|(i, source)| Some((i, url_of(source)?))).collect();
    if urls.is_empty() {
        return Ok(fetched);
    }
    let client = Arc::new(Client::new(fetching)?);
    for some in urls.chunks(MOST_AT_ONCE) {
        let some: Vec<_> =
            some.iter().map(|(i, url)| (*i, url.clone().completed(fetching.seconds))).collect();
        some.iter().for_each(|(_, url)| announce(url, fetching));
        let progress = Progress::new(some.iter().filter_map(|(_, url)| recorded(url)).max());
        let results = start(&client, some, fetching, &progress);
        for (i, result) in results {
            let name = without_password(&shown(&sources[i]));
            let bytes = result.inspect_err(|_| progress.end());
            let bytes = bytes.map_err(|cause| FetchError::Source { name: name.clone(), cause })?;
            fetched[i] = Some(Fetched { name: name.into(), bytes });
        }
        progress.end();
    }
    Ok(fetched)
}

/// The address that `source` is. What is there as a file is none, whatever it is called.
fn url_of(source: &OsString) -> Option<Url> {
    source.to_str().filter(|source| !Path::new(source).exists()).and_then(Url::typed)
}

/// Says what is going to happen, in the reference's words.
fn announce(url: &Url, fetching: &Fetching) {
    say(format_args!("Fetching profile over HTTP from {url}"));
    if let Some(seconds) = fetching.seconds {
        say(format_args!("Please wait... ({})", duration(seconds)));
    }
}

/// How long the server is going to record, as far as that is known.
fn recorded(url: &Url) -> Option<u64> {
    url.seconds().or_else(|| url.is_cpu_profile().then_some(RECORDED_UNASKED))
}

/// How long a profile may take to be here.
fn patience(url: &Url, fetching: &Fetching) -> u64 {
    let recorded = || url.seconds().map(|seconds| seconds + seconds / 2);
    fetching.timeout.or_else(recorded).unwrap_or(PATIENCE)
}

/// Fetches each in a thread of its own, and returns them as they come.
fn start(
    client: &Arc<Client>,
    urls: Vec<(usize, Url)>,
    fetching: &Fetching,
    progress: &Progress,
) -> mpsc::Receiver<(usize, Result<Vec<u8>, error::Cause>)> {
    let (sender, receiver) = mpsc::channel();
    for (i, url) in urls {
        let seconds = patience(&url, fetching);
        let (sender, client, progress) = (sender.clone(), Arc::clone(client), progress.clone());
        let fetch = move || {
            let fetched = client.get(&url, Duration::from_secs(seconds), &progress);
            // Nobody waits for it any more if another one failed.
            let _ = sender.send((i, fetched));
        };
        if thread::Builder::new().spawn(fetch.clone()).is_err() {
            fetch();
        }
    }
    receiver
}

/// Seconds as Go writes durations.
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
            patience(&Url::typed(typed).unwrap().completed(seconds), &fetching)
        };
        assert_eq!(patience("h:1/p", None, None), 60);
        assert_eq!(patience("h:1/p?seconds=5", None, None), 7);
        assert_eq!(patience("h:1/p?seconds=5", Some(100), None), 150);
        assert_eq!(patience("h:1/p?seconds=5", Some(100), Some(1)), 1);
    }

    #[test]
    fn a_file_is_no_address() {
        assert_eq!(
            url_of(&"localhost:80".into()).map(|url| url.to_string()),
            Some("http://localhost:80".to_owned())
        );
        let folder = std::env::temp_dir().join(format!("pprof-svg-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join("localhost:80");
        std::fs::write(&file, "").unwrap();
        assert_eq!(url_of(&file.into_os_string()), None);
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
