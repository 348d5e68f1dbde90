use super::{OrderCandidate, RankedGraph, best};
use crate::options::Options;
use crate::order::levels::Order;
use crate::order::proper::Vertex;
use crate::testing::{graph, proper};

/// The middle rank of the best of these orders of one root and three callees, of which the first is heavy.
fn best_of(orders: Vec<(u64, Order)>) -> Vec<Vertex> {
    let input = graph("r->a:90 r->b r->c").input;
    let (acyclic, proper) = proper(&input);
    let options = Options::default();
    let graph = RankedGraph { input: &input, acyclic: &acyclic, proper: &proper, options: &options };
    let OrderCandidate { rows, .. } = best(graph, orders);
    rows.rows[2].clone()
}

/// The order with the heavy callee inside, and that with it outside.
fn inside_and_outside() -> [Order; 2] {
    [vec![2, 1, 3], vec![1, 2, 3]].map(|callees| Order::new(4, vec![vec![0], callees]))
}

#[test]
fn among_equals_the_heavy_edge_is_short() {
    let [inside, outside] = inside_and_outside();
    for orders in [[&inside, &outside], [&outside, &inside]] {
        let orders = orders.into_iter().map(|order| (0, order.clone())).collect();
        assert_eq!(best_of(orders), inside.levels[1]);
    }
}

/// Many crossings are never worth a shorter edge.
#[test]
fn crossings_come_first() {
    let [inside, outside] = inside_and_outside();
    assert_eq!(best_of(vec![(5, inside), (2, outside.clone())]), outside.levels[1]);
}
