//! The interactive shell: a profile is read once, and each line prints a report of it.
//!
//! Commands are the formats of the table, and options are its options. A report is made from the command line that the
//! settings are equivalent to, so that parsing, checks and output are the same as for the command.

mod complete;
#[cfg(feature = "shell")]
mod editor;
mod help;
mod line;
mod lines;
mod listing;
mod number;
mod settings;

use std::ffi::OsString;

use pprof_svg::Options;
use pprof_svg::analysis::{Analysis, AnalysisError};
use pprof_svg::options::Filters;
use pprof_svg::profile::Profile;
use pprof_svg::text;

pub(super) use self::help::manual;

use self::complete::Words;
use self::line::{Line, LineError};
use self::settings::{SettingError, Settings};
use super::args::{Args, Invocation};
use super::destination::Destination;
use super::failure::Failure;
use super::options::Request;
use super::stop::Stop;
use super::{answer, say, say_lines};

/// The filters that `:` clears.
const CLEARED: [&str; 5] = ["focus", "ignore", "hide", "tagfocus", "tagignore"];

/// Runs the shell until the end of its input.
pub(super) fn run(
    profile: &Profile,
    analysis: &Analysis<'_>,
    args: &Args,
    request: &Request,
) -> Result<(), Failure> {
    let types: Vec<String> = analysis.sample_types().map(ToString::to_string).collect();
    let mut settings = Settings::new(args, request);
    if let Ok(name) = sample_type(analysis, &types, settings.value("sample_index")) {
        settings.put("sample_index", &name);
    }
    greet(analysis, &request.options, types.len());
    let words = Words { profile, types: &types };
    let (mut next_line, stop) = lines::open(words)?;
    let mut shell = Shell { analysis, types: &types, sources: &request.sources, settings, stop };
    while let Some(line) = next_line()? {
        match shell.obey(&line) {
            Ok(Then::GoOn) => {}
            Ok(Then::End) => break,
            Err(Refusal::Failure(failure)) if failure.is_closed_pipe() => return Err(failure),
            Err(refusal) => say(refusal),
        }
    }
    Ok(())
}

/// Prints the facts about the profile.
fn greet(analysis: &Analysis<'_>, options: &Options, n_types: usize) {
    let options = Options { filters: Filters::default(), ..options.clone() };
    if let Ok(selection) = analysis.select(&options) {
        selection.warnings().iter().for_each(say);
        let mut facts = Vec::new();
        if text::facts(&mut facts, &selection.facts(), selection.scale()).is_ok() {
            say_lines(&String::from_utf8_lossy(&facts));
        }
        if selection.scale().total == 0 && n_types > 1 {
            say("No samples were found with the default sample value type.");
            say("Try \"sample_index\" command to analyze different sample values.");
        }
    }
    say("Entering interactive mode (type \"help\" for commands, \"o\" for options)");
}

/// The name of the sample type with the name or the index `asked`.
fn sample_type(analysis: &Analysis<'_>, types: &[String], asked: &str) -> Result<String, AnalysisError> {
    let options = Options { sample_index: Some(asked.to_owned()), ..Options::default() };
    analysis.select(&options).map(|selection| types[selection.sample_type()].clone())
}

/// The state of the shell.
struct Shell<'a> {
    analysis: &'a Analysis<'a>,
    /// The names of the sample types.
    types: &'a [String],
    /// The profile's sources, which must not be overwritten.
    sources: &'a [OsString],
    settings: Settings,
    stop: Stop,
}

/// What to do after a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Then {
    GoOn,
    End,
}

