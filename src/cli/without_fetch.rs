//! The stand-in for `fetch` in a build without it.

use std::ffi::OsString;
use std::path::Path;

use pprof_svg::profile::Profile;

use super::options::Fetching;
use super::shown;

/// A fetched profile.
#[allow(dead_code, reason = "none does")]
pub(crate) struct Fetched {
    pub(crate) name: OsString,
    pub(crate) bytes: Vec<u8>,
    pub(crate) page: Option<Url>,
}

/// A URL; there are none.
#[derive(Debug)]
pub(crate) struct Url;

/// The origin of a profile.
#[derive(Debug)]
pub(crate) struct Origin;

impl Origin {
    /// Does nothing.
    pub(crate) fn note(_: &Url, _: &mut Profile) -> Origin {
        Origin
    }
}

/// A source is a URL.
#[derive(Debug, thiserror::Error)]
#[error(
    "{}: this pprof-svg was built without fetching; install it with its default features, or fetch the profile first, \
     for instance with curl",
    shown(.0)
)]
pub(crate) struct FetchError(OsString);

/// Fails if a source is a URL.
pub(crate) fn fetch(sources: &[OsString], _: &Fetching) -> Result<Vec<Option<Fetched>>, FetchError> {
    let is_address =
        |source: &&OsString| source.to_string_lossy().contains("://") && !Path::new(source).exists();
    match sources.iter().find(is_address) {
        Some(address) => Err(FetchError(address.clone())),
        None => Ok(sources.iter().map(|_| None).collect()),
    }
}

/// Does nothing.
pub(crate) fn save(_: &Profile) {}

/// Does nothing.
pub(crate) fn forget<'o>(_: &mut Profile, _: impl Iterator<Item = &'o Origin>) {}
