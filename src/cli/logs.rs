//! What is written of a log of the garbage collector.

use std::ffi::OsString;

use pprof_svg::gctrace::{Damaged, Log};
use pprof_svg::text;

use super::destination::Destination;
use super::failure::Failure;
use super::options::{Format, Request};
use super::reports::{self, Kind, Report};
use super::{say, source};

/// Writes what `request` asks for of a log of this name to where it is wanted.
pub(crate) fn answer(log: &Log, name: &OsString, request: &Request, to: &Destination) -> Result<(), Failure> {
    let most =
        request.options.node_count.and_then(|most| usize::try_from(most).ok()).filter(|most| *most > 0);
    let written = match &request.format {
        Format::Report(Report { kind: Kind::Top, .. }) => {
            reports::boxed(move |mut out| text::collections(&mut out, log, most))
        }
        Format::Json => reports::boxed(|mut out| text::collections_json(&mut out, log)),
        _ => return Err(Failure::LogFormat(name.clone())),
    };
    say_damaged(log, &source::name(name));
    to.write(written)
}

/// Says which lines are skipped.
fn say_damaged(log: &Log, name: &str) {
    const MOST_SAID: usize = 5;
    for Damaged { line, damage } in log.damaged.iter().take(MOST_SAID) {
        say(format_args!("{name}: line {line} is a damaged line of gctrace, and skipped: {damage}"));
    }
    let n_said = log.damaged.len().min(MOST_SAID) as u64;
    if log.lines.damaged > n_said {
        say(format_args!("{name}: {} more damaged lines are skipped", log.lines.damaged - n_said));
    }
}
