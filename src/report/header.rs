//! What stands above a graph.

use bstr::{BStr, BString, ByteSlice};

use super::{
    Fact, Header,
    value::{Scale, automatic},
};
use crate::{
    graph::{Measure, Trimmed, cutoff},
    options::{Filters, Options},
    path::base_name,
    profile::Profile,
    units,
};

/// The header of a report.
pub(super) fn header(
    profile: &Profile,
    options: &Options,
    measure: Measure,
    trimmed: &Trimmed,
    scale: &Scale,
) -> Header {
    Header {
        facts: facts(profile, measure, scale),
        filters: filters(&options.filters),
        showing: showing(trimmed, scale),
        left_out: if scale.total() == 0 { Vec::new() } else { left_out(options, trimmed, scale) },
    }
}

/// Base name of the first mapping's file.
pub(super) fn title(profile: &Profile) -> Option<BString> {
    let file = profile.text(profile.mappings.first()?.filename);
    (!file.is_empty()).then(|| base_name(file).to_owned())
}

fn facts(profile: &Profile, measure: Measure, scale: &Scale) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut fact = |label, text: BString| facts.push(Fact { label, text });
    if let Some(title) = title(profile) {
        fact(Some("File"), title);
    }
    if let Some(mapping) =
        profile.mappings.first().filter(|mapping| !profile.text(mapping.build_id).is_empty())
    {
        fact(Some("Build ID"), profile.text(mapping.build_id).to_owned());
    }
    let comments = profile.comments.iter().map(|&comment| profile.text(comment));
    for comment in comments.filter(|comment| !comment.starts_with(b"#")) {
        fact(None, comment.to_owned());
    }
    let kind = kind(profile, measure);
    if !kind.is_empty() {
        fact(Some("Type"), kind);
    }
    let doc_url = profile.text(profile.doc_url);
    if !doc_url.is_empty() {
        fact(Some("Doc"), doc_url.to_owned());
    }
    if profile.time_nanos != 0 {
        fact(Some("Time"), date(profile.time_nanos).into());
    }
    if profile.duration_nanos != 0 {
        fact(Some("Duration"), duration(profile.duration_nanos, scale).into());
    }
    facts
}

/// The name of the sample type as it is shown.
fn kind(profile: &Profile, measure: Measure) -> BString {
    let kind = profile.text(profile.sample_types[measure.index].kind);
    if measure.mean { [b"mean_", kind.as_bytes()].concat().into() } else { kind.to_owned() }
}

/// The duration, and how much of it the samples cover where they are about time, too.
fn duration(nanos: i64, scale: &Scale) -> String {
    let share = match scale.total_nanoseconds() {
        Some(total) if scale.total() != 0 => format!("({})", units::percentage(total, nanos)),
        _ => String::new(),
    };
    let duration = automatic(nanos, BStr::new("nanoseconds"));
    format!("{duration}, Total samples = {} {share}", scale.text(scale.total()))
}

/// A point in time as `2023-11-14 22:13:20 UTC`. Always UTC: the same profile gives the same bytes anywhere.
fn date(nanos: i64) -> String {
    let seconds = nanos.div_euclid(1_000_000_000);
    let (days, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let (year, month, day) = civil(days);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02} UTC")
}

/// Year, month and day of a number of days since 1970-01-01.
///
/// Counts in eras of 400 years that start with March, so that the leap day is the last day of a year.
/// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    (era * 400 + year_of_era + i64::from(month <= 2), month, day)
}

/// `name=value` of the filters in use. Filters that change no sample's weight are not told.
fn filters(filters: &Filters) -> Vec<BString> {
    let told = [
        ("focus", &filters.focus),
        ("ignore", &filters.ignore),
        ("hide", &filters.hide),
        ("show", &filters.show),
        ("show_from", &filters.show_from),
        ("tagfocus", &filters.tag_focus),
        ("tagignore", &filters.tag_ignore),
        ("tagshow", &filters.tag_show),
        ("taghide", &filters.tag_hide),
    ];
    told.iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| shortened(&format!("{name}={value}")))
        .collect()
}

/// At most 80 bytes, even if that cuts a character in two.
fn shortened(text: &str) -> BString {
    match text.as_bytes().split_at_checked(80) {
        Some((start, rest)) if !rest.is_empty() => [start, "…".as_bytes()].concat().into(),
        _ => text.into(),
    }
}

fn showing(trimmed: &Trimmed, scale: &Scale) -> BString {
    let graph = &trimmed.graph;
    let flat = graph.listed.iter().map(|&node| graph.graph[node].weights.flat.shown());
    let shown = flat.fold(0, i64::wrapping_add);
    let total = scale.text(scale.total());
    let (shown, percent) = (scale.text(shown), scale.percent(shown));
    format!("Showing nodes accounting for {shown}, {percent} of {total} total").into()
}

fn left_out(options: &Options, trimmed: &Trimmed, scale: &Scale) -> Vec<BString> {
    let mut lines = Vec::new();
    let (node_fraction, edge_fraction) =
        if options.trim { (options.node_fraction, options.edge_fraction) } else { (0.0, 0.0) };
    let mut dropped = |n: usize, what: &str, measure: &str, fraction: f64| {
        if n > 0 {
            let plural = if n == 1 { "" } else { "s" };
            let limit = scale.text(cutoff(scale.total(), fraction));
            lines.push(format!("Dropped {n} {what}{plural} ({measure} <= {limit})").into());
        }
    };
    dropped(trimmed.n_dropped_nodes, "node", "cum", node_fraction);
    dropped(trimmed.n_dropped_edges, "edge", "freq", edge_fraction);
    let n_shown = trimmed.graph.listed.len();
    if 0 < n_shown && n_shown < trimmed.n_above_cutoff {
        lines.push(format!("Showing top {n_shown} nodes out of {}", trimmed.n_above_cutoff).into());
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_civil() {
        assert_eq!(date(1_700_000_000_000_000_000), "2023-11-14 22:13:20 UTC");
        assert_eq!(date(-1), "1969-12-31 23:59:59 UTC");
        assert_eq!(date(951_782_400_000_000_000), "2000-02-29 00:00:00 UTC");
        assert_eq!(date(i64::MAX), "2262-04-11 23:47:16 UTC");
        assert_eq!(date(i64::MIN), "1677-09-21 00:12:43 UTC");
    }

    #[test]
    fn filters_are_cut_after_eighty_bytes() {
        assert_eq!(shortened(&"x".repeat(80)), "x".repeat(80));
        assert_eq!(shortened(&"x".repeat(81)), "x".repeat(80) + "…");
    }
}
