//! What is read of a source, and how that fails.

use std::io;

use pprof_svg::profile::InputError;

/// The maximum size in bytes of a source. Profiles are far smaller, and devices may have no end.
pub(super) const LARGEST_SOURCE: u64 = 1 << 30;

/// What the reader of a source failed with.
pub(super) fn reader_error(error: InputError) -> io::Error {
    match error {
        InputError::Reader(error) => error,
        error => io::Error::other(error),
    }
}
