//! Steps of the search along a chain, from rank to rank.

use crate::order::crossing_table::CrossingTable;
use crate::order::proper::Vertex;

/// `cost[u] = min over l of below[l] + crossed(u, l)`.
pub(crate) fn upwards_step(
    table: &CrossingTable,
    below: &[u32],
    n_slots: usize,
    base: &mut Vec<i32>,
    cost: &mut Vec<u32>,
) {
    base.clear();
    base.extend(below.iter().zip(table.last_row()).map(|(&cost, &left)| (cost + u32::from(left)) as i32));
    cost.extend((0..n_slots).map(|upper| {
        let row = table.row(upper);
        let least = base.iter().zip(row).map(|(&base, &both)| base.wrapping_sub(2 * i32::from(both))).min();
        (least.unwrap_or(0) + i32::from(row[table.width() - 1])) as u32
    }));
}

/// `cost[l] = min over u of above[u] + crossed(u, l)`.
pub(crate) fn downwards_step(
    table: &CrossingTable,
    above: &[u32],
    n_slots: usize,
    least: &mut Vec<i32>,
    cost: &mut Vec<u32>,
) {
    least.clear();
    least.resize(n_slots, i32::MAX);
    for (upper, &cost) in above.iter().enumerate() {
        let row = table.row(upper);
        let base = (cost + u32::from(row[table.width() - 1])) as i32;
        for (least, &both) in least.iter_mut().zip(row) {
            *least = (*least).min(base.wrapping_sub(2 * i32::from(both)));
        }
    }
    cost.extend(least.iter().zip(table.last_row()).map(|(&least, &left)| (least + i32::from(left)) as u32));
}

/// The slot of least cost, the nearest to `old` among equals.
pub(crate) fn cheapest(total: &[u64], old: u32) -> u32 {
    let distance = |slot: usize| (slot as u32).abs_diff(old);
    (0..total.len()).min_by_key(|&slot| (total[slot], distance(slot), slot)).unwrap_or(old as usize) as u32
}

/// The index nearest to `from` that `fits`; one of them does.
pub(crate) fn nearest(len: usize, from: usize, fits: impl Fn(usize) -> bool) -> usize {
    for distance in 0..=len {
        if from >= distance && fits(from - distance) {
            return from - distance;
        }
        if from + distance < len && fits(from + distance) {
            return from + distance;
        }
    }
    unreachable!("the least cost was reached from some slot")
}

/// `rest` with each inserted vertex before the vertex at its slot; `inserted` is sorted by slot.
pub(crate) fn merge(rest: &[Vertex], inserted: &[(u32, Vertex)], merged: &mut Vec<Vertex>) {
    merged.clear();
    let mut next = inserted.iter().peekable();
    for slot in 0..=rest.len() {
        while let Some(&(_, vertex)) = next.next_if(|&&(at, _)| at as usize == slot) {
            merged.push(vertex);
        }
        merged.extend(rest.get(slot));
    }
}
