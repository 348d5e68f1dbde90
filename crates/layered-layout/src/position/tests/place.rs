use expect_test::{Expect, expect};

use super::{MOST_SEP, Places, place, steep};
use crate::budget::Budget;
use crate::input::Input;
use crate::labels::channels::channels;
use crate::options::Options;
use crate::order::multistart::minimize_crossings;
use crate::position::draft::{Draft, UNIT};
use crate::position::rows::{Kind, Rows};
use crate::position::spacing::least_distance;
use crate::testing::{Random, graph, proper};

fn placed(input: &Input, steps: u64) -> (Rows, Places) {
    let (acyclic, proper) = proper(input);
    let order = minimize_crossings(&proper, 1, &mut Budget::new(u64::MAX));
    let rows = Rows::new(input, &acyclic, &proper, &order);
    let channels = channels(input, &acyclic, &rows);
    let draft = Draft::new(&acyclic, &rows, &Options::default());
    let places = place(&rows, &draft, &channels.heights, &Options::default(), steps);
    (rows, places)
}

/// The centres of boxes that are 40 wide and 20 high, the first one's at 0.
fn check(edges: &str, expected: Expect) {
    let graph = graph(edges);
    let (rows, places) = placed(&graph.input, u64::MAX);
    let show = |(node, name): (usize, &String)| {
        let centre = places.centre(&rows, node);
        format!("{name} {},{}", centre.x - places.x[0], centre.y - places.centre(&rows, 0).y)
    };
    expected.assert_eq(&graph.names.iter().enumerate().map(show).collect::<Vec<_>>().join("  "));
}

/// Ranks are 28 apart.
#[test]
fn a_chain_is_straight() {
    check("a->b b->c", expect!["a 0,0  b 0,48  c 0,96"]);
}

/// Boxes of a rank are 18 apart, and the heavy edge keeps its own straight.
#[test]
fn a_heavy_edge_is_straight() {
    check("a->b:10 a->c:1", expect!["a 0,0  b 0,48  c 58,48"]);
    check("a->b:1 a->c:10", expect!["a 0,0  b 58,48  c 0,48"]);
}

/// The light edge from a to c goes round b; the heavy ones do not move for it.
#[test]
fn a_light_edge_gives_way() {
    check("a->b:50 b->c:50 a->c:1", expect!["a 0,0  b 0,48  c 0,96"]);
}

/// However much or little work is allowed, neighbours keep their distance.
#[test]
fn separations_hold() {
    for seed in 0..100 {
        let mut random = Random(seed);
        let (n_boxes, n_edges) = (random.between(2, 40) as usize, random.below(90) as usize);
        let input = random.input(n_boxes, n_edges);
        for steps in [0, 500, u64::MAX] {
            let (rows, places) = placed(&input, steps);
            for row in &rows.rows {
                for pair in row.windows(2) {
                    let (a, b) = (pair[0] as usize, pair[1] as usize);
                    let room = (places.x[b] - rows.items[b].left) - (places.x[a] + rows.items[a].right);
                    let needed = least_distance(&Options::default(), &rows, a, b);
                    assert!(
                        room >= needed,
                        "seed {seed}, {steps} steps: {room} of {needed} between {a} and {b}"
                    );
                }
            }
        }
    }
}

/// The simplex ends no worse than where it started, and its coordinates are whole units.
#[test]
fn work_pays() {
    for seed in 0..30 {
        let input = Random(seed).input(20, 35);
        let (acyclic, _) = proper(&input);
        let stretch = |steps| {
            let (rows, places) = placed(&input, steps);
            let chains = acyclic.arcs.iter().zip(&rows.chains);
            let segments =
                chains.flat_map(|(arc, chain)| chain.windows(2).map(move |pair| (arc.weight, pair)));
            let is_box = |item: u32| rows.items[item as usize].kind == Kind::Box;
            let omega = |pair: &[u32]| [12.0, 3.0, 2.0][pair.iter().filter(|&&item| is_box(item)).count()];
            let dx = |pair: &[u32]| (places.x[pair[0] as usize] - places.x[pair[1] as usize]).abs();
            assert!(places.x.iter().all(|x| (x / UNIT).fract() == 0.0));
            segments.map(|(weight, pair)| weight as f64 * omega(pair) * dx(pair)).sum::<f64>()
        };
        let (least, repaired) = (stretch(u64::MAX), stretch(0));
        assert!(least <= repaired, "seed {seed}: {least} after {repaired}");
    }
}

#[test]
fn rows_do_not_overlap() {
    for seed in 0..50 {
        let (rows, places) = placed(&Random(seed).input(20, 35), 1000);
        let half = |row: usize| {
            rows.rows[row].iter().map(|&item| rows.items[item as usize].height / 2.0).fold(0.0, f64::max)
        };
        for row in 1..places.row_y.len() {
            let room = places.row_y[row] - places.row_y[row - 1];
            assert!(room >= half(row) + half(row - 1), "seed {seed}, row {row}");
        }
    }
}

/// Ranks are further apart where more edges travel, and where these travel further, up to a limit.
#[test]
fn flat_edges_get_more_room() {
    assert_eq!(steep(&[], 28.0), 28.0);
    assert_eq!(steep(&[0.0; 100], 28.0), 28.0, "vertical edges need none");
    assert!(steep(&[60.0; 3], 28.0) < steep(&[60.0; 6], 28.0));
    assert_eq!(steep(&[200.0; 500], 28.0), MOST_SEP * 28.0);
}
