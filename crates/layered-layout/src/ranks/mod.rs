//! Ranks: which row each box stands in, with all edges downwards and as short as possible.

pub(crate) mod balance;
pub(crate) mod fold;
pub(crate) mod rank;

use crate::cycles::acyclic::{self, Acyclic};
use crate::cycles::shallow;
use crate::input::Input;
use crate::layout::LimitsReached;
use crate::options::Options;
use crate::phase::Phase;

use self::rank::Ranks;

/// Steps for ranking, in all: enough for a hundred thousand arcs.
const RANK_STEPS: u64 = 200_000_000;

/// A graph with ranks.
pub(crate) struct Ranked {
    pub(crate) acyclic: Acyclic,
    pub(crate) ranks: Ranks,
    pub(crate) limits_reached: LimitsReached,
}

impl Ranked {
    fn new(input: &Input, acyclic: Acyclic, options: &Options, limits_reached: LimitsReached) -> Ranked {
        let (ranks, are_best) = rank::network_simplex(&acyclic, RANK_STEPS);
        let ranks = balance::balanced(input, &acyclic, ranks, options);
        let ranks = fold::long_ranks(input, &acyclic, ranks, options);
        Ranked { acyclic, ranks, limits_reached: LimitsReached { ranks: !are_best, ..limits_reached } }
    }

    /// How many vertices its proper graph has, virtual nodes included.
    pub(crate) fn n_vertices(&self) -> usize {
        let Ranked { acyclic, ranks: Ranks(ranks), .. } = self;
        let between = acyclic.arcs.iter().map(|arc| ranks[arc.head] - ranks[arc.tail] - 1);
        acyclic.n_nodes + between.sum::<usize>()
    }
}

/// Breaks cycles and gives every box a rank: so that few edges run upwards, unless that needs more than `huge` vertices
/// and there is a way with fewer.
pub(crate) fn ranked(input: &Input, options: &Options, huge: usize, watch: &mut dyn FnMut(Phase)) -> Ranked {
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

/// Breaks cycles, and leaves boxes in the rows in which they were, where they have been somewhere and that can be.
pub(crate) fn near(input: &Input, rows: &[Option<usize>], options: &Options) -> Option<Ranked> {
    let acyclic = acyclic::break_cycles(input);
    let ranks = rank::near(&acyclic, rows, RANK_STEPS)?;
    let ranks = fold::long_ranks(input, &acyclic, ranks, options);
    Some(Ranked { acyclic, ranks, limits_reached: LimitsReached::default() })
}
