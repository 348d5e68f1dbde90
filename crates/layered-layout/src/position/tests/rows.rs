use super::{Rows, channel_row};
use crate::budget::Budget;
use crate::input::Input;
use crate::order::multistart::minimize_crossings;
use crate::testing::{Random, proper};

fn rows(input: &Input) -> Rows {
    let (acyclic, proper) = proper(input);
    let order = minimize_crossings(&proper, 1, &mut Budget::new(u64::MAX));
    Rows::new(input, &acyclic, &proper, &order)
}

/// Every item stands once, where its row and place say.
fn is_sound(rows: &Rows, seed: u64) {
    for (index, row) in rows.rows.iter().enumerate() {
        for (place, &item) in row.iter().enumerate() {
            let found = (rows.items[item as usize].row as usize, rows.items[item as usize].place as usize);
            assert_eq!(found, (index, place), "seed {seed}");
        }
    }
    assert_eq!(rows.rows.iter().map(Vec::len).sum::<usize>(), rows.n_items(), "seed {seed}");
}

/// One item in each rank from the tail's to the head's, and one in each channel that is open.
#[test]
fn an_edge_has_an_item_wherever_it_passes() {
    for seed in 0..60 {
        let mut random = Random(seed);
        let rows = rows(&random.input(20, 40));
        is_sound(&rows, seed);
        let n_ranks = rows.rows.len() / 2;
        let is_open: Vec<bool> = (0..n_ranks).map(|_| random.below(2) == 0).collect();
        let x = vec![0.0; rows.n_items()];
        let rows = rows.opened(&is_open, &x);
        is_sound(&rows, seed);
        for pair in rows.chains.iter().flat_map(|chain| chain.windows(2)) {
            let [upper, lower] = [0, 1].map(|end| rows.items[pair[end] as usize].row as usize);
            let passes_closed_channel = upper % 2 == 0 && !is_open[upper / 2];
            assert_eq!(lower - upper, if passes_closed_channel { 2 } else { 1 }, "seed {seed}");
        }
    }
}

/// Lines pass an open channel in the order that they have above and below: none crosses another that it need not.
#[test]
fn opening_a_channel_adds_no_crossing() {
    for seed in 0..60 {
        let rows = rows(&Random(seed).input(20, 40));
        let n_ranks = rows.rows.len() / 2;
        let x: Vec<f64> = rows.items.iter().map(|item| f64::from(item.place)).collect();
        let rows = rows.opened(&vec![true; n_ranks], &x);
        let ends = |item: u32| {
            let chain = rows.chains.iter().find(|chain| chain.contains(&item)).unwrap();
            let at = chain.iter().position(|&there| there == item).unwrap();
            (rows.items[chain[at - 1] as usize].place, rows.items[chain[at + 1] as usize].place)
        };
        for row in (0..n_ranks).map(channel_row) {
            for pair in rows.rows[row].windows(2) {
                let (a, b) = (ends(pair[0]), ends(pair[1]));
                assert!(a.0 <= b.0 || a.1 <= b.1, "seed {seed}: {pair:?} cross although they need not");
            }
        }
    }
}

/// The nearest box before and after each item, and the nearest that is taller, against a slow search.
#[test]
fn neighbours_are_the_nearest() {
    for seed in 0..60 {
        let rows = rows(&Random(seed).input(30, 50));
        let is_box = |item: &&u32| (**item as usize) < rows.n_boxes;
        for row in &rows.rows {
            for (place, &item) in row.iter().enumerate() {
                let (before, after) = (&row[..place], &row[place + 1..]);
                let nearest = [before.iter().rev().find(is_box), after.iter().find(is_box)];
                assert_eq!(
                    rows.items[item as usize].solid,
                    nearest.map(Option::<&u32>::copied),
                    "seed {seed}"
                );
                let is_taller = |other: &&u32| {
                    is_box(other) && rows.items[**other as usize].height > rows.items[item as usize].height
                };
                let taller = [before.iter().rev().find(is_taller), after.iter().find(is_taller)];
                if is_box(&&item) {
                    assert_eq!(
                        rows.items[item as usize].taller,
                        taller.map(Option::<&u32>::copied),
                        "seed {seed}"
                    );
                }
                for (other_place, &other) in row.iter().enumerate().filter(|&(other, _)| other != place) {
                    let between = &row[place.min(other_place) + 1..place.max(other_place)];
                    let n_lines = between.iter().filter(|item| !is_box(item)).count();
                    assert_eq!(rows.lines_between(item, other), 5.0 * n_lines as f64, "seed {seed}");
                }
            }
        }
    }
}
