//! One component: all phases between its boxes and its curves.

use crate::effort::Effort;
use crate::input::Input;
use crate::labels::place::Labeled;
use crate::layout::{Layout, LimitsReached, framed};
use crate::options::Options;
use crate::order::levels::Order;
use crate::order::proper::{self, Proper};
use crate::phase::Phase;
use crate::ranks::Ranked;
use crate::routes::lines::Routed;
use crate::selection::best::{OrderCandidate, RankedGraph};
use crate::{labels, loops, order, position, ranks, routes, selection};

/// A component laid out, and how many of its edges cross.
#[derive(Clone)]
pub(crate) struct Laid {
    pub(crate) layout: Layout,
    pub(crate) crossings: u64,
}

/// Lays a component out without regard to earlier drawings; with more than `huge` vertices less well.
pub(crate) fn anew(input: &Input, options: &Options, huge: usize, watch: &mut dyn FnMut(Phase)) -> Laid {
    let input = &Input { hints: Vec::new(), ..input.clone() };
    let ranked = ranks::ranked(input, options, huge, watch);
    let proper = proper::long_edges(&ranked.acyclic, &ranked.ranks);
    watch(Phase::Ranks);
    let mut effort = Effort::new(proper.n_vertices(), huge);
    let orders = order::orders(&proper, &mut effort.order);
    drawn(input, &ranked, &proper, orders, effort, options, watch)
}

/// What follows once there are orders to choose from.
pub(crate) fn drawn(
    input: &Input,
    ranked: &Ranked,
    proper: &Proper,
    orders: Vec<(u64, Order)>,
    mut effort: Effort,
    options: &Options,
    watch: &mut dyn FnMut(Phase),
) -> Laid {
    let Ranked { acyclic, limits_reached, .. } = ranked;
    let graph = RankedGraph { input, acyclic, proper, options };
    let OrderCandidate { rows, draft, crossings, .. } = selection::selected(graph, orders, &mut effort.order);
    watch(Phase::Order);
    let channels = labels::channels::channels(input, acyclic, &rows);
    let draft = draft.towards(&input.hints);
    let places = position::place::place(&rows, &draft, &channels.heights, options, effort.positions);
    watch(Phase::Positions);
    let limits_reached =
        LimitsReached { order: effort.order.is_spent(), positions: !places.is_optimal, ..*limits_reached };
    let boxes = (0..input.boxes.len()).map(|node| places.centre(&rows, node)).collect();
    let self_loops = loops::routes(input, |node| places.centre(&rows, node));
    let routed = Routed { input, graph: acyclic, options };
    let Labeled { polylines, labels } = labels::place::placed(routed, &channels, rows, places);
    let routes = routes::curves::routes(input, acyclic, polylines, labels, self_loops);
    watch(Phase::Routes);
    let layout = framed(input, Layout { boxes, routes, limits_reached, ..Layout::default() });
    Laid { layout, crossings }
}

#[cfg(test)]
#[path = "tests/component.rs"]
mod tests;
