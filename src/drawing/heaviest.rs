//! The functions that take most themselves, as the header lists them.

use std::cmp::Reverse;

use crate::analysis::Graph;
use crate::scene::column::{FACT_SIZE, RankedRow};

use super::identity::Identity;
use super::scale::Scale;

/// How many are listed at least, if there are as many, and at most.
const LEAST: usize = 5;
const MOST: usize = 8;

/// The share from which on a function is listed behind the least number.
const LEAST_SHARE: f64 = 0.03;

/// The widest name of a list.
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
