//! Writing the result: whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;

use tempfile::NamedTempFile;

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
    let mut file = create_beside(&path)?;
    if let Some(older) = older {
        file.as_file().set_permissions(older.permissions())?;
    }
    buffered(file.as_file_mut(), write)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
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

/// Creates a file in the folder of `path`, which is gone again unless it takes that file's place.
fn create_beside(path: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    // Not after the file, whose name may be as long as names can be.
    builder.prefix(".pprof-svg-").suffix(".tmp");
    // It becomes an ordinary file, which others may read unless the user's mask forbids it.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(path.parent().unwrap_or(path))
}
