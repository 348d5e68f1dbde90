//! Judging orders: the one that is drawn.

use super::acyclic::Acyclic;
use super::order::Order;
use super::rows::Rows;
use super::split::Proper;
use super::{Input, Options, position};

/// The rows of the best of some orders, each given with how many edges cross in it.
///
/// Among orders with about the fewest crossings the one whose heavy edges are the shortest is best; what crossings it
/// has more than the least is weighed against that.
pub(crate) fn best_rows(
    input: &Input,
    graph: &Acyclic,
    proper: &Proper,
    orders: &[(u64, Order)],
    options: &Options,
) -> Rows {
    let least = orders.iter().map(|&(crossings, _)| crossings).min().unwrap_or(0) as f64;
    let near: Vec<_> = orders.iter().filter(|&&(n, _)| n as f64 <= least * NEAR + 1.0).collect();
    if let [(_, order)] = near[..] {
        return Rows::new(input, graph, proper, order);
    }
    let rows = near.iter().map(|(_, order)| Rows::new(input, graph, proper, order));
    let cost = |crossings: u64, rows: &Rows| {
        let more = (crossings as f64 - least) / (least + 1.0);
        (position::draft_cost(graph, rows, options) + 1.0) * (1.0 + CROSSING * more)
    };
    let judged = rows.zip(&near).map(|(rows, &&(crossings, _))| (cost(crossings, &rows), rows));
    let best = judged.min_by(|(a, _), (b, _)| a.total_cmp(b));
    best.expect("the order with the fewest crossings is near").1
}

/// Orders with up to this many times the least crossings are looked at, or with one more.
const NEAR: f64 = 1.05;
/// Share of the length of edges that twice the crossings are worth.
const CROSSING: f64 = 0.3;

#[cfg(test)]
#[path = "tests/judge.rs"]
mod tests;
