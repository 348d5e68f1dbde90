//! Reinsertion: the local search that takes most crossings away.
//!
//! A box is taken out together with the chains of all its edges and put back where the sum over its
//! edges is least, each chain along its cheapest path over ranks and slots. Unlike sweeps, which move one
//! rank at a time, it carries a whole bundle of long edges to the other side of the drawing in one move.

use crate::budget::Budget;
use crate::order::crossing_table::{self, CrossingTable};
use crate::order::crossings::Counter;
use crate::order::exchange::transpose;
use crate::order::levels::Order;
use crate::order::proper::{Proper, Vertex};
use crate::random::Xorshift;

/// The search, with what it remembers between rounds.
pub(crate) struct Reinsertion {
    search: Search,
    /// The round in which each rank last changed, and each box was last tried.
    changed: Vec<u32>,
    tried: Vec<u32>,
    round: u32,
}

impl Reinsertion {
    pub(crate) fn new(proper: &Proper, order: &Order) -> Reinsertion {
        Reinsertion {
            search: Search::new(proper, order),
            changed: vec![0; proper.n_ranks],
            tried: vec![0; proper.n_nodes],
            round: 0,
        }
    }

    /// Tries every box once, in a seeded order, except where nothing has changed since it was last tried.
    /// It ends where no more crossings are left than are `enough`. Returns whether any went away.
    pub(crate) fn round(
        &mut self,
        proper: &Proper,
        order: &mut Order,
        seed: u64,
        enough: u64,
        budget: &mut Budget,
    ) -> bool {
        let mut nodes: Vec<usize> =
            (0..proper.n_nodes).filter(|&node| !proper.chains_at(node).is_empty()).collect();
        Xorshift::new(seed + 1).shuffle(&mut nodes);
        let mut improved = false;
        for node in nodes {
            let (first, last) = span(proper, node);
            let is_stale = self.changed[first..=last].iter().all(|&changed| changed < self.tried[node]);
            if is_stale || budget.is_spent() {
                continue;
            }
            self.round += 1;
            self.tried[node] = self.round;
            if self.search.reinsert(proper, order, node, budget) {
                improved = true;
                self.round += 1;
                self.changed[first..=last].fill(self.round);
                if self.crossings() <= enough {
                    break;
                }
            }
        }
        improved
    }

    /// All crossings that are left.
    pub(crate) fn crossings(&self) -> u64 {
        self.search.crossings.iter().sum()
    }

    /// Exchanges neighbours in all ranks as far as that helps, and takes note of the ranks it changed.
    pub(crate) fn transpose(&mut self, proper: &Proper, order: &mut Order, budget: &mut Budget) {
        self.round += 1;
        for level in transpose(proper, order, budget) {
            self.changed[level] = self.round;
            for upper in level.saturating_sub(1)..(level + 1).min(order.levels.len() - 1) {
                self.search.crossings[upper] = self.search.counter.between(proper, order, upper);
                self.search.mark_crossed(proper, order, upper);
            }
        }
    }
}

/// A chain of the box that is being moved. Its memory serves one box after another.
#[derive(Clone, Debug, Default)]
struct Chain {
    /// Its virtual nodes, from the moved box outwards.
    inner: Vec<Vertex>,
    /// The box at its other end.
    end: Vertex,
    /// Whether it leads down from the moved box.
    downwards: bool,
    /// `cost[k][slot]`: least crossings from the `k`-th rank after the moved box's (0 is its own) to the end. What is
    /// beyond the chain is of no account.
    cost: Vec<Vec<u32>>,
    /// Where each inner vertex goes.
    slots: Vec<u32>,
}

struct Search {
    counter: Counter,
    /// Crossings of each channel between ranks, kept true.
    crossings: Vec<u64>,
    /// Whether any segment above or below a vertex is crossed.
    is_crossed: [Vec<bool>; 2],
    /// Steps that a table of each channel takes; none where it would be too large.
    work: Vec<Option<u64>>,
    /// The ranks without the vertices taken out, for the ranks in question.
    rest: Vec<Vec<Vertex>>,
    /// Position in `rest`; for a vertex taken out, the slot it came from.
    position: Vec<u32>,
    removed: Vec<bool>,
    tables: Vec<CrossingTable>,
    /// Memory for chains, and for a rank of costs.
    chains: Vec<Chain>,
    costs: Vec<i32>,
    /// For each rank, what goes into `rest` at which slot, and the rank that it was or would be otherwise.
    inserted: Vec<Vec<(u32, Vertex)>>,
    spare: Vec<Vec<Vertex>>,
}

