//! The assignment of each label to one of the inter-rank channels that its edge passes.

use crate::cycles::acyclic::Acyclic;
use crate::input::Input;
use crate::position::rows::Rows;

/// The channel that each label is meant to stand in.
#[derive(Clone, Debug)]
pub(crate) struct Channels {
    /// For each arc with a label the rank above.
    pub(crate) of: Vec<Option<usize>>,
    /// The height of the tallest label below each rank.
    pub(crate) heights: Vec<f64>,
}

/// Chooses for each label the channel that is filled the least of those that its edge passes, close to the middle.
pub(crate) fn channels(input: &Input, graph: &Acyclic, rows: &Rows) -> Channels {
    let n_ranks = rows.rows.len() / 2;
    let mut channels = Channels { of: vec![None; rows.chains.len()], heights: vec![0.0; n_ranks] };
    let mut filled = vec![0.0; n_ranks];
    let mut chains: Vec<usize> = (0..rows.chains.len()).collect();
    chains.sort_by_key(|&chain| (rows.chains[chain].len(), chain));
    for index in chains {
        let Some(size) = input.edges[graph.arcs[index].edge].label else { continue };
        let chain = &rows.chains[index];
        let top = rows.items[chain[0] as usize].row as usize / 2;
        let middle = (chain.len() - 2) as f64 / 2.0;
        let cost = |step: usize| filled[top + step] + OFF_MIDDLE * (step as f64 - middle).abs();
        let step = (0..chain.len() - 1).min_by(|&a, &b| cost(a).total_cmp(&cost(b)));
        let channel = top + step.expect("an arc passes at least one channel");
        channels.of[index] = Some(channel);
        channels.heights[channel] = channels.heights[channel].max(size.height);
        filled[channel] += size.width;
    }
    channels
}

/// How much fuller, in pixels, a channel may be to keep a label one channel closer to the middle of its edge.
const OFF_MIDDLE: f64 = 24.0;

#[cfg(test)]
#[path = "tests/channels.rs"]
mod tests;
