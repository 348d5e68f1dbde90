use super::{median, sweep};
use crate::budget::Budget;
use crate::order::crossings::Counter;
use crate::order::exchange::transpose;
use crate::order::levels::Order;
use crate::order::proper::Proper;
use crate::testing::{Random, assert_is_order, proper, shuffled};

fn plenty() -> Budget {
    Budget::new(u64::MAX)
}

#[test]
fn neither_sweeps_nor_transposition_add_crossings() {
    for seed in 0..100 {
        let mut random = Random(seed);
        let (_, proper) = proper(&random.input(25, 50));
        let mut counter = Counter::default();
        for improve in [
            |proper: &Proper, order: &mut Order| {
                transpose(proper, order, &mut plenty());
            },
            |proper: &Proper, order: &mut Order| {
                sweep(proper, order, &mut Counter::default(), &mut plenty());
            },
        ] {
            let mut order = shuffled(&proper, &mut random);
            let before = counter.total(&proper, &order);
            improve(&proper, &mut order);
            assert!(counter.total(&proper, &order) <= before, "seed {seed}");
            assert_is_order(&proper, &order);
        }
    }
}

/// Of four neighbours the two in the middle count, and more the one whose side is packed closer (Gansner et al., §3).
#[test]
fn medians_lean_to_the_closer_side() {
    assert_eq!(median(&[7]), 7.0);
    assert_eq!(median(&[2, 4]), 3.0);
    assert_eq!(median(&[0, 4, 90]), 4.0);
    assert_eq!(median(&[0, 1, 5, 9]), 1.8);
}
