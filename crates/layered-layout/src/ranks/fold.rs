//! Folding: sources and leaves leave ranks that are too long.
//!
//! A function that calls two thousand others puts them all into one rank, a strip as wide as two hundred
//! screens. Leaves may stand lower and sources higher than the simplex wants them without moving anything
//! else; the edges get longer, but the drawing fits.

use crate::cycles::acyclic::Acyclic;
use crate::input::Input;
use crate::options::Options;
use crate::ranks::rank::Ranks;

/// Ranks no wider than this are not folded, however narrow the drawing should be, unless it is meant strictly.
const LEAST_WIDTH: f64 = 2000.0;

/// A rank is folded into about this many at most: every fold lengthens the edges into all the later ones.
const MOST_FOLDS: f64 = 24.0;

/// Moves leaves down and sources up, the lightest first, out of ranks wider than the aspect allows.
///
/// The wanted width is that of a drawing of the same area and the wanted aspect. Keeps every edge pointing
/// down. Ties go to the higher index. O(V log V + E), for a bounded number of folds.
pub(crate) fn long_ranks(input: &Input, graph: &Acyclic, ranks: Ranks, options: &Options) -> Ranks {
    if options.aspect <= 0.0 {
        return ranks;
    }
    let mut degree = vec![(0usize, 0usize); graph.n_nodes];
    let mut weight = vec![0i64; graph.n_nodes];
    for arc in &graph.arcs {
        degree[arc.tail].1 += 1;
        degree[arc.head].0 += 1;
        weight[arc.tail] += arc.weight;
        weight[arc.head] += arc.weight;
    }
    let width = |node: usize| input.boxes[node].width + options.node_sep;
    let area: f64 = input
        .boxes
        .iter()
        .map(|size| (size.width + options.node_sep) * (size.height + options.rank_sep))
        .sum();
    let mut widths = vec![0.0f64; ranks.0.iter().max().map_or(0, |&last| last + 1)];
    ranks.0.iter().enumerate().for_each(|(node, &rank)| widths[rank] += width(node));
    let widest = widths.iter().copied().fold(0.0, f64::max);
    let least = if options.enforce_aspect { 0.0 } else { LEAST_WIDTH };
    let limit = (area * options.aspect).sqrt().max(least).max(widest / MOST_FOLDS);

    // Those that were somewhere before were folded then.
    let is_free = |node: usize| input.hints.get(node).is_none_or(Option::is_none);
    let free = |is_movable: fn((usize, usize)) -> bool| -> Vec<bool> {
        degree.iter().enumerate().map(|(node, &degree)| is_movable(degree) && is_free(node)).collect()
    };
    let leaves = free(|(inward, outward)| inward > 0 && outward == 0);
    let sources = free(|(inward, outward)| inward == 0 && outward > 0);
    let down = pushed(&ranks.0, &leaves, &weight, width, limit);
    let lowest = down.iter().max().copied().unwrap_or(0);
    let upside_down: Vec<usize> = down.iter().map(|&rank| lowest - rank).collect();
    let up = pushed(&upside_down, &sources, &weight, width, limit);
    let highest = up.iter().max().copied().unwrap_or(0);
    let ranks: Vec<usize> = up.iter().map(|&rank| highest - rank).collect();
    Ranks(if options.enforce_aspect { spread(ranks, graph, &weight, width, limit) } else { ranks })
}

/// Pushes any nodes, the lightest first, to later ranks until every rank keeps the limit or has only one node, and
/// what they call with them.
fn spread(
    mut ranks: Vec<usize>,
    graph: &Acyclic,
    weight: &[i64],
    width: impl Fn(usize) -> f64,
    limit: f64,
) -> Vec<usize> {
    let mut heads = vec![Vec::new(); graph.n_nodes];
    for arc in &graph.arcs {
        heads[arc.tail].push(arc.head);
    }
    let mut members = vec![Vec::new(); ranks.iter().max().map_or(0, |&last| last + 1)];
    ranks.iter().enumerate().for_each(|(node, &rank)| members[rank].push(node));
    let mut rank = 0;
    while rank < members.len() {
        let mut here = std::mem::take(&mut members[rank]);
        // What is called from here goes down; what that calls is seen to there.
        for &head in here.iter().flat_map(|&node| &heads[node]) {
            ranks[head] = ranks[head].max(rank + 1);
        }
        let mut pushed: Vec<usize> = here.extract_if(.., |node| ranks[*node] > rank).collect();
        here.sort_by_key(|&node| (weight[node], std::cmp::Reverse(node)));
        let mut total: f64 = here.iter().map(|&node| width(node)).sum();
        let n_leaving = here[..here.len().saturating_sub(1)]
            .iter()
            .take_while(|&&node| {
                let is_too_wide = total > limit;
                total -= width(node);
                is_too_wide
            })
            .count();
        pushed.extend(here.drain(..n_leaving));
        pushed.iter().for_each(|&node| ranks[node] = rank + 1);
        if !pushed.is_empty() && members.len() == rank + 1 {
            members.push(Vec::new());
        }
        if let Some(next) = members.get_mut(rank + 1) {
            next.extend(pushed);
        }
        rank += 1;
    }
    ranks
}

/// Pushes movable nodes to later ranks until every rank keeps the limit or has none left to give.
fn pushed(
    ranks: &[usize],
    movable: &[bool],
    weight: &[i64],
    width: impl Fn(usize) -> f64,
    limit: f64,
) -> Vec<usize> {
    let mut ranks = ranks.to_vec();
    let n_ranks = ranks.iter().max().map_or(0, |&last| last + 1);
    let mut members = vec![Vec::new(); n_ranks];
    for (node, &rank) in ranks.iter().enumerate() {
        members[rank].push(node);
    }
    let mut rank = 0;
    while rank < members.len() {
        let mut total: f64 = members[rank].iter().map(|&node| width(node)).sum();
        if total > limit {
            let mut candidates: Vec<usize> =
                members[rank].iter().copied().filter(|&node| movable[node]).collect();
            candidates.sort_by_key(|&node| (weight[node], std::cmp::Reverse(node)));
            // At least one stays, or a rank of nothing but movable boxes would be pushed on for ever.
            let most =
                if candidates.len() == members[rank].len() { candidates.len() - 1 } else { candidates.len() };
            for &node in candidates.iter().take(most) {
                if total <= limit {
                    break;
                }
                total -= width(node);
                ranks[node] = rank + 1;
            }
            let (staying, leaving) = members[rank].iter().partition(|&&node| ranks[node] == rank);
            members[rank] = staying;
            if members.len() == rank + 1 {
                members.push(Vec::new());
            }
            let leaving: Vec<usize> = leaving;
            members[rank + 1].extend(leaving);
        }
        rank += 1;
    }
    ranks
}

#[cfg(test)]
#[path = "tests/fold.rs"]
mod tests;
