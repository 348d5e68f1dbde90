//! `-markdown`: a comparison as a comment on a change.

use std::io::{self, Write};

use bstr::ByteSlice;

use super::markdown::{ImageAddress, Place, code, value};
use crate::{
    comparison::{Comparison, How, Moved, Noise, Shifted},
    report,
    review::{Finding, Review},
};

/// The maximum number of functions of a table or list.
const MAX: usize = 10;

/// The maximum number of names on a line.
const MAX_IN_LINE: usize = 3;

/// Writes a comparison as Markdown for GitHub and GitLab: totals, what got worse and better, how reliable that is, and
/// a link to a picture, if given. Texts of the profile are escaped.
///
/// # Errors
///
/// Those of `out`.
pub fn comparison_markdown(
    out: &mut impl Write,
    review: &Review,
    picture: Option<&ImageAddress>,
) -> io::Result<()> {
    let [worse, better] = [review.worse(), review.better()];
    writeln!(out, "## {}\n", heading(review))?;
    writeln!(out, "**{}**\n", verdict(&worse, &better))?;
    totals(out, review)?;
    if let Some(picture) = picture {
        writeln!(out, "\n{}", picture.image("What changed"))?;
    }
    table(out, review, "Worse", &worse)?;
    table(out, review, "Better", &better)?;
    one_sided(out, review, "New", &review.new_functions())?;
    one_sided(out, review, "Gone", &review.gone_functions())?;
    let Comparison { moved, shifted, noise, .. } = &review.comparison;
    list(out, "Moved", moved, |moved| moved_line(review, moved))?;
    list(out, "Shifted: no more in all", shifted, |shifted| shifted_line(review, shifted))?;
    let sentences = [Some(sureness(review, noise)), common(noise), unclear(review), placement(review)];
    let sentences: Vec<String> = sentences.into_iter().flatten().collect();
    writeln!(out, "\n{}", sentences.join(" "))
}

/// The profile's name and the sample type.
fn heading(review: &Review) -> String {
    let of_runs = review.facts.iter().rev().flatten().find_map(report::title);
    let name = of_runs.map(|name| format!("{}: ", code(name.as_bstr(), Place::Line))).unwrap_or_default();
    format!("{name}{}", code(review.sample_type().as_bstr(), Place::Line))
}

