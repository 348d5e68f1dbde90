//! Long edges become chains of virtual nodes, so that every segment spans one rank.

use crate::cycles::acyclic::Acyclic;
use crate::lists::AdjacencyLists;
use crate::order::inversions::Inversions;
use crate::ranks::rank::Ranks;

/// A vertex: a box's node, or a virtual node (numbered after all boxes).
pub(crate) type Vertex = u32;

/// The graph with every segment between neighbouring ranks.
#[derive(Clone, Debug)]
pub(crate) struct Proper {
    /// Vertices below this number are boxes.
    pub(crate) n_nodes: usize,
    /// The rank of each vertex.
    pub(crate) rank: Vec<u32>,
    /// Where boxes were earlier, if that is to be kept.
    pub(crate) inversions: Option<Inversions>,
    /// The weight of all arcs that end at or pass through each vertex.
    pub(crate) weight: Vec<i64>,
    /// One past the lowest rank.
    pub(crate) n_ranks: usize,
    /// Neighbours in the rank above, vertex by vertex.
    pub(crate) above: AdjacencyLists<Vertex>,
    /// Neighbours in the rank below.
    pub(crate) below: AdjacencyLists<Vertex>,
    chain_vertices: Vec<Vertex>,
    chain_ends: Vec<u32>,
    /// The chains that start or end at each box.
    incident: AdjacencyLists<u32>,
}

impl Proper {
    /// How many vertices there are, virtual ones included.
    pub(crate) fn n_vertices(&self) -> usize {
        self.rank.len()
    }

    /// How many chains there are: one per arc, in the order of the arcs.
    pub(crate) fn n_chains(&self) -> usize {
        self.chain_ends.len()
    }

    /// The vertices of a chain from its tail to its head, both included.
    pub(crate) fn chain(&self, index: usize) -> &[Vertex] {
        let start = if index == 0 { 0 } else { self.chain_ends[index - 1] as usize };
        &self.chain_vertices[start..self.chain_ends[index] as usize]
    }

    /// The chains that start or end at a box.
    pub(crate) fn chains_at(&self, node: usize) -> &[u32] {
        self.incident.get(node)
    }
}

/// Puts a virtual node into every rank that an arc passes.
pub(crate) fn long_edges(graph: &Acyclic, ranks: &Ranks) -> Proper {
    let mut rank: Vec<u32> = ranks.0.iter().map(|&rank| rank as u32).collect();
    let mut weight = vec![0; graph.n_nodes];
    let mut chain_vertices = Vec::new();
    let mut chain_ends = Vec::with_capacity(graph.arcs.len());
    for arc in &graph.arcs {
        chain_vertices.push(arc.tail as Vertex);
        for between in rank[arc.tail] + 1..rank[arc.head] {
            chain_vertices.push(rank.len() as Vertex);
            rank.push(between);
            weight.push(arc.weight);
        }
        chain_vertices.push(arc.head as Vertex);
        chain_ends.push(chain_vertices.len() as u32);
        weight[arc.tail] += arc.weight;
        weight[arc.head] += arc.weight;
    }
    let is_end = {
        let mut ends = vec![false; chain_vertices.len() + 1];
        chain_ends.iter().for_each(|&end| ends[end as usize] = true);
        ends
    };
    let segments = (1..chain_vertices.len())
        .filter(|&index| !is_end[index])
        .map(|index| (chain_vertices[index - 1], chain_vertices[index]));
    let n_vertices = rank.len();
    let ends = (graph.arcs.iter().zip(0..)).flat_map(|(arc, index)| [(arc.tail, index), (arc.head, index)]);
    Proper {
        n_nodes: graph.n_nodes,
        inversions: None,
        n_ranks: rank.iter().max().map_or(0, |&lowest| lowest as usize + 1),
        above: AdjacencyLists::collect(
            n_vertices,
            segments.clone().map(|(upper, lower)| (lower as usize, upper)),
        ),
        below: AdjacencyLists::collect(n_vertices, segments.map(|(upper, lower)| (upper as usize, lower))),
        rank,
        weight,
        chain_vertices,
        chain_ends,
        incident: AdjacencyLists::collect(graph.n_nodes, ends),
    }
}

#[cfg(test)]
#[path = "tests/proper.rs"]
mod tests;