impl Search {
    fn new(proper: &Proper, order: &Order) -> Search {
        let mut counter = Counter::default();
        let n_channels = proper.n_ranks.saturating_sub(1);
        let mut search = Search {
            crossings: (0..n_channels).map(|upper| counter.between(proper, order, upper)).collect(),
            is_crossed: [vec![false; proper.n_vertices()], vec![false; proper.n_vertices()]],
            work: (0..n_channels).map(|upper| crossing_table::work(proper, order, upper)).collect(),
            counter,
            rest: vec![Vec::new(); proper.n_ranks],
            position: vec![0; proper.n_vertices()],
            removed: vec![false; proper.n_vertices()],
            tables: vec![CrossingTable::default(); n_channels],
            chains: Vec::new(),
            costs: Vec::new(),
            inserted: vec![Vec::new(); proper.n_ranks],
            spare: vec![Vec::new(); proper.n_ranks],
        };
        (0..n_channels).for_each(|upper| search.mark_crossed(proper, order, upper));
        search
    }

    /// Marks the vertices above and below a channel that have a crossed segment in it. O(segments).
    fn mark_crossed(&mut self, proper: &Proper, order: &Order, upper: usize) {
        let [above, below] = &mut self.is_crossed;
        order.levels[upper].iter().for_each(|&vertex| below[vertex as usize] = false);
        order.levels[upper + 1].iter().for_each(|&vertex| above[vertex as usize] = false);
        if self.crossings[upper] == 0 {
            return;
        }
        let at = |vertex: Vertex| order.position[vertex as usize];
        let ends = |vertex: Vertex| proper.below.get(vertex as usize).iter().copied();
        // A segment is crossed if one that starts further left ends further right, or the other way round.
        let mut rightmost = 0;
        for &vertex in &order.levels[upper] {
            for end in ends(vertex).filter(|&end| at(end) + 1 < rightmost) {
                (below[vertex as usize], above[end as usize]) = (true, true);
            }
            rightmost = ends(vertex).map(|end| at(end) + 1).fold(rightmost, u32::max);
        }
        let mut leftmost = u32::MAX;
        for &vertex in order.levels[upper].iter().rev() {
            for end in ends(vertex).filter(|&end| at(end) > leftmost) {
                (below[vertex as usize], above[end as usize]) = (true, true);
            }
            leftmost = ends(vertex).map(at).fold(leftmost, u32::min);
        }
    }

    /// Whether anything crosses an edge of a box.
    fn has_crossings(&self, proper: &Proper, node: usize) -> bool {
        let is_crossed = |vertex: Vertex| self.is_crossed.iter().any(|crossed| crossed[vertex as usize]);
        let inner = |&chain: &u32| {
            let vertices = proper.chain(chain as usize);
            vertices[1..vertices.len() - 1].iter().any(|&vertex| is_crossed(vertex))
        };
        is_crossed(node as Vertex) || proper.chains_at(node).iter().any(inner)
    }

    fn reinsert(&mut self, proper: &Proper, order: &mut Order, node: usize, budget: &mut Budget) -> bool {
        let (first, last) = span(proper, node);
        let before: u64 = self.crossings[first..last].iter().sum();
        let is_good = !self.has_crossings(proper, node) && !is_misplaced(proper, order, node);
        if is_good || self.work[first..last].contains(&None) {
            return false;
        }
        let mut pool = std::mem::take(&mut self.chains);
        let chains = load(&mut pool, proper, node);
        let steps = |channel: usize| self.work[channel].unwrap_or(0);
        budget.spend((first..last).map(steps).sum());
        for chain in &*chains {
            let (from, to) = (proper.rank[node] as usize, proper.rank[chain.end as usize] as usize);
            budget.spend((from.min(to)..from.max(to)).map(|channel| 2 * steps(channel)).sum());
        }
        self.take_out(proper, order, node, chains, first, last);
        let level = proper.rank[node] as usize;
        let (crossing, mut total) = prices(proper, node, &self.rest[level]);
        let kept = total.clone();
        let old_slot = self.position[node];
        let old = crossing * u64::from(self.old_cost(proper, node, chains)) + kept[old_slot as usize];
        for chain in &mut *chains {
            self.price(proper, chain, level);
            total.iter_mut().zip(&chain.cost[0]).for_each(|(sum, cost)| *sum += crossing * u64::from(*cost));
        }
        let slot = cheapest(&total, old_slot);
        let is_better = total[slot as usize] < old;
        let most = (crossing * before + kept[old_slot as usize]).saturating_sub(kept[slot as usize]);
        let improved = is_better && {
            self.choose_paths(chains, level, slot);
            self.put_back(proper, order, node, slot, chains, first, last, crossing, most)
        };
        self.removed[node] = false;
        for &vertex in chains.iter().flat_map(|chain| &chain.inner) {
            self.removed[vertex as usize] = false;
        }
        self.chains = pool;
        improved
    }

