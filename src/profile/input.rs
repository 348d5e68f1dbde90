//! The bytes of a profile from a reader, within limits.

use std::io::{self, Read};

use super::read::{error::ReadError, may_begin};

/// Why the bytes of a profile could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum InputError {
    /// The reader failed, or has more bytes than are allowed ([`io::ErrorKind::FileTooLarge`]).
    #[error(transparent)]
    Reader(#[from] io::Error),
    /// It begins as no profile does.
    #[error(transparent)]
    NoProfile(#[from] ReadError),
}

/// Reads all bytes of `reader`, for [`read`](super::read()): at most `most` of them, and of what begins as no profile does only
/// the beginning, so that a source that never ends is not read for ever. `size` is how many there will be, where that is
/// known.
///
/// # Errors
///
/// That of the reader, too many bytes, or what they begin with.
pub fn read_bytes(reader: impl Read, size: Option<u64>, most: u64) -> Result<Vec<u8>, InputError> {
    let mut reader = reader.take(most.saturating_add(1));
    let mut bytes = Vec::new();
    reader.by_ref().take(START).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == START {
        may_begin(&bytes)?;
        // One byte more than expected lets the end be seen without growing.
        let left = (size.unwrap_or(0).min(most) + 1).saturating_sub(START);
        bytes.reserve_exact(usize::try_from(left).unwrap_or_default());
    }
    reader.read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        return Err(InputError::Reader(io::ErrorKind::FileTooLarge.into()));
    }
    Ok(bytes)
}

/// How much is read before a source is trusted to hold a profile.
const START: u64 = 1 << 16;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_never_ends_is_refused_by_its_beginning() {
        let endless = io::repeat(0);
        assert!(matches!(read_bytes(endless, None, 1 << 24), Err(InputError::NoProfile(_))));
    }

    #[test]
    fn bytes_are_counted() {
        let text = "heap profile: 1: 2 [3: 4] @ heap/1048576\n";
        assert_eq!(read_bytes(text.as_bytes(), Some(1), 100).unwrap(), text.as_bytes());
        let error = read_bytes(text.as_bytes(), None, 10).unwrap_err();
        assert!(matches!(error, InputError::Reader(error) if error.kind() == io::ErrorKind::FileTooLarge));
    }
}
