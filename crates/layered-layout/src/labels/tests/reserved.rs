use super::best_sides;
use crate::budget::Budget;
use crate::geom::Size;
use crate::order::multistart::minimize_crossings;
use crate::position::rows::{Rows, channel_row};
use crate::testing::{graph, proper};

/// Two lines 100 or 12 apart, each with a label of 20: if they are close, the left one's goes to the left, where there
/// is room.
#[test]
fn labels_stand_where_there_is_room() {
    let input = graph("a->b a->c").input;
    let (acyclic, proper) = proper(&input);
    let order = minimize_crossings(&proper, 1, &mut Budget::new(u64::MAX));
    let rows = Rows::new(&input, &acyclic, &proper, &order).opened(&[true, false], &[0.0; 3]);
    let items = rows.rows[channel_row(0)].clone();
    let rows = rows.with_labels(items.iter().map(|&item| (item, Size::new(20.0, 10.0))));
    let sides = |apart: f64| {
        let mut x = vec![0.0; rows.n_items()];
        x[items[1] as usize] = apart;
        best_sides(&rows, &items, &x)
    };
    assert_eq!(sides(100.0), [false, false], "where nothing speaks against it, labels stand to the right");
    assert_eq!(sides(12.0), [true, false]);
}
