//! Finds functions that were renamed, inlined or outlined.

use std::collections::BTreeMap;

use bstr::ByteSlice;

use super::{Change, How, Moved, Row, aligned::Call, neighbors::Neighbors};

/// Only this many gone or new functions are compared with each other, the heaviest.
const MAX: usize = 300;

/// The overlap of callers and callees of renamed functions; 1 if all weight is at the same ones.
const ALIKE: f64 = 0.6;

/// The maximum number of rounds, each with the names found so far: a renamed package is recognized from its edges
/// inwards.
const MAX_ROUNDS: usize = 8;

/// The moves between gone and new functions and their callers, largest first.
pub(super) fn moved(rows: &[Row], neighbors: &Neighbors) -> Vec<Moved> {
    let gone = heaviest(rows, |row| row.is_gone);
    let new = heaviest(rows, |row| row.is_new);
    let mut found = renamed(rows, neighbors, &gone, &new);
    let is_left = |place: &usize| found.iter().all(|moved| moved.from != *place && moved.to != *place);
    let gone: Vec<_> = gone.iter().copied().filter(is_left).collect();
    let new: Vec<_> = new.iter().copied().filter(is_left).collect();
    let inlined = merged(rows, neighbors, &gone, 0);
    let outlined = merged(rows, neighbors, &new, 1);
    found.extend(inlined);
    found.extend(outlined);
    found.sort_by(|a, b| {
        b.before.max(b.after).total_cmp(&a.before.max(a.after)).then((a.from, a.to).cmp(&(b.from, b.to)))
    });
    found
}

fn heaviest(rows: &[Row], is_meant: impl Fn(&Row) -> bool) -> Vec<usize> {
    let mut found: Vec<_> = (0..rows.len()).filter(|&place| is_meant(&rows[place])).collect();
    let weight = |place: usize| rows[place].cum.change.abs();
    found.sort_by(|&a, &b| weight(b).total_cmp(&weight(a)).then(a.cmp(&b)));
    found.truncate(MAX);
    found
}

/// Whether two values differ by no more than their errors, or by little.
pub(super) fn is_alike(before: &Change, after: &Change) -> bool {
    let (gone, come) = (before.change.abs(), after.change.abs());
    let error =
        (before.standard_error * before.standard_error + after.standard_error * after.standard_error).sqrt();
    (gone - come).abs() <= (2.0 * error).max(0.1 * gone.max(come))
}

/// Pairs of a gone and a new function that are each other's best match.
fn renamed(rows: &[Row], neighbors: &Neighbors, gone: &[usize], new: &[usize]) -> Vec<Moved> {
    // The identity of each function: a renamed one is that of its new name.
    let mut names: Vec<usize> = (0..rows.len()).collect();
    let (mut gone, mut new) = (gone.to_vec(), new.to_vec());
    let mut found = Vec::new();
    for _ in 0..MAX_ROUNDS {
        let pairs = best_pairs(rows, neighbors, &names, &gone, &new);
        if pairs.is_empty() {
            break;
        }
        for &(from, to) in &pairs {
            names[from] = to;
            let (before, after) = (rows[from].cum.before, rows[to].cum.after);
            found.push(Moved { from, to, how: How::Renamed, before, after });
        }
        gone.retain(|place| pairs.iter().all(|(from, _)| from != place));
        new.retain(|place| pairs.iter().all(|(_, to)| to != place));
    }
    found
}

fn best_pairs(
    rows: &[Row],
    neighbors: &Neighbors,
    names: &[usize],
    gone: &[usize],
    new: &[usize],
) -> Vec<(usize, usize)> {
    let profile = |&place: &usize, side: usize| Surroundings::new(neighbors, names, place, side);
    let of_gone: Vec<_> = gone.iter().map(|place| profile(place, 0)).collect();
    let of_new: Vec<_> = new.iter().map(|place| profile(place, 1)).collect();
    let score = |from: usize, to: usize| {
        let (gone, new) = (&rows[gone[from]], &rows[new[to]]);
        let is_possible = is_alike(&gone.cum, &new.cum) && is_alike(&gone.flat, &new.flat);
        if is_possible { of_gone[from].likeness(&of_new[to]) + same_name(gone, new) } else { 0.0 }
    };
    let best = |scores: &mut dyn Iterator<Item = (usize, f64)>| {
        let first = |a: (usize, f64), b: (usize, f64)| if b.1 > a.1 { b } else { a };
        scores.reduce(first).filter(|(_, score)| *score >= ALIKE).map(|(place, _)| place)
    };
    let of_from = |from: usize| best(&mut (0..new.len()).map(|to| (to, score(from, to))));
    let of_to = |to: usize| best(&mut (0..gone.len()).map(|from| (from, score(from, to))));
    let pairs = (0..gone.len()).filter_map(|from| Some((from, of_from(from)?)));
    let mutual = pairs.filter(|&(from, to)| of_to(to) == Some(from));
    mutual.map(|(from, to)| (gone[from], new[to])).collect()
}

