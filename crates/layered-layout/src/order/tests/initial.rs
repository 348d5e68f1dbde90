use super::{Start, from_earlier, heaviest_inside, initial};
use crate::order::proper::Vertex;
use crate::testing::{Random, assert_is_order, graph, proper};

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
fn every_start_orders_every_vertex() {
    for seed in 0..30 {
        let (_, proper) = proper(&Random(seed).input(25, 40));
        (0..5).for_each(|start| assert_is_order(&proper, &initial(&proper, Start::nth(start))));
    }
}

/// Whole branches stand as their uppermost vertices did; what is below only counts among siblings.
#[test]
fn branches_stand_in_their_earlier_order() {
    let graph = graph("r->a r->b a->c a->d b->e");
    let (_, proper) = proper(&graph.input);
    // In the order in which the boxes appear: r, a, b, c, d, e.
    let x = [50.0, 90.0, 20.0, 10.0, 5.0, 80.0];
    assert_eq!(graph.show_order(&from_earlier(&proper, &x, true)), "r | b a | e d c");
    assert_eq!(graph.show_order(&from_earlier(&proper, &x, false)), "r | a b | d c e");
}
