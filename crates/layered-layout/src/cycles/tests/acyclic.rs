use expect_test::{Expect, expect};

use super::break_cycles;
use crate::testing::{Random, graph};

/// What becomes of the edges: `a<-b` is an edge from a to b that is drawn upwards.
fn check(edges: &str, expected: Expect) {
    let graph = graph(edges);
    let arcs = graph.acyclic().arcs;
    let show = |edge: usize| {
        let ends = &graph.input.edges[edge];
        let arrow = if arcs.iter().any(|arc| arc.edge == edge && arc.reversed) { "<-" } else { "->" };
        format!("{}{arrow}{}", graph.names[ends.tail], graph.names[ends.head])
    };
    let shown: Vec<String> = arcs.iter().map(|arc| show(arc.edge)).collect();
    expected.assert_eq(&shown.join(" "));
}

#[test]
fn the_edge_that_closes_a_cycle_is_turned_round() {
    check("a->b b->c c->a", expect!["a->b b->c c<-a"]);
}

/// Neither the order of the edges nor their number matters: `main` has no caller.
#[test]
fn a_source_stays_on_top() {
    check("b->a a->b main->b", expect!["b->a a<-b main->b"]);
}

#[test]
fn the_lighter_of_two_opposite_edges_is_turned_round() {
    check("main->a main->b a->b:2 b->a:90", expect!["main->a main->b a->b b<-a"]);
    check("a->b:2 b->a:90", expect!["a<-b b->a"]);
}

/// The search follows the heavy edge to c first, so that the way back from d closes the cycle.
#[test]
fn heavy_edges_keep_their_direction() {
    check("a->b:1 a->c:50 b->d:1 c->d:50 d->b:40", expect!["a->b a->c b<-d c->d d->b"]);
}

#[test]
fn parallel_edges_go_the_same_way() {
    check("a->b b->a b->a main->a", expect!["a->b b<-a b<-a main->a"]);
}

#[test]
fn loops_are_nothing_to_the_ranks() {
    check("a->a a->b b->b", expect!["a->b"]);
}

#[test]
fn no_cycle_remains() {
    for seed in 0..300 {
        let mut random = Random(seed);
        let n_boxes = random.between(1, 20) as usize;
        let n_edges = random.below(50) as usize;
        let acyclic = break_cycles(&random.input(n_boxes, n_edges));
        let mut missing = vec![0; n_boxes];
        acyclic.arcs.iter().for_each(|arc| missing[arc.head] += 1);
        let mut ready: Vec<usize> = (0..n_boxes).filter(|&node| missing[node] == 0).collect();
        let mut n_done = 0;
        while let Some(node) = ready.pop() {
            n_done += 1;
            for arc in acyclic.arcs.iter().filter(|arc| arc.tail == node) {
                missing[arc.head] -= 1;
                if missing[arc.head] == 0 {
                    ready.push(arc.head);
                }
            }
        }
        assert_eq!(n_done, n_boxes, "seed {seed}");
    }
}

/// From the root that sends most, along the heaviest edges.
#[test]
fn the_heaviest_path_is_found() {
    let acyclic = graph("light->x:5 main->a:3 main->b:9 b->c:4 b->d:4 d->e:9 a->e:99").acyclic();
    let path: Vec<usize> = (0..7).filter(|&edge| acyclic.on_heaviest_path()[edge]).collect();
    assert_eq!(path, [2, 3], "main to b, and of two equal edges to c");
}
