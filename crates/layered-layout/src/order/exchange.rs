//! Exchanges of neighbours in a rank.

use crate::budget::Budget;
use crate::order::levels::Order;
use crate::order::proper::{Proper, Vertex};

/// Exchanges neighbours in a rank as long as that takes crossings away. Returns the ranks it changed.
pub(crate) fn transpose(proper: &Proper, order: &mut Order, budget: &mut Budget) -> Vec<usize> {
    let mut changed = vec![false; order.levels.len()];
    let mut sides = Sides::default();
    let mut again: Vec<bool> = vec![true; order.levels.len()];
    for _ in 0..8 {
        let mut improved = false;
        for level in 0..order.levels.len() {
            if !std::mem::replace(&mut again[level], false) || order.levels[level].len() < 2 {
                continue;
            }
            if transpose_level(proper, order, level, &mut sides, budget) {
                improved = true;
                changed[level] = true;
                for near in level.saturating_sub(1)..=(level + 1).min(again.len() - 1) {
                    again[near] = true;
                }
            }
        }
        if !improved || budget.is_spent() {
            break;
        }
    }
    (0..changed.len()).filter(|&level| changed[level]).collect()
}

/// The sorted neighbour positions of the two vertices that are being compared, above and below.
#[derive(Default)]
struct Sides {
    left: [Vec<u32>; 2],
    right: [Vec<u32>; 2],
}

fn transpose_level(
    proper: &Proper,
    order: &mut Order,
    level: usize,
    sides: &mut Sides,
    budget: &mut Budget,
) -> bool {
    let mut improved = false;
    gather(proper, order, order.levels[level][0], &mut sides.left);
    for place in 1..order.levels[level].len() {
        gather(proper, order, order.levels[level][place], &mut sides.right);
        let [a, b] = [place - 1, place].map(|place| order.levels[level][place]);
        let mut gain = 0i64;
        for side in 0..2 {
            let (left, right) = (&sides.left[side], &sides.right[side]);
            gain += inversions(left, right) as i64 - inversions(right, left) as i64;
            budget.spend((left.len() + right.len()) as u64);
        }
        if let Some(inversions) = &proper.inversions {
            gain *= inversions.crossing as i64;
            gain += inversions.pair(a, b) as i64 - inversions.pair(b, a) as i64;
        }
        if gain > 0 {
            order.levels[level].swap(place - 1, place);
            improved = true;
        } else {
            std::mem::swap(&mut sides.left, &mut sides.right);
        }
    }
    if improved {
        order.renumber(level);
    }
    improved
}

fn gather(proper: &Proper, order: &Order, vertex: Vertex, into: &mut [Vec<u32>; 2]) {
    for (neighbours, list) in [&proper.above, &proper.below].into_iter().zip(into) {
        list.clear();
        list.extend(neighbours.get(vertex as usize).iter().map(|&other| order.position[other as usize]));
        list.sort_unstable();
    }
}

/// How many pairs of a position in `left` and a smaller one in `right` there are; both are sorted.
fn inversions(left: &[u32], right: &[u32]) -> usize {
    let mut smaller = 0;
    let mut total = 0;
    for &position in left {
        while smaller < right.len() && right[smaller] < position {
            smaller += 1;
        }
        total += smaller;
    }
    total
}
