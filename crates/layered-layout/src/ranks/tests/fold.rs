use expect_test::{Expect, expect};

use super::long_ranks;
use crate::cycles::acyclic::break_cycles;
use crate::geom::Size;
use crate::input::Input;
use crate::options::Options;
use crate::ranks::rank::network_simplex;
use crate::testing::{Graph, Random, graph};

/// The ranks of boxes so wide that two of them fit side by side.
fn check(edges: &str, expected: Expect) {
    let mut graph = graph(edges);
    graph.input.boxes.fill(Size::new(700.0, 200.0));
    let Graph { input, .. } = &graph;
    let acyclic = graph.acyclic();
    let options = Options { aspect: 1.0, ..Options::default() };
    let folded = long_ranks(input, &acyclic, network_simplex(&acyclic, u64::MAX).0, &options);
    expected.assert_eq(&graph.show_ranks(&folded));
}

/// The heavy ones stay close.
#[test]
fn the_lightest_leaves_go_down() {
    check("a->b:9 a->c:1 a->d:5 a->e:3 a->f:7", expect!["0: a | 1: b f | 2: d e | 3: c"]);
}

#[test]
fn the_lightest_sources_go_up() {
    check("b->a:9 c->a:1 d->a:5 e->a:3 f->a:7", expect!["0: c | 1: d e | 2: b f | 3: a"]);
}

/// What has callers and callees stays where the simplex put it.
#[test]
fn what_is_in_between_stays() {
    check("a->b b->x a->c c->x a->d d->x a->e e->x", expect!["0: a | 1: b c d e | 2: x"]);
}

/// The lightest give way, and what they call goes before them.
#[test]
fn strictly_what_is_in_between_moves_too() {
    let mut graph = graph("a->b:9 b->x a->c:2 c->x a->d:5 d->x a->e c->f");
    graph.input.boxes.fill(Size::new(500.0, 200.0));
    let acyclic = graph.acyclic();
    let options = Options { aspect: 2.0, enforce_aspect: true, ..Options::default() };
    let folded = long_ranks(&graph.input, &acyclic, network_simplex(&acyclic, u64::MAX).0, &options);
    expect!["0: a | 1: b d | 2: c e | 3: x f"].assert_eq(&graph.show_ranks(&folded));
}

#[test]
fn edges_still_lead_down() {
    for seed in 0..200 {
        let input = Random(seed).input(60, 80);
        let wide = Input {
            boxes: input.boxes.iter().map(|size| Size::new(size.width * 4.0, size.height)).collect(),
            ..input
        };
        let acyclic = break_cycles(&wide);
        let ranks = network_simplex(&acyclic, u64::MAX).0;
        let options = Options { aspect: 0.5, enforce_aspect: seed % 2 == 0, ..Options::default() };
        let folded = long_ranks(&wide, &acyclic, ranks, &options);
        assert!(acyclic.arcs.iter().all(|arc| folded.0[arc.head] > folded.0[arc.tail]), "seed {seed}");
    }
}
