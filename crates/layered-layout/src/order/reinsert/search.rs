//! The search for a better place for one box at a time.

use std::ops::RangeInclusive;

use crate::budget::Budget;
use crate::order::crossing_table::{self, CrossingTable};
use crate::order::crossings::Counter;
use crate::order::levels::Order;
use crate::order::proper::{Proper, Vertex};
use crate::order::reinsert::relocation::{Chain, Move, Target, span};
use crate::order::reinsert::steps::{cheapest, downwards_step, merge, nearest, upwards_step};

/// The order that boxes are moved in, with what moves need to know of it, and memory for them.
pub(crate) struct Search {
    pub(crate) counter: Counter,
    /// Crossings of each channel between ranks, kept true.
    pub(crate) crossings: Vec<u64>,
    /// Whether any segment above or below a vertex is crossed.
    is_crossed: [Vec<bool>; 2],
    /// Steps that a table of each channel takes; none where it would be too large.
    work: Vec<Option<u64>>,
    /// The ranks without the vertices taken out, for the ranks in question.
    pub(crate) rest: Vec<Vec<Vertex>>,
    /// Position in `rest`; for a vertex taken out, the slot it came from.
    pub(crate) position: Vec<u32>,
    pub(crate) removed: Vec<bool>,
    tables: Vec<CrossingTable>,
    /// Memory for chains, and for a rank of costs.
    chains: Vec<Chain>,
    costs: Vec<i32>,
    /// For each rank, what goes into `rest` at which slot, and the rank that it was or would be otherwise.
    inserted: Vec<Vec<(u32, Vertex)>>,
    spare: Vec<Vec<Vertex>>,
}

impl Search {
    pub(crate) fn new(proper: &Proper, order: &Order) -> Search {
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
    pub(crate) fn mark_crossed(&mut self, proper: &Proper, order: &Order, upper: usize) {
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

    /// Takes a box out and puts it back where it is better, if that is anywhere. Returns whether it was.
    pub(crate) fn reinsert(
        &mut self,
        proper: &Proper,
        order: &mut Order,
        node: usize,
        budget: &mut Budget,
    ) -> bool {
        let (first, last) = span(proper, node);
        let is_good = !self.has_crossings(proper, node) && !is_misplaced(proper, order, node);
        if is_good || self.work[first..last].contains(&None) {
            return false;
        }
        let mut pool = std::mem::take(&mut self.chains);
        let mut relocation = Move::new(&mut pool, proper, node);
        self.spend(proper, &relocation, budget);
        self.take_out(proper, order, &relocation);
        let improved = self.better_target(proper, &mut relocation).is_some_and(|target| {
            self.choose_paths(&mut relocation, target.slot);
            self.put_back(proper, order, &relocation, &target)
        });
        relocation.vertices().for_each(|vertex| self.removed[vertex] = false);
        self.chains = pool;
        improved
    }

    /// Takes what a move costs off the budget: a table for each channel, and two walks through it for each chain.
    fn spend(&self, proper: &Proper, relocation: &Move, budget: &mut Budget) {
        let steps = |channel: usize| self.work[channel].unwrap_or(0);
        budget.spend(relocation.channels().map(steps).sum());
        let rank = relocation.rank;
        for chain in &*relocation.chains {
            let end = proper.rank[chain.end as usize] as usize;
            budget.spend((end.min(rank)..end.max(rank)).map(|channel| 2 * steps(channel)).sum());
        }
    }

    /// Where the box of a move, which is taken out, stands better than it did: where it and its chains cost least.
    fn better_target(&mut self, proper: &Proper, relocation: &mut Move) -> Option<Target> {
        let before: u64 = self.crossings[relocation.channels()].iter().sum();
        let (crossing, kept) = prices(proper, relocation.node, &self.rest[relocation.rank]);
        let old_slot = self.position[relocation.node];
        let old = crossing * u64::from(self.old_cost(proper, relocation)) + kept[old_slot as usize];
        let mut total = kept.clone();
        for chain in &mut *relocation.chains {
            self.price(proper, chain, relocation.rank);
            total.iter_mut().zip(&chain.cost[0]).for_each(|(sum, cost)| *sum += crossing * u64::from(*cost));
        }
        let slot = cheapest(&total, old_slot);
        let most = (crossing * before + kept[old_slot as usize]).saturating_sub(kept[slot as usize]);
        (total[slot as usize] < old).then_some(Target { slot, crossing, most })
    }

    /// Takes the box and its chains out of their ranks, and counts what is left.
    pub(crate) fn take_out(&mut self, proper: &Proper, order: &Order, relocation: &Move) {
        relocation.vertices().for_each(|vertex| self.removed[vertex] = true);
        for level in relocation.ranks() {
            let rest = &mut self.rest[level];
            rest.clear();
            for &vertex in &order.levels[level] {
                self.position[vertex as usize] = rest.len() as u32;
                if !self.removed[vertex as usize] {
                    rest.push(vertex);
                }
            }
        }
        relocation.channels().for_each(|upper| self.tabulate(proper, upper));
    }

    /// Fills the table of the channel below rank `upper`.
    fn tabulate(&mut self, proper: &Proper, upper: usize) {
        let stays = |other: &&Vertex| !self.removed[**other as usize];
        let place = |&other: &Vertex| self.position[other as usize];
        let ends = |&vertex: &Vertex| proper.below.get(vertex as usize).iter().filter(stays).map(place);
        self.tables[upper].fill(self.rest[upper + 1].len() + 1, self.rest[upper].iter().map(ends));
    }

    /// What the old places of the box and its chains cost against the rest.
    fn old_cost(&self, proper: &Proper, relocation: &Move) -> u32 {
        let mut sum = 0;
        for chain in &*relocation.chains {
            let mut from = relocation.node as Vertex;
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
    pub(crate) fn price(&mut self, proper: &Proper, chain: &mut Chain, level: usize) {
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
    fn choose_paths(&self, relocation: &mut Move, slot: u32) {
        let level = relocation.rank;
        for chain in &mut *relocation.chains {
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
    /// little enough.
    fn put_back(
        &mut self,
        proper: &Proper,
        order: &mut Order,
        relocation: &Move,
        &Target { slot, crossing, most }: &Target,
    ) -> bool {
        self.inserted[relocation.ranks()].iter_mut().for_each(Vec::clear);
        self.inserted[relocation.rank].push((slot, relocation.node as Vertex));
        for (index, step) in relocation.insertion_order(&self.position) {
            let chain = &relocation.chains[index];
            let rank = proper.rank[chain.inner[step] as usize] as usize;
            self.inserted[rank].push((chain.slots[step], chain.inner[step]));
        }
        for level in relocation.ranks() {
            self.inserted[level].sort_by_key(|&(slot, _)| slot);
            merge(&self.rest[level], &self.inserted[level], &mut self.spare[level]);
        }
        self.exchange(order, relocation.ranks());
        let counts: Vec<u64> =
            relocation.channels().map(|upper| self.counter.between(proper, order, upper)).collect();
        if crossing * counts.iter().sum::<u64>() < most {
            self.crossings[relocation.channels()].copy_from_slice(&counts);
            relocation.channels().for_each(|upper| self.mark_crossed(proper, order, upper));
            return true;
        }
        self.exchange(order, relocation.ranks());
        false
    }

    /// Exchanges some ranks for the spare ones.
    fn exchange(&mut self, order: &mut Order, ranks: RangeInclusive<usize>) {
        for level in ranks {
            std::mem::swap(&mut order.levels[level], &mut self.spare[level]);
            order.renumber(level);
        }
    }
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
