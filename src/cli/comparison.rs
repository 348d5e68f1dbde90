//! Compares runs, and checks whether a function got worse by more than allowed.

use pprof_svg::analysis::{Scale, Selection};
use pprof_svg::comparison::ComparisonOptions;
use pprof_svg::review::{self, ComparedRun, Finding, Review};

use super::failure::Failure;
use super::options::{FailOver, Format, Request};
use super::say;

/// How a successful command ended, which determines its exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Normally.
    Done,
    /// A function got worse by more than `-fail_over` allows.
    TooMuch,
}

/// The comparison of a request; `None` if it has none, or if runs have different sample types and only a picture is
/// requested.
pub(super) fn of(
    runs: Option<[Vec<ComparedRun>; 2]>,
    selection: &Selection<'_>,
    request: &Request,
) -> Result<Option<Review>, Failure> {
    let review = match runs {
        Some(runs) => {
            let options = options(&runs, selection.scale(), request)?;
            Review::new(runs, selection, &options)
        }
        None => None,
    };
    let is_picture = matches!(request.format, Format::Picture { .. }) && request.fail_over.is_none();
    if review.is_none() && request.compares_runs() && !is_picture {
        return Err(Failure::Incomparable);
    }
    Ok(review)
}

fn options(
    runs: &[Vec<ComparedRun>; 2],
    scale: &Scale,
    request: &Request,
) -> Result<ComparisonOptions, Failure> {
    let wrong = |error| Failure::Amount { option: "min_change", error };
    let min_change = request.min_change.share(review::total(runs), scale).map_err(wrong)?;
    Ok(ComparisonOptions { min_change, ..request.comparison })
}

/// Reports each function that got worse by more than allowed.
pub(super) fn outcome(review: Option<&Review>, request: &Request) -> Result<Outcome, Failure> {
    let (Some(review), Some(FailOver { limit, typed })) = (review, &request.fail_over) else {
        return Ok(Outcome::Done);
    };
    let wrong = |error| Failure::Amount { option: "fail_over", error };
    let beyond = review.beyond(limit).map_err(wrong)?;
    beyond.iter().for_each(|finding| say(told(finding, &review.scale, typed)));
    Ok(if beyond.is_empty() { Outcome::Done } else { Outcome::TooMuch })
}

fn told(finding: &Finding<'_>, scale: &Scale, typed: &str) -> String {
    let change = finding.change;
    #[allow(clippy::cast_possible_truncation, reason = "it saturates")]
    let [before, after] = [change.before, change.after].map(|value| value.round() as i64);
    format!(
        "pprof-svg: {}: {} {} → {}, +{}, which is more than -fail_over={typed} allows",
        finding.entry.name,
        finding.measure.name(),
        scale.text(before),
        scale.text(after),
        scale.text(after.saturating_sub(before)),
    )
}
