//! The layout keeps its promises on any graph.

#![allow(clippy::unwrap_used, reason = "these are tests, helpers included")]

use layered_layout::geom::{Point, Size};
use layered_layout::{Edge, Input, Options, check, layered};
use proptest::prelude::*;

/// Boxes of every size, from a dot to a wall.
fn sizes() -> impl Strategy<Value = Size> {
    let usual = (40.0..200.0, 20.0..90.0);
    let odd = (1.0..1500.0, 1.0..800.0);
    prop_oneof![9 => usual, 1 => odd]
        .prop_map(|(width, height): (f64, f64)| Size::new(width.ceil(), height.ceil()))
}

/// Edges between any two of `n` boxes: cycles, parallel edges, loops and lonely boxes come by themselves.
fn edges(n: usize, most: usize) -> impl Strategy<Value = Vec<Edge>> {
    let label = prop::option::weighted(0.8, (15.0..90.0, 8.0..20.0));
    // Of some boxes only a part belongs to the edge.
    let reach = || prop_oneof![2 => Just(f64::INFINITY), 1 => 0.0..60.0];
    let edge = (0..n, 0..n, 1.0..101.0, label, [reach(), reach()]);
    let edge = edge.prop_map(|(tail, head, weight, label, reach): (_, _, f64, _, _)| Edge {
        tail,
        head,
        weight,
        head_half_width: 2.4 + weight / 25.0,
        label: label.map(|(width, height)| Size::new(width, height)),
        reach,
    });
    prop::collection::vec(edge, 0..=most)
}

fn graphs(least: usize, most: usize, density: usize) -> impl Strategy<Value = Input> {
    (least..=most).prop_flat_map(move |n| {
        (prop::collection::vec(sizes(), n), edges(n, n * density))
            .prop_map(|(boxes, edges)| Input::new(boxes, edges).unwrap())
    })
}

fn keeps_its_promises(input: &Input) -> Result<(), TestCaseError> {
    let layout = layered(input, &Options::default());
    check(input, &layout).map_err(|broken| TestCaseError::fail(broken.to_string()))?;
    prop_assert_eq!(&layout, &layered(input, &Options::default()), "a second run differs");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn small_graphs(input in graphs(1, 12, 3)) {
        keeps_its_promises(&input)?;
    }

    #[test]
    fn sparse_graphs(input in graphs(10, 60, 2)) {
        keeps_its_promises(&input)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(8) })]

    #[test]
    fn large_graphs(input in graphs(100, 400, 2)) {
        keeps_its_promises(&input)?;
    }
}

#[test]
fn nothing_to_lay_out() {
    let layout = layered(&Input::default(), &Options::default());
    assert_eq!(layout.size, Size::default());
}

/// A chain far deeper than any stack.
#[test]
fn a_chain_of_three_thousand() {
    let boxes = vec![Size::new(80.0, 40.0); 3000];
    let edges = (1..3000).map(|head| Edge { tail: head - 1, head, weight: 1.0, ..Edge::default() }).collect();
    let input = Input::new(boxes, edges).unwrap();
    let options = Options { height: 0.0, ..Options::default() };
    let layout = layered(&input, &options);
    check(&input, &layout).unwrap();
    assert!(layout.boxes.iter().all(|centre| centre.x == layout.boxes[0].x), "the chain is straight");
}

/// Pairs of boxes of one rank whose order from left to right is another one in the other drawing.
fn turned_pairs(one: &[Point], other: &[Point]) -> (usize, usize) {
    let (mut turned, mut all) = (0, 0);
    for b in 0..one.len() {
        for a in (0..b).filter(|&a| (other[a].y - other[b].y).abs() < 1.0) {
            all += 1;
            turned += usize::from((one[a].x < one[b].x) != (other[a].x < other[b].x));
        }
    }
    (turned, all)
}

/// A drawing of a graph that has lost two edges looks like that of the whole graph if it is told where boxes were.
#[test]
fn a_later_drawing_keeps_its_shape() {
    let (mut turned, mut turned_without, mut all) = (0, 0, 0);
    for seed in 0..20_usize {
        let boxes = vec![Size::new(60.0, 30.0); 40];
        let ends = (0..60)
            .map(|i| ((i * 7 + seed) % 39, i))
            .map(|(tail, i)| (tail, tail + 1 + (i * i + seed) % (39 - tail)));
        let edges: Vec<Edge> =
            ends.map(|(tail, head)| Edge { tail, head, weight: 1.0, ..Edge::default() }).collect();
        let fewer = edges[..58].to_vec();
        let drawn = layered(&Input::new(boxes.clone(), edges).unwrap(), &Options::default());
        let after = Input::new(boxes, fewer).unwrap();
        let without = layered(&after, &Options::default());
        let after = after.with_hints(drawn.boxes.iter().copied().map(Some).collect()).unwrap();
        let with = layered(&after, &Options::default());
        check(&after, &with).unwrap();
        let (n_turned, n_all) = turned_pairs(&drawn.boxes, &with.boxes);
        (turned, all) = (turned + n_turned, all + n_all);
        turned_without += turned_pairs(&drawn.boxes, &without.boxes).0;
    }
    assert!(
        turned * 10 < all && turned * 3 < turned_without,
        "{turned} of {all} pairs, {turned_without} without hints"
    );
}

/// Graphs that are too much for full effort are drawn with less, and say so.
#[test]
fn shortcuts_are_admitted() {
    let edges = |n: usize| {
        (0..n).flat_map(move |a| {
            (a + 1..n).map(move |b| Edge { tail: a, head: b, weight: 1.0, ..Edge::default() })
        })
    };
    let input = |n| Input::new(vec![Size::new(40.0, 20.0); n], edges(n).collect()).unwrap();
    assert!(!layered(&input(12), &Options::default()).limits_reached.any());
    let input = input(150);
    let layout = layered(&input, &Options::default());
    assert!(layout.limits_reached.order && layout.limits_reached.positions && !layout.limits_reached.ranks);
}
