//! Ranks of least weighted edge length, by network simplex.

use crate::cycles::acyclic::Acyclic;
use crate::simplex::{self, FlowArc, Problem, UNLIMITED};

/// One rank per node, from 0.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Ranks(pub(crate) Vec<usize>);

/// Gives every node a rank so that the weighted length of all edges is as small as possible.
///
/// Minimises `Σ weight(e) · (rank(head) − rank(tail))` with `rank(head) ≥ rank(tail) + 1`: the program of
/// Gansner, Koutsofios, North and Vo, IEEE TSE 19(3), 1993, §2.3, solved through its dual, a flow in
/// which every node passes on what its edges' weights leave over.
///
/// [`Acyclic`] promises no cycles. Parallel arcs are merged first: that leaves the optimum as it was.
/// Past the budget the ranks are those of the longest path from a source; also returns whether they are the best.
pub(crate) fn network_simplex(graph: &Acyclic, budget: u64) -> (Ranks, bool) {
    let arcs = merged(graph);
    match optimum(graph.n_nodes, &arcs, &[], budget) {
        Some((ranks, _)) => (ranks, true),
        None => (longest_path(graph.n_nodes, &arcs), false),
    }
}

/// The same, but nodes stay in the rows in which they were earlier, as far as no edge has to run upwards for it; a node
/// that was in none goes where its edges are short.
///
/// Adds `Σ W(v) · |rank(v) − row(v) − s|` to what is minimised, with one s for all, and for W(v) as much as all edges of
/// v weigh. None past the budget.
pub(crate) fn near(graph: &Acyclic, rows: &[Option<usize>], budget: u64) -> Option<Ranks> {
    let mut weight = vec![1; graph.n_nodes];
    for arc in &graph.arcs {
        weight[arc.tail] += arc.weight;
        weight[arc.head] += arc.weight;
    }
    let preferred = |(node, row): (usize, &Option<usize>)| {
        Some(Preference { node, row: (*row)? as i64, weight: weight[node] })
    };
    let preferences: Vec<Preference> = rows.iter().enumerate().filter_map(preferred).collect();
    optimum(graph.n_nodes, &merged(graph), &preferences, budget).map(|(ranks, _)| ranks)
}

/// The row that a node would like to be in, counted from wherever suits all, and how much it would.
struct Preference {
    node: usize,
    row: i64,
    weight: i64,
}

/// `(tail, head, weight)` with parallel arcs made one.
fn merged(graph: &Acyclic) -> Vec<(usize, usize, i64)> {
    let mut arcs: Vec<_> = graph.arcs.iter().map(|arc| (arc.tail, arc.head, arc.weight)).collect();
    arcs.sort_unstable();
    arcs.dedup_by(|next, kept| {
        let parallel = (next.0, next.1) == (kept.0, kept.1);
        if parallel {
            kept.2 += next.2;
        }
        parallel
    });
    arcs
}

/// The optimal ranks and the value of the dual, which proves them.
fn optimum(
    n_nodes: usize,
    arcs: &[(usize, usize, i64)],
    preferences: &[Preference],
    budget: u64,
) -> Option<(Ranks, i128)> {
    // What preferences are measured from is a node of its own.
    let n_origins = usize::from(!preferences.is_empty());
    let mut supply = vec![0; n_nodes + n_origins];
    for &(tail, head, weight) in arcs {
        supply[tail] += weight;
        supply[head] -= weight;
    }
    let mut flow_arcs: Vec<FlowArc> =
        (arcs.iter()).map(|&(tail, head, _)| FlowArc { tail, head, capacity: UNLIMITED, cost: -1 }).collect();
    for &Preference { node, row, weight: capacity } in preferences {
        flow_arcs.push(FlowArc { tail: n_nodes, head: node, capacity, cost: -row });
        flow_arcs.push(FlowArc { tail: node, head: n_nodes, capacity, cost: row });
    }
    // Dearer than any path through the graph, so that no optimal flow takes the artificial arcs.
    let furthest = preferences.iter().map(|preferred| preferred.row).max().unwrap_or(0);
    let start = vec![n_nodes as i64 + 2 * furthest + 1; n_nodes + n_origins];
    let problem = Problem { supply: &supply, arcs: &flow_arcs, start: &start, budget };
    let solution = simplex::solve(&problem);
    solution.is_optimal.then(|| (normalized(n_nodes, arcs, &solution.coordinates), -solution.cost))
}

/// Moves each component so that its topmost node has rank 0.
fn normalized(n_nodes: usize, arcs: &[(usize, usize, i64)], coordinates: &[i64]) -> Ranks {
    let component = crate::connected::components(n_nodes, arcs.iter().map(|&(tail, head, _)| (tail, head)));
    let mut least = vec![i64::MAX; n_nodes];
    for node in 0..n_nodes {
        let least = &mut least[component[node]];
        *least = (*least).min(coordinates[node]);
    }
    Ranks((0..n_nodes).map(|node| (coordinates[node] - least[component[node]]) as usize).collect())
}

fn longest_path(n_nodes: usize, arcs: &[(usize, usize, i64)]) -> Ranks {
    let mut outgoing = vec![Vec::new(); n_nodes];
    let mut missing = vec![0usize; n_nodes];
    for &(tail, head, _) in arcs {
        outgoing[tail].push(head);
        missing[head] += 1;
    }
    let mut ranks = vec![0; n_nodes];
    let mut ready: Vec<usize> = (0..n_nodes).filter(|&node| missing[node] == 0).collect();
    while let Some(node) = ready.pop() {
        for &head in &outgoing[node] {
            ranks[head] = ranks[head].max(ranks[node] + 1);
            missing[head] -= 1;
            if missing[head] == 0 {
                ready.push(head);
            }
        }
    }
    Ranks(ranks)
}

#[cfg(test)]
#[path = "tests/rank.rs"]
mod tests;
