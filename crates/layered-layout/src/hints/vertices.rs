//! The x that boxes had in an earlier drawing, for all vertices of a proper graph, and what it costs to leave its order.

use crate::hints::earlier::mean;
use crate::input::Input;
use crate::options::Options;
use crate::order::inversions::Inversions;
use crate::order::proper::Proper;

/// What it costs that boxes change places, whose rooms are their widths and the distance to the next.
pub(crate) fn inversions(input: &Input, options: &Options) -> Inversions {
    let x = input.hints.iter().map(|hint| hint.map(|hint| hint.x.round() as i64)).collect();
    let room = input.boxes.iter().map(|size| (size.width + options.node_sep).ceil() as i64).collect();
    Inversions::new(x, room)
}

/// For each vertex its x in the earlier drawing: of a box that was not there the mean of those that it is joined to, the
/// nearest first; of a line that passes what the straight line between its ends has there.
pub(crate) fn x(input: &Input, proper: &Proper) -> Vec<f64> {
    let mut x = of_boxes(input, proper);
    x.resize(proper.n_vertices(), 0.0);
    for chain in (0..proper.n_chains()).map(|index| proper.chain(index)) {
        let last = chain.len() - 1;
        let (from, to) = (x[chain[0] as usize], x[chain[last] as usize]);
        for (step, &vertex) in chain.iter().enumerate().take(last).skip(1) {
            x[vertex as usize] = from + (to - from) * step as f64 / last as f64;
        }
    }
    x
}

fn of_boxes(input: &Input, proper: &Proper) -> Vec<f64> {
    let mut x: Vec<Option<f64>> = input.hints.iter().map(|hint| hint.map(|hint| hint.x)).collect();
    let mut reached: Vec<usize> = (0..x.len()).filter(|&node| x[node].is_some()).collect();
    // From those that are known outwards, one edge further each time.
    while !reached.is_empty() {
        let mut next: Vec<usize> = reached.iter().flat_map(|&node| neighbours(proper, node)).collect();
        next.retain(|&node| x[node].is_none());
        next.sort_unstable();
        next.dedup();
        let means: Vec<_> =
            next.iter().map(|&node| mean(neighbours(proper, node).filter_map(|near| x[near]))).collect();
        next.iter().zip(means).for_each(|(&node, mean)| x[node] = Some(mean));
        reached = next;
    }
    x.into_iter().map(Option::unwrap_or_default).collect()
}

/// The boxes that a box is joined to.
fn neighbours(proper: &Proper, node: usize) -> impl Iterator<Item = usize> + '_ {
    proper.chains_at(node).iter().map(move |&chain| {
        let chain = proper.chain(chain as usize);
        let (first, last) = (chain[0] as usize, chain[chain.len() - 1] as usize);
        if first == node { last } else { first }
    })
}

#[cfg(test)]
#[path = "tests/vertices.rs"]
mod tests;
