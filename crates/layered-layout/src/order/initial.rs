//! The order that the search begins with.

use crate::lists::AdjacencyLists;
use crate::order::levels::Order;
use crate::order::proper::{Proper, Vertex};
use crate::random::Xorshift;

/// How the search for an order begins.
#[derive(Clone, Copy)]
pub(crate) struct Start {
    /// Whether the depth-first search runs downwards from the sources, or upwards from the sinks.
    downwards: bool,
    /// The seed that children are shuffled by; without one the heavy ones stand inside.
    seed: Option<u64>,
}

impl Start {
    /// The starts one after the other: downwards, upwards, then both in turns with children shuffled.
    pub(crate) fn nth(n: u64) -> Start {
        Start { downwards: n.is_multiple_of(2), seed: (n >= 2).then_some(n) }
    }
}

/// Appends vertices to their ranks in the order of a depth-first search, which draws trees without crossings.
pub(crate) fn initial(proper: &Proper, Start { downwards, seed }: Start) -> Order {
    let mut random = seed.map(Xorshift::new);
    let (ahead, behind) =
        if downwards { (&proper.below, &proper.above) } else { (&proper.above, &proper.below) };
    let goals = goals(proper, downwards);
    let arrange = |siblings: &mut Vec<Vertex>| match &mut random {
        Some(random) => random.shuffle(siblings),
        None => arrange(siblings, &proper.weight, &goals),
    };
    searched(proper, [ahead, behind], arrange)
}

/// The same, with siblings in the order that they had in an earlier drawing, where vertices had these x coordinates.
pub(crate) fn from_earlier(proper: &Proper, x: &[f64], downwards: bool) -> Order {
    let sides = [&proper.below, &proper.above];
    let by_x = |a: &Vertex, b: &Vertex| x[*a as usize].total_cmp(&x[*b as usize]).then(a.cmp(b));
    let arrange = |siblings: &mut Vec<Vertex>| siblings.sort_by(by_x);
    searched(proper, if downwards { sides } else { [sides[1], sides[0]] }, arrange)
}

/// The order in which a depth-first search along `ahead` meets vertices.
fn searched(
    proper: &Proper,
    [ahead, behind]: [&AdjacencyLists<Vertex>; 2],
    mut arrange: impl FnMut(&mut Vec<Vertex>),
) -> Order {
    let n = proper.n_vertices();
    let mut roots: Vec<Vertex> =
        (0..n as Vertex).filter(|&vertex| behind.get(vertex as usize).is_empty()).collect();
    arrange(&mut roots);
    let mut levels = vec![Vec::new(); proper.n_ranks];
    let mut seen = vec![false; n];
    let mut stack: Vec<Vertex> = roots.into_iter().rev().collect();
    let mut children = Vec::new();
    while let Some(vertex) = stack.pop() {
        if std::mem::replace(&mut seen[vertex as usize], true) {
            continue;
        }
        levels[proper.rank[vertex as usize] as usize].push(vertex);
        children.clear();
        children.extend(ahead.get(vertex as usize).iter().filter(|&&child| !seen[child as usize]));
        arrange(&mut children);
        stack.extend(children.iter().rev());
    }
    Order::new(n, levels)
}

/// For each virtual node of a chain that ends, in the direction of the search, in a box without other edges: one more than
/// the rank of that box; 0 for all others.
fn goals(proper: &Proper, downwards: bool) -> Vec<u32> {
    let mut goals = vec![0; proper.n_vertices()];
    for chain in (0..proper.n_chains()).map(|index| proper.chain(index)) {
        let last = chain.len() - 1;
        let goal = chain[if downwards { last } else { 0 }];
        if proper.chains_at(goal as usize).len() == 1 {
            chain[1..last].iter().for_each(|&vertex| goals[vertex as usize] = proper.rank[goal as usize] + 1);
        }
    }
    goals
}

/// Arranges siblings so that heavy ones stand inside, and those that lead to different ranks among each other: boxes of
/// a rank that was folded stand above and below each other then, and not in a staircase.
fn arrange(siblings: &mut [Vertex], weight: &[i64], goals: &[u32]) {
    if siblings.len() < 2 {
        return;
    }
    siblings.sort_by_key(|&sibling| goals[sibling as usize]);
    let mut places = Vec::with_capacity(siblings.len());
    for group in siblings.chunk_by_mut(|&a, &b| goals[a as usize] == goals[b as usize]) {
        heaviest_inside(group, weight);
        let length = group.len() as u64;
        // The place of the middle of each sibling's share of the group, in parts of a million.
        places.extend((0..length).map(|nth| (2 * nth + 1) * 500_000 / length).zip(group.iter().copied()));
    }
    places.sort_by_key(|&(place, sibling)| (place, goals[sibling as usize]));
    siblings.iter_mut().zip(places).for_each(|(to, (_, sibling))| *to = sibling);
}

/// Arranges siblings so that the heaviest stands in the middle and the others to its right and left in turns: the
/// heaviest edge is straight then, and the next ones are short.
fn heaviest_inside(siblings: &mut [Vertex], weight: &[i64]) {
    if siblings.len() < 2 {
        return;
    }
    siblings.sort_by_key(|&sibling| (std::cmp::Reverse(weight[sibling as usize]), sibling));
    let ranked = siblings.to_vec();
    let middle = (ranked.len() - 1) / 2;
    for (nth, sibling) in ranked.into_iter().enumerate() {
        let aside = nth.div_ceil(2);
        siblings[if nth % 2 == 1 { middle + aside } else { middle - aside }] = sibling;
    }
}

#[cfg(test)]
#[path = "tests/initial.rs"]
mod tests;
