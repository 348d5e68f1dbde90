//! Writes output, completely or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;

use tempfile::NamedTempFile;

use super::visible::Visible;

/// Writes to standard output, with control characters escaped at a terminal.
pub(crate) fn to_stdout(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let out = io::stdout().lock();
    if out.is_terminal() { buffered(Visible::new(out), write) } else { buffered(out, write) }
}

/// Writes to the file at `path`.
///
/// The bytes are written to a temporary file in the same directory, which then replaces the old file, so that readers
/// never see an incomplete file, and failures keep the old one. Links are followed; devices and pipes are written to
/// directly.
pub(crate) fn to_file(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let older = match fs::metadata(path) {
        Ok(older) if older.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
        Ok(older) if !older.is_file() => return write_directly(path, write),
        Ok(older) => Some(older),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    if older.is_some() {
        // Without write permission on the file, it is not replaced, even if the directory's permissions would allow it.
        OpenOptions::new().write(true).open(path)?;
    } else if fs::symlink_metadata(path).is_ok() {
        return write_directly(path, write); // a dangling link
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

/// Whether two paths refer to the same existing file.
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

/// Creates a temporary file in the directory of `path`, which is deleted unless it is renamed.
fn create_beside(path: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    // Not derived from the file's name, which may have the maximum length.
    builder.prefix(".pprof-svg-").suffix(".tmp");
    // The permissions of an ordinary new file, subject to the user's mask.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(path.parent().unwrap_or(path))
}
