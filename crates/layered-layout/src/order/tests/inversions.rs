use super::Inversions;
use crate::testing::Random;

/// Boxes that take 58 each, in one rank, which had these x.
fn inversions(x: &[Option<i64>]) -> Inversions {
    Inversions::new(x.to_vec(), vec![58; x.len()])
}

#[test]
fn a_pair_costs_the_room_of_a_box_or_how_far_it_was_apart() {
    let inversions = inversions(&[Some(0), Some(500), Some(507), None]);
    assert_eq!(
        [(0, 1), (1, 0), (2, 1), (3, 0), (0, 3)].map(|(a, b)| inversions.pair(a, b)),
        [0, 58, 7, 0, 0]
    );
}

/// What a box costs in a slot is what the order costs with it there, but for what the others cost.
#[test]
fn slots_cost_what_orders_do() {
    let mut random = Random(3);
    for _ in 0..50 {
        let mut x = || (random.below(4) > 0).then(|| random.below(300) as i64);
        let inversions = inversions(&std::array::from_fn::<_, 7, _>(|_| x()));
        let rest: Vec<u32> = (1..7).collect();
        let alone = inversions.total(std::slice::from_ref(&rest));
        for (slot, cost) in inversions.in_slots(0, &rest).into_iter().enumerate() {
            let mut level = rest.clone();
            level.insert(slot, 0);
            assert_eq!(inversions.total(&[level]), alone + cost);
        }
    }
}
