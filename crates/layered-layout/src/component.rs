//! One component: all phases between its boxes and its curves, anew or like an earlier drawing.

use crate::budget::Budget;
use crate::cycles::acyclic;
use crate::cycles::acyclic::Acyclic;
use crate::cycles::shallow;
use crate::hints::earlier;
use crate::hints::vertices;
use crate::input::Input;
use crate::labels::channels::channels;
use crate::labels::place::{self, Labeled};
use crate::layout::Layout;
use crate::layout::LimitsReached;
use crate::layout::framed;
use crate::loops;
use crate::options::Options;
use crate::order::candidates::{self, Starts};
use crate::order::kept;
use crate::order::levels::Order;
use crate::order::proper;
use crate::ranks::balance;
use crate::ranks::fold;
use crate::ranks::rank;
use crate::ranks::rank::Ranks;
use crate::routes::curves;
use crate::routes::lines::Routed;
use crate::selection::best;
use crate::selection::best::OrderCandidate;
use crate::selection::detours;

/// What [`layered`](crate::layered()) has just done, for a display of progress or for measurements.
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

/// Steps for ranking, in all: enough for a hundred thousand arcs.
const RANK_STEPS: u64 = 200_000_000;
/// Steps for crossing reduction, per vertex of the proper graph and in all: graphs of a few hundred boxes stay far
/// below.
const ORDER_STEPS: (u64, u64) = (20_000, 1_000_000_000);
/// Steps for x coordinates, per vertex of the proper graph and in all.
const POSITION_STEPS: (u64, u64) = (4_000, 200_000_000);

/// Graphs with more vertices than this, which are thousands of edges across hundreds of ranks, get other ranks, or the
/// first order and the first coordinates that there are.
pub(crate) const HUGE: usize = 300_000;

fn steps((per_vertex, in_all): (u64, u64), n_vertices: usize, huge: usize) -> u64 {
    if n_vertices > huge { 0 } else { in_all.min(per_vertex * n_vertices as u64) }
}

/// A graph with ranks.
struct Ranked {
    acyclic: Acyclic,
    ranks: Ranks,
    limits_reached: LimitsReached,
}

impl Ranked {
    fn new(input: &Input, acyclic: Acyclic, options: &Options, limits_reached: LimitsReached) -> Ranked {
        let (ranks, are_best) = rank::network_simplex(&acyclic, RANK_STEPS);
        let ranks = balance::balanced(input, &acyclic, ranks, options);
        let ranks = fold::long_ranks(input, &acyclic, ranks, options);
        Ranked { acyclic, ranks, limits_reached: LimitsReached { ranks: !are_best, ..limits_reached } }
    }

    fn n_vertices(&self) -> usize {
        proper::n_vertices(&self.acyclic, &self.ranks)
    }
}

/// Breaks cycles and gives every box a rank: so that few edges run upwards, unless that needs more than `huge` vertices
/// and there is a way with fewer.
fn ranked(input: &Input, options: &Options, huge: usize, watch: &mut dyn FnMut(Phase)) -> Ranked {
    let acyclic = acyclic::break_cycles(input);
    watch(Phase::Cycles);
    let deep = Ranked::new(input, acyclic, options, LimitsReached::default());
    if deep.n_vertices() <= huge {
        return deep;
    }
    let limits_reached = LimitsReached { cycles: true, ..LimitsReached::default() };
    let shallow = Ranked::new(input, shallow::break_cycles(input), options, limits_reached);
    if shallow.n_vertices() < deep.n_vertices() { shallow } else { deep }
}

/// Lays out one component; with more than `huge` vertices less well. It looks like an earlier drawing if it is not much
/// worse for that.
pub(crate) fn laid_out(
    input: &Input,
    options: &Options,
    huge: usize,
    watch: &mut dyn FnMut(Phase),
) -> Layout {
    let anew = anew(input, options, huge, watch);
    if input.hints.iter().all(Option::is_none) {
        return anew.layout;
    }
    let most = earlier::most_crossings(anew.crossings);
    let size = anew.layout.size;
    let is_good = |laid: &Laid| laid.crossings <= most && earlier::is_as_small(input, laid.layout.size, size);
    let good = like_earlier(input, options, huge, most).into_iter().filter(is_good).map(|laid| laid.layout);
    let away = |layout: &Layout| earlier::displacement(input, layout);
    let nearer = |best, layout| if away(&layout) < away(&best) { layout } else { best };
    good.fold(anew.layout, nearer)
}

/// A component laid out, and how many of its edges cross.
struct Laid {
    layout: Layout,
    crossings: u64,
}

