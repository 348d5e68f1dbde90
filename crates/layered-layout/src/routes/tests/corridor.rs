use expect_test::{Expect, expect};

use super::{Corridors, Scratch};
use crate::budget::Budget;
use crate::input::Edge;
use crate::input::Input;
use crate::labels::channels::channels;
use crate::options::Options;
use crate::order::multistart::minimize_crossings;
use crate::polyline::x_at;
use crate::position::draft::Draft;
use crate::position::place::{Places, place};
use crate::position::rows::{Item, Kind, Rows};
use crate::testing::{Graph, Random, graph, proper};

fn placed(input: &Input) -> (Rows, Places) {
    let (acyclic, proper) = proper(input);
    let order = minimize_crossings(&proper, 1, &mut Budget::new(u64::MAX));
    let rows = Rows::new(input, &acyclic, &proper, &order);
    let channels = channels(input, &acyclic, &rows);
    let draft = Draft::new(&acyclic, &rows, &Options::default());
    let places = place(&rows, &draft, &channels.heights, &Options::default(), u64::MAX);
    (rows, places)
}

/// The gates of the last edge from a to c in the row of `beside`, as `height: from..to`, seen from the centre of that box.
fn check(edges: &str, beside: &str, expected: Expect) {
    let Graph { names, input } = graph(edges);
    let (rows, places) = placed(&input);
    let options = Options::default();
    let corridors = Corridors::new(&rows, &places, &options, None);
    let node = names.iter().position(|name| name == beside).unwrap();
    let is_asked = |edge: &Edge| names[edge.tail] == "a" && names[edge.head] == "c";
    let chain = &rows.chains[input.edges.iter().rposition(is_asked).unwrap()];
    let passes = |item: &&Item| rows.items[**item as usize].row == rows.items[node].row;
    let mut scratch = Scratch::default();
    let item = *chain.iter().find(passes).unwrap();
    corridors.in_row(item, (f64::NEG_INFINITY, f64::INFINITY), &mut scratch);
    let centre = places.centre(&rows, node);
    let show = |gate: &crate::routes::funnel::Gate| {
        format!("{}: {}..{}", gate.y - centre.y, gate.low - centre.x, gate.high - centre.x)
    };
    expected.assert_eq(&scratch.gates.iter().map(show).collect::<Vec<_>>().join(" | "));
}

/// Boxes are 40 wide and 20 high: 9 beside them and 4.5 above and below stay free.
#[test]
fn a_box_bounds_the_room_of_a_passing_edge() {
    check("a->b:9 b->c:9 a->c", "b", expect!["-14.5: 29..inf | 14.5: 29..inf"]);
}

/// The edge may go anywhere between d and b.
#[test]
fn all_the_room_between_two_boxes_is_the_edges() {
    check("a->b b->c a->c:9 a->d d->c", "b", expect!["-14.5: -29..-29 | 14.5: -29..-29"]);
}

/// The other edge from a to c passes first, and keeps 5 to itself.
#[test]
fn lines_between_need_room_too() {
    check("a->b b->c a->c:9 a->c:8", "b", expect!["-14.5: 34..inf | 14.5: 34..inf"]);
}

#[test]
fn strings_stay_between_their_neighbours() {
    for seed in 0..60 {
        let input = Random(seed).input(20, 40);
        let (rows, places) = placed(&input);
        let options = Options::default();
        let corridors = Corridors::new(&rows, &places, &options, None);
        for (index, chain) in rows.chains.iter().enumerate() {
            let polyline = corridors.centre_polyline(index, &mut Scratch::default());
            for &item in &chain[1..chain.len() - 1] {
                stays_between(&rows, &places, item, &polyline, seed);
            }
        }
    }
}

/// Along the height of every box in the item's row, the polyline passes on the side that the order says.
fn stays_between(rows: &Rows, places: &Places, item: Item, polyline: &[crate::geom::Point], seed: u64) {
    let row = rows.items[item as usize].row as usize;
    for &other in rows.rows[row].iter().filter(|&&other| rows.items[other as usize].kind == Kind::Box) {
        let index = other as usize;
        for step in -4..=4 {
            let x = x_at(polyline, places.row_y[row] + rows.items[index].height / 8.0 * f64::from(step));
            let is_clear = if rows.items[index].place < rows.items[item as usize].place {
                x >= places.x[index] + rows.items[index].right
            } else {
                x <= places.x[index] - rows.items[index].left
            };
            assert!(is_clear, "seed {seed}: box {other} is at {}, the polyline at {x}", places.x[index]);
        }
    }
}
