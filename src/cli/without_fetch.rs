//! What stands for `fetch` in a command that was built without it.

use std::ffi::OsString;
use std::path::Path;

use pprof_svg::profile::Profile;

use super::options::Fetching;
use super::shown;

/// A profile that came from a server.
#[allow(dead_code, reason = "none does")]
pub(crate) struct Fetched {
    pub(crate) name: OsString,
    pub(crate) bytes: Vec<u8>,
    pub(crate) page: Option<Url>,
}

/// A page of a server; nothing is from one.
#[derive(Debug)]
pub(crate) struct Url;

/// Where a profile came from.
#[derive(Debug)]
pub(crate) struct Origin;

impl Origin {
    /// Notes nothing.
    pub(crate) fn note(_: &Url, _: &mut Profile) -> Origin {
        Origin
    }
}

/// That an address was given.
#[derive(Debug, thiserror::Error)]
#[error(
    "{}: this pprof-svg was built without fetching; install it with its default features, or fetch the profile first, \
     for instance with curl",
    shown(.0)
)]
pub(crate) struct FetchError(OsString);

/// Fetches nothing, and says so if anything should have been.
pub(crate) fn fetch(sources: &[OsString], _: &Fetching) -> Result<Vec<Option<Fetched>>, FetchError> {
    let is_address =
        |source: &&OsString| source.to_string_lossy().contains("://") && !Path::new(source).exists();
    match sources.iter().find(is_address) {
        Some(address) => Err(FetchError(address.clone())),
        None => Ok(sources.iter().map(|_| None).collect()),
    }
}

/// Saves nothing.
pub(crate) fn save(_: &Profile) {}

/// Forgets nothing.
pub(crate) fn forget<'o>(_: &mut Profile, _: impl Iterator<Item = &'o Origin>) {}
