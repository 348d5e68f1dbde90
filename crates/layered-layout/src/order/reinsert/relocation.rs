//! Moves: a box that is taken out with the chains of all its edges, to be put back elsewhere.

use std::ops::{Range, RangeInclusive};

use crate::order::proper::{Proper, Vertex};

/// A chain of the box that is being moved. Its memory serves one box after another.
#[derive(Clone, Debug, Default)]
pub(crate) struct Chain {
    /// Its virtual nodes, from the moved box outwards.
    pub(crate) inner: Vec<Vertex>,
    /// The box at its other end.
    pub(crate) end: Vertex,
    /// Whether it leads down from the moved box.
    pub(crate) downwards: bool,
    /// `cost[k][slot]`: least crossings from the `k`-th rank after the moved box's (0 is its own) to the end. What is
    /// beyond the chain is of no account.
    pub(crate) cost: Vec<Vec<u32>>,
    /// Where each inner vertex goes.
    pub(crate) slots: Vec<u32>,
}

/// A box, and the chains of all its edges.
pub(crate) struct Move<'a> {
    pub(crate) node: usize,
    /// The rank of the box.
    pub(crate) rank: usize,
    first: usize,
    last: usize,
    pub(crate) chains: &'a mut [Chain],
}

/// Where the box of a move goes.
pub(crate) struct Target {
    pub(crate) slot: u32,
    /// What a crossing costs.
    pub(crate) crossing: u64,
    /// What all crossings in the channels of the move have to cost less than.
    pub(crate) most: u64,
}

impl<'a> Move<'a> {
    /// The move of a box, in memory of earlier ones.
    pub(crate) fn new(pool: &'a mut Vec<Chain>, proper: &Proper, node: usize) -> Move<'a> {
        let (first, last) = span(proper, node);
        Move { node, rank: proper.rank[node] as usize, first, last, chains: load(pool, proper, node) }
    }

    /// The ranks from that of its highest neighbour to that of its lowest.
    pub(crate) fn ranks(&self) -> RangeInclusive<usize> {
        self.first..=self.last
    }

    /// The channels between these, each by the rank above it.
    pub(crate) fn channels(&self) -> Range<usize> {
        self.first..self.last
    }

    /// The box and all virtual nodes of its chains.
    pub(crate) fn vertices(&self) -> impl Iterator<Item = usize> + '_ {
        let inner = self.chains.iter().flat_map(|chain| &chain.inner);
        std::iter::once(self.node).chain(inner.map(|&vertex| vertex as usize))
    }

    /// `(chain, step)` of all virtual nodes, so that those that share a slot come in the order in which their chains go on
    /// outwards. `position` is that of the boxes at the ends of chains.
    pub(crate) fn insertion_order(&self, position: &[u32]) -> Vec<(usize, usize)> {
        let mut all: Vec<(usize, usize)> = (0..self.chains.len())
            .flat_map(|index| (0..self.chains[index].inner.len()).map(move |step| (index, step)))
            .collect();
        let onward = |&(index, step): &(usize, usize)| {
            let chain = &self.chains[index];
            // Slots lie between vertices: slot s is place 2 s, the vertex right of it place 2 s + 1.
            (chain.slots[step..].iter().map(|&slot| 2 * slot))
                .chain(std::iter::once(2 * position[chain.end as usize] + 1))
        };
        all.sort_by(|a, b| a.1.cmp(&b.1).then_with(|| onward(a).cmp(onward(b))));
        all
    }
}

/// The first and the last rank of a box and its neighbours.
pub(crate) fn span(proper: &Proper, node: usize) -> (usize, usize) {
    let mut span = (proper.rank[node] as usize, proper.rank[node] as usize);
    for &chain in proper.chains_at(node) {
        let chain = proper.chain(chain as usize);
        span.0 = span.0.min(proper.rank[chain[0] as usize] as usize);
        span.1 = span.1.max(proper.rank[chain[chain.len() - 1] as usize] as usize);
    }
    span
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
