//! The list of the functions with the largest flat values, for the header.

use std::cmp::Reverse;

use crate::analysis::Graph;
use crate::scene::column::{FACT_SIZE, RankedRow};

use super::identity::Identity;
use super::scale::Scale;

/// How many functions are listed at least, if there are as many, and at most.
const LEAST: usize = 5;
const MOST: usize = 8;

/// The share of the total from which on functions beyond the least number are listed.
const LEAST_SHARE: f64 = 0.03;

/// The widest name of the list, in px.
const WIDEST: f64 = 300.0;

/// The rows of the list: one for each function, heaviest first, with the number of its box.
pub(super) fn rows(graph: &Graph, identities: &[Identity], scale: Scale<'_>) -> Vec<RankedRow> {
    let mut heaviest: Vec<usize> =
        (0..graph.nodes.len()).filter(|&index| graph.nodes[index].flat.value != 0).collect();
    heaviest.sort_by_key(|&index| Reverse(graph.nodes[index].flat.value.unsigned_abs()));
    let is_listed = |&(rank, index): &(usize, usize)| {
        rank < LEAST || rank < MOST && scale.share(graph.nodes[index].flat.value) >= LEAST_SHARE
    };
    let listed = heaviest.into_iter().enumerate().take_while(is_listed);
    let row = |(_, index): (usize, usize)| RankedRow {
        number: Some(index + 1),
        value: scale.text_with_percent(graph.nodes[index].flat.value),
        name: identities[index].name.on_one_line(FACT_SIZE, WIDEST),
    };
    listed.map(row).collect()
}