    fn take_out(
        &mut self,
        proper: &Proper,
        order: &Order,
        node: usize,
        chains: &[Chain],
        first: usize,
        last: usize,
    ) {
        self.removed[node] = true;
        for &vertex in chains.iter().flat_map(|chain| &chain.inner) {
            self.removed[vertex as usize] = true;
        }
        for level in first..=last {
            let rest = &mut self.rest[level];
            rest.clear();
            for &vertex in &order.levels[level] {
                self.position[vertex as usize] = rest.len() as u32;
                if !self.removed[vertex as usize] {
                    rest.push(vertex);
                }
            }
        }
        for upper in first..last {
            self.tabulate(proper, upper);
        }
    }

    /// Fills the table of the channel below rank `upper`.
    fn tabulate(&mut self, proper: &Proper, upper: usize) {
        let stays = |other: &&Vertex| !self.removed[**other as usize];
        let place = |&other: &Vertex| self.position[other as usize];
        let ends = |&vertex: &Vertex| proper.below.get(vertex as usize).iter().filter(stays).map(place);
        self.tables[upper].fill(self.rest[upper + 1].len() + 1, self.rest[upper].iter().map(ends));
    }

    /// What the old places of the box and its chains cost against the rest.
    fn old_cost(&self, proper: &Proper, node: usize, chains: &[Chain]) -> u32 {
        let mut sum = 0;
        for chain in chains {
            let mut from = node as Vertex;
            for &to in chain.inner.iter().chain(std::iter::once(&chain.end)) {
                let (upper, lower) = if chain.downwards { (from, to) } else { (to, from) };
                let table = &self.tables[proper.rank[upper as usize] as usize];
                sum += table.crossed(self.places(upper), self.places(lower));
                from = to;
            }
        }
        sum
    }

    /// The slot of a vertex taken out, or the two slots beside one that stays.
    fn places(&self, vertex: Vertex) -> (usize, usize) {
        let position = self.position[vertex as usize] as usize;
        (position, if self.removed[vertex as usize] { position } else { position + 1 })
    }

    /// Computes the chain's cost tables from its end towards the moved box's rank.
    fn price(&mut self, proper: &Proper, chain: &mut Chain, level: usize) {
        let length = chain.inner.len() + 1;
        let end = self.places(chain.end);
        chain.cost.resize_with(chain.cost.len().max(length), Vec::new);
        for step in (0..length).rev() {
            let rank = if chain.downwards { level + step } else { level - step };
            let table = &self.tables[if chain.downwards { rank } else { rank - 1 }];
            let n_slots = self.rest[rank].len() + 1;
            let (upto, beyond) = chain.cost.split_at_mut(step + 1);
            let cost = &mut upto[step];
            cost.clear();
            if step + 1 == length {
                debug_assert_eq!(
                    proper.rank[chain.end as usize] as usize,
                    if chain.downwards { rank + 1 } else { rank - 1 }
                );
                cost.extend((0..n_slots).map(|slot| {
                    let slot = (slot, slot);
                    if chain.downwards { table.crossed(slot, end) } else { table.crossed(end, slot) }
                }));
            } else if chain.downwards {
                upwards_step(table, &beyond[0], n_slots, &mut self.costs, cost);
            } else {
                downwards_step(table, &beyond[0], n_slots, &mut self.costs, cost);
            }
        }
    }

