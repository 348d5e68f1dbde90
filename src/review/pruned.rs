//! Prunes a call graph to the functions that changed and their callers.

use std::collections::HashMap;

use bstr::{BStr, ByteSlice};

use super::Review;
use crate::{
    analysis::{Edge, Graph},
    comparison::{Row, Verdict},
};

/// How many functions are kept if none changed.
const FEW: usize = 10;

/// Keeps the functions of `graph` that changed beyond noise, or if none did those that changed by enough to matter, and
/// for each the path from a root along the calls that changed most. Of more than `most` functions those are kept whose
/// own cost, or else cum, changed most. If nothing changed, few are kept.
#[must_use]
pub fn pruned(graph: Graph, review: &Review, most: usize) -> Graph {
    let rows: HashMap<&BStr, &Row> =
        review.comparison.rows.iter().map(|row| (row.name.as_bstr(), row)).collect();
    let row = |node: usize| rows.get(graph.nodes[node].printed.as_bstr()).copied();
    let those = |is: fn(Verdict) -> bool| -> Option<Vec<bool>> {
        let of = |row: &&Row| [row.flat, row.cum, row.charged].iter().any(|change| is(change.verdict));
        let nodes = graph.nodes.iter().map(|node| rows.get(node.printed.as_bstr()).is_some_and(of));
        Some(nodes.collect()).filter(|nodes: &Vec<bool>| nodes.contains(&true))
    };
    let changed = those(Verdict::is_real).or_else(|| those(|verdict| verdict != Verdict::Unchanged));
    // If none did, the largest functions show what was compared.
    let most = if changed.is_some() { most } else { most.min(FEW) };
    let mut is_changed = changed.unwrap_or_else(|| vec![true; graph.nodes.len()]);
    let mut largest: Vec<usize> = (0..is_changed.len()).filter(|&node| is_changed[node]).collect();
    largest.sort_by(|&a, &b| size(row(b)).total_cmp(&size(row(a))).then(a.cmp(&b)));
    largest.into_iter().skip(most).for_each(|node| is_changed[node] = false);
    let (kept, ways) = with_ways(&graph, is_changed);
    let least = review.least_change / 2.0;
    let is_kept = |(index, edge): (usize, &Edge)| {
        let are_ends = [edge.from, edge.to].into_iter().all(|end| end.is_some_and(|end| kept[end]));
        are_ends && (ways[index] || edge.weight.value.unsigned_abs() as f64 >= least)
    };
    let edges: Vec<bool> = graph.edges.iter().enumerate().map(is_kept).collect();
    without(graph, &kept, &edges)
}

/// The criterion for a function: the change of its own cost, or a fraction of the change of its callees.
fn size(row: Option<&Row>) -> f64 {
    row.map_or(0.0, |row| {
        let own = if row.is_library { row.flat } else { row.charged };
        own.change.abs().max(row.cum.change.abs() / 4.0)
    })
}

/// Adds the nodes and edges of the paths from roots to the kept nodes.
fn with_ways(graph: &Graph, mut kept: Vec<bool>) -> (Vec<bool>, Vec<bool>) {
    let into = heaviest_into(graph);
    let mut ways = vec![false; graph.edges.len()];
    let mut open: Vec<usize> = (0..kept.len()).filter(|&node| kept[node]).collect();
    while let Some(node) = open.pop() {
        let Some(edge) = into[node] else { continue };
        ways[edge] = true;
        let Some(caller) = graph.edges[edge].from else { continue };
        if !std::mem::replace(&mut kept[caller], true) {
            open.push(caller);
        }
    }
    (kept, ways)
}

/// The edge into each node that changed most; the first of equal ones.
fn heaviest_into(graph: &Graph) -> Vec<Option<usize>> {
    let change = |edge: usize| graph.edges[edge].weight.value.unsigned_abs();
    let mut into: Vec<Option<usize>> = vec![None; graph.nodes.len()];
    for (index, edge) in graph.edges.iter().enumerate() {
        let (Some(from), Some(to)) = (edge.from, edge.to) else { continue };
        if from != to && into[to].is_none_or(|known| change(index) > change(known)) {
            into[to] = Some(index);
        }
    }
    into
}

/// Removes the nodes and edges that are not kept.
fn without(mut graph: Graph, kept: &[bool], edges: &[bool]) -> Graph {
    let mut next = 0;
    let places: Vec<Option<usize>> = kept
        .iter()
        .map(|&is_kept| {
            let place = next;
            next += usize::from(is_kept);
            is_kept.then_some(place)
        })
        .collect();
    let mut is_kept = kept.iter();
    graph.nodes.retain(|_| *is_kept.next().unwrap_or(&false));
    let mut is_kept = edges.iter();
    graph.edges.retain(|_| *is_kept.next().unwrap_or(&false));
    for edge in &mut graph.edges {
        edge.from = edge.from.and_then(|end| places[end]);
        edge.to = edge.to.and_then(|end| places[end]);
    }
    graph.edges_from_elsewhere = Vec::new();
    graph
}
