//! `-layout_hint`: reads an earlier picture.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read};

use pprof_svg::earlier::{self, Earlier};

use super::failure::Failure;
use super::reason;

/// The maximum size in bytes: pictures of thousands of functions have a tenth of it.
const MAX_BYTES: u64 = 1 << 28;

/// The box positions in the picture `file`.
pub(crate) fn places(file: &OsStr) -> Result<Earlier, Failure> {
    let failure = |reason| Failure::LayoutHint { file: file.to_owned(), reason };
    let bytes = bytes(file).map_err(|error| failure(described(&error)))?;
    earlier::read(&bytes).map_err(|error| failure(error.to_string()))
}

fn described(error: &io::Error) -> String {
    if error.kind() == io::ErrorKind::FileTooLarge {
        "too large to be a picture".to_owned()
    } else {
        reason(error)
    }
}

/// Reads a regular file. The type is checked before opening, since a pipe may block or have no end.
fn bytes(file: &OsStr) -> io::Result<Vec<u8>> {
    let about = std::fs::metadata(file)?;
    if about.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if !about.is_file() {
        return Err(io::Error::other("is no file"));
    }
    let mut bytes = Vec::new();
    File::open(file)?.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_BYTES { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(bytes) }
}