    /// Follows the cost tables outwards from the slot chosen for the box.
    fn choose_paths(&self, chains: &mut [Chain], level: usize, slot: u32) {
        for chain in chains {
            chain.slots.clear();
            let mut at = slot as usize;
            for step in 0..chain.inner.len() {
                let rank = if chain.downwards { level + step } else { level - step };
                let table = &self.tables[if chain.downwards { rank } else { rank - 1 }];
                let wanted = chain.cost[step][at];
                let next = &chain.cost[step + 1];
                let fits = |to: usize| {
                    let (from, to_place) = ((at, at), (to, to));
                    let crossed = if chain.downwards {
                        table.crossed(from, to_place)
                    } else {
                        table.crossed(to_place, from)
                    };
                    next[to] + crossed == wanted
                };
                at = nearest(next.len(), at * next.len() / chain.cost[step].len(), fits);
                chain.slots.push(at as u32);
            }
        }
    }

    /// Puts the box and its chains into the chosen slots; takes that back unless crossings, each at its cost, then cost
    /// less than `most`.
    #[allow(clippy::too_many_arguments)]
    fn put_back(
        &mut self,
        proper: &Proper,
        order: &mut Order,
        node: usize,
        slot: u32,
        chains: &[Chain],
        first: usize,
        last: usize,
        crossing: u64,
        most: u64,
    ) -> bool {
        self.inserted[first..=last].iter_mut().for_each(Vec::clear);
        self.inserted[proper.rank[node] as usize].push((slot, node as Vertex));
        for (index, step) in self.insertion_order(chains) {
            let vertex = chains[index].inner[step];
            let rank = proper.rank[vertex as usize] as usize;
            self.inserted[rank].push((chains[index].slots[step], vertex));
        }
        for level in first..=last {
            self.inserted[level].sort_by_key(|&(slot, _)| slot);
            merge(&self.rest[level], &self.inserted[level], &mut self.spare[level]);
        }
        self.exchange(order, first, last);
        let counts: Vec<u64> =
            (first..last).map(|upper| self.counter.between(proper, order, upper)).collect();
        if crossing * counts.iter().sum::<u64>() < most {
            self.crossings[first..last].copy_from_slice(&counts);
            (first..last).for_each(|upper| self.mark_crossed(proper, order, upper));
            return true;
        }
        self.exchange(order, first, last);
        false
    }

    /// Exchanges some ranks for the spare ones.
    fn exchange(&mut self, order: &mut Order, first: usize, last: usize) {
        for level in first..=last {
            std::mem::swap(&mut order.levels[level], &mut self.spare[level]);
            order.renumber(level);
        }
    }

    /// `(chain, step)` of all inner vertices, so that those that share a slot come in the order in which
    /// their chains go on outwards.
    fn insertion_order(&self, chains: &[Chain]) -> Vec<(usize, usize)> {
        let mut all: Vec<(usize, usize)> = (0..chains.len())
            .flat_map(|index| (0..chains[index].inner.len()).map(move |step| (index, step)))
            .collect();
        let onward = |&(index, step): &(usize, usize)| {
            let chain = &chains[index];
            // Slots lie between vertices: slot s is place 2 s, the vertex right of it place 2 s + 1.
            (chain.slots[step..].iter().map(|&slot| 2 * slot))
                .chain(std::iter::once(2 * self.position[chain.end as usize] + 1))
        };
        all.sort_by(|a, b| a.1.cmp(&b.1).then_with(|| onward(a).cmp(onward(b))));
        all
    }
}

/// The ranks from the box's highest neighbour to its lowest.
fn span(proper: &Proper, node: usize) -> (usize, usize) {
    let mut span = (proper.rank[node] as usize, proper.rank[node] as usize);
    for &chain in proper.chains_at(node) {
        let chain = proper.chain(chain as usize);
        span.0 = span.0.min(proper.rank[chain[0] as usize] as usize);
        span.1 = span.1.max(proper.rank[chain[chain.len() - 1] as usize] as usize);
    }
    span
}

