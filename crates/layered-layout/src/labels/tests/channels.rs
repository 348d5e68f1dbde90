use super::channels;
use crate::budget::Budget;
use crate::geom::Size;
use crate::order::multistart::minimize_crossings;
use crate::position::rows::Rows;
use crate::testing::{Random, graph, proper};

/// A label goes to the emptiest of the channels that its edge passes, and as many go to each.
#[test]
fn labels_share_the_channels() {
    let mut input = graph("a->b b->c c->d a->d a->d a->d").input;
    input.edges.iter_mut().for_each(|edge| edge.label = Some(Size::new(30.0, 10.0)));
    let (acyclic, proper) = proper(&input);
    let order = minimize_crossings(&proper, 1, &mut Budget::new(u64::MAX));
    let channels = channels(&input, &acyclic, &Rows::new(&input, &acyclic, &proper, &order));
    assert_eq!(channels.of, [0, 1, 2, 1, 0, 2].map(Some));
    assert_eq!(channels.heights, [10.0, 10.0, 10.0, 0.0]);
}

/// Every label has a channel that its edge passes; edges without one have none.
#[test]
fn channels_are_on_the_way() {
    for seed in 0..60 {
        let input = Random(seed).input(20, 40);
        let (acyclic, proper) = proper(&input);
        let order = minimize_crossings(&proper, 1, &mut Budget::new(u64::MAX));
        let rows = Rows::new(&input, &acyclic, &proper, &order);
        let channels = channels(&input, &acyclic, &rows);
        for ((arc, chain), channel) in acyclic.arcs.iter().zip(&rows.chains).zip(&channels.of) {
            assert_eq!(channel.is_some(), input.edges[arc.edge].label.is_some(), "seed {seed}");
            let ranks =
                [chain[0], chain[chain.len() - 1]].map(|item| rows.items[item as usize].row as usize / 2);
            assert!(channel.is_none_or(|channel| (ranks[0]..ranks[1]).contains(&channel)), "seed {seed}");
        }
    }
}
