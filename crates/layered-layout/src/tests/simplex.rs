use super::{FlowArc, Problem, UNLIMITED, solve};
use crate::testing::Random;

/// Solves a problem and proves the solution: its cost is that of the slow solver, and no arc is overlong.
fn check(supply: &[i64], arcs: &[FlowArc], start: &[i64], name: &str) -> i128 {
    let solution = solve(&Problem { supply, arcs, start, budget: u64::MAX });
    assert!(solution.is_optimal, "{name}");
    assert_eq!(solution.cost, least_cost(supply, arcs, start), "{name}");
    for arc in arcs.iter().filter(|arc| arc.capacity == UNLIMITED) {
        let length = solution.coordinates[arc.head] - solution.coordinates[arc.tail];
        assert!(length >= -arc.cost, "{name}: {arc:?} is {length} long");
    }
    solution.cost
}

/// Cancels cycles of negative cost, each found by Bellman and Ford, until there are none (Klein, 1967).
fn least_cost(supply: &[i64], arcs: &[FlowArc], start: &[i64]) -> i128 {
    let root = supply.len();
    let mut all = arcs.to_vec();
    let mut flow = vec![0; arcs.len()];
    for (node, (&supply, &cost)) in supply.iter().zip(start).enumerate() {
        let (tail, head) = if supply >= 0 { (node, root) } else { (root, node) };
        all.push(FlowArc { tail, head, capacity: UNLIMITED, cost });
        flow.push(supply.abs());
    }
    while let Some(cycle) = negative_cycle(root + 1, &all, &flow) {
        let room = |&(arc, forwards): &(usize, bool)| {
            if forwards { all[arc].capacity - flow[arc] } else { flow[arc] }
        };
        let amount = cycle.iter().map(room).min().unwrap();
        for (arc, forwards) in cycle {
            flow[arc] += if forwards { amount } else { -amount };
        }
    }
    assert!(flow[arcs.len()..].iter().all(|&flow| flow == 0), "the problem has a solution");
    arcs.iter().zip(&flow).map(|(arc, &flow)| i128::from(arc.cost) * i128::from(flow)).sum()
}

/// Arcs of the residual network, each with its direction, that form a cycle of negative cost.
fn negative_cycle(n_nodes: usize, arcs: &[FlowArc], flow: &[i64]) -> Option<Vec<(usize, bool)>> {
    let mut distance = vec![0; n_nodes];
    let mut before: Vec<Option<(usize, (usize, bool))>> = vec![None; n_nodes];
    let mut last = None;
    for _ in 0..n_nodes {
        last = None;
        for (index, arc) in arcs.iter().enumerate() {
            for (from, to, cost, room, forwards) in [
                (arc.tail, arc.head, arc.cost, arc.capacity - flow[index], true),
                (arc.head, arc.tail, -arc.cost, flow[index], false),
            ] {
                if room > 0 && distance[from] + cost < distance[to] {
                    distance[to] = distance[from] + cost;
                    before[to] = Some((from, (index, forwards)));
                    last = Some(to);
                }
            }
        }
    }
    // Whatever still gets nearer in the last round comes from a cycle; going back leads into it.
    let mut node = last?;
    for _ in 0..n_nodes {
        node = before[node].unwrap().0;
    }
    let mut cycle = Vec::new();
    let mut at = node;
    loop {
        let (from, step) = before[at].unwrap();
        cycle.push(step);
        at = from;
        if at == node {
            return Some(cycle);
        }
    }
}

fn arc(tail: usize, head: usize, capacity: i64, cost: i64) -> FlowArc {
    FlowArc { tail, head, capacity, cost }
}

/// Two units go the cheap way until it is full, the third takes the detour.
#[test]
fn the_cheap_way_fills_up_first() {
    let arcs = [arc(0, 1, 2, 1), arc(0, 2, 9, 5), arc(2, 1, 9, 5)];
    assert_eq!(check(&[3, -3, 0], &arcs, &[100; 3], "detour"), 2 + 10);
}

/// A circulation flows for its gain alone: here 4 units round the cycle, at −1 each.
#[test]
fn a_circulation_takes_what_pays() {
    let arcs = [arc(0, 1, 4, -3), arc(1, 2, UNLIMITED, 1), arc(2, 0, UNLIMITED, 1)];
    assert_eq!(check(&[0; 3], &arcs, &[0; 3], "cycle"), -4);
}

#[test]
fn nothing_to_solve() {
    assert_eq!(check(&[], &[], &[], "empty"), 0);
    assert_eq!(check(&[0, 0], &[], &[0, 0], "no arcs"), 0);
}

/// Wherever the potentials start, circulations end at the same cost.
#[test]
fn random_circulations() {
    for seed in 0..400 {
        let mut random = Random(seed);
        let n = random.between(2, 8);
        let arcs: Vec<FlowArc> = (0..random.between(1, 24))
            .map(|_| {
                let (tail, head) = (random.between(0, n - 1), random.between(0, n - 1));
                let capacity = random.between(0, 9);
                // Unlimited arcs cost something, or a cycle could pay for ever.
                let (capacity, cost) = if capacity == 9 {
                    (UNLIMITED, random.between(0, 9))
                } else {
                    (capacity, random.between(-9, 9))
                };
                arc(tail as usize, head as usize, capacity, cost)
            })
            .filter(|arc| arc.tail != arc.head)
            .collect();
        let start: Vec<i64> = (0..n).map(|_| random.between(-30, 30)).collect();
        check(&vec![0; n as usize], &arcs, &start, &format!("seed {seed}"));
    }
}

#[test]
fn random_supplies() {
    for seed in 0..400 {
        let mut random = Random(seed);
        let n = random.between(2, 8) as usize;
        let mut supply: Vec<i64> = (0..n).map(|_| random.between(-9, 9)).collect();
        supply[n - 1] -= supply.iter().sum::<i64>();
        // A ring, dear and unlimited, so that there is a solution; the rest makes it cheaper.
        let mut arcs: Vec<FlowArc> =
            (0..n).map(|node| arc(node, (node + 1) % n, UNLIMITED, random.between(5, 20))).collect();
        for _ in 0..random.below(16) {
            let (tail, head) = (random.below(n as u64) as usize, random.below(n as u64) as usize);
            if tail != head {
                arcs.push(arc(tail, head, random.between(0, 12), random.between(-5, 20)));
            }
        }
        check(&supply, &arcs, &vec![1000; n], &format!("seed {seed}"));
    }
}

#[test]
fn a_spent_budget_is_no_proof() {
    let arcs = [arc(0, 1, UNLIMITED, -1), arc(1, 2, UNLIMITED, -1), arc(0, 2, UNLIMITED, -1)];
    assert!(!solve(&Problem { supply: &[1, 0, -1], arcs: &arcs, start: &[9; 3], budget: 0 }).is_optimal);
}