/// What a crossing costs, and what a box costs in each slot of the rest of its rank: 1 and nothing without an earlier
/// drawing.
fn prices(proper: &Proper, node: usize, rest: &[Vertex]) -> (u64, Vec<u64>) {
    match &proper.inversions {
        Some(inversions) => (inversions.crossing, inversions.in_slots(node, rest)),
        None => (1, vec![0; rest.len() + 1]),
    }
}

/// Whether a box stands on the other side of another than in the earlier drawing.
fn is_misplaced(proper: &Proper, order: &Order, node: usize) -> bool {
    let (level, place) = (proper.rank[node] as usize, order.position[node] as usize);
    proper.inversions.as_ref().is_some_and(|inversions| inversions.is_misplaced(&order.levels[level], place))
}

/// The chains of a box, in memory of earlier ones.
fn load<'a>(pool: &'a mut Vec<Chain>, proper: &Proper, node: usize) -> &'a mut [Chain] {
    let indices = proper.chains_at(node);
    pool.resize_with(pool.len().max(indices.len()), Chain::default);
    for (chain, &index) in pool.iter_mut().zip(indices) {
        let vertices = proper.chain(index as usize);
        let (first, last) = (vertices[0], vertices[vertices.len() - 1]);
        let inner = &vertices[1..vertices.len() - 1];
        chain.downwards = first as usize == node;
        chain.end = if chain.downwards { last } else { first };
        chain.slots.clear();
        chain.inner.clear();
        chain.inner.extend(inner);
        if !chain.downwards {
            chain.inner.reverse();
        }
    }
    &mut pool[..indices.len()]
}

/// `cost[u] = min over l of below[l] + crossed(u, l)`.
fn upwards_step(
    table: &CrossingTable,
    below: &[u32],
    n_slots: usize,
    base: &mut Vec<i32>,
    cost: &mut Vec<u32>,
) {
    base.clear();
    base.extend(below.iter().zip(table.last_row()).map(|(&cost, &left)| (cost + u32::from(left)) as i32));
    cost.extend((0..n_slots).map(|upper| {
        let row = table.row(upper);
        let least = base.iter().zip(row).map(|(&base, &both)| base.wrapping_sub(2 * i32::from(both))).min();
        (least.unwrap_or(0) + i32::from(row[table.width() - 1])) as u32
    }));
}

/// `cost[l] = min over u of above[u] + crossed(u, l)`.
fn downwards_step(
    table: &CrossingTable,
    above: &[u32],
    n_slots: usize,
    least: &mut Vec<i32>,
    cost: &mut Vec<u32>,
) {
    least.clear();
    least.resize(n_slots, i32::MAX);
    for (upper, &cost) in above.iter().enumerate() {
        let row = table.row(upper);
        let base = (cost + u32::from(row[table.width() - 1])) as i32;
        for (least, &both) in least.iter_mut().zip(row) {
            *least = (*least).min(base.wrapping_sub(2 * i32::from(both)));
        }
    }
    cost.extend(least.iter().zip(table.last_row()).map(|(&least, &left)| (least + i32::from(left)) as u32));
}

/// The slot of least cost, the nearest to `old` among equals.
fn cheapest(total: &[u64], old: u32) -> u32 {
    let distance = |slot: usize| (slot as u32).abs_diff(old);
    (0..total.len()).min_by_key(|&slot| (total[slot], distance(slot), slot)).unwrap_or(old as usize) as u32
}

/// The index nearest to `from` that `fits`; one of them does.
fn nearest(len: usize, from: usize, fits: impl Fn(usize) -> bool) -> usize {
    for distance in 0..=len {
        if from >= distance && fits(from - distance) {
            return from - distance;
        }
        if from + distance < len && fits(from + distance) {
            return from + distance;
        }
    }
    unreachable!("the least cost was reached from some slot")
}

/// `rest` with each inserted vertex before the vertex at its slot; `inserted` is sorted by slot.
fn merge(rest: &[Vertex], inserted: &[(u32, Vertex)], merged: &mut Vec<Vertex>) {
    merged.clear();
    let mut next = inserted.iter().peekable();
    for slot in 0..=rest.len() {
        while let Some(&(_, vertex)) = next.next_if(|&&(at, _)| at as usize == slot) {
            merged.push(vertex);
        }
        merged.extend(rest.get(slot));
    }
}

#[cfg(test)]
#[path = "tests/reinsert.rs"]
mod tests;