/// The bonus for equal names without package path, as where a package was renamed.
fn same_name(gone: &Row, new: &Row) -> f64 {
    /// The bonus of overlap.
    const SAME: f64 = 0.25;
    fn last(name: &[u8]) -> &[u8] {
        let end = name.rfind_byte(b'/').map_or(0, |at| at + 1);
        let name = &name[end..];
        let after = name.find_byte(b'.').map_or(0, |at| at + 1);
        let path = name.rfind(b"::").map_or(0, |at| at + 2);
        &name[after.max(path)..]
    }
    if last(&gone.name) == last(&new.name) { SAME } else { 0.0 }
}

/// The callers and callees of a function on one side, by identity, as fractions.
struct Surroundings {
    callers: BTreeMap<usize, f64>,
    callees: BTreeMap<usize, f64>,
}

impl Surroundings {
    fn new(neighbors: &Neighbors, names: &[usize], place: usize, side: usize) -> Surroundings {
        let fractions = |calls: &mut dyn Iterator<Item = &Call>, other: fn(&Call) -> usize| {
            let mut sums = BTreeMap::new();
            for call in calls.filter(|call| call.means[side] > 0.0) {
                *sums.entry(names[other(call)]).or_insert(0.0) += call.means[side];
            }
            let all: f64 = sums.values().sum();
            sums.values_mut().for_each(|value| *value /= all);
            sums
        };
        Surroundings {
            callers: fractions(&mut neighbors.callers(place), |call| call.caller),
            callees: fractions(&mut neighbors.callees(place).iter(), |call| call.callee),
        }
    }

    /// The share of weight at the same callers and callees, from 0 to 1. If neither function has callees, only callers
    /// count, and vice versa.
    fn likeness(&self, other: &Surroundings) -> f64 {
        let pairs = [(&self.callers, &other.callers), (&self.callees, &other.callees)];
        let overlaps = pairs
            .iter()
            .filter(|(a, b)| !(a.is_empty() && b.is_empty()))
            .map(|(a, b)| a.iter().filter_map(|(name, value)| Some(value.min(*b.get(name)?))).sum::<f64>());
        let overlaps: Vec<_> = overlaps.collect();
        overlaps.iter().sum::<f64>() / overlaps.len().max(1) as f64
    }
}

/// Functions whose cost is in their caller on the other side: all such callees of one caller, which is on both sides,
/// together make up the change of the caller. `side` is the one with the functions.
fn merged(rows: &[Row], neighbors: &Neighbors, places: &[usize], side: usize) -> Vec<Moved> {
    let mut by_caller: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for &place in places {
        if let Some(caller) =
            neighbors.main_caller(place, side).filter(|&caller| !is_one_sided(&rows[caller]))
        {
            by_caller.entry(caller).or_default().push(place);
        }
    }
    let moved = by_caller.into_iter().flat_map(|(caller, callees)| {
        let callees: Vec<_> =
            callees.into_iter().filter(|&place| rows[place].charged.change != 0.0).collect();
        let changes = callees.iter().map(|&place| rows[place].charged.change);
        let together = Change { change: changes.sum(), ..rows[caller].charged };
        let with_callees = callees.iter().map(|&place| rows[place].cum.change).sum::<f64>();
        let is_moved = is_instead(&together, with_callees, &rows[caller]);
        callees.into_iter().filter(move |_| is_moved).map(move |place| (caller, place))
    });
    moved.map(|(caller, place)| merge(rows, caller, place, side)).collect()
}

/// Whether the own cost of a caller changed by as much as its callees did, the other way, while its cum changed little
/// compared with theirs.
fn is_instead(callees: &Change, with_callees: f64, caller: &Row) -> bool {
    let Row { charged: own, cum: all, .. } = caller;
    let is_own = own.p < 0.05 && callees.change * own.change < 0.0 && is_alike(callees, own);
    is_own && !all.verdict.is_real() && all.change.abs() <= with_callees.abs() / 2.0
}

fn is_one_sided(row: &Row) -> bool {
    row.cum.before == 0.0 || row.cum.after == 0.0
}

fn merge(rows: &[Row], caller: usize, place: usize, side: usize) -> Moved {
    let amount = rows[place].charged.change.abs();
    let (from, to, how) =
        if side == 0 { (place, caller, How::Inlined) } else { (caller, place, How::Outlined) };
    Moved { from, to, how, before: amount, after: amount }
}
