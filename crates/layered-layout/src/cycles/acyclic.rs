//! Cycle breaking: which edges run against the flow.

use crate::input::Input;
use crate::lists::AdjacencyLists;

/// The input's edges, loops left out, each pointing down the drawing.
#[derive(Clone, Debug)]
pub(crate) struct Acyclic {
    /// How many boxes there are.
    pub(crate) n_nodes: usize,
    /// One arc per edge that is no self-loop, in input order.
    pub(crate) arcs: Vec<Arc>,
}

/// An edge in the direction of the flow.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Arc {
    /// Index of the edge in the input.
    pub(crate) edge: usize,
    /// The upper node.
    pub(crate) tail: usize,
    /// The lower node.
    pub(crate) head: usize,
    /// The edge's weight as a whole number, at least 1.
    pub(crate) weight: i64,
    /// Whether the edge is drawn upwards, from `head` to `tail`.
    pub(crate) reversed: bool,
}

impl Acyclic {
    /// All edges as they are: there may still be cycles.
    pub(crate) fn unturned(input: &Input) -> Acyclic {
        let arcs = (input.edges.iter().enumerate())
            .filter(|(_, edge)| edge.tail != edge.head)
            .map(|(index, edge)| Arc {
                edge: index,
                tail: edge.tail,
                head: edge.head,
                weight: (edge.weight.round() as i64).max(1),
                reversed: false,
            })
            .collect();
        Acyclic { n_nodes: input.boxes.len(), arcs }
    }

    /// Turns some arcs round.
    pub(crate) fn turn(&mut self, indices: &[usize]) {
        for &index in indices {
            let arc = &mut self.arcs[index];
            (arc.tail, arc.head, arc.reversed) = (arc.head, arc.tail, true);
        }
    }

    /// For each arc whether it is on the heaviest path: from the root that sends out most, always along the heaviest
    /// arc. Ties fall to the lower index.
    pub(crate) fn on_heaviest_path(&self) -> Vec<bool> {
        let mut heaviest: Vec<Option<usize>> = vec![None; self.n_nodes];
        let mut sent = vec![0; self.n_nodes];
        let mut is_root = vec![true; self.n_nodes];
        for (index, arc) in self.arcs.iter().enumerate() {
            sent[arc.tail] += arc.weight;
            is_root[arc.head] = false;
            if heaviest[arc.tail].is_none_or(|other| self.arcs[other].weight < arc.weight) {
                heaviest[arc.tail] = Some(index);
            }
        }
        let mut on_path = vec![false; self.arcs.len()];
        let roots = (0..self.n_nodes).filter(|&node| is_root[node]);
        let mut at = roots.max_by_key(|&node| (sent[node], std::cmp::Reverse(node)));
        while let Some(index) = at.and_then(|node| heaviest[node]) {
            on_path[index] = true;
            at = Some(self.arcs[index].head);
        }
        on_path
    }
}

/// Turns round the edges that close a cycle, so that the rest can be ranked.
///
/// A depth-first search from the sources follows heavy edges first and turns round every edge to a node
/// on its own path (Gansner et al. 1993, §2.1). Heavy edges first keeps the weight that flows upwards
/// small, and starting at real callers keeps these on top. Where no source is left, the node that sends
/// out most more than it takes in starts. Ties fall to the lower index. O(V log V + E log E), and
/// free of recursion: call chains are thousands of nodes deep.
pub(crate) fn break_cycles(input: &Input) -> Acyclic {
    let mut graph = Acyclic::unturned(input);
    let closing = arcs_closing_cycles(graph.n_nodes, &graph.arcs);
    graph.turn(&closing);
    graph
}

#[derive(Clone, Copy, PartialEq)]
enum Visit {
    Never,
    OnPath,
    Done,
}

fn arcs_closing_cycles(n_nodes: usize, arcs: &[Arc]) -> Vec<usize> {
    let outgoing = heavy_first(n_nodes, arcs);
    let mut visit = vec![Visit::Never; n_nodes];
    let mut closing = Vec::new();
    let mut path: Vec<(usize, usize)> = Vec::new();
    for start in starts(n_nodes, arcs) {
        if visit[start] != Visit::Never {
            continue;
        }
        visit[start] = Visit::OnPath;
        path.push((start, 0));
        while let Some((node, next)) = path.last_mut() {
            let Some(&index) = outgoing.get(*node).get(*next) else {
                visit[*node] = Visit::Done;
                path.pop();
                continue;
            };
            *next += 1;
            let head = arcs[index].head;
            match visit[head] {
                Visit::Never => {
                    visit[head] = Visit::OnPath;
                    path.push((head, 0));
                }
                Visit::OnPath => closing.push(index),
                Visit::Done => {}
            }
        }
    }
    closing
}

/// The arcs that leave each node, heaviest first.
fn heavy_first(n_nodes: usize, arcs: &[Arc]) -> AdjacencyLists<usize> {
    let mut outgoing =
        AdjacencyLists::collect(n_nodes, arcs.iter().enumerate().map(|(index, arc)| (arc.tail, index)));
    for node in 0..n_nodes {
        outgoing.get_mut(node).sort_by_key(|&index| (-arcs[index].weight, index));
    }
    outgoing
}

/// Nodes in the order in which the search may start: sources, then by what they send out more than take in.
pub(crate) fn starts(n_nodes: usize, arcs: &[Arc]) -> Vec<usize> {
    let mut surplus = vec![0i64; n_nodes];
    let mut is_source = vec![true; n_nodes];
    for arc in arcs {
        surplus[arc.tail] += arc.weight;
        surplus[arc.head] -= arc.weight;
        is_source[arc.head] = false;
    }
    let mut order: Vec<usize> = (0..n_nodes).collect();
    order.sort_by_key(|&node| (!is_source[node], -surplus[node], node));
    order
}

#[cfg(test)]
#[path = "tests/acyclic.rs"]
mod tests;
