//! Distinguishes garbage collector logs from profiles.

use std::io::{self, Cursor, Read};

use pprof_svg::gctrace::{self, Log, LogError, Scan};
use pprof_svg::profile::{self, ReadError, ReadOptions};

use super::input::LARGEST_SOURCE;

/// The kind of a source.
pub(crate) enum Looked {
    /// A log with collections.
    Log(Log),
    /// A log all of whose records are damaged.
    Damaged(LogError),
    /// Anything else: presumably a profile.
    Other {
        /// The bytes read so far, if they are kept.
        start: Cursor<Vec<u8>>,
        /// The rest.
        rest: Box<dyn Read>,
    },
}

/// How many bytes are examined first.
const START: u64 = 1 << 16;

/// Reads a source as a log, unless it is a profile. Logs have no magic number, and a record may follow any number of
/// other lines, so every text that is not a profile is read to its end. With `is_kept`, the bytes are kept until there
/// is a record.
pub(crate) fn look(mut reader: Box<dyn Read>, is_kept: bool, options: &ReadOptions) -> io::Result<Looked> {
    let mut kept = Vec::new();
    reader.by_ref().take(START).read_to_end(&mut kept)?;
    if !may_be_log(&kept, options) {
        return Ok(Looked::Other { start: Cursor::new(kept), rest: reader });
    }
    let mut scan = Scan::new();
    scan.push(&kept);
    let mut piece = vec![0; START as usize];
    loop {
        if !is_kept || scan.n_records() > 0 {
            kept = Vec::new();
        } else if kept.len() as u64 > LARGEST_SOURCE {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let n_bytes = match reader.read(&mut piece) {
            Ok(0) => break,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            read => read?,
        };
        scan.push(&piece[..n_bytes]);
        if is_kept && scan.n_records() == 0 {
            kept.extend_from_slice(&piece[..n_bytes]);
        }
    }
    Ok(match scan.finish() {
        Ok(log) => Looked::Log(log),
        Err(error @ LogError::AllDamaged { .. }) => Looked::Damaged(error),
        Err(_) => Looked::Other { start: Cursor::new(kept), rest: reader },
    })
}

/// Whether a source that begins like this may be a log.
fn may_be_log(start: &[u8], options: &ReadOptions) -> bool {
    let is_other = profile::read_with(start, options).is_err_and(|error| may_be_of(&error));
    is_other && (!start.contains(&0) || is_utf_16(start) || has_record(start))
}

/// Whether a source with this error as a profile may be a log.
pub(crate) fn may_be_of(error: &ReadError) -> bool {
    match error {
        ReadError::Text { .. } | ReadError::NotAProfile(_) | ReadError::Foreign(_) => true,
        // Text with lines that are too long for a profile.
        ReadError::Legacy(error) => matches!(error.damage, profile::LegacyDamage::TooLong),
        _ => false,
    }
}

fn is_utf_16(start: &[u8]) -> bool {
    start.starts_with(b"\xff\xfe") || start.starts_with(b"\xfe\xff")
}

fn has_record(start: &[u8]) -> bool {
    gctrace::read(start).is_ok()
}
