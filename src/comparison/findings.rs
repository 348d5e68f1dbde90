//! What got worse and better, in the order in which a reviewer should look at it.

use super::{Change, Comparison, ComparisonOptions, Entry, Kind, Row, Verdict, aligned::Aligned};

/// Fills the lists of `comparison`, given its rows.
pub(super) fn add(
    mut comparison: Comparison,
    _aligned: &Aligned,
    _options: &ComparisonOptions,
) -> Comparison {
    let is_left = |_: usize| true;
    comparison.worse = changed(&comparison.rows, Verdict::Worse, is_left);
    comparison.better = changed(&comparison.rows, Verdict::Better, is_left);
    comparison.new = of_one_side(&comparison.rows, |row| row.is_new);
    comparison.gone = of_one_side(&comparison.rows, |row| row.is_gone);
    comparison
}

/// Functions that changed for the worse, or for the better: culprits, library code, and callers that pass on.
fn changed(rows: &[Row], verdict: Verdict, is_left: impl Fn(usize) -> bool) -> Vec<Entry> {
    let entries = rows.iter().enumerate().filter(|(place, _)| is_left(*place));
    let mut entries: Vec<_> = entries.filter_map(|(place, row)| ranked(place, row, verdict)).collect();
    entries.sort_by(|(a_rank, a), (b_rank, b)| {
        let size = |entry: &Entry| entry.change.change.abs();
        a_rank.cmp(b_rank).then(size(b).total_cmp(&size(a))).then(a.row.cmp(&b.row))
    });
    entries.into_iter().map(|(_, entry)| entry).collect()
}

/// The entry of a function that changed in this way, and which group it belongs to.
fn ranked(place: usize, row: &Row, verdict: Verdict) -> Option<(u8, Entry)> {
    let is = |change: &Change| change.verdict == verdict;
    let is_own = |change: &Change| change.change.abs() >= row.charged.change.abs() / 2.0;
    let entry = |kind: Kind| entry(place, row, kind);
    let own = if row.is_library { &row.flat } else { &row.charged };
    if !row.is_library && is(&row.charged) {
        let kind = if is_own(&row.flat) { Kind::Flat } else { Kind::Cum };
        Some((0, entry(kind)))
    } else if is(&row.flat) {
        Some((1, entry(Kind::Flat)))
    } else if is(&row.cum) {
        let passes_on = own.change.abs() < row.cum.change.abs() / 2.0;
        Some((2, Entry { passes_on, ..entry(Kind::Cum) }))
    } else {
        None
    }
}

fn entry(place: usize, row: &Row, kind: Kind) -> Entry {
    Entry {
        row: place,
        name: row.name.clone(),
        file: row.file.clone(),
        kind,
        change: *row.change(kind),
        is_new: row.is_new,
        is_gone: row.is_gone,
        is_library: row.is_library,
        passes_on: false,
        placement: row.placement,
    }
}

/// Functions that are on one side only, largest first.
fn of_one_side(rows: &[Row], is_meant: impl Fn(&Row) -> bool) -> Vec<Entry> {
    let rows = rows.iter().enumerate().filter(|(_, row)| is_meant(row));
    let mut entries: Vec<_> = rows.map(|(place, row)| entry(place, row, Kind::Cum)).collect();
    let size = |entry: &Entry| entry.change.change.abs();
    entries.sort_by(|a, b| size(b).total_cmp(&size(a)).then(a.row.cmp(&b.row)));
    entries
}
