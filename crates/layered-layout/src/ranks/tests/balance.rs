use expect_test::{Expect, expect};

use super::balanced;
use crate::cycles::acyclic::{Acyclic, break_cycles};
use crate::geom::Size;
use crate::input::Edge;
use crate::input::Input;
use crate::layered::layered;
use crate::options::Options;
use crate::ranks::rank::{Ranks, network_simplex};
use crate::testing::{Random, graph};

fn ranked(input: &Input) -> (Acyclic, Ranks, Ranks) {
    let acyclic = break_cycles(input);
    let before = network_simplex(&acyclic, u64::MAX).0;
    let after = balanced(input, &acyclic, before.clone(), &Options::default());
    (acyclic, before, after)
}

fn check(edges: &str, expected: Expect) {
    let graph = graph(edges);
    expected.assert_eq(&graph.show_ranks(&ranked(&graph.input).2));
}

/// A path of four ranks leaves room for others beside it; the last ones stay where there are few left.
#[test]
fn what_may_stand_anywhere_leaves_the_wide_rank() {
    check(
        "a->p:9 p->q:9 q->r:9 r->x:9 a->b b->x a->c c->x a->d d->x a->e e->x a->f f->x a->g g->x a->h h->x",
        expect!["0: a | 1: p b d e f | 2: q g h | 3: r c | 4: x"],
    );
}

#[test]
fn what_is_pulled_stays() {
    check(
        "a->p:9 p->q:9 q->x:9 a->b:1 b->x:2 a->c:1 c->x:2 a->d:1 d->x:2 a->e:1 e->x:2",
        expect!["0: a | 1: p | 2: q b c d e | 3: x"],
    );
}

/// Several lines on one side are as heavy as one on the other.
#[test]
fn sums_are_balanced() {
    check(
        "a->p:9 p->q:9 q->x:9 a->b:2 b->x b->y x->y:9 a->c c->x a->d d->x a->e e->x a->f f->x",
        expect!["0: a | 1: p c d e f | 2: q b | 3: x | 4: y"],
    );
}

/// Balance turns no edge round, and lengthens none without shortening others as much.
#[test]
fn the_weighted_length_stays() {
    let mut n_moved = 0;
    for seed in 0..300 {
        let mut input = Random(seed).input(40, 50);
        input.edges.iter_mut().for_each(|edge| edge.weight = 1.0 + f64::from(edge.weight > 50.0));
        let (acyclic, before, after) = ranked(&input);
        let length = |Ranks(ranks): &Ranks| -> i64 {
            let length = |tail: usize, head: usize| ranks[head] as i64 - ranks[tail] as i64;
            acyclic.arcs.iter().map(|arc| arc.weight * length(arc.tail, arc.head)).sum()
        };
        assert_eq!(length(&before), length(&after), "seed {seed}");
        assert!(acyclic.arcs.iter().all(|arc| after.0[arc.head] > after.0[arc.tail]), "seed {seed}");
        n_moved += usize::from(before != after);
    }
    assert!(n_moved > 20, "only {n_moved} were changed");
}

/// The one call that carries everything does not go round the row of small functions that lead to the same place.
#[test]
fn a_heavy_edge_is_not_led_round_light_boxes() {
    let light = (0..12).map(|nth| format!("a->{nth}:2 {nth}->x:2 ")).collect::<String>();
    let mut graph = graph(&format!("a->p:100 p->q:100 q->r:100 r->s:100 s->x:100 a->x:100 {light}"));
    graph.input.boxes.fill(Size::new(150.0, 40.0));
    let layout = layered(&graph.input, &Options::default());
    let is_direct = |edge: &Edge| (edge.tail, edge.head) == (0, 5);
    let index = graph.input.edges.iter().position(is_direct).expect("it is there");
    let xs = layout.routes[index].curve.iter().map(|point| point.x);
    let reach = xs.clone().fold(f64::MIN, f64::max) - xs.fold(f64::MAX, f64::min);
    assert!(reach < 200.0, "{reach}");
    assert!(layout.size.width < 1300.0, "{}", layout.size.width);
}
