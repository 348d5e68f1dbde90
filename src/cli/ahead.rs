//! Reads several sources in parallel, ahead of their use.

use std::num::NonZero;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};
use std::thread;

use pprof_svg::profile::{Profile, ReadOptions};

use super::source::{Source, SourceError};

/// The maximum number of parallel readers. Each has a profile in memory until it is taken.
const MAX_LANES: usize = 3;

/// Returns the profiles of sources in order, while the next are being read.
///
/// Readers are not joined when dropped: a pipe may never end.
pub(crate) struct Ahead {
    sources: Arc<[Source]>,
    options: ReadOptions,
    next: usize,
    /// The readers, each of every n-th source; `None` where no thread could be started.
    lanes: Vec<Option<Receiver<Result<Profile, SourceError>>>>,
}

impl Ahead {
    pub(crate) fn new(sources: Arc<[Source]>, options: ReadOptions) -> Ahead {
        let n_processors = thread::available_parallelism().map_or(1, NonZero::get);
        let n_lanes = n_processors.min(MAX_LANES).min(sources.len());
        let lanes = (0..n_lanes).map(|lane| start(&sources, options, lane, n_lanes)).collect();
        Ahead { sources, options, next: 0, lanes }
    }
}

fn start(
    sources: &Arc<[Source]>,
    options: ReadOptions,
    lane: usize,
    n_lanes: usize,
) -> Option<Receiver<Result<Profile, SourceError>>> {
    // Without a buffer, so that no reader has more than one profile.
    let (sender, receiver) = mpsc::sync_channel(0);
    let sources = Arc::clone(sources);
    let read = move || {
        let mut profiles = sources.iter().skip(lane).step_by(n_lanes).map(|source| read(source, options));
        // Until the receiver is dropped.
        profiles.all(|profile| sender.send(profile).is_ok());
    };
    thread::Builder::new().spawn(read).ok()?;
    Some(receiver)
}

/// Reads with fewer threads than if the source were the only one.
fn read(source: &Source, mut options: ReadOptions) -> Result<Profile, SourceError> {
    options.threads = 1;
    source.profile(&options)
}

impl Iterator for Ahead {
    type Item = Result<Profile, SourceError>;

    fn next(&mut self) -> Option<Self::Item> {
        let source = self.sources.get(self.next)?;
        let lane = &self.lanes[self.next % self.lanes.len()];
        self.next += 1;
        Some(lane.as_ref().and_then(|lane| lane.recv().ok()).unwrap_or_else(|| read(source, self.options)))
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::*;

    #[test]
    fn profiles_come_in_the_order_of_their_sources() {
        let file = |name: &str| format!("{}/examples/{name}.pb.gz", env!("CARGO_MANIFEST_DIR"));
        let names = ["recursion.cpu", "redis-restore.heap", "missing", "wordcount.cpu", "recursion.cpu"];
        let sources: Vec<_> = names.iter().map(|name| Source::new(OsString::from(file(name)))).collect();
        let sources: Arc<[Source]> = sources.into();
        let options = ReadOptions::default();
        let n_samples = |profile: Result<Profile, SourceError>| {
            profile.map(|profile| profile.samples.len()).map_err(|error| error.to_string())
        };
        let ahead: Vec<_> = Ahead::new(Arc::clone(&sources), options).map(n_samples).collect();
        let one_by_one: Vec<_> = sources.iter().map(|source| n_samples(read(source, options))).collect();
        assert_eq!(ahead, one_by_one);
        assert_eq!(ahead[2], Err(format!("{}: no such file or directory", file("missing"))));
        let none: Option<Receiver<_>> = None;
        let alone = Ahead { lanes: vec![none], sources, options, next: 0 };
        assert_eq!(alone.map(n_samples).collect::<Vec<_>>(), one_by_one);
    }
}
