//! A layered layout of boxes and weighted edges, after Gansner, Koutsofios, North and Vo,
//! "A Technique for Drawing Directed Graphs", IEEE TSE 19(3), 1993.
//!
//! It knows nothing of profiles: boxes, weights and label sizes go in, places and curves come out.

mod acyclic;
mod budget;
mod check;
mod columns;
mod corridor;
mod fit;
mod fold;
mod funnel;
mod held;
mod input;
mod isotonic;
mod judge;
mod labels;
mod lists;
mod loops;
mod options;
mod order;
mod pack;
mod ports;
mod position;
mod rank;
mod reinsert;
mod route;
mod rows;
mod simplex;
mod split;
mod spots;
mod straight;
#[cfg(test)]
mod testing;
mod transpose;

pub use check::{BrokenPromise, Placed, check};
pub use input::{Edge, Input, InvalidInput};
pub use options::{Direction, Options};

use crate::geom::{Point, Rect, Size};
use budget::Budget;
use order::Starts;

/// Where everything goes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    /// Extent of all ink; its upper left corner is the origin.
    pub size: Size,
    /// The centre of each box, in input order.
    pub boxes: Vec<Point>,
    /// The course of each edge, in input order.
    pub routes: Vec<Route>,
    /// Which way edges run.
    pub direction: Direction,
    /// Where effort ran out.
    pub shortcuts: Shortcuts,
}

/// The phases whose work was limited, since the graph is large: what they decide is sound, but not as good as it could
/// be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Shortcuts {
    /// Edges may be longer than necessary: ranks are those of the longest paths.
    pub ranks: bool,
    /// More edges may cross than necessary.
    pub order: bool,
    /// Edges may lean and bend more than necessary.
    pub positions: bool,
}

impl Shortcuts {
    /// Whether there is any.
    #[must_use]
    pub fn any(self) -> bool {
        self.ranks || self.order || self.positions
    }

    /// The shortcuts of two parts of a drawing.
    fn and(self, other: Shortcuts) -> Shortcuts {
        Shortcuts {
            ranks: self.ranks || other.ranks,
            order: self.order || other.order,
            positions: self.positions || other.positions,
        }
    }
}

/// The course of an edge.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Route {
    /// A chain of cubic Bézier curves from the border of the tail's box to that of the head's:
    /// a start and three points per curve, `3 n + 1` in all.
    pub curve: Vec<Point>,
    /// Whether the edge runs against the flow: its head lies above its tail.
    pub reversed: bool,
    /// Whether it leads from the foot of a column up to the head of the next: then nothing follows from where its ends
    /// are.
    pub wraps: bool,
    /// Centre of the label, for an edge that has one.
    pub label: Option<Point>,
}

impl Layout {
    /// The box at `index` as a rectangle.
    #[must_use]
    pub fn rect(&self, input: &Input, index: usize) -> Rect {
        Rect::around(self.boxes[index], input.boxes[index])
    }
}

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
            let upright = Options { aspect, width: 0.0, ..options.clone() };
            let mut layout = downwards(&transpose::input(input), &upright, watch);
            transpose::layout(&mut layout);
            layout
        }
    }
}

fn downwards(input: &Input, options: &Options, watch: &mut dyn FnMut(Phase)) -> Layout {
    let parts = pack::parts(input);
    let layouts: Vec<Layout> = parts.iter().map(|part| component(&part.input, options, watch)).collect();
    if options.is_strict {
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

/// Graphs with more vertices than this, which are thousands of edges across hundreds of ranks, get the first order and
/// the first coordinates that there are.
const HUGE: usize = 300_000;

fn steps((per_vertex, in_all): (u64, u64), proper: &split::Proper) -> u64 {
    if proper.n_vertices() > HUGE { 0 } else { in_all.min(per_vertex * proper.n_vertices() as u64) }
}

/// Lays out one component.
fn component(input: &Input, options: &Options, watch: &mut dyn FnMut(Phase)) -> Layout {
    let acyclic = acyclic::break_cycles(input);
    watch(Phase::Cycles);
    let (ranks, are_best) = rank::network_simplex(&acyclic, RANK_STEPS);
    let ranks = fold::long_ranks(input, &acyclic, ranks, options);
    let proper = split::long_edges(&acyclic, &ranks);
    watch(Phase::Ranks);
    let mut order_steps = Budget::new(steps(ORDER_STEPS, &proper));
    let orders = if input.hints.len() == input.boxes.len() {
        let hints: Vec<f64> = input.hints.iter().map(|hint| hint.x).collect();
        vec![order::kept(&proper, &hints, &mut order_steps)]
    } else {
        order::candidates(&proper, starts(&proper), &mut order_steps)
    };
    let rows = judge::best_rows(input, &acyclic, &proper, &orders, options);
    watch(Phase::Order);
    let gaps = labels::gaps(input, &acyclic, &rows);
    let places = position::place(&acyclic, &rows, &gaps.heights, options, steps(POSITION_STEPS, &proper));
    watch(Phase::Positions);
    let shortcuts =
        Shortcuts { ranks: !are_best, order: order_steps.is_spent(), positions: !places.is_optimal };
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

/// Moves everything so that the upper left corner of all ink is the origin.
fn framed(input: &Input, mut layout: Layout) -> Layout {
    let Some(frame) = layout.extent(input) else { return layout };
    layout.shift(-frame.min.x, -frame.min.y);
    layout.size = frame.size();
    layout
}

impl Layout {
    /// The smallest rectangle that holds all boxes, curves and labels; none of an empty layout.
    fn extent(&self, input: &Input) -> Option<Rect> {
        let boxes = (0..self.boxes.len()).map(|index| self.rect(input, index));
        let routes =
            self.routes.iter().enumerate().filter_map(|(edge, route)| route::extent(input, edge, route));
        boxes.chain(routes).reduce(Rect::union)
    }

    fn shift(&mut self, dx: f64, dy: f64) {
        let points = self.routes.iter_mut().flat_map(|route| route.curve.iter_mut().chain(&mut route.label));
        for point in self.boxes.iter_mut().chain(points) {
            point.x += dx;
            point.y += dy;
        }
    }
}