/// Why a line was rejected.
#[derive(Debug, thiserror::Error)]
enum Refusal {
    #[error(transparent)]
    Line(#[from] LineError),
    #[error(transparent)]
    Setting(#[from] SettingError),
    #[error(transparent)]
    Analysis(#[from] AnalysisError),
    #[error(transparent)]
    Failure(#[from] Failure),
}

impl Shell<'_> {
    fn obey(&mut self, line: &str) -> Result<Then, Refusal> {
        let line = line.trim();
        if line == ":" {
            CLEARED.iter().for_each(|filter| self.settings.put(filter, ""));
        } else if !self.choose(line) {
            match line::parse(line, &self.settings)? {
                Line::Blank => {}
                Line::Quit => return Ok(Then::End),
                Line::Options => say_lines(&listing::options(&self.settings, self.types)),
                Line::Help(None) => say_lines(&help::all()),
                Line::Help(Some(name)) => say_lines(&help::on(&name, self.types)),
                Line::Set(name, value) => self.set(&name, &value)?,
                Line::Report(report) => self.report(&report)?,
            }
        }
        Ok(Then::GoOn)
    }

    /// Selects the sample type that the line names, with an optional prefix such as `mean_`. Returns whether there is
    /// one.
    fn choose(&mut self, line: &str) -> bool {
        let of = |prefix| line.strip_prefix(prefix).filter(|name| self.types.iter().any(|kind| kind == name));
        let (name, mean) = match (of(""), of("total_"), of("mean_")) {
            (Some(name), ..) => (name, None),
            (None, Some(name), _) => (name, Some("false")),
            (None, None, Some(name)) => (name, Some("true")),
            (None, None, None) => return false,
        };
        self.settings.put("sample_index", name);
        mean.iter().for_each(|mean| self.settings.put("mean", mean));
        true
    }

    fn set(&mut self, name: &str, value: &str) -> Result<(), Refusal> {
        if name == "sample_index" {
            let name = sample_type(self.analysis, self.types, value)?;
            self.settings.put("sample_index", &name);
            return Ok(());
        }
        Ok(self.settings.set(name, value)?)
    }

    fn report(&mut self, report: &line::Report) -> Result<(), Failure> {
        self.stop.forget();
        let request = self.request(report)?;
        answer::check_files(&request)?;
        let to = Destination::in_shell(&request);
        answer::answer(self.analysis, &request, None, &to, &self.stop).map(drop)
    }

    /// The request of a report, from the equivalent command line.
    fn request(&self, report: &line::Report) -> Result<Request, Failure> {
        let mut arguments = self.with(report).arguments();
        arguments.push(match &report.pattern {
            Some(pattern) => format!("-{}={pattern}", report.format).into(),
            None => format!("-{}", report.format).into(),
        });
        arguments.push("--".into());
        arguments.extend(self.sources.iter().cloned());
        match Args::parse(arguments)? {
            Invocation::Args(args) => Ok(Request::new(&args)?),
            _ => unreachable!("no option of the shell only prints"),
        }
    }

    /// The settings of one report.
    fn with(&self, report: &line::Report) -> Settings {
        let mut settings = self.settings.clone();
        if let Some(count) = report.node_count {
            settings.put("nodecount", &count.to_string());
        }
        // Longer tables are not useful on a terminal, unless requested.
        if matches!(report.format, "top" | "text") && settings.value("nodecount") == "-1" {
            settings.put("nodecount", "10");
        }
        if report.is_cum {
            settings.put("sort", "cum");
        }
        let (focus, ignore) =
            if report.format == "tags" { ("tagfocus", "tagignore") } else { ("focus", "ignore") };
        let given = [(focus, &report.focus), (ignore, &report.ignore)];
        for (name, expression) in given.into_iter().filter(|(_, expression)| !expression.is_empty()) {
            settings.put(name, expression);
        }
        if let Some(file) = &report.output {
            settings.put("output", file);
        }
        settings
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The settings of a command line.
    pub(super) fn settings(line: &[&str]) -> Settings {
        match Args::parse(line.iter().map(OsString::from)) {
            Ok(Invocation::Args(args)) => Settings::new(&args, &Request::new(&args).unwrap()),
            other => panic!("{other:?}"),
        }
    }
}
