//! Reads local source files.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use bstr::{BStr, BString};
use pprof_svg::options::Options;
use pprof_svg::sources::{Search, Sources};

use super::reason;

/// The maximum size of a source file in bytes.
const LARGEST: u64 = 64 << 20;

/// Source files in the user's directories.
pub(crate) struct Files {
    search: Search,
    folders: String,
}

impl Files {
    /// Searches the directories of `options`, or else the current directory.
    pub(crate) fn new(options: &Options) -> Files {
        let named = &options.source_path;
        let folders = if named.is_empty() { here() } else { named.clone() };
        Files { search: Search::new(&options.trim_path, &folders), folders }
    }
}

impl Sources for Files {
    fn read(&mut self, file: &BStr) -> Result<Vec<u8>, BString> {
        let places = self.search.places(file);
        for path in &places.paths {
            match open(&native(path.as_ref())) {
                Ok(text) => return Ok(text),
                // A file that exists but cannot be read ends the search, as does the only candidate.
                Err(Failed { error, is_there }) if is_there || places.is_absolute => {
                    return Err([b"open ", &path[..], b": ", why(&error).as_bytes()].concat().into());
                }
                Err(_) => {}
            }
        }
        let folders = self.folders.as_bytes();
        Err([b"could not find file ", &places.name[..], b" on path ", folders].concat().into())
    }
}

/// The current directory, by its name with links.
fn here() -> String {
    let is_here = |path: &PathBuf| path.is_absolute() && super::output::is_same_file(path, Path::new("."));
    let known = std::env::var_os("PWD").map(PathBuf::from).filter(is_here);
    let here = known.or_else(|| std::env::current_dir().ok()).unwrap_or_default();
    here.to_string_lossy().into_owned()
}

/// Why a file cannot be read.
struct Failed {
    error: io::Error,
    /// Whether it exists.
    is_there: bool,
}

/// The text of a regular file; empty for a directory, as in `go tool pprof`. Other types that a profile may name are
/// rejected: devices may have no end, and pipes may block, even some that look like empty files.
fn open(path: &Path) -> Result<Vec<u8>, Failed> {
    let is_unlike = |error: &str| Failed { error: io::Error::other(error), is_there: true };
    let failed = |error| Failed { error, is_there: false };
    let found = fs::metadata(path).map_err(failed)?;
    if found.is_dir() {
        return Ok(Vec::new());
    }
    if !found.is_file() {
        return Err(is_unlike("not a file"));
    }
    if found.len() > LARGEST {
        return Err(is_unlike("larger than 64 MiB"));
    }
    let file = File::open(path).map_err(failed)?;
    let mut text = Vec::with_capacity(usize::try_from(found.len()).unwrap_or_default());
    file.take(found.len()).read_to_end(&mut text).map_err(failed)?;
    Ok(text)
}

/// The error in the words of `go tool pprof`.
fn why(error: &io::Error) -> String {
    if error.kind() == io::ErrorKind::InvalidInput {
        return "invalid argument".to_owned(); // a name with a NUL byte
    }
    let reason = reason(error);
    let text = reason.split(" (os error").next().unwrap_or_default();
    match text.chars().next() {
        Some(first) => first.to_lowercase().chain(text.chars().skip(1)).collect(),
        None => reason,
    }
}

#[cfg(unix)]
fn native(path: &BStr) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(OsStr::from_bytes(path))
}

#[cfg(not(unix))]
fn native(path: &BStr) -> PathBuf {
    use bstr::ByteSlice;
    PathBuf::from(OsStr::new(&*path.to_str_lossy()))
}