/// Lays a component out without regard to earlier drawings.
fn anew(input: &Input, options: &Options, huge: usize, watch: &mut dyn FnMut(Phase)) -> Laid {
    let input = &Input { hints: Vec::new(), ..input.clone() };
    let ranked = ranked(input, options, huge, watch);
    let proper = proper::long_edges(&ranked.acyclic, &ranked.ranks);
    watch(Phase::Ranks);
    let mut effort = Effort::new(&proper, huge);
    let orders = candidates::candidates(&proper, starts(&proper), &mut effort.order);
    drawn(input, &ranked, &proper, orders, effort, options, watch)
}

/// Lays a component out in ways that are like the earlier drawing, if there are some with no more than `most` crossings:
/// with boxes in the ranks in which they were, and in those where edges are short.
fn like_earlier(input: &Input, options: &Options, huge: usize, most: u64) -> Vec<Laid> {
    let short = ranked(input, options, huge, &mut |_| ());
    let near = near(input, options).filter(|near| near.ranks != short.ranks);
    let ranks = near.into_iter().chain([short]).filter(|ranked| ranked.n_vertices() <= MOST_KEPT);
    ranks.flat_map(|ranked| in_ranks(input, &ranked, options, most)).collect()
}

/// Larger graphs are drawn anew.
const MOST_KEPT: usize = 20_000;

/// Breaks cycles, and leaves boxes in the ranks in which they were.
fn near(input: &Input, options: &Options) -> Option<Ranked> {
    let acyclic = acyclic::break_cycles(input);
    let ranks = rank::near(&acyclic, &earlier::rows(input, options), RANK_STEPS)?;
    let ranks = fold::long_ranks(input, &acyclic, ranks, options);
    Some(Ranked { acyclic, ranks, limits_reached: LimitsReached::default() })
}

/// Lays a component out in given ranks and in orders that are like the earlier one, if they have not too many crossings.
fn in_ranks(input: &Input, ranked: &Ranked, options: &Options, most: u64) -> Vec<Laid> {
    let mut proper = proper::long_edges(&ranked.acyclic, &ranked.ranks);
    let mut effort = Effort::new(&proper, HUGE);
    let x = vertices::x(input, &proper);
    let inversions = vertices::inversions(input, options);
    let orders = kept::orders(&mut proper, inversions, &x, most, &mut effort.order);
    let drawn = |order| drawn(input, ranked, &proper, vec![order], effort.clone(), options, &mut |_| ());
    orders.into_iter().map(drawn).collect()
}

/// What may be spent on a component.
#[derive(Clone)]
struct Effort {
    order: Budget,
    positions: u64,
}

impl Effort {
    fn new(proper: &proper::Proper, huge: usize) -> Effort {
        let steps = |limits| steps(limits, proper.n_vertices(), huge);
        Effort { order: Budget::new(steps(ORDER_STEPS)), positions: steps(POSITION_STEPS) }
    }
}

/// What follows once there are orders to choose from.
fn drawn(
    input: &Input,
    ranked: &Ranked,
    proper: &proper::Proper,
    orders: Vec<(u64, Order)>,
    mut effort: Effort,
    options: &Options,
    watch: &mut dyn FnMut(Phase),
) -> Laid {
    let Ranked { acyclic, limits_reached, .. } = ranked;
    let ordered = best::RankedGraph { input, acyclic, proper, options };
    let candidate = best::best(ordered, orders);
    let OrderCandidate { rows, draft, crossings, .. } =
        detours::without(ordered, candidate, &mut effort.order);
    watch(Phase::Order);
    let channels = channels(input, acyclic, &rows);
    let draft = draft.towards(&input.hints);
    let places = crate::position::place::place(&rows, &draft, &channels.heights, options, effort.positions);
    watch(Phase::Positions);
    let limits_reached =
        LimitsReached { order: effort.order.is_spent(), positions: !places.is_optimal, ..*limits_reached };
    let boxes = (0..input.boxes.len()).map(|node| places.centre(&rows, node)).collect();
    let self_loops = loops::routes(input, |node| places.centre(&rows, node));
    let routed = Routed { input, graph: acyclic, options };
    let Labeled { polylines, labels } = place::placed(routed, &channels, rows, places);
    let routes = curves::routes(input, acyclic, polylines, labels, self_loops);
    watch(Phase::Routes);
    let layout = framed(input, Layout { boxes, routes, limits_reached, ..Layout::default() });
    Laid { layout, crossings }
}

/// How many orders are tried: for small graphs more, where each costs little and one can be unlucky.
fn starts(proper: &proper::Proper) -> Starts {
    const SMALL: usize = 60;
    if proper.n_vertices() < SMALL {
        Starts { begun: 4, finished: 4 }
    } else {
        Starts { begun: 3, finished: 1 }
    }
}

#[cfg(test)]
#[path = "tests/component.rs"]
mod tests;
