use super::anew;
use crate::check::check;
use crate::effort::HUGE;
use crate::geom::Size;
use crate::input::Edge;
use crate::input::Input;
use crate::layout::Layout;
use crate::options::Options;
use crate::ranks::ranked;
use crate::testing::Random;

/// Boxes of which each is called by one before it and calls two anywhere: nearly all of them in one tangle.
fn tangle(n_boxes: usize) -> Input {
    let mut random = Random(5);
    let mut below = |limit: usize| random.below(limit as u64) as usize;
    let ends = (1..n_boxes)
        .flat_map(|node| [(below(node), node), (node, below(n_boxes)), (node, below(n_boxes))])
        .collect::<Vec<_>>();
    let edge = |(tail, head)| Edge {
        tail,
        head,
        weight: 1.0 + ((tail * 7 + head) % 50) as f64,
        head_half_width: 3.0,
        label: Some(Size::new(30.0, 12.0)),
        ..Edge::default()
    };
    let boxes = vec![Size::new(90.0, 40.0); n_boxes];
    Input::new(boxes, ends.into_iter().map(edge).collect()).expect("sizes and weights are moderate")
}

fn checked(input: &Input, huge: usize) -> Layout {
    let layout = anew(input, &Options::default(), huge, &mut |_| ()).layout;
    assert_eq!(check(input, &layout), Ok(()), "with {huge} vertices at most");
    layout
}

/// How many vertices and how many ranks there are, and whether cycles were broken for few of these.
fn extent(input: &Input, huge: usize) -> (usize, usize, bool) {
    let ranked = ranked(input, &Options::default(), huge, &mut |_| ());
    let n_ranks = ranked.ranks.0.iter().max().expect("there are boxes") + 1;
    (ranked.n_vertices(), n_ranks, ranked.limits_reached.cycles)
}

#[test]
fn a_huge_tangle_is_shallow() {
    let input = tangle(200);
    let (n_deep, deep, is_short) = extent(&input, HUGE);
    let (n_shallow, shallow, is_shallow) = extent(&input, n_deep - 1);
    assert!(!is_short && is_shallow);
    assert_eq!(extent(&input, n_deep), (n_deep, deep, false));
    assert!(3 * n_shallow < n_deep && 3 * shallow < deep, "{n_shallow} of {n_deep}, {shallow} of {deep}");
    let layout = checked(&input, n_shallow);
    assert!(layout.limits_reached.cycles && !layout.limits_reached.ranks);
}

/// Nothing makes a graph without cycles shallower, nor a tangle that is huge even then.
#[test]
fn what_stays_huge_gets_the_first_order() {
    let chain =
        |step: usize| (step..120).map(move |head| Edge { tail: head - step, head, ..Edge::default() });
    let edges = chain(1).chain(chain(60)).map(|edge| Edge { weight: 1.0, ..edge }).collect();
    let deep = Input::new(vec![Size::new(60.0, 30.0); 120], edges).expect("sizes and weights are moderate");
    let limits_reached = checked(&deep, 500).limits_reached;
    assert!(limits_reached.order && limits_reached.positions && !limits_reached.cycles);
    let limits_reached = checked(&tangle(60), 1).limits_reached;
    assert!(limits_reached.order && limits_reached.positions && limits_reached.cycles);
}
