use expect_test::{Expect, expect};

use super::minimize_crossings;
use crate::budget::Budget;
use crate::order::crossings::Counter;
use crate::testing::{Random, assert_is_order, graph, proper};

fn plenty() -> Budget {
    Budget::new(u64::MAX)
}

/// The order in which a graph is drawn, and its crossings.
fn check(edges: &str, expected: Expect) {
    let graph = graph(edges);
    let (_, proper) = proper(&graph.input);
    let order = minimize_crossings(&proper, 2, &mut plenty());
    let crossings = Counter::default().total(&proper, &order);
    expected.assert_eq(&format!("{}, {crossings} crossings", graph.show_order(&order)));
}

#[test]
fn edges_that_need_not_cross_do_not() {
    check("a->x b->y a->y", expect!["a b | x y, 0 crossings"]);
    check("r->a r->b a->y b->x r->x", expect!["r | * b a | x y, 0 crossings"]);
}

/// Three callers of the same three: K₃,₃ has nine crossings in whatever order.
#[test]
fn some_graphs_cannot_do_without() {
    check("a->x a->y a->z b->x b->y b->z c->x c->y c->z", expect!["c a b | z x y, 9 crossings"]);
}

#[test]
fn trees_have_no_crossings() {
    for seed in 0..50 {
        let mut random = Random(seed);
        let edges: Vec<String> = (1..40).map(|child| format!("n{}->n{child}", random.below(child))).collect();
        let graph = graph(&edges.join(" "));
        let (_, proper) = proper(&graph.input);
        let order = minimize_crossings(&proper, 1, &mut plenty());
        assert_eq!(Counter::default().total(&proper, &order), 0, "seed {seed}");
    }
}

/// A spent budget leaves an order, only not a good one.
#[test]
fn an_order_needs_no_budget() {
    let (_, proper) = proper(&Random(1).input(25, 50));
    assert_is_order(&proper, &minimize_crossings(&proper, 2, &mut Budget::new(0)));
}
