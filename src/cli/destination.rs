//! Where a result goes.

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

/// Where a result goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Destination {
    /// Standard output.
    StandardOutput,
    /// The file that was asked for.
    File(OsString),
    /// The same, and its name is said.
    ToldFile(OsString),
    /// The first of `profile001.ENDING`, `profile002.ENDING`, … that is not there yet; its name is said.
    NewFile(&'static str),
    /// A browser, by way of a new file in the system's folder for what is not kept.
    Browser(&'static str),
}

impl Destination {
    /// Where the command writes to. Nobody wants to see on a terminal what is no text.
    pub(crate) fn of(request: &Request, is_terminal: bool) -> Destination {
        match (&request.output, request.format.file_ending()) {
            (Some(file), _) => Destination::File(file.clone()),
            (None, Some(ending)) if request.is_for_browser => Destination::Browser(ending),
            (None, Some(ending)) if is_terminal => Destination::NewFile(ending),
            (None, _) => Destination::StandardOutput,
        }
    }

    /// Where a command of the shell writes to.
    pub(crate) fn in_shell(request: &Request) -> Destination {
        match Destination::of(request, true) {
            Destination::File(file) => Destination::ToldFile(file),
            other => other,
        }
    }

    /// Writes a result there: to a file whole or not at all.
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

/// Writes to the first file of its kind in a folder that is not there yet.
fn to_new_file(folder: &Path, ending: &str, written: Written<'_>) -> Result<OsString, Failure> {
    let file = create(folder, ending)?;
    say(told(&file));
    // The empty file has kept the name for this one.
    to_file(&file, written).inspect_err(|_| drop(fs::remove_file(&file)))?;
    Ok(file)
}

/// What went wrong with writing, or that somebody has stopped it.
fn failure(error: io::Error, failed: impl FnOnce(io::Error) -> Failure) -> Failure {
    let stopped = error.get_ref().and_then(|inner| inner.downcast_ref::<Stopped>()).copied();
    stopped.map_or_else(|| failed(error), Failure::Stopped)
}

/// Creates that file. In a folder that others use, too, it is for nobody else.
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
