//! Cycle breaking for graphs that would be too deep otherwise.
//!
//! Where thousands of functions call each other in one tangle, a depth-first search finds paths through most of them,
//! and a drawing as many ranks deep, which long edges fill with millions of virtual nodes. A breadth-first search turns
//! more edges round, but puts every function near those that lead to it.

use std::collections::VecDeque;

use crate::cycles::acyclic::{Acyclic, starts};
use crate::input::Input;
use crate::lists::AdjacencyLists;

/// Turns round the edges of cycles that do not lead away from where the calls come from.
///
/// Nodes of a strongly connected component are put in the order of their distance from the sources, among equals of
/// what they send out more than take in, and every edge between them that runs against this order is turned round.
/// Edges in no cycle keep their direction. Ties fall to the lower index. O(V log V + E).
pub(crate) fn break_cycles(input: &Input) -> Acyclic {
    let mut graph = Acyclic::unturned(input);
    let starts = starts(graph.n_nodes, &graph.arcs);
    let heads = heads(&graph);
    let component = components(&graph, &heads);
    let distance = distances(&starts, &heads);
    let mut place = vec![0; graph.n_nodes];
    starts.iter().enumerate().for_each(|(nth, &node)| place[node] = nth);
    let key = |node: usize| (distance[node], place[node]);
    let against = |&index: &usize| {
        let arc = &graph.arcs[index];
        component[arc.tail] == component[arc.head] && key(arc.tail) > key(arc.head)
    };
    let turned: Vec<usize> = (0..graph.arcs.len()).filter(against).collect();
    graph.turn(&turned);
    graph
}

fn heads(graph: &Acyclic) -> AdjacencyLists<usize> {
    AdjacencyLists::collect(graph.n_nodes, graph.arcs.iter().map(|arc| (arc.tail, arc.head)))
}

/// How many edges away from the sources each node is; where no source leads, from the first that may start.
fn distances(starts: &[usize], heads: &AdjacencyLists<usize>) -> Vec<usize> {
    let n_nodes = starts.len();
    let mut is_source = vec![true; n_nodes];
    (0..n_nodes).flat_map(|node| heads.get(node)).for_each(|&head| is_source[head] = false);
    let mut distance = vec![usize::MAX; n_nodes];
    let sources: Vec<usize> = starts.iter().copied().filter(|&node| is_source[node]).collect();
    spread(sources, heads, &mut distance);
    for &start in starts {
        if distance[start] == usize::MAX {
            spread(vec![start], heads, &mut distance);
        }
    }
    distance
}

/// Gives all nodes that can be reached from some at distance 0 their distances, as far as they have none.
fn spread(from: Vec<usize>, heads: &AdjacencyLists<usize>, distance: &mut [usize]) {
    from.iter().for_each(|&node| distance[node] = 0);
    let mut waiting = VecDeque::from(from);
    while let Some(node) = waiting.pop_front() {
        for &head in heads.get(node) {
            if distance[head] == usize::MAX {
                distance[head] = distance[node] + 1;
                waiting.push_back(head);
            }
        }
    }
}

/// The number of each node's strongly connected component.
///
/// Kosaraju's algorithm (Sharir, Computers & Mathematics with Applications 7, 1981): backwards from the node that a
/// depth-first search leaves last. Free of recursion.
fn components(graph: &Acyclic, heads: &AdjacencyLists<usize>) -> Vec<usize> {
    let tails = AdjacencyLists::collect(graph.n_nodes, graph.arcs.iter().map(|arc| (arc.head, arc.tail)));
    let mut component = vec![usize::MAX; graph.n_nodes];
    for start in left(graph.n_nodes, heads).into_iter().rev() {
        let mut waiting = vec![start];
        while let Some(node) = waiting.pop() {
            if component[node] == usize::MAX {
                component[node] = start;
                waiting.extend(tails.get(node).iter().filter(|&&tail| component[tail] == usize::MAX));
            }
        }
    }
    component
}

/// The nodes in the order in which a depth-first search leaves them.
fn left(n_nodes: usize, heads: &AdjacencyLists<usize>) -> Vec<usize> {
    let mut is_seen = vec![false; n_nodes];
    let mut left = Vec::with_capacity(n_nodes);
    let mut path = Vec::new();
    for start in 0..n_nodes {
        if !std::mem::replace(&mut is_seen[start], true) {
            path.push((start, 0));
        }
        while let Some((node, next)) = path.last_mut() {
            match heads.get(*node).get(*next) {
                Some(&head) => {
                    *next += 1;
                    if !std::mem::replace(&mut is_seen[head], true) {
                        path.push((head, 0));
                    }
                }
                None => {
                    left.push(*node);
                    path.pop();
                }
            }
        }
    }
    left
}

#[cfg(test)]
#[path = "tests/shallow.rs"]
mod tests;
