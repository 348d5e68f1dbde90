//! Reads a log to its end.

use std::io::{self, Read};

use super::{error::LogError, log::Log, scan::Scan};

/// Reads a log to its end.
///
/// # Errors
///
/// If it cannot be read, or there is no record in it, or only damaged ones. Any bytes may come: none of them make it panic.
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
