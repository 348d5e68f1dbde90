//! Errors of the command.

use std::ffi::OsString;
use std::io;

use pprof_svg::analysis::AnalysisError;
use pprof_svg::profile::MergeError;
use pprof_svg::review::WrongUnit;

use super::args::ArgsError;
use super::options::OptionsError;
use super::source::{self, SourceError};
use super::stop::Stopped;
use super::{reason, reports, shown};

/// An error of the command.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error(transparent)]
    Args(#[from] ArgsError),
    #[error(transparent)]
    Options(#[from] OptionsError),
    #[error(transparent)]
    Source(#[from] SourceError),
    #[error("{}: {error}", source::name(file))]
    Unusable { file: OsString, error: MergeError },
    #[error("the profiles cannot be merged: {0}")]
    Merge(MergeError),
    #[error("the profiles cannot be compared: {0}")]
    Compare(MergeError),
    #[error("standard input cannot be two profiles")]
    StandardInputTwice,
    #[error("standard input cannot be a profile and the commands of the shell")]
    CommandsAndProfile,
    #[error("standard input: {}", reason(.0))]
    StandardInput(io::Error),
    #[error("{}: is the profile itself, which the output would replace", shown(.0))]
    OutputIsSource(OsString),
    #[error("{}: is a profile, which -output would replace; -output=FILE names another file", shown(.0))]
    OutputIsProfile(OsString),
    #[error("-layout_hint={}: {reason}", shown(file))]
    LayoutHint { file: OsString, reason: String },
    #[error("{}: {}", shown(file), reason(error))]
    Write { file: OsString, error: io::Error },
    #[error("no browser can be started to show {}; BROWSER may name one", shown(.0))]
    NoBrowser(OsString),
    #[error("standard output: {}", reason(.0))]
    StandardOutput(io::Error),
    #[error(transparent)]
    Analysis(#[from] AnalysisError),
    #[error(transparent)]
    NoMatch(#[from] reports::NoMatch),
    #[error(
        "-json is for comparisons and for logs of gctrace; -diff_base=PROFILE, or -before=PROFILE for each run, says what a \
         profile is compared with"
    )]
    JsonOfProfile,
    #[error("the runs do not measure the same, and cannot be compared")]
    Incomparable,
    #[error("-{option}: {error}")]
    Amount { option: &'static str, error: WrongUnit },
    #[error("{}: is a log of gctrace, of which there are -svg, -png, -pdf, -top and -json only", source::name(.0))]
    LogFormat(OsString),
    #[error("{}: is a log of gctrace, on which there are no commands of the shell", source::name(.0))]
    LogInShell(OsString),
    #[error(transparent)]
    Stopped(#[from] Stopped),
    #[cfg(any(feature = "pdf", feature = "png"))]
    #[error(transparent)]
    Convert(#[from] pprof_svg::convert::ConvertError),
    #[cfg(feature = "layout-rs")]
    #[error("{0}; leave -layout=layout-rs out")]
    LayoutRs(#[from] pprof_svg::layout_rs_backend::BackendError),
    #[cfg(not(feature = "layout-rs"))]
    #[error("-layout=layout-rs: this pprof-svg was built without layout-rs")]
    WithoutLayoutRs,
}

impl Failure {
    /// The message, prefixed by the command's name as is usual in scripts; not so messages of the reference, which have
    /// no prefix.
    pub(crate) fn told(&self) -> String {
        if self.is_of_reference() { self.to_string() } else { format!("pprof-svg: {self}") }
    }

    fn is_of_reference(&self) -> bool {
        match self {
            Failure::Analysis(_) | Failure::NoMatch(_) => true,
            Failure::Options(error) => error.is_of_reference(),
            _ => false,
        }
    }

    /// Whether the reader of the output has closed it.
    pub(crate) fn is_closed_pipe(&self) -> bool {
        match self {
            Failure::StandardOutput(error) | Failure::Write { error, .. } => {
                error.kind() == io::ErrorKind::BrokenPipe
            }
            _ => false,
        }
    }
}
