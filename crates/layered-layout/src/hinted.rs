//! One component, laid out like an earlier drawing where that is good enough.

use crate::component::{Laid, drawn};
use crate::effort::{Effort, HUGE};
use crate::hints::{earlier, vertices};
use crate::input::Input;
use crate::layout::Layout;
use crate::options::Options;
use crate::order::{kept, proper};
use crate::ranks::{self, Ranked};

/// The layout of a component, which looks like the earlier drawing if it is not much worse for that than the one that was
/// laid out anew.
pub(crate) fn laid_out(input: &Input, anew: &Laid, options: &Options) -> Layout {
    if input.hints.iter().all(Option::is_none) {
        return anew.layout.clone();
    }
    let most = earlier::most_crossings(anew.crossings);
    let size = anew.layout.size;
    let is_good = |laid: &Laid| laid.crossings <= most && earlier::is_as_small(input, laid.layout.size, size);
    let good = like_earlier(input, options, most).into_iter().filter(is_good).map(|laid| laid.layout);
    let away = |layout: &Layout| earlier::displacement(input, layout);
    let nearer = |best, layout| if away(&layout) < away(&best) { layout } else { best };
    good.fold(anew.layout.clone(), nearer)
}

/// Lays a component out in ways that are like the earlier drawing, if there are some with no more than `most` crossings:
/// with boxes in the ranks in which they were, and in those where edges are short.
fn like_earlier(input: &Input, options: &Options, most: u64) -> Vec<Laid> {
    let short = ranks::ranked(input, options, HUGE, &mut |_| ());
    let near =
        ranks::near(input, &earlier::rows(input, options), options).filter(|near| near.ranks != short.ranks);
    let ranks = near.into_iter().chain([short]).filter(|ranked| ranked.n_vertices() <= MOST_KEPT);
    ranks.flat_map(|ranked| in_ranks(input, &ranked, options, most)).collect()
}

/// Larger graphs are drawn anew.
const MOST_KEPT: usize = 20_000;

/// Lays a component out in given ranks and in orders that are like the earlier one, if they have not too many crossings.
fn in_ranks(input: &Input, ranked: &Ranked, options: &Options, most: u64) -> Vec<Laid> {
    let mut proper = proper::long_edges(&ranked.acyclic, &ranked.ranks);
    let mut effort = Effort::new(proper.n_vertices(), HUGE);
    let x = vertices::x(input, &proper);
    let inversions = vertices::inversions(input, options);
    let orders = kept::orders(&mut proper, inversions, &x, most, &mut effort.order);
    let drawn = |order| drawn(input, ranked, &proper, vec![order], effort.clone(), options, &mut |_| ());
    orders.into_iter().map(drawn).collect()
}
