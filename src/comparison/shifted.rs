//! Finds cost that moved between functions below a caller without increasing (cost shifts: Huang et al., SOSP 2024).

use super::{Change, Moved, Row, Shifted, Verdict, neighbors::Neighbors};

/// The tolerance of the balance, as a fraction, besides errors.
const BALANCE: f64 = 0.2;

/// The shifts below all callers, largest first. A function is part of at most one shift, and of none if it has moved.
pub(super) fn shifted(rows: &[Row], neighbors: &Neighbors, moved: &[Moved]) -> Vec<Shifted> {
    let mut shifts: Vec<_> = (0..rows.len()).filter_map(|caller| below(rows, neighbors, caller)).collect();
    shifts.sort_by(|a, b| b.amount.total_cmp(&a.amount).then(a.below.cmp(&b.below)));
    let mut is_part = vec![false; rows.len()];
    moved.iter().for_each(|moved| (is_part[moved.from], is_part[moved.to]) = (true, true));
    shifts.retain(|shift| {
        let parts = || shift.from.iter().chain(&shift.to);
        let is_new = parts().all(|&part| !is_part[part]);
        parts().filter(|_| is_new).for_each(|&part| is_part[part] = true);
        is_new
    });
    shifts
}

/// The shift below a caller, if its own change is none.
fn below(rows: &[Row], neighbors: &Neighbors, caller: usize) -> Option<Shifted> {
    if rows[caller].cum.verdict.is_real() || rows[caller].cum.before == 0.0 {
        return None;
    }
    let is_member = |&member: &usize| {
        member != caller && [0, 1].iter().all(|&side| is_below(rows, neighbors, caller, member, side))
    };
    let members = neighbors.callees(caller).iter().map(|call| call.callee).filter(is_member);
    let changes = members.map(|member| (member, rows[member].cum)).chain([(caller, rows[caller].charged)]);
    let mut changes: Vec<_> = changes.filter(|(_, change)| change.verdict.is_real()).collect();
    changes.sort_by(|a, b| b.1.change.abs().total_cmp(&a.1.change.abs()).then(a.0.cmp(&b.0)));
    let of = |verdict: Verdict| changes.iter().filter(move |(_, change)| change.verdict == verdict);
    let sum = |verdict: Verdict| of(verdict).map(|(_, change)| change.change.abs()).sum::<f64>();
    let (grown, shrunk) = (sum(Verdict::Worse), sum(Verdict::Better));
    let error =
        changes.iter().map(|(_, Change { standard_error, .. })| standard_error * standard_error).sum::<f64>();
    let difference = (grown - shrunk).abs();
    // A balance within large errors is no evidence of a shift.
    let is_balanced = difference <= (2.0 * error.sqrt()).max(BALANCE * grown.min(shrunk))
        && difference <= grown.min(shrunk) / 2.0;
    let places = |verdict| of(verdict).map(|(member, _)| *member).collect();
    let shift = || Shifted {
        below: caller,
        from: places(Verdict::Better),
        to: places(Verdict::Worse),
        amount: grown.min(shrunk),
    };
    (is_balanced && grown > 0.0 && shrunk > 0.0).then(shift)
}

/// Whether nearly all of a function's calls on one side are by this caller; also if it has no weight there.
fn is_below(rows: &[Row], neighbors: &Neighbors, caller: usize, member: usize, side: usize) -> bool {
    let value = if side == 0 { rows[member].cum.before } else { rows[member].cum.after };
    value == 0.0 || neighbors.main_caller(member, side) == Some(caller)
}
