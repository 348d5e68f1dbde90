//! The phases, one after the other.

use super::acyclic::Acyclic;
use super::budget::Budget;
use super::candidates::{self, Starts};
use super::judge::Sketch;
use super::rank::Ranks;
use super::result::framed;
use super::{Direction, Input, Layout, Options, Shortcuts};
use super::{
    acyclic, balance, columns, detours, fit, fold, judge, labels, pack, position, rank, route, shallow,
    split, transpose,
};

/// Lays the boxes out in ranks, callers above callees.
///
/// The same input gives the same layout on every machine: ties fall by index, and effort is limited in
/// counted steps, never in time.
#[must_use]
pub fn layered(input: &Input, options: &Options) -> Layout {
    layered_watched(input, options, &mut |_| ())
}

/// What [`layered`] has just done, for a display of progress or for measurements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Phase {
    /// No cycles are left.
    Cycles,
    /// Every box has a rank, and long edges are chains.
    Ranks,
    /// Every rank has its order.
    Order,
    /// Every box has its place.
    Positions,
    /// Every edge has its course and every label its place.
    Routes,
}

/// Does what [`layered`] does and calls `watch` after each phase. Components have phases of their own, and where a
/// width is wanted all is done several times.
#[must_use]
pub fn layered_watched(input: &Input, options: &Options, watch: &mut dyn FnMut(Phase)) -> Layout {
    let n_parts = input.boxes.len() + input.edges.len();
    fit::fitted(&options.sound(), n_parts, |options| directed(input, options, watch))
}

fn directed(input: &Input, options: &Options, watch: &mut dyn FnMut(Phase)) -> Layout {
    match options.direction {
        Direction::TopToBottom => downwards(input, options, watch),
        Direction::LeftToRight => {
            let aspect = if options.aspect > 0.0 { 1.0 / options.aspect } else { 0.0 };
            // What is wide then is high here.
            let upright = Options { aspect, height: 0.0, width: 0.0, ..options.clone() };
            let mut layout = downwards(&transpose::input(input), &upright, watch);
            transpose::layout(&mut layout);
            layout
        }
    }
}

fn downwards(input: &Input, options: &Options, watch: &mut dyn FnMut(Phase)) -> Layout {
    let parts = pack::parts(input);
    let layouts: Vec<Layout> =
        parts.iter().map(|part| component(&part.input, options, HUGE, watch)).collect();
    let tallest = layouts.iter().map(|layout| layout.size.height).fold(0.0, f64::max);
    if options.is_strict || options.height > 0.0 && tallest > options.height {
        columns::folded(input, &parts, &layouts, options)
    } else {
        pack::join(input, &parts, layouts, options)
    }
}

/// Steps for ranking, in all: enough for a hundred thousand arcs.
const RANK_STEPS: u64 = 200_000_000;
/// Steps for crossing reduction, per vertex of the proper graph and in all: graphs of a few hundred boxes stay far
/// below.
const ORDER_STEPS: (u64, u64) = (20_000, 1_000_000_000);
/// Steps for x coordinates, per vertex of the proper graph and in all.
const POSITION_STEPS: (u64, u64) = (4_000, 200_000_000);

/// Graphs with more vertices than this, which are thousands of edges across hundreds of ranks, get other ranks, or the
/// first order and the first coordinates that there are.
const HUGE: usize = 300_000;

fn steps((per_vertex, in_all): (u64, u64), n_vertices: usize, huge: usize) -> u64 {
    if n_vertices > huge { 0 } else { in_all.min(per_vertex * n_vertices as u64) }
}

/// A graph with ranks.
struct Ranked {
    acyclic: Acyclic,
    ranks: Ranks,
    shortcuts: Shortcuts,
}

impl Ranked {
    fn new(input: &Input, acyclic: Acyclic, options: &Options, shortcuts: Shortcuts) -> Ranked {
        let (ranks, are_best) = rank::network_simplex(&acyclic, RANK_STEPS);
        let ranks = balance::balanced(input, &acyclic, ranks, options);
        let ranks = fold::long_ranks(input, &acyclic, ranks, options);
        Ranked { acyclic, ranks, shortcuts: Shortcuts { ranks: !are_best, ..shortcuts } }
    }

    fn n_vertices(&self) -> usize {
        split::n_vertices(&self.acyclic, &self.ranks)
    }
}

/// Breaks cycles and gives every box a rank: so that few edges run upwards, unless that needs more than `huge` vertices
/// and there is a way with fewer.
fn ranked(input: &Input, options: &Options, huge: usize, watch: &mut dyn FnMut(Phase)) -> Ranked {
    let acyclic = acyclic::break_cycles(input);
    watch(Phase::Cycles);
    let deep = Ranked::new(input, acyclic, options, Shortcuts::default());
    if deep.n_vertices() <= huge {
        return deep;
    }
    let shortcuts = Shortcuts { cycles: true, ..Shortcuts::default() };
    let shallow = Ranked::new(input, shallow::break_cycles(input), options, shortcuts);
    if shallow.n_vertices() < deep.n_vertices() { shallow } else { deep }
}

/// Lays out one component; with more than `huge` vertices less well.
fn component(input: &Input, options: &Options, huge: usize, watch: &mut dyn FnMut(Phase)) -> Layout {
    let Ranked { acyclic, ranks, shortcuts } = ranked(input, options, huge, watch);
    let proper = split::long_edges(&acyclic, &ranks);
    watch(Phase::Ranks);
    let steps = |limits| steps(limits, proper.n_vertices(), huge);
    let mut order_steps = Budget::new(steps(ORDER_STEPS));
    let orders = if input.hints.len() == input.boxes.len() {
        let hints: Vec<f64> = input.hints.iter().map(|hint| hint.x).collect();
        vec![candidates::kept(&proper, &hints, &mut order_steps)]
    } else {
        candidates::candidates(&proper, starts(&proper), &mut order_steps)
    };
    let ordered = judge::Leveled { input, acyclic: &acyclic, proper: &proper, options };
    let sketch = judge::best(ordered, orders);
    let Sketch { rows, draft, .. } = detours::without(ordered, sketch, &mut order_steps);
    watch(Phase::Order);
    let gaps = labels::gaps(input, &acyclic, &rows);
    let places = position::place(&rows, &draft, &gaps.heights, options, steps(POSITION_STEPS));
    watch(Phase::Positions);
    let shortcuts = Shortcuts { order: order_steps.is_spent(), positions: !places.is_optimal, ..shortcuts };
    let boxes = (0..input.boxes.len()).map(|node| places.centre(&rows, node)).collect();
    let routes = route::routes(input, &acyclic, &gaps, rows, places, options);
    watch(Phase::Routes);
    framed(input, Layout { boxes, routes, shortcuts, ..Layout::default() })
}

/// How many orders are tried: for small graphs more, where each costs little and one can be unlucky.
fn starts(proper: &split::Proper) -> Starts {
    const SMALL: usize = 60;
    if proper.n_vertices() < SMALL {
        Starts { begun: 4, finished: 4 }
    } else {
        Starts { begun: 3, finished: 1 }
    }
}

#[cfg(test)]
#[path = "tests/layered.rs"]
mod tests;
