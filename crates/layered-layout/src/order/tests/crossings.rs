use super::Counter;
use crate::order::levels::Order;
use crate::order::proper::{Proper, Vertex};
use crate::testing::{Random, proper, shuffled};

/// Every pair of segments of a channel, compared.
fn crossings_by_pairs(proper: &Proper, order: &Order, upper: usize) -> u64 {
    let place = |vertex: Vertex| order.position[vertex as usize];
    let segments: Vec<(u32, u32)> = (order.levels[upper].iter())
        .flat_map(|&a| proper.below.get(a as usize).iter().map(move |&b| (place(a), place(b))))
        .collect();
    let crosses = |(a, b): (u32, u32), (c, d): (u32, u32)| (a < c && b > d) || (a > c && b < d);
    let pairs = (0..segments.len()).flat_map(|i| (0..i).map(move |j| (i, j)));
    pairs.filter(|&(i, j)| crosses(segments[i], segments[j])).count() as u64
}

#[test]
fn the_counter_counts_what_pairs_say() {
    for seed in 0..100 {
        let mut random = Random(seed);
        let (_, proper) = proper(&random.input(20, 45));
        let order = shuffled(&proper, &mut random);
        let mut counter = Counter::default();
        let channels: Vec<u64> =
            (1..proper.n_ranks).map(|lower| crossings_by_pairs(&proper, &order, lower - 1)).collect();
        for (upper, &crossings) in channels.iter().enumerate() {
            assert_eq!(counter.between(&proper, &order, upper), crossings, "seed {seed}, channel {upper}");
        }
        assert_eq!(counter.total(&proper, &order), channels.iter().sum::<u64>());
    }
}
