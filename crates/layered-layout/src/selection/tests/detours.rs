use expect_test::{Expect, expect};

use super::{CROSSING, without};
use crate::budget::Budget;
use crate::options::Options;
use crate::order::crossings::Counter;
use crate::order::levels::Order;
use crate::order::proper::Vertex;
use crate::selection::best::{OrderCandidate, RankedGraph};
use crate::testing::{Random, assert_is_order, graph, proper, shuffled};

/// The order without detours, where levels are given by names and `*` stands for the lines that pass, from the first
/// edge on.
fn check(edges: &str, levels: &str, expected: Expect) {
    let graph = graph(edges);
    let (acyclic, proper) = proper(&graph.input);
    let mut lines = (graph.names.len()..proper.n_vertices()).map(|line| line as Vertex);
    let vertex = |name: &str| match graph.names.iter().position(|there| there == name) {
        Some(node) => node as Vertex,
        None => lines.next().expect("as many lines as stars"),
    };
    let mut vertex = vertex;
    let levels = levels.split(" | ").map(|level| level.split(' ').map(&mut vertex).collect()).collect();
    let order = Order::new(proper.n_vertices(), levels);
    let options = Options::default();
    let leveled = RankedGraph { input: &graph.input, acyclic: &acyclic, proper: &proper, options: &options };
    let candidate = OrderCandidate::new(leveled, Counter::default().total(&proper, &order), order);
    let found = without(leveled, candidate, &mut Budget::new(u64::MAX));
    expected.assert_eq(&format!("{}, {} crossed", graph.show_order(&found.order), found.crossings));
}

/// Two heavy ways from a to x, and light ones between them.
const WAYS: &str = "a->x:60 a->h:90 h->x:90 a->b b->x a->c c->x a->d d->x a->e e->x a->f f->x";

/// It was led round all the others.
#[test]
fn a_heavy_edge_goes_through_between_light_ones() {
    check(WAYS, "a | * b c d e f h | x", expect!["a | b c d e * f h | x, 0 crossed"]);
}

/// A long detour is worth crossings, a short one is not worth as many.
#[test]
fn crossings_are_weighed_against_the_detour() {
    check(
        &format!("{WAYS} b->y c->y"),
        "a | * b c d e f h | x y",
        expect!["a | b c d e * f h | x y, 11 crossed"],
    );
    let short = "a->x:60 a->h:90 h->x:90 a->b:30 b->x:30 b->y:30 b->z:30 b->u:30 b->v:30";
    check(short, "a | * b h | x y z u v", expect!["a | * b h | x y z u v, 4 crossed"]);
}

/// A light one stays outside.
#[test]
fn light_edges_are_not_looked_at() {
    check(&WAYS.replace("60", "40"), "a | * b c d e f h | x", expect!["a | * b c d e f h | x, 0 crossed"]);
}

/// On any graph and from any order it becomes no worse, and the crossings are those that are counted.
#[test]
fn it_becomes_no_worse() {
    let mut n_better = 0;
    for seed in 0..300 {
        let mut random = Random(seed);
        let mut input = random.input(30, 45);
        input.edges.iter_mut().take(3).for_each(|edge| edge.weight = 1000.0);
        let (acyclic, proper) = proper(&input);
        let order = shuffled(&proper, &mut random);
        let options = Options::default();
        let leveled = RankedGraph { input: &input, acyclic: &acyclic, proper: &proper, options: &options };
        let least = Counter::default().total(&proper, &order);
        let before = OrderCandidate::new(leveled, least, order.clone());
        let cost = before.cost(least, CROSSING);
        let after = without(leveled, before, &mut Budget::new(u64::MAX));
        assert_is_order(&proper, &after.order);
        assert_eq!(after.crossings, Counter::default().total(&proper, &after.order), "seed {seed}");
        assert!(after.cost(least, CROSSING) <= cost, "seed {seed}");
        n_better += usize::from(after.order != order);
        let none = OrderCandidate::new(leveled, least, order.clone());
        assert_eq!(without(leveled, none, &mut Budget::new(0)).order, order);
    }
    assert!(n_better > 100, "only {n_better} became better");
}
