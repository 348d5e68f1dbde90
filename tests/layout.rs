//! The layout keeps its promises on any graph.

use pprof_svg::geom::Size;
use pprof_svg::layout::{Edge, Input, Options, check, layered};
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
    let edge = (0..n, 0..n, 1.0..101.0, label).prop_map(|(tail, head, weight, label): (_, _, f64, _)| Edge {
        tail,
        head,
        weight,
        head_width: 2.4 + weight / 25.0,
        label: label.map(|(width, height)| Size::new(width, height)),
    });
    prop::collection::vec(edge, 0..=most)
}

fn graphs(least: usize, most: usize, density: usize) -> impl Strategy<Value = Input> {
    (least..=most).prop_flat_map(move |n| {
        (prop::collection::vec(sizes(), n), edges(n, n * density))
            .prop_map(|(boxes, edges)| Input { boxes, edges })
    })
}

fn keeps_its_promises(input: &Input) -> Result<(), TestCaseError> {
    let layout = layered(input, &Options::default());
    check(input, &layout).map_err(TestCaseError::fail)?;
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
    let input = Input { boxes, edges };
    let layout = layered(&input, &Options::default());
    check(&input, &layout).unwrap();
    assert!(layout.boxes.iter().all(|centre| centre.x == layout.boxes[0].x), "the chain is straight");
}
