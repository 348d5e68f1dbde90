//! Lists what got worse and better, in order of relevance to a reviewer.

use super::{
    Change, Comparison, Entry, How, Kind, Moved, Row, Shifted, Verdict, aligned::Aligned, moved::moved,
    neighbors::Neighbors, placement::is_placement, shifted::shifted,
};

/// Fills the lists of `comparison` from its rows.
pub(super) fn add(mut comparison: Comparison, aligned: &Aligned) -> Comparison {
    let neighbors = Neighbors::new(aligned);
    let rows = &mut comparison.rows;
    let placement = |place| is_placement(rows, &aligned.functions, &neighbors, place);
    let placement: Vec<_> = (0..rows.len()).map(placement).collect();
    rows.iter_mut().zip(placement).for_each(|(row, placement)| row.placement = placement);
    comparison.moved = moved(rows, &neighbors);
    comparison.shifted = shifted(rows, &neighbors, &comparison.moved);
    let is_explained = explained(rows, &neighbors, &comparison.moved, &comparison.shifted);
    let is_left = |place: usize| !is_explained[place];
    comparison.worse = changed(rows, Verdict::Worse, is_left);
    comparison.better = changed(rows, Verdict::Better, is_left);
    let is_moved = |place: usize| {
        comparison.moved.iter().any(|moved| {
            (moved.from == place && moved.how != How::Outlined)
                || (moved.to == place && moved.how != How::Inlined)
        })
    };
    comparison.new = of_one_side(rows, |place, row| row.is_new && !is_moved(place));
    comparison.gone = of_one_side(rows, |place, row| row.is_gone && !is_moved(place));
    comparison
}

/// Which functions are not listed, since moves and shifts explain their changes.
fn explained(rows: &[Row], neighbors: &Neighbors, moved: &[Moved], shifted: &[Shifted]) -> Vec<bool> {
    // The amount by which each is explained: moved cost, with callees.
    let mut amounts = vec![0.0f64; rows.len()];
    for moved in moved {
        let amount = moved.before.max(moved.after);
        [moved.from, moved.to].iter().for_each(|&place| amounts[place] = amounts[place].max(amount));
    }
    for shift in shifted {
        shift.from.iter().chain(&shift.to).for_each(|&place| amounts[place] = shift.amount);
    }
    let mut is_explained: Vec<_> = amounts.iter().map(|&amount| amount > 0.0).collect();
    let mut waiting: Vec<_> = (0..rows.len()).filter(|&place| is_explained[place]).collect();
    while let Some(caller) = waiting.pop() {
        for callee in neighbors.callees(caller).iter().map(|call| call.callee) {
            if !is_explained[callee] && follows(rows, neighbors, &is_explained, callee, amounts[caller]) {
                (is_explained[callee], amounts[callee]) = (true, amounts[caller]);
                waiting.push(callee);
            }
        }
    }
    is_explained
}

/// Whether a function's change follows from callers that are explained by `amount`: nothing else with weight calls it,
/// and it changed by no more.
fn follows(rows: &[Row], neighbors: &Neighbors, is_explained: &[bool], place: usize, amount: f64) -> bool {
    /// The tolerance of the amount, for errors.
    const MAX: f64 = 1.25;
    let cum = &rows[place].cum;
    let is_below = |(side, value): (usize, f64)| {
        let caller = neighbors.main_caller(place, side);
        value == 0.0 || caller.is_some_and(|caller| is_explained[caller])
    };
    cum.change != 0.0
        && cum.change.abs() <= MAX * amount
        && [(0, cum.before), (1, cum.after)].into_iter().all(is_below)
}

/// Functions that got worse, or better: first culprits, then library code, then callers that pass changes on.
fn changed(rows: &[Row], verdict: Verdict, is_left: impl Fn(usize) -> bool) -> Vec<Entry> {
    let entries = rows.iter().enumerate().filter(|(place, _)| is_left(*place));
    let mut entries: Vec<_> = entries.filter_map(|(place, row)| ranked(place, row, verdict)).collect();
    entries.sort_by(|(a_rank, a), (b_rank, b)| {
        let size = |entry: &Entry| entry.change.change.abs();
        a_rank.cmp(b_rank).then(size(b).total_cmp(&size(a))).then(a.row.cmp(&b.row))
    });
    entries.into_iter().map(|(_, entry)| entry).collect()
}

/// The entry of a function with this verdict, and the index of its group.
fn ranked(place: usize, row: &Row, verdict: Verdict) -> Option<(u8, Entry)> {
    let is = |change: &Change| change.verdict == verdict;
    let is_own = is(&row.flat) && row.flat.change.abs() >= row.charged.change.abs() / 2.0;
    let entry = |kind: Kind| entry(place, row, kind);
    let own = if row.is_library { &row.flat } else { &row.charged };
    if !row.is_library && is(&row.charged) {
        // The change that is shown has to be a significant one.
        let with_callees = if is(&row.cum) { Kind::Cum } else { Kind::Charged };
        let kind = if is_own { Kind::Flat } else { with_callees };
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
fn of_one_side(rows: &[Row], is_meant: impl Fn(usize, &Row) -> bool) -> Vec<Entry> {
    let rows = rows.iter().enumerate().filter(|(place, row)| is_meant(*place, row));
    let mut entries: Vec<_> = rows.map(|(place, row)| entry(place, row, Kind::Cum)).collect();
    let size = |entry: &Entry| entry.change.change.abs();
    entries.sort_by(|a, b| size(b).total_cmp(&size(a)).then(a.row.cmp(&b.row)));
    entries
}
