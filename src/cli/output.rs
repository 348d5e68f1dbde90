//! Writing the result: whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use super::visible::Visible;

/// Writes to standard output. A terminal gets nothing that it would obey.
pub(crate) fn to_stdout(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let out = io::stdout().lock();
    if out.is_terminal() { buffered(Visible::new(out), write) } else { buffered(out, write) }
}

/// Writes to the file at `path`.
///
/// The bytes go to a new file in the same folder first, which then takes the place of an older file of that
/// name, so that no reader ever sees a part of them and no failure costs the older file. A link is
/// followed; a device or a pipe has no older content to lose and is written to directly.
pub(crate) fn to_file(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let older = match fs::metadata(path) {
        Ok(older) if older.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
        Ok(older) if !older.is_file() => return write_directly(path, write),
        Ok(older) => Some(older),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    if older.is_some() {
        // A file that may not be written to is not replaced either, although its folder would allow that.
        OpenOptions::new().write(true).open(path)?;
    } else if fs::symlink_metadata(path).is_ok() {
        return write_directly(path, write); // a link to a file that is not there yet
    }
    let path = if older.is_some() { fs::canonicalize(path)? } else { path.to_owned() };
    let (mut file, temporary) = create_beside(&path)?;
    let written = (|| {
        if let Some(older) = older {
            file.set_permissions(older.permissions())?;
        }
        buffered(&mut file, write)?;
        file.sync_all()?;
        fs::rename(&temporary, &path)
    })();
    if written.is_err() {
        // Nothing more can be done if this fails too, and the first failure is the one to tell of.
        let _ = fs::remove_file(&temporary);
    }
    written
}

/// Whether two paths lead to the same file. Files that are not there are different.
pub(crate) fn is_same_file(a: &Path, b: &Path) -> bool {
    matches!((fs::canonicalize(a), fs::canonicalize(b)), (Ok(a), Ok(b)) if a == b)
}

fn write_directly(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    buffered(File::create(path)?, write)
}

fn buffered(out: impl Write, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 16, out);
    write(&mut out)?;
    out.flush()
}

/// Creates a file in the folder of `path`, under a name that nothing else has.
fn create_beside(path: &Path) -> io::Result<(File, PathBuf)> {
    path.file_name().ok_or(io::ErrorKind::IsADirectory)?;
    let mut attempt: u32 = 0;
    loop {
        // Not after the file, whose name may be as long as names can be.
        let temporary = path.with_file_name(format!(".pprof-svg-{}-{attempt}.tmp", std::process::id()));
        match OpenOptions::new().write(true).create_new(true).open(&temporary) {
            Ok(file) => return Ok((file, temporary)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && attempt < 100 => attempt += 1,
            Err(error) => return Err(error),
        }
    }
}
