//! Crossing reduction: the order of the vertices in each rank.

use super::budget::Budget;
use super::reinsert::Reinsertion;
use super::split::{Proper, Vertex};

/// The vertices of each rank from left to right, and where each stands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Order {
    pub(crate) levels: Vec<Vec<Vertex>>,
    pub(crate) position: Vec<u32>,
}

impl Order {
    /// Takes the vertices of each rank as they come.
    pub(crate) fn new(n_vertices: usize, levels: Vec<Vec<Vertex>>) -> Order {
        let mut order = Order { levels, position: vec![0; n_vertices] };
        for level in 0..order.levels.len() {
            order.renumber(level);
        }
        order
    }

    /// Corrects the positions after a level's list has changed.
    pub(crate) fn renumber(&mut self, level: usize) {
        for (position, &vertex) in self.levels[level].iter().enumerate() {
            self.position[vertex as usize] = position as u32;
        }
    }
}

/// How much is tried.
const SWEEPS: usize = 6;
const ROUNDS: usize = 2;

/// How many orders are begun, and how many of these, those with the fewest crossings so far, are worked out.
#[derive(Clone, Copy)]
pub(crate) struct Starts {
    pub(crate) begun: usize,
    pub(crate) finished: usize,
}

/// Orders each rank so that few edges cross, from several starts: depth-first from above, from below, then seeded
/// variations. Returns the finished orders with how many edges cross in each; there is always one.
///
/// Each start is improved by weighted median sweeps with transposition (Gansner et al. 1993, §3); the best of these
/// then by reinsertion of whole nodes with their chains.
pub(crate) fn candidates(proper: &Proper, starts: Starts, budget: &mut Budget) -> Vec<(u64, Order)> {
    let mut counter = Counter::default();
    let mut swept: Vec<(u64, usize, Order)> = Vec::with_capacity(starts.begun);
    for start in 0..starts.begun {
        let mut order = initial(proper, start as u64);
        sweep(proper, &mut order, &mut counter, budget);
        swept.push((counter.total(proper, &order), start, order));
        if budget.is_spent() {
            break;
        }
    }
    swept.sort_by_key(|&(crossings, start, _)| (crossings, start));
    let mut found: Vec<(u64, Order)> = Vec::with_capacity(starts.finished);
    for (_, start, mut order) in swept.into_iter().take(starts.finished) {
        reinsert(proper, &mut order, start, budget);
        if found.iter().all(|(_, other)| *other != order) {
            found.push((counter.total(proper, &order), order));
        }
        if budget.is_spent() {
            break;
        }
    }
    found
}

/// The order of an earlier drawing, given the x coordinates that boxes had there, with no more changed than takes
/// crossings away.
pub(crate) fn kept(proper: &Proper, hints: &[f64], budget: &mut Budget) -> (u64, Order) {
    let mut x = hints.to_vec();
    x.resize(proper.n_vertices(), 0.0);
    for chain in (0..proper.n_chains()).map(|index| proper.chain(index)) {
        let last = chain.len() - 1;
        let (from, to) = (hints[chain[0] as usize], hints[chain[last] as usize]);
        for (step, &vertex) in chain.iter().enumerate().take(last).skip(1) {
            x[vertex as usize] = from + (to - from) * step as f64 / last as f64;
        }
    }
    let mut levels = vec![Vec::new(); proper.n_ranks];
    for vertex in 0..proper.n_vertices() {
        levels[proper.rank[vertex] as usize].push(vertex as Vertex);
    }
    for level in &mut levels {
        level.sort_by(|&a, &b| x[a as usize].total_cmp(&x[b as usize]).then(a.cmp(&b)));
    }
    let mut order = Order::new(proper.n_vertices(), levels);
    reinsert(proper, &mut order, 0, budget);
    (Counter::default().total(proper, &order), order)
}

/// Takes boxes out and puts them back where they cross least, as often as that helps.
fn reinsert(proper: &Proper, order: &mut Order, start: usize, budget: &mut Budget) {
    let mut reinsertion = Reinsertion::new(proper, order);
    for round in 0..ROUNDS {
        if !reinsertion.round(proper, order, (start * ROUNDS + round) as u64, budget) {
            break;
        }
        reinsertion.transpose(proper, order, budget);
    }
}

/// The order with the fewest crossings, the earlier start among equals.
#[cfg(test)]
pub(crate) fn minimize_crossings(proper: &Proper, starts: usize, budget: &mut Budget) -> Order {
    let found = candidates(proper, Starts { begun: starts, finished: starts }, budget);
    found.into_iter().min_by_key(|&(crossings, _)| crossings).expect("there is always one order").1
}

