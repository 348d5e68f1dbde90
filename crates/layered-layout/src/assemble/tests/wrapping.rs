use expect_test::{Expect, expect};

use super::halves;
use crate::check::check;
use crate::geom::{Point, Size};
use crate::input::Edge;
use crate::input::Input;
use crate::layered::layered;
use crate::layout::Layout;
use crate::options::Direction;
use crate::options::Options;
use crate::testing::Random;

fn strict(aspect: f64) -> Options {
    Options { aspect, enforce_aspect: true, ..Options::default() }
}

/// Boxes of 60 by 30 that call each other in a row.
fn chain(length: usize) -> Input {
    let label = Some(Size::new(30.0, 12.0));
    let edge =
        |head| Edge { tail: head - 1, head, weight: 1.0, head_half_width: 3.0, label, ..Edge::default() };
    Input {
        boxes: vec![Size::new(60.0, 30.0); length],
        edges: (1..length).map(edge).collect(),
        ..Input::default()
    }
}

/// How wide and high a chain of sixty becomes, and how many columns it has.
fn check_chain(options: &Options, expected: Expect) {
    let input = chain(60);
    let layout = layered(&input, options);
    assert_eq!(check(&input, &layout), Ok(()));
    let n_columns = 1 + layout.routes.iter().filter(|route| route.wraps).count();
    expected.assert_eq(&format!("{:.0} by {:.0}, {n_columns}", layout.size.width, layout.size.height));
}

#[test]
fn chains_are_folded_where_they_are_too_tall_or_an_aspect_is_asked_for() {
    let up_to = |height| Options { height, ..Options::default() };
    check_chain(&up_to(0.0), expect!["60 by 3452, 1"]);
    check_chain(&up_to(3453.0), expect!["60 by 3452, 1"]);
    check_chain(&Options::default(), expect!["764 by 436, 9"]);
    check_chain(&strict(1.6), expect!["764 by 436, 9"]);
    check_chain(&strict(0.5), expect!["412 by 726, 5"]);
    check_chain(&strict(0.01), expect!["60 by 3452, 1"]);
    check_chain(&Options { direction: Direction::LeftToRight, ..strict(1.6) }, expect!["756 by 494, 9"]);
}

/// Two chains that call each other throughout are cut where four edges pass at most, and these do not cross.
#[test]
fn edges_to_the_next_column_do_not_cross() {
    let mut input = Input { boxes: vec![Size::new(60.0, 30.0); 80], ..Input::default() };
    for head in 2..80 {
        input.edges.push(Edge { tail: head - 2, head, weight: 1.0, ..Edge::default() });
        if head % 9 == 0 {
            input.edges.push(Edge { tail: head - 3, head, weight: 1.0, ..Edge::default() });
        }
    }
    let layout = layered(&input, &strict(1.6));
    assert_eq!(check(&input, &layout), Ok(()));
    let wrapping: Vec<&Vec<Point>> =
        layout.routes.iter().filter(|route| route.wraps).map(|route| &route.curve).collect();
    assert!(wrapping.len() >= 4);
    for (place, one) in wrapping.iter().enumerate() {
        for other in &wrapping[place + 1..] {
            assert!(!cross(one, other));
        }
    }
}

/// A chain of eighty, and an edge that bridges a part of it.
fn bridged(from: usize, to: usize, weight: f64) -> (Input, Layout) {
    let mut input = chain(80);
    input.edges.iter_mut().for_each(|edge| edge.weight = 100.0);
    input.edges.push(Edge { tail: from, head: to, weight, ..Edge::default() });
    let layout = layered(&input, &Options { height: 2300.0, ..Options::default() });
    assert_eq!(check(&input, &layout), Ok(()));
    (input, layout)
}

/// It is cut beside the bridge, or not at all where there is no room beside it.
#[test]
fn heavy_edges_that_bridge_much_are_not_cut() {
    for (from, to) in [(3, 30), (30, 60), (45, 75)] {
        let (input, layout) = bridged(from, to, 100.0);
        let bridge = &layout.routes[input.edges.len() - 1];
        assert!(!bridge.wraps, "{from} to {to}");
    }
    let n_wrapping =
        |from, to, weight| bridged(from, to, weight).1.routes.iter().filter(|route| route.wraps).count();
    assert_eq!(n_wrapping(1, 78, 100.0), 0);
    assert_ne!(n_wrapping(1, 78, 1.0), 0);
    assert_ne!(n_wrapping(20, 24, 100.0), 0);
}

fn cross(one: &[Point], other: &[Point]) -> bool {
    let side = |a: Point, b: Point, c: Point| (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x) > 0.0;
    let meet = |p: &[Point], q: &[Point]| {
        side(p[0], p[1], q[0]) != side(p[0], p[1], q[1]) && side(q[0], q[1], p[0]) != side(q[0], q[1], p[1])
    };
    one.windows(2).any(|p| other.windows(2).any(|q| meet(p, q)))
}

/// Where many edges pass everywhere, it stays as tall as it is.
#[test]
fn what_cannot_be_cut_is_not() {
    let mut input = Input { boxes: vec![Size::new(60.0, 30.0); 40], ..Input::default() };
    for head in 1..40usize {
        for tail in head.saturating_sub(6)..head {
            input.edges.push(Edge { tail, head, weight: 1.0, ..Edge::default() });
        }
    }
    let layout = layered(&input, &strict(3.0));
    assert_eq!(layout, layered(&input, &Options { enforce_aspect: false, ..strict(3.0) }));
}

/// Columns keep every promise on any graph, and edges that lead to the next keep apart.
#[test]
fn columns_keep_the_promises() {
    let mut n_folded = 0;
    for seed in 0..200 {
        let mut random = Random(seed);
        let n_boxes = random.between(5, 60) as usize;
        let mut input = random.input(n_boxes, n_boxes / 2);
        for head in 1..n_boxes {
            input.edges.push(Edge { tail: head - 1, head, weight: 5.0, ..Edge::default() });
        }
        let layout = layered(&input, &strict(2.0));
        assert_eq!(check(&input, &layout), Ok(()), "seed {seed}");
        n_folded += usize::from(layout.routes.iter().any(|route| route.wraps));
    }
    assert!(n_folded > 20, "only {n_folded} were folded");
}

#[test]
fn halves_are_parts_of_the_curve() {
    let curve = [(0.0, 0.0), (10.0, 20.0), (30.0, 20.0), (40.0, 50.0)].map(|(x, y)| Point::new(x, y));
    let (upper, lower) = halves(curve, 0.25);
    assert_eq!((upper[0], upper[3], lower[3]), (curve[0], lower[0], curve[3]));
    assert_eq!(halves(upper, 0.5).0[3], halves(curve, 0.125).0[3]);
}
