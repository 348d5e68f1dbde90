use super::{Kind, Rows, label_rows};
use crate::geom::Size;
use crate::layout::budget::Budget;
use crate::layout::order::minimize_crossings;
use crate::layout::testing::{Random, proper};
use crate::layout::{Edge, Input};

fn rows(input: &Input) -> Rows {
    let (acyclic, proper) = proper(input);
    let order = minimize_crossings(&proper, 1, &mut Budget::new(u64::MAX));
    label_rows(input, &acyclic, &proper, &order)
}

/// One item in each row from the tail's to the head's.
#[test]
fn an_edge_has_an_item_in_every_row_it_passes() {
    for seed in 0..60 {
        let input = Random(seed).input(20, 40);
        let rows = rows(&input);
        for chain in &rows.chains {
            assert!(
                chain.windows(2).all(|pair| rows.row[pair[0] as usize] + 1 == rows.row[pair[1] as usize])
            );
        }
        for (index, row) in rows.rows.iter().enumerate() {
            for (place, &item) in row.iter().enumerate() {
                assert_eq!(
                    (rows.row[item as usize] as usize, rows.place[item as usize] as usize),
                    (index, place)
                );
            }
        }
        assert_eq!(rows.rows.iter().map(Vec::len).sum::<usize>(), rows.n_items(), "seed {seed}");
    }
}

/// Edges with a label have one item that is as large, between ranks; the others have none.
#[test]
fn labels_have_room() {
    for seed in 0..60 {
        let input = Random(seed).input(20, 40);
        let (acyclic, _) = proper(&input);
        let rows = rows(&input);
        for (arc, chain) in acyclic.arcs.iter().zip(&rows.chains) {
            let items: Vec<usize> = chain
                .iter()
                .map(|&item| item as usize)
                .filter(|&item| rows.kind[item] == Kind::Label)
                .collect();
            let sizes: Vec<Size> = items
                .iter()
                .map(|&item| Size::new(rows.left[item] + rows.right[item], rows.height[item]))
                .collect();
            assert_eq!(sizes, Vec::from_iter(input.edges[arc.edge].label), "seed {seed}");
            assert!(items.iter().all(|&item| rows.is_between_ranks(item as u32)), "seed {seed}");
        }
    }
}

/// Two lines 30 apart, each with a label of 20: the left one goes to the left, where there is room.
#[test]
fn labels_stand_where_there_is_room() {
    let edge =
        |tail, head| Edge { tail, head, weight: 1.0, label: Some(Size::new(20.0, 10.0)), ..Edge::default() };
    let input = Input {
        boxes: vec![Size::new(10.0, 10.0); 3],
        edges: vec![edge(0, 1), edge(0, 2)],
        ..Input::default()
    };
    let mut rows = rows(&input);
    let sides =
        |rows: &Rows| rows.rows[1].iter().map(|&item| rows.left[item as usize] > 0.0).collect::<Vec<_>>();
    let mut x = vec![0.0; rows.n_items()];
    x[rows.rows[1][1] as usize] = 100.0;
    rows.choose_sides(&x);
    assert_eq!(sides(&rows), [false, false], "where nothing speaks against it, labels stand to the right");
    x[rows.rows[1][1] as usize] = 12.0;
    rows.choose_sides(&x);
    assert_eq!(sides(&rows), [true, false]);
}