/// A small generator of pseudo-random numbers (xorshift64*), for variation that is the same every time.
pub(crate) struct Variation(u64);

impl Variation {
    pub(crate) fn new(seed: u64) -> Variation {
        Variation(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 16
    }

    /// Fisher–Yates.
    pub(crate) fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            list.swap(last, (self.next() % (last as u64 + 1)) as usize);
        }
    }
}

/// Appends vertices to their ranks in the order of a depth-first search, which draws trees without crossings.
///
/// Even starts search downwards from the sources, odd ones upwards from the sinks; from the third start on
/// the order of the children varies.
fn initial(proper: &Proper, start: u64) -> Order {
    let downwards = start.is_multiple_of(2);
    let mut variation = (start >= 2).then(|| Variation::new(start));
    let n = proper.n_vertices();
    let (ahead, behind) =
        if downwards { (&proper.below, &proper.above) } else { (&proper.above, &proper.below) };
    let goals = goals(proper, downwards);
    let mut roots: Vec<Vertex> =
        (0..n as Vertex).filter(|&vertex| behind.of(vertex as usize).is_empty()).collect();
    match &mut variation {
        Some(variation) => variation.shuffle(&mut roots),
        None => arrange(&mut roots, &proper.weight, &goals),
    }
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
        children.extend(ahead.of(vertex as usize).iter().filter(|&&child| !seen[child as usize]));
        match &mut variation {
            Some(variation) => variation.shuffle(&mut children),
            None => arrange(&mut children, &proper.weight, &goals),
        }
        stack.extend(children.iter().rev());
    }
    Order::new(n, levels)
}

/// For each vertex of a chain that ends, in the direction of the search, in a box without other edges the rank of that
/// box; 0 for all others.
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

/// Median sweeps down and up with transposition, as long as they help.
fn sweep(proper: &Proper, order: &mut Order, counter: &mut Counter, budget: &mut Budget) {
    let mut best = order.clone();
    let mut least = counter.total(proper, order);
    let mut idle = 0;
    let mut medians = Medians::default();
    for round in 0..SWEEPS {
        if least == 0 || idle == 2 || budget.is_spent() {
            break;
        }
        let downwards = round % 2 == 0;
        for step in 1..order.levels.len() {
            let level = if downwards { step } else { order.levels.len() - 1 - step };
            medians.sort(proper, order, level, downwards, budget);
        }
        transpose(proper, order, budget);
        let crossings = counter.total(proper, order);
        if crossings < least {
            least = crossings;
            best.clone_from(order);
            idle = 0;
        } else {
            idle += 1;
        }
    }
    *order = best;
}

/// Buffers for sorting one rank after another.
#[derive(Default)]
struct Medians {
    positions: Vec<u32>,
    /// Median, place and name of each vertex that has one.
    movable: Vec<(f64, u32, Vertex)>,
    places: Vec<usize>,
}

impl Medians {
    /// Sorts a rank by the medians of its neighbours in the rank that the sweep comes from.
    ///
    /// Vertices without such neighbours keep their places.
    fn sort(
        &mut self,
        proper: &Proper,
        order: &mut Order,
        level: usize,
        downwards: bool,
        budget: &mut Budget,
    ) {
        let neighbours = if downwards { &proper.above } else { &proper.below };
        let Medians { positions, movable, places } = self;
        movable.clear();
        places.clear();
        for (place, &vertex) in order.levels[level].iter().enumerate() {
            positions.clear();
            positions
                .extend(neighbours.of(vertex as usize).iter().map(|&other| order.position[other as usize]));
            budget.spend(1 + positions.len() as u64);
            if positions.is_empty() {
                continue;
            }
            positions.sort_unstable();
            movable.push((median(positions), place as u32, vertex));
            places.push(place);
        }
        movable.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        for (&place, &(_, _, vertex)) in places.iter().zip(&*movable) {
            order.levels[level][place] = vertex;
        }
        order.renumber(level);
    }
}

/// The weighted median of Gansner et al., which leans towards the side where neighbours are packed closer.
fn median(sorted: &[u32]) -> f64 {
    let at = |index: usize| f64::from(sorted[index]);
    let (n, middle) = (sorted.len(), sorted.len() / 2);
    match n {
        1 => at(0),
        2 => f64::midpoint(at(0), at(1)),
        _ if n % 2 == 1 => at(middle),
        _ => {
            let left = at(middle - 1) - at(0);
            let right = at(n - 1) - at(middle);
            if left + right == 0.0 {
                at(middle)
            } else {
                (at(middle - 1) * right + at(middle) * left) / (left + right)
            }
        }
    }
}

