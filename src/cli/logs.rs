//! Output for garbage collector logs.

use std::ffi::{OsStr, OsString};
use std::path::Path;

use pprof_svg::Options;
use pprof_svg::analysis::Analysis;
use pprof_svg::chart::{self, Beside};
use pprof_svg::drawing;
use pprof_svg::gctrace::{Damaged, Log};
use pprof_svg::options::NodeLimit;
use pprof_svg::profile::Profile;
use pprof_svg::{render, text};

use super::destination::Destination;
use super::failure::Failure;
use super::options::{Format, Request};
use super::reports::{self, Kind, Report};
use super::source::SourceError;
use super::{convert, say, source};

/// A log, with an optional heap profile.
pub(crate) struct Logged {
    pub(crate) log: Log,
    pub(crate) name: OsString,
    pub(crate) heap: Option<(Profile, OsString)>,
}

/// Writes the output of a request about a log to its destination.
pub(crate) fn answer(logged: &Logged, request: &Request, to: &Destination) -> Result<(), Failure> {
    let Logged { log, name, .. } = logged;
    let most = match request.options.node_count {
        NodeLimit::AtMost(count) => Some(count),
        NodeLimit::Usual | NodeLimit::None => None,
    };
    if logged.heap.is_some() && !matches!(request.format, Format::Picture { .. }) {
        return Err(SourceError::Log { file: name.clone() }.into());
    }
    let written = match &request.format {
        Format::Report(Report { kind: Kind::Top, .. }) => {
            reports::boxed(move |mut out| text::collections(&mut out, log, most))
        }
        Format::Json => reports::boxed(|mut out| text::collections_json(&mut out, log)),
        Format::Picture { file, style, .. } => {
            reports::whole(convert::convert(picture(logged, style)?, *file)?)
        }
        _ => return Err(Failure::LogFormat(name.clone())),
    };
    say_damaged(log, &source::name(name));
    to.write(written)
}

fn picture(logged: &Logged, style: &drawing::Style) -> Result<String, Failure> {
    let of_chart = chart::ChartStyle {
        theme: style.theme,
        background: style.background,
        width: style.width,
        font: style.font.clone(),
    };
    let beside = match &logged.heap {
        Some((profile, name)) => Some(beside(&logged.log, profile, base(name))?),
        None => None,
    };
    Ok(render::scene(&chart::draw(&logged.log, &base(&logged.name), beside.as_ref(), &of_chart)))
}

/// A file's name without directories.
fn base(name: &OsStr) -> String {
    source::name(Path::new(name).file_name().unwrap_or(name))
}

/// The comparison of a heap profile with the log.
fn beside(log: &Log, profile: &Profile, name: String) -> Result<Beside, Failure> {
    let time = profile.time_nanos;
    let taken = if time == 0 { None } else { log.moment(time) };
    Ok(Beside { name, in_use_mb: in_use_mb(profile)?, taken })
}

/// The live heap of a profile, in MiB as in logs; `None` for other profiles.
fn in_use_mb(profile: &Profile) -> Result<Option<f64>, Failure> {
    const IN_USE: &str = "inuse_space";
    let analysis = Analysis::new(profile)?;
    if !analysis.sample_types().any(|kind| kind == IN_USE) {
        return Ok(None);
    }
    let options = Options { sample_index: Some(IN_USE.to_owned()), ..Options::default() };
    let selection = analysis.select(&options)?;
    Ok(Some(selection.scale().total as f64 / f64::from(1 << 20)))
}

/// Reports the skipped lines.
fn say_damaged(log: &Log, name: &str) {
    const MAX_SAID: usize = 5;
    for Damaged { line, damage } in log.damaged.iter().take(MAX_SAID) {
        say(format_args!("{name}: line {line} is a damaged line of gctrace, and skipped: {damage}"));
    }
    let n_said = log.damaged.len().min(MAX_SAID) as u64;
    if log.lines.damaged > n_said {
        say(format_args!("{name}: {} more damaged lines are skipped", log.lines.damaged - n_said));
    }
}
