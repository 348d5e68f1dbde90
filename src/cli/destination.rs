//! Destinations of output.

use std::env;
use std::ffi::OsString;
use std::fs::{self, OpenOptions};
use std::io;
use std::path::Path;

use super::failure::Failure;
use super::options::Request;
use super::reports::Written;
use super::stop::Stopped;
use super::{browser, output, say};

/// The destination of an output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Destination {
    /// Standard output.
    StandardOutput,
    /// The requested file.
    File(OsString),
    /// The requested file, whose name is printed.
    ToldFile(OsString),
    /// The first unused name among `profile001.ENDING`, `profile002.ENDING`, …, which is printed.
    NewFile(&'static str),
    /// A browser, with a new file in the directory for temporary files.
    Browser(&'static str),
}

impl Destination {
    /// The destination of the command. Binary output does not go to a terminal.
    pub(crate) fn of(request: &Request, is_terminal: bool) -> Destination {
        match (&request.output, request.format.file_ending()) {
            (Some(file), _) => Destination::File(file.clone()),
            (None, Some(ending)) if request.is_for_browser => Destination::Browser(ending),
            (None, Some(ending)) if is_terminal => Destination::NewFile(ending),
            (None, _) => Destination::StandardOutput,
        }
    }

    /// The destination of a command of the shell.
    pub(crate) fn in_shell(request: &Request) -> Destination {
        match Destination::of(request, true) {
            Destination::File(file) => Destination::ToldFile(file),
            other => other,
        }
    }

    /// Writes the output: to a file completely or not at all.
    pub(crate) fn write(&self, written: Written<'_>) -> Result<(), Failure> {
        match self {
            Destination::StandardOutput => {
                output::to_stdout(written).map_err(|error| failure(error, Failure::StandardOutput))
            }
            Destination::File(file) => to_file(file, written),
            Destination::ToldFile(file) => {
                say(told(file));
                to_file(file, written)
            }
            Destination::NewFile(ending) => to_new_file(Path::new(""), ending, written).map(drop),
            Destination::Browser(ending) => {
                let file = to_new_file(&env::temp_dir(), ending, written)?;
                browser::open(&file).then_some(()).ok_or(Failure::NoBrowser(file))
            }
        }
    }
}

fn told(file: &OsString) -> String {
    format!("Generating report in {}", file.display())
}

fn to_file(file: &OsString, written: Written<'_>) -> Result<(), Failure> {
    let failed = |error| Failure::Write { file: file.clone(), error };
    output::to_file(Path::new(file), written).map_err(|error| failure(error, failed))
}

/// Writes to the first unused name of its kind in a directory.
fn to_new_file(folder: &Path, ending: &str, written: Written<'_>) -> Result<OsString, Failure> {
    let file = create(folder, ending)?;
    say(told(&file));
    // The empty file has reserved the name.
    to_file(&file, written).inspect_err(|_| drop(fs::remove_file(&file)))?;
    Ok(file)
}

/// The failure of writing, unless it was stopped.
fn failure(error: io::Error, failed: impl FnOnce(io::Error) -> Failure) -> Failure {
    let stopped = error.get_ref().and_then(|inner| inner.downcast_ref::<Stopped>()).copied();
    stopped.map_or_else(|| failed(error), Failure::Stopped)
}

/// Creates that file. In a shared directory, only the user may read it.
fn create(folder: &Path, ending: &str) -> Result<OsString, Failure> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if !folder.as_os_str().is_empty() {
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    let mut number: u64 = 1;
    loop {
        let file = folder.join(format!("profile{number:03}.{ending}")).into_os_string();
        match options.open(&file) {
            Ok(_) => return Ok(file),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
            Err(error) => return Err(Failure::Write { file, error }),
        }
    }
}