/// Exchanges neighbours in a rank as long as that takes crossings away. Returns the ranks it changed.
pub(crate) fn transpose(proper: &Proper, order: &mut Order, budget: &mut Budget) -> Vec<usize> {
    let mut changed = vec![false; order.levels.len()];
    let mut sides = Sides::default();
    let mut again: Vec<bool> = vec![true; order.levels.len()];
    for _ in 0..8 {
        let mut improved = false;
        for level in 0..order.levels.len() {
            if !std::mem::replace(&mut again[level], false) || order.levels[level].len() < 2 {
                continue;
            }
            if transpose_level(proper, order, level, &mut sides, budget) {
                improved = true;
                changed[level] = true;
                for near in level.saturating_sub(1)..=(level + 1).min(again.len() - 1) {
                    again[near] = true;
                }
            }
        }
        if !improved || budget.is_spent() {
            break;
        }
    }
    (0..changed.len()).filter(|&level| changed[level]).collect()
}

/// The sorted neighbour positions of the two vertices that are being compared, above and below.
#[derive(Default)]
struct Sides {
    left: [Vec<u32>; 2],
    right: [Vec<u32>; 2],
}

fn transpose_level(
    proper: &Proper,
    order: &mut Order,
    level: usize,
    sides: &mut Sides,
    budget: &mut Budget,
) -> bool {
    let mut improved = false;
    gather(proper, order, order.levels[level][0], &mut sides.left);
    for place in 1..order.levels[level].len() {
        gather(proper, order, order.levels[level][place], &mut sides.right);
        let mut gain = 0i64;
        for side in 0..2 {
            let (left, right) = (&sides.left[side], &sides.right[side]);
            gain += inversions(left, right) as i64 - inversions(right, left) as i64;
            budget.spend((left.len() + right.len()) as u64);
        }
        if gain > 0 {
            order.levels[level].swap(place - 1, place);
            improved = true;
        } else {
            std::mem::swap(&mut sides.left, &mut sides.right);
        }
    }
    if improved {
        order.renumber(level);
    }
    improved
}

fn gather(proper: &Proper, order: &Order, vertex: Vertex, into: &mut [Vec<u32>; 2]) {
    for (neighbours, list) in [&proper.above, &proper.below].into_iter().zip(into) {
        list.clear();
        list.extend(neighbours.of(vertex as usize).iter().map(|&other| order.position[other as usize]));
        list.sort_unstable();
    }
}

/// How many pairs of a position in `left` and a smaller one in `right` there are; both are sorted.
fn inversions(left: &[u32], right: &[u32]) -> usize {
    let mut smaller = 0;
    let mut total = 0;
    for &position in left {
        while smaller < right.len() && right[smaller] < position {
            smaller += 1;
        }
        total += smaller;
    }
    total
}

/// Counts crossings in O(E log V), after Barth, Mutzel and Jünger, JGAA 8(2), 2004.
#[derive(Default)]
pub(crate) struct Counter {
    tree: Vec<u32>,
    ends: Vec<u32>,
}

impl Counter {
    /// All crossings of an order.
    pub(crate) fn total(&mut self, proper: &Proper, order: &Order) -> u64 {
        (1..order.levels.len()).map(|lower| self.between(proper, order, lower - 1)).sum()
    }

    /// The crossings between the rank `upper` and the one below it.
    pub(crate) fn between(&mut self, proper: &Proper, order: &Order, upper: usize) -> u64 {
        let width = order.levels[upper + 1].len();
        if width < 2 || order.levels[upper].len() < 2 {
            return 0;
        }
        self.tree.clear();
        self.tree.resize(width + 1, 0);
        let mut crossings = 0u64;
        let mut entered = 0u32;
        for &vertex in &order.levels[upper] {
            self.ends.clear();
            self.ends
                .extend(proper.below.of(vertex as usize).iter().map(|&other| order.position[other as usize]));
            for &end in &self.ends {
                crossings += u64::from(entered - self.at_most(end));
            }
            for index in 0..self.ends.len() {
                self.enter(self.ends[index]);
            }
            entered += self.ends.len() as u32;
        }
        crossings
    }

    fn enter(&mut self, end: u32) {
        let mut index = end as usize + 1;
        while index < self.tree.len() {
            self.tree[index] += 1;
            index += index & index.wrapping_neg();
        }
    }

    fn at_most(&self, end: u32) -> u32 {
        let mut index = end as usize + 1;
        let mut sum = 0;
        while index > 0 {
            sum += self.tree[index];
            index &= index - 1;
        }
        sum
    }
}

#[cfg(test)]
#[path = "tests/order.rs"]
mod tests;
