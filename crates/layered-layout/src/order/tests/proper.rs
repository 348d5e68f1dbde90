use expect_test::{Expect, expect};

use super::Vertex;
use crate::testing::{Random, graph, proper};

/// Every edge as the ranks it passes: `a *1 c` is an edge from a to c with a virtual node in rank 1.
fn check(edges: &str, expected: Expect) {
    let graph = graph(edges);
    let (_, proper) = proper(&graph.input);
    let show = |&vertex: &Vertex| match graph.name(vertex) {
        "*" => format!("*{}", proper.rank[vertex as usize]),
        name => name.to_owned(),
    };
    let chain = |index| proper.chain(index).iter().map(show).collect::<Vec<_>>().join(" ");
    expected.assert_eq(&(0..proper.n_chains()).map(chain).collect::<Vec<_>>().join(", "));
}

#[test]
fn an_edge_has_a_virtual_node_in_every_rank_it_passes() {
    check("a->b b->c c->d a->d", expect!["a b, b c, c d, a *1 *2 d"]);
}

#[test]
fn parallel_edges_have_chains_of_their_own() {
    check("a->b b->c a->c a->c", expect!["a b, b c, a *1 c, a *1 c"]);
}

#[test]
fn reversed_edges_run_down_too() {
    check("a->b b->c c->a", expect!["a b, b c, a *1 c"]);
}

#[test]
fn neighbours_are_the_segments_of_the_chains() {
    for seed in 0..100 {
        let (acyclic, proper) = proper(&Random(seed).input(20, 40));
        assert_eq!(proper.n_chains(), acyclic.arcs.len());
        let mut segments = Vec::new();
        for (index, arc) in acyclic.arcs.iter().enumerate() {
            let chain = proper.chain(index);
            assert_eq!((chain[0] as usize, chain[chain.len() - 1] as usize), (arc.tail, arc.head));
            segments.extend(chain.windows(2).map(|pair| (pair[0], pair[1])));
        }
        for &(upper, lower) in &segments {
            assert_eq!(proper.rank[upper as usize] + 1, proper.rank[lower as usize], "seed {seed}");
        }
        let all = 0..proper.n_vertices() as Vertex;
        let mut below: Vec<_> = all
            .clone()
            .flat_map(|upper| proper.below.get(upper as usize).iter().map(move |&v| (upper, v)))
            .collect();
        let mut above: Vec<_> =
            all.flat_map(|lower| proper.above.get(lower as usize).iter().map(move |&v| (v, lower))).collect();
        [&mut segments, &mut below, &mut above].into_iter().for_each(|list| list.sort_unstable());
        assert_eq!(below, segments, "seed {seed}");
        assert_eq!(above, segments, "seed {seed}");
    }
}
