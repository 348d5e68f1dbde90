//! Reads what is to be a profile, within limits.

use std::io::{self, Read};

use pprof_svg::profile::{self, ReadError};

/// The most bytes that are read from a source. A profile is far smaller; a device may never end.
pub(super) const LARGEST_SOURCE: u64 = 1 << 30;

/// All bytes of `reader`, which expects to have `size`, unless they begin like no profile does or are more than `most`.
pub(super) fn read_all(
    reader: impl Read,
    size: Option<u64>,
    most: u64,
) -> io::Result<Result<Vec<u8>, ReadError>> {
    let mut reader = reader.take(most + 1);
    let mut bytes = Vec::new();
    reader.by_ref().take(START).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == START {
        if let Err(error) = profile::may_begin(&bytes) {
            return Ok(Err(error));
        }
        // One byte more than expected lets the end be seen without growing.
        let left = (size.unwrap_or(0).min(most) + 1).saturating_sub(START);
        bytes.reserve_exact(usize::try_from(left).unwrap_or_default());
    }
    reader.read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok(Ok(bytes))
}

/// How much is read before a source is trusted to hold a profile.
const START: u64 = 1 << 16;
