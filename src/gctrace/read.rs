//! Reads a whole log.

use std::io::{self, Read};

use super::{error::LogError, log::Log, scan::Scan};

/// Reads a whole log.
///
/// # Errors
///
/// If it cannot be read, or has no records, or damaged ones only. No input panics.
pub fn read(mut reader: impl Read) -> Result<Log, LogError> {
    let mut scan = Scan::new();
    let mut piece = vec![0; 1 << 16];
    loop {
        match reader.read(&mut piece) {
            Ok(0) => return scan.finish(),
            Ok(n_bytes) => scan.push(&piece[..n_bytes]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error.into()),
        }
    }
}
