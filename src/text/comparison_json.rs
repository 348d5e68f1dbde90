//! `-json` of a comparison, for programs.

use std::io::{self, Write};

use bstr::ByteSlice;

use super::json::{Object, array, field, format_value, list, quoted, significant};
use crate::{
    analysis::Counting,
    comparison::{Change, How, Moved, Noise, Shifted, Verdict},
    review::{Finding, Review},
};

/// The version of the format, which does not change if fields are added.
const VERSION: u32 = 1;

/// Significant digits of estimates.
const DIGITS: usize = 6;

/// Writes a comparison as a JSON object, whose fields `docs/comparison-json.md` describes.
///
/// # Errors
///
/// Those of `out`.
pub fn comparison_json(out: &mut impl Write, review: &Review) -> io::Result<()> {
    let comparison = &review.comparison;
    writeln!(out, "{{")?;
    field(out, "version", VERSION)?;
    field(out, "sample_type", quoted(review.sample_type().as_bstr()))?;
    field(out, "unit", quoted(review.scale.from.as_bytes().as_bstr()))?;
    field(out, "runs", runs(comparison.n_runs))?;
    field(out, "total", total(&comparison.total_change))?;
    field(out, "least_change", format_value(review.least_change))?;
    field(out, "unclear", review.unclear().len())?;
    field(out, "noise", noise(&comparison.noise))?;
    for (name, findings) in [
        ("worse", review.worse()),
        ("better", review.better()),
        ("new", review.new_functions()),
        ("gone", review.gone_functions()),
    ] {
        list(out, name, findings.iter().map(finding))?;
        writeln!(out, ",")?;
    }
    list(out, "moved", comparison.moved.iter().map(|moved| moved_object(review, moved)))?;
    writeln!(out, ",")?;
    list(out, "shifted", comparison.shifted.iter().map(|shifted| shifted_object(review, shifted)))?;
    writeln!(out, "\n}}")
}

fn runs([before, after]: [usize; 2]) -> String {
    let mut object = Object::default();
    object.add("before", before);
    object.add("after", after);
    object.finish()
}

fn total(change: &Change) -> String {
    let mut object = Object::default();
    add_change(&mut object, change);
    object.add("verdict", verdict(change.verdict));
    object.finish()
}

fn noise(noise: &Noise) -> String {
    let mut object = Object::default();
    object.add("counting", counting(noise.counting));
    object.add("overdispersion", significant(noise.overdispersion, DIGITS));
    object.add("common_shift", significant(noise.common_shift, DIGITS));
    object.add("null_scale", significant(noise.null_scale, DIGITS));
    object.add("single", noise.is_single);
    object.add("least_change", format_value(noise.least_change));
    object.add("least_errors", significant(noise.least_errors, DIGITS));
    object.finish()
}

fn finding(finding: &Finding<'_>) -> String {
    let entry = finding.entry;
    let mut object = Object::default();
    object.add("name", quoted(entry.name.as_bstr()));
    object.add("file", quoted(entry.file.as_bstr()));
    object.add("measure", quoted(finding.measure.name().into()));
    add_change(&mut object, finding.change);
    object.add("q", significant(finding.change.q, DIGITS));
    object.add("verdict", verdict(finding.verdict));
    object.add("passes_on", entry.passes_on);
    object.add("library", entry.is_library);
    object.add("new", entry.is_new);
    object.add("gone", entry.is_gone);
    object.add("placement", entry.placement);
    object.finish()
}

fn add_change(object: &mut Object, change: &Change) {
    object.add("before", format_value(change.before));
    object.add("after", format_value(change.after));
    object.add("change", format_value(change.change));
    object.add("interval", array(change.interval.map(|end| significant(end, DIGITS))));
    object.add("p", significant(change.p, DIGITS));
}

fn moved_object(review: &Review, moved: &Moved) -> String {
    let [from, to] = [moved.from, moved.to].map(|row| &review.comparison.rows[row]);
    let mut object = Object::default();
    object.add("from", quoted(from.name.as_bstr()));
    object.add("from_file", quoted(from.file.as_bstr()));
    object.add("to", quoted(to.name.as_bstr()));
    object.add("to_file", quoted(to.file.as_bstr()));
    object.add("how", how(moved.how));
    object.add("before", format_value(moved.before));
    object.add("after", format_value(moved.after));
    object.finish()
}

fn shifted_object(review: &Review, shifted: &Shifted) -> String {
    let name = |row: usize| quoted(review.comparison.rows[row].name.as_bstr());
    let names = |rows: &[usize]| array(rows.iter().map(|&row| name(row)));
    let mut object = Object::default();
    object.add("below", name(shifted.below));
    object.add("from", names(&shifted.from));
    object.add("to", names(&shifted.to));
    object.add("amount", format_value(shifted.amount));
    object.finish()
}

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Worse => "\"worse\"",
        Verdict::Better => "\"better\"",
        Verdict::Unclear => "\"unclear\"",
        Verdict::Unchanged => "\"unchanged\"",
    }
}

fn how(how: How) -> &'static str {
    match how {
        How::Renamed => "\"renamed\"",
        How::Inlined => "\"inlined\"",
        How::Outlined => "\"outlined\"",
    }
}

fn counting(counting: Counting) -> &'static str {
    match counting {
        Counting::Events => "\"events\"",
        Counting::Allocations => "\"allocations\"",
        Counting::Exact => "\"exact\"",
        Counting::Unknown => "\"unknown\"",
    }
}
