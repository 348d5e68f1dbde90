use expect_test::{Expect, expect};

use super::break_cycles;
use crate::ranks::rank::network_simplex;
use crate::testing::{Random, graph};

/// What becomes of the edges: `a<-b` is an edge from a to b that is drawn upwards.
fn check(edges: &str, expected: Expect) {
    let graph = graph(edges);
    let show = |arc: &crate::cycles::acyclic::Arc| {
        let ends = &graph.input.edges[arc.edge];
        let arrow = if arc.reversed { "<-" } else { "->" };
        format!("{}{arrow}{}", graph.names[ends.tail], graph.names[ends.head])
    };
    let shown: Vec<String> = break_cycles(&graph.input).arcs.iter().map(show).collect();
    expected.assert_eq(&shown.join(" "));
}

/// The ways on from a to e and back lead to all of them; b, c and d are as near as each other.
#[test]
fn edges_lead_away_from_the_source() {
    check(
        "main->a a->b a->c a->d b->e e->a d->c c->b",
        expect!["main->a a->b a->c a->d b->e e<-a d->c c<-b"],
    );
}

#[test]
fn an_edge_in_no_cycle_keeps_its_direction() {
    check("main->a a->b b->c c->d main->d d->x x->d", expect!["main->a a->b b->c c->d main->d d->x x<-d"]);
    check("a->b b->c a->c c->x main->c x->b", expect!["a->b b->c a->c c->x main->c x<-b"]);
}

#[test]
fn where_there_is_no_source_one_that_sends_most_is() {
    check("a->b:2 b->c:9 c->a:1", expect!["a<-b b->c c->a"]);
}

/// `network_simplex` asks for a graph without cycles, and finds no ranks for any other.
#[test]
fn no_cycles_are_left() {
    for seed in 0..200 {
        let acyclic = break_cycles(&Random(seed).input(12, 40));
        let (ranks, _) = network_simplex(&acyclic, u64::MAX);
        assert!(acyclic.arcs.iter().all(|arc| ranks.0[arc.tail] < ranks.0[arc.head]), "seed {seed}");
    }
}
