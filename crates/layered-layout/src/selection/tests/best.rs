use super::{OrderCandidate, RankedGraph, best};
use crate::options::Options;
use crate::order::levels::Order;
use crate::testing::{graph, proper};

/// Two orders of one root and three callees, of which the first is heavy: with the heavy one inside or outside.
#[test]
fn among_equals_the_heavy_edge_is_short() {
    let input = graph("r->a:90 r->b r->c").input;
    let (acyclic, proper) = proper(&input);
    let options = Options::default();
    let leveled = RankedGraph { input: &input, acyclic: &acyclic, proper: &proper, options: &options };
    let inside = Order::new(4, vec![vec![0], vec![2, 1, 3]]);
    let outside = Order::new(4, vec![vec![0], vec![1, 2, 3]]);
    for orders in [[(0, inside.clone()), (0, outside.clone())], [(0, outside.clone()), (0, inside.clone())]] {
        let OrderCandidate { rows, .. } = best(leveled, orders.to_vec());
        assert_eq!(rows.rows[2], inside.levels[1]);
    }
}

/// Many crossings are never worth a shorter edge.
#[test]
fn crossings_come_first() {
    let input = graph("r->a:90 r->b r->c").input;
    let (acyclic, proper) = proper(&input);
    let options = Options::default();
    let leveled = RankedGraph { input: &input, acyclic: &acyclic, proper: &proper, options: &options };
    let inside = Order::new(4, vec![vec![0], vec![2, 1, 3]]);
    let outside = Order::new(4, vec![vec![0], vec![1, 2, 3]]);
    let orders = [(5, inside), (2, outside.clone())];
    let OrderCandidate { rows, .. } = best(leveled, orders.to_vec());
    assert_eq!(rows.rows[2], outside.levels[1]);
}
