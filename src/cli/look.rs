//! Looks at a source, to tell a log of the garbage collector from a profile.

use std::io::{self, Cursor, Read};

use pprof_svg::gctrace::{self, Log, LogError, Scan};
use pprof_svg::profile::{self, ReadError, ReadOptions};

use super::input::LARGEST_SOURCE;

/// What a source turns out to be.
pub(crate) enum Looked {
    /// A log with collections.
    Log(Log),
    /// A log of whose collections all are damaged.
    Damaged(LogError),
    /// Something else: a profile, if anything.
    Other {
        /// What was read of it, if that is kept.
        start: Cursor<Vec<u8>>,
        /// What was not.
        rest: Box<dyn Read>,
    },
}

/// How much of a source is looked at to tell whether it may be a log.
const START: u64 = 1 << 16;

/// Reads a source as a log, unless it is a profile. A log has no mark: a collection may stand behind any number of other
/// lines, and so whatever is no profile and looks like text is read to its end. With `is_kept`, what is read is kept
/// until there is a collection.
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

/// Whether what is wrong with a profile leaves it to be a log.
pub(crate) fn may_be_of(error: &ReadError) -> bool {
    match error {
        ReadError::Text { .. } | ReadError::NotAProfile(_) | ReadError::Foreign(_) => true,
        // A text with lines that no profile in text has.
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