/// The overall result in a sentence.
fn verdict(worse: &[Finding<'_>], better: &[Finding<'_>]) -> String {
    let culprits = |findings: &[Finding<'_>]| findings.iter().filter(|found| !found.entry.passes_on).count();
    let [n_worse, n_better] = [worse, better].map(culprits);
    if worse.is_empty() && better.is_empty() {
        return "Nothing changed beyond noise".to_owned();
    }
    if n_worse + n_better == 0 {
        return "No function changed by itself beyond noise, only callers by what they call".to_owned();
    }
    let functions = if n_worse < 2 { "function" } else { "functions" };
    format!("{} {functions} got worse, {} better", count(n_worse, "No"), count(n_better, "none"))
}

fn count(n: usize, none: &str) -> String {
    if n == 0 { none.to_owned() } else { n.to_string() }
}

fn totals(out: &mut impl Write, review: &Review) -> io::Result<()> {
    let total = &review.comparison.total_change;
    let [before, after] = [total.before, total.after].map(whole);
    let share = if before > 0 && after != before {
        format!(" ({:+.1} %)", 100.0 * (after as f64 - before as f64) / before as f64)
    } else {
        String::new()
    };
    let [from, to, change] =
        [plain(review, before), plain(review, after), signed(review, after.saturating_sub(before))];
    let [n_before, n_after] = review.comparison.n_runs;
    writeln!(out, "| | before | after | change |\n| --- | ---: | ---: | ---: |")?;
    writeln!(out, "| total | {from} | {to} | {change}{share} |")?;
    writeln!(out, "| runs | {n_before} | {n_after} | |")
}

/// A table of the first functions.
fn table(out: &mut impl Write, review: &Review, title: &str, findings: &[Finding<'_>]) -> io::Result<()> {
    if findings.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n### {}\n", titled(title, findings.len()))?;
    writeln!(out, "| function | file | value | before | after | change | | 95 % interval | p |")?;
    writeln!(out, "| --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |")?;
    for finding in findings.iter().take(MAX) {
        writeln!(out, "{}", row(review, finding))?;
    }
    Ok(())
}

/// A title, with the numbers of shown and all items if they differ.
fn titled(title: &str, n: usize) -> String {
    if n > MAX { format!("{title}: the first {MAX} of {n}") } else { title.to_owned() }
}

fn row(review: &Review, finding: &Finding<'_>) -> String {
    let Finding { entry, change, measure, .. } = finding;
    let [before, after, low, high] =
        [change.before, change.after, change.interval[0], change.interval[1]].map(whole);
    let file = if entry.file.is_empty() { String::new() } else { code(entry.file.as_bstr(), Place::Cell) };
    let marks = [
        (entry.passes_on, " (passes on)"),
        (entry.is_library, " (library)"),
        (entry.placement, " (placement?)"),
    ];
    let marks: String = marks.iter().filter(|(is, _)| *is).map(|(_, mark)| *mark).collect();
    let cells = [
        code(entry.name.as_bstr(), Place::Cell) + &marks,
        file,
        measure.name().to_owned(),
        plain(review, before),
        plain(review, after),
        signed(review, after.saturating_sub(before)),
        times(finding, before, after),
        format!("{} to {}", signed(review, low), signed(review, high)),
        probability(change.p),
    ];
    format!("| {} |", cells.join(" | "))
}

/// The ratio of the value to the value before.
fn times(finding: &Finding<'_>, before: i64, after: i64) -> String {
    match (finding.entry.is_new, finding.entry.is_gone) {
        (true, _) => "NEW".to_owned(),
        (_, true) => "GONE".to_owned(),
        _ => report::multiple(before, after).unwrap_or_default(),
    }
}

fn probability(p: f64) -> String {
    if p < 0.001 { "< 0.001".to_owned() } else { format!("{p:.3}") }
}

/// Functions of one side, with their values.
fn one_sided(out: &mut impl Write, review: &Review, title: &str, findings: &[Finding<'_>]) -> io::Result<()> {
    list(out, title, findings, |finding| {
        let (entry, change) = (finding.entry, finding.change);
        let file = if entry.file.is_empty() {
            String::new()
        } else {
            format!(" in {}", code(entry.file.as_bstr(), Place::Line))
        };
        let amount = if entry.is_gone { change.before } else { change.after };
        format!("{}{file}: {}", code(entry.name.as_bstr(), Place::Line), in_line(review, amount))
    })
}

/// The first items, one per line.
fn list<T>(out: &mut impl Write, title: &str, items: &[T], line: impl Fn(&T) -> String) -> io::Result<()> {
    if items.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n### {}\n", titled(title, items.len()))?;
    items.iter().take(MAX).try_for_each(|item| writeln!(out, "- {}", line(item)))
}

fn moved_line(review: &Review, moved: &Moved) -> String {
    let how = match moved.how {
        How::Renamed => "another name",
        How::Inlined => "became part of its caller",
        How::Outlined => "was part of its caller",
    };
    let [before, after] = [moved.before, moved.after].map(|amount| in_line(review, amount));
    format!("{} → {}: {how}, {before} → {after}", name(review, moved.from), name(review, moved.to))
}

fn shifted_line(review: &Review, shifted: &Shifted) -> String {
    let amount = in_line(review, shifted.amount);
    let [from, to] = [&shifted.from, &shifted.to].map(|rows| names(review, rows));
    format!("{amount} from {from} to {to}, below {}", name(review, shifted.below))
}

fn name(review: &Review, row: usize) -> String {
    code(review.comparison.rows[row].name.as_bstr(), Place::Line)
}

/// The first functions' names, and the number of further ones.
fn names(review: &Review, rows: &[usize]) -> String {
    let shown: Vec<_> = rows.iter().take(MAX_IN_LINE).map(|&row| name(review, row)).collect();
    let n_more = rows.len().saturating_sub(MAX_IN_LINE);
    let more = if n_more > 0 { format!(" and {n_more} more") } else { String::new() };
    shown.join(", ") + &more
}

/// How reliable the results are.
fn sureness(review: &Review, noise: &Noise) -> String {
    if noise.is_single {
        let least = in_line(review, noise.least_change);
        let errors = noise.least_errors;
        return format!(
            "Noise: {}; with one run on a side only changes of at least {least} and {errors} standard errors are \
             called real, and more runs find smaller ones.",
            runs(review.comparison.n_runs)
        );
    }
    let percent = 100.0 * noise.overdispersion;
    let by = if percent < 1.0 { "less than 1 %".to_owned() } else { format!("{percent:.0} %") };
    let runs = runs(review.comparison.n_runs);
    format!("Noise: {runs}, between which functions differ by {by} besides the error of sampling.")
}

fn runs([before, after]: [usize; 2]) -> String {
    let plural = if before == 1 { "" } else { "s" };
    format!("{before} run{plural} before and {after} after")
}

fn common(noise: &Noise) -> Option<String> {
    let shift = 100.0 * noise.common_shift;
    (noise.common_shift != 0.0)
        .then(|| format!("The typical function changed by {shift:+.1} %, and changes are held against that."))
}

fn unclear(review: &Review) -> Option<String> {
    let what = "changed by enough to matter, but perhaps by noise";
    match review.unclear().len() {
        0 => None,
        1 => Some(format!("1 function {what}.")),
        n => Some(format!("{n} functions {what}.")),
    }
}

/// The legend of the placement mark, if it is used.
fn placement(review: &Review) -> Option<String> {
    let Comparison { worse, better, .. } = &review.comparison;
    worse.iter().chain(better).any(|entry| entry.placement).then(|| {
        "\"placement?\": the function changed evenly on all lines, as unchanged code does that the compiler \
         places elsewhere."
            .to_owned()
    })
}

/// A value rounded to an integer.
fn whole(value: f64) -> i64 {
    #[allow(clippy::cast_possible_truncation, reason = "it saturates")]
    let whole = value.round() as i64;
    whole
}

/// A value in a cell.
fn plain(review: &Review, amount: i64) -> String {
    value(&review.scale.text(amount), Place::Cell)
}

/// A change in a cell.
fn signed(review: &Review, change: i64) -> String {
    let sign = if change > 0 { "+" } else { "" };
    value(&format!("{sign}{}", review.scale.text(change)), Place::Cell)
}

/// A value in a line.
fn in_line(review: &Review, amount: f64) -> String {
    value(&review.scale.text(whole(amount)), Place::Line)
}
