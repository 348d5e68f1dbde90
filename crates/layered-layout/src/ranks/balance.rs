//! Balance: boxes that may stand in several ranks leave the wide ones.
//!
//! A function that is called with as much weight as it calls on is as well placed in any rank between its callers and
//! its callees: what one edge becomes longer, the others become shorter. The simplex puts all of these right above
//! what they call, and a heavy edge that joins both ends past them has to go round the row.

use crate::cycles::acyclic::Acyclic;
use crate::input::Input;
use crate::lists::AdjacencyLists;
use crate::options::Options;
use crate::ranks::rank::Ranks;

/// How many times its own width a box has to gain for a move: the simplex leaves boxes next to each other that belong
/// together, and small differences are not worth parting them.
const GAIN: f64 = 2.0;

/// Moves each box whose edges segment up as much as down to the narrowest rank between its callers and its callees, the
/// nearest of equals, and the upper of these, where much is gained (Gansner et al. 1993, §2.3, with widths for numbers).
///
/// The weighted length of all edges stays as it is. The lightest go first, of equals the last. O(V log V + E), and a
/// step for each rank that an edge passes.
pub(crate) fn balanced(input: &Input, graph: &Acyclic, Ranks(mut ranks): Ranks, options: &Options) -> Ranks {
    let callers = AdjacencyLists::collect(graph.n_nodes, graph.arcs.iter().map(|arc| (arc.head, arc.tail)));
    let callees = AdjacencyLists::collect(graph.n_nodes, graph.arcs.iter().map(|arc| (arc.tail, arc.head)));
    let boxes = Boxes::new(input, graph, options);
    let mut widths = widths(input, graph, &ranks, options);
    for node in boxes.neutral() {
        let here = ranks[node];
        let first = callers.get(node).iter().map(|&caller| ranks[caller] + 1).max().unwrap_or(here);
        let last = callees.get(node).iter().map(|&callee| ranks[callee] - 1).min().unwrap_or(here);
        widths[here] -= boxes.width[node];
        let aside = |rank: usize| rank.abs_diff(here);
        let narrower = |&a: &usize, &b: &usize| widths[a].total_cmp(&widths[b]).then(aside(a).cmp(&aside(b)));
        let narrowest = (first..=last).min_by(narrower).unwrap_or(here);
        let is_worth = widths[here] - widths[narrowest] >= GAIN * boxes.width[node];
        let there = if is_worth { narrowest } else { here };
        widths[there] += boxes.width[node];
        boxes.lengthen(node, here, there, &mut widths);
        ranks[node] = there;
    }
    Ranks(ranks)
}

/// What the boxes weigh, and what they and their lines take of a rank.
struct Boxes {
    /// How much more each box sends out than it takes in, and the sum of both.
    surplus: Vec<i64>,
    weight: Vec<i64>,
    width: Vec<f64>,
    /// What the lines from above and those to below would take of a rank that they pass.
    above: Vec<f64>,
    below: Vec<f64>,
}

impl Boxes {
    fn new(input: &Input, graph: &Acyclic, options: &Options) -> Boxes {
        let n = graph.n_nodes;
        let mut boxes = Boxes {
            surplus: vec![0; n],
            weight: vec![0; n],
            width: input.boxes.iter().map(|size| size.width + options.node_sep).collect(),
            above: vec![0.0; n],
            below: vec![0.0; n],
        };
        for arc in &graph.arcs {
            boxes.surplus[arc.tail] += arc.weight;
            boxes.surplus[arc.head] -= arc.weight;
            boxes.weight[arc.tail] += arc.weight;
            boxes.weight[arc.head] += arc.weight;
            let line = line(input, arc.edge, options);
            boxes.below[arc.tail] += line;
            boxes.above[arc.head] += line;
        }
        boxes
    }

    /// The boxes that cost nothing to move, the lightest first.
    fn neutral(&self) -> Vec<usize> {
        let is_neutral = |&node: &usize| self.surplus[node] == 0 && self.weight[node] > 0;
        let mut neutral: Vec<usize> = (0..self.surplus.len()).filter(is_neutral).collect();
        neutral.sort_by_key(|&node| (self.weight[node], std::cmp::Reverse(node)));
        neutral
    }

    /// Corrects the widths for the lines of a box that goes from one rank to another: those on the side that it leaves
    /// pass more ranks then, and the others fewer.
    fn lengthen(&self, node: usize, here: usize, there: usize, widths: &mut [f64]) {
        let (above, below) = (self.above[node], self.below[node]);
        if here < there {
            widths[here..there].iter_mut().for_each(|width| *width += above);
            widths[here + 1..=there].iter_mut().for_each(|width| *width -= below);
        } else {
            widths[there..here].iter_mut().for_each(|width| *width -= above);
            widths[there + 1..=here].iter_mut().for_each(|width| *width += below);
        }
    }
}

/// How wide each rank is: boxes, and lines that pass.
fn widths(input: &Input, graph: &Acyclic, ranks: &[usize], options: &Options) -> Vec<f64> {
    // The lines that pass a rank are those that passed the one above and did not end here, and those that began there.
    let n_ranks = ranks.iter().max().map_or(0, |&last| last + 1);
    let mut widths = vec![0.0f64; n_ranks + 1];
    for arc in &graph.arcs {
        let line = line(input, arc.edge, options);
        widths[ranks[arc.tail] + 1] += line;
        widths[ranks[arc.head]] -= line;
    }
    let mut passing = 0.0;
    for width in &mut widths {
        passing += *width;
        *width = passing;
    }
    for (node, &rank) in ranks.iter().enumerate() {
        widths[rank] += input.boxes[node].width + options.node_sep;
    }
    widths
}

/// What the line of an edge takes of a rank that it passes.
fn line(input: &Input, edge: usize, options: &Options) -> f64 {
    2.0 * input.edges[edge].half_line() + options.edge_sep
}

#[cfg(test)]
#[path = "tests/balance.rs"]
mod tests;
