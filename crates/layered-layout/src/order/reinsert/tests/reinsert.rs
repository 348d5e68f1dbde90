use super::Reinsertion;
use super::relocation::Move;
use super::search::Search;
use crate::budget::Budget;
use crate::order::crossings::Counter;
use crate::order::levels::Order;
use crate::order::proper::{Proper, Vertex};
use crate::testing::{Random, graph, proper, shuffled};

/// Neither of the neighbours of b's edges to gain by a swap, but b with both its edges on the other side crosses
/// nothing: that is what sweeps do not find.
#[test]
fn a_box_moves_with_its_edges() {
    let graph = graph("r->a r->b r->c a->x b->y c->z y->q x->p z->s");
    let (_, proper) = proper(&graph.input);
    let at = |name: &str| graph.names.iter().position(|there| there == name).unwrap() as Vertex;
    let level = |names: &str| names.split(' ').map(at).collect::<Vec<_>>();
    let levels = vec![level("r"), level("b a c"), level("x y z"), level("p q s")];
    let mut order = Order::new(proper.n_vertices(), levels);
    let mut reinsertion = Reinsertion::new(&proper, &order);
    assert_eq!(Counter::default().total(&proper, &order), 1);
    assert!(reinsertion.round(&proper, &mut order, 0, 0, &mut Budget::new(u64::MAX)));
    assert_eq!(Counter::default().total(&proper, &order), 0);
}

#[test]
fn a_round_takes_crossings_away_or_changes_nothing() {
    for seed in 0..100 {
        let mut random = Random(seed);
        let (_, proper) = proper(&random.input(20, 40));
        let mut order = shuffled(&proper, &mut random);
        let mut reinsertion = Reinsertion::new(&proper, &order);
        let mut counter = Counter::default();
        for round in 0..4 {
            let (before, old) = (counter.total(&proper, &order), order.clone());
            let improved = reinsertion.round(&proper, &mut order, round, 0, &mut Budget::new(u64::MAX));
            let after = counter.total(&proper, &order);
            assert_eq!(improved, after < before, "seed {seed}");
            assert!(improved || order == old, "seed {seed}");
            // What it remembers of each channel is still true.
            for upper in 0..proper.n_ranks.saturating_sub(1) {
                let remembered = reinsertion.search.crossings[upper];
                assert_eq!(
                    remembered,
                    counter.between(&proper, &order, upper),
                    "seed {seed}, channel {upper}"
                );
            }
        }
    }
}

/// The tables say what moving a box costs: for each of its slots and chains, the least number of segments of the
/// rest that any course of the chain crosses.
#[test]
fn tables_agree_with_trying_every_course() {
    let mut n_courses = 0;
    for seed in 0..60 {
        let mut random = Random(seed);
        let (_, proper) = proper(&random.input(9, 14));
        let order = shuffled(&proper, &mut random);
        for node in (0..proper.n_nodes).filter(|&node| !proper.chains_at(node).is_empty()) {
            let mut search = Search::new(&proper, &order);
            let mut pool = Vec::new();
            let relocation = Move::new(&mut pool, &proper, node);
            search.take_out(&proper, &order, &relocation);
            let level = relocation.rank;
            for chain in relocation.chains {
                search.price(&proper, chain, level);
                for slot in 0..=search.rest[level].len() {
                    let end = 2 * search.position[chain.end as usize] + 1;
                    let n_inner = chain.inner.len();
                    let least =
                        least_by_trying(&proper, &search, level, chain.downwards, slot as u32, n_inner, end);
                    assert_eq!(chain.cost[0][slot], least, "seed {seed}, node {node}, slot {slot}");
                    n_courses += 1;
                }
            }
        }
    }
    assert!(n_courses > 2000, "only {n_courses}");
}

/// Follows a chain from `slot` through every slot of the ranks between to the place of its end. Slots lie between
/// vertices: slot s is place 2 s, the vertex right of it place 2 s + 1.
fn least_by_trying(
    proper: &Proper,
    search: &Search,
    rank: usize,
    downwards: bool,
    slot: u32,
    n_inner: usize,
    end: u32,
) -> u32 {
    let next = if downwards { rank + 1 } else { rank - 1 };
    if n_inner == 0 {
        return crossed(proper, search, (rank, 2 * slot), (next, end));
    }
    (0..=search.rest[next].len() as u32)
        .map(|to| {
            crossed(proper, search, (rank, 2 * slot), (next, 2 * to))
                + least_by_trying(proper, search, next, downwards, to, n_inner - 1, end)
        })
        .min()
        .unwrap()
}

/// Segments of the rest that cross one from a place in a rank to a place in a neighbouring rank.
fn crossed(proper: &Proper, search: &Search, from: (usize, u32), to: (usize, u32)) -> u32 {
    let ((upper, a), (_, b)) = if from.0 < to.0 { (from, to) } else { (to, from) };
    let place = |vertex: Vertex| 2 * search.position[vertex as usize] + 1;
    let below = |&c: &Vertex| {
        proper
            .below
            .get(c as usize)
            .iter()
            .filter(|&&d| !search.removed[d as usize])
            .map(move |&d| (place(c), place(d)))
    };
    let segments = search.rest[upper].iter().flat_map(below);
    segments.filter(|&(c, d)| (a < c && b > d) || (a > c && b < d)).count() as u32
}
