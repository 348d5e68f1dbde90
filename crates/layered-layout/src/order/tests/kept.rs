use super::{orders, relaxed};
use crate::budget::Budget;
use crate::geom::Point;
use crate::hints::vertices;
use crate::input::Input;
use crate::options::Options;
use crate::order::crossings::Counter;
use crate::order::levels::Order;
use crate::testing::{Random, assert_is_order, graph, proper};

/// The orders of a graph whose boxes had these x, with no more crossings than are enough.
fn found(edges: &str, x: &[f64], enough: u64) -> Vec<(u64, String)> {
    let graph = graph(edges);
    let hints = x.iter().map(|&x| Some(Point::new(x, 0.0))).collect();
    let input = graph.input.clone().with_hints(hints).expect("they are near");
    let found = orders_of(&input, enough);
    found.into_iter().map(|(crossings, order)| (crossings, graph.show_order(&order))).collect()
}

fn orders_of(input: &Input, enough: u64) -> Vec<(u64, Order)> {
    let mut proper = proper(input).1;
    let x = vertices::x(input, &proper);
    let inversions = vertices::inversions(input, &Options::default());
    orders(&mut proper, inversions, &x, enough, &mut Budget::new(u64::MAX))
}

/// Two callers of two that have changed places since.
#[test]
fn as_many_edges_cross_as_may() {
    let (edges, x) = ("a->x a->b b->y c->z c->x", [20.0, 20.0, 80.0, 20.0, 140.0, 80.0]);
    let best = |enough| found(edges, &x, enough).into_iter().next().map(|(crossings, _)| crossings);
    assert!(best(9) >= best(0));
    assert_eq!(best(0), Some(0));
}

/// A function with a subtree has got another caller, on the far side: the caller comes to it, past two boxes, rather than
/// that the subtree goes past six.
#[test]
fn what_has_less_to_move_moves() {
    // r calls a, b and c from left to right; s, with what it calls, stood left of all else, and is called by c now.
    let edges = "r->a r->b r->c a->u b->v b->w c->s s->s1 s->s2 u->u1 v->v1 w->w1";
    let x = [200.0, 100.0, 200.0, 400.0, 100.0, 200.0, 300.0, 0.0, 0.0, 50.0, 100.0, 200.0, 300.0];
    let (crossings, order) = found(edges, &x, 0).into_iter().next().expect("it is a tree");
    assert_eq!((crossings, order.as_str()), (0, "r | c a b | s u v w | s1 s2 u1 v1 w1"));
}

/// Orders are orders, their crossings are counted, and none has too many.
#[test]
fn no_order_has_too_many_crossings() {
    for seed in 0..40 {
        let mut random = Random(seed);
        let mut input = random.input(20, 30);
        let n_boxes = input.boxes.len();
        let mut hint = || (random.below(5) > 0).then(|| Point::new(random.below(900) as f64, 0.0));
        input.hints = (0..n_boxes).map(|_| hint()).collect();
        let proper = proper(&input).1;
        let enough = 3 * seed;
        for (crossings, order) in orders_of(&input, enough) {
            assert_is_order(&proper, &order);
            assert_eq!(crossings, Counter::default().total(&proper, &order));
            assert!(crossings <= enough, "seed {seed}");
        }
    }
}

/// A box that is held with half its weight is half way between where it was and its neighbour.
#[test]
fn boxes_are_held_in_part() {
    let hints = vec![Some(Point::new(0.0, 0.0)), Some(Point::new(90.0, 0.0))];
    let input = graph("a->b").input.with_hints(hints).expect("they are near");
    let mut proper = proper(&input).1;
    proper.inversions = Some(vertices::inversions(&input, &Options::default()));
    let at = relaxed(&proper, &[0.0, 90.0], 0.5);
    assert!((at[0] - 30.0).abs() < 0.1 && (at[1] - 60.0).abs() < 0.1, "{at:?}");
}
