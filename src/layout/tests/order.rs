use expect_test::{Expect, expect};

use super::{Counter, Order, heaviest_inside, initial, median, minimize_crossings, sweep, transpose};
use crate::layout::budget::Budget;
use crate::layout::split::{Proper, Vertex};
use crate::layout::testing::{Random, graph, proper, shuffled};

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
fn heavy_siblings_stand_inside() {
    let arranged = |weight: &[i64]| {
        let mut siblings: Vec<Vertex> = (0..weight.len() as Vertex).collect();
        heaviest_inside(&mut siblings, weight);
        siblings.iter().map(|&sibling| weight[sibling as usize]).collect::<Vec<_>>()
    };
    assert_eq!(arranged(&[1, 9, 5, 3, 7]), [1, 5, 9, 7, 3]);
    assert_eq!(arranged(&[1, 2]), [2, 1]);
    assert_eq!(arranged(&[4]), [4]);
    assert!(arranged(&[]).is_empty());
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

/// Every pair of segments of a gap, compared.
fn crossings_by_pairs(proper: &Proper, order: &Order, upper: usize) -> u64 {
    let place = |vertex: Vertex| order.position[vertex as usize];
    let segments: Vec<(u32, u32)> = (order.levels[upper].iter())
        .flat_map(|&a| proper.below.of(a as usize).iter().map(move |&b| (place(a), place(b))))
        .collect();
    let crosses = |(a, b): (u32, u32), (c, d): (u32, u32)| (a < c && b > d) || (a > c && b < d);
    let pairs = (0..segments.len()).flat_map(|i| (0..i).map(move |j| (i, j)));
    pairs.filter(|&(i, j)| crosses(segments[i], segments[j])).count() as u64
}

#[test]
fn the_counter_counts_what_pairs_say() {
    for seed in 0..100 {
        let mut random = Random(seed);
        let (_, proper) = proper(&random.input(20, 45));
        let order = shuffled(&proper, &mut random);
        let mut counter = Counter::default();
        let gaps: Vec<u64> =
            (1..proper.n_ranks).map(|lower| crossings_by_pairs(&proper, &order, lower - 1)).collect();
        for (upper, &crossings) in gaps.iter().enumerate() {
            assert_eq!(counter.between(&proper, &order, upper), crossings, "seed {seed}, gap {upper}");
        }
        assert_eq!(counter.total(&proper, &order), gaps.iter().sum::<u64>());
    }
}

#[test]
fn neither_sweeps_nor_transposition_add_crossings() {
    for seed in 0..100 {
        let mut random = Random(seed);
        let (_, proper) = proper(&random.input(25, 50));
        let mut counter = Counter::default();
        for improve in [
            |proper: &Proper, order: &mut Order| {
                transpose(proper, order, &mut plenty());
            },
            |proper: &Proper, order: &mut Order| {
                sweep(proper, order, &mut Counter::default(), &mut plenty());
            },
        ] {
            let mut order = shuffled(&proper, &mut random);
            let before = counter.total(&proper, &order);
            improve(&proper, &mut order);
            assert!(counter.total(&proper, &order) <= before, "seed {seed}");
            assert_is_order(&proper, &order);
        }
    }
}

/// Every vertex stands in its rank, once, where `position` says.
fn assert_is_order(proper: &Proper, order: &Order) {
    let mut n_seen = 0;
    for (rank, level) in order.levels.iter().enumerate() {
        for (place, &vertex) in level.iter().enumerate() {
            assert_eq!(proper.rank[vertex as usize] as usize, rank);
            assert_eq!(order.position[vertex as usize] as usize, place);
            n_seen += 1;
        }
    }
    assert_eq!(n_seen, proper.n_vertices());
}

#[test]
fn every_start_orders_every_vertex() {
    for seed in 0..30 {
        let (_, proper) = proper(&Random(seed).input(25, 40));
        (0..5).for_each(|start| assert_is_order(&proper, &initial(&proper, start)));
    }
}

/// A spent budget leaves an order, only not a good one.
#[test]
fn an_order_needs_no_budget() {
    let (_, proper) = proper(&Random(1).input(25, 50));
    assert_is_order(&proper, &minimize_crossings(&proper, 2, &mut Budget::new(0)));
}

/// Of four neighbours the two in the middle count, and more the one whose side is packed closer (Gansner et al., §3).
#[test]
fn medians_lean_to_the_closer_side() {
    assert_eq!(median(&[7]), 7.0);
    assert_eq!(median(&[2, 4]), 3.0);
    assert_eq!(median(&[0, 4, 90]), 4.0);
    assert_eq!(median(&[0, 1, 5, 9]), 1.8);
}
