use expect_test::{Expect, expect};

use super::{Funnel, Gate};
use crate::geom::Point;
use crate::testing::Random;

/// The corners of a polyline from (0, 0) through gates 10 apart, each from `low` to `high`, to (`end`, ...).
fn check(gates: &[(f64, f64)], end: f64, expected: Expect) {
    let gates = gates_of(gates);
    let polyline = Funnel::default().shortest_path(
        Point::new(0.0, 0.0),
        &gates,
        Point::new(end, 10.0 * (gates.len() + 1) as f64),
    );
    let corners: Vec<String> = polyline.iter().map(|point| format!("{},{}", point.x, point.y)).collect();
    expected.assert_eq(&corners.join(" "));
}

fn gates_of(ranges: &[(f64, f64)]) -> Vec<Gate> {
    let gate = |(index, &(low, high)): (usize, &(f64, f64))| Gate { y: 10.0 * (index + 1) as f64, low, high };
    ranges.iter().enumerate().map(gate).collect()
}

#[test]
fn wide_gates_leave_a_string_straight() {
    check(&[(-50.0, 50.0), (-50.0, 50.0)], 30.0, expect!["0,0 30,30"]);
    check(&[], 7.0, expect!["0,0 7,10"]);
}

#[test]
fn a_string_bends_round_what_is_in_its_way() {
    check(&[(-50.0, 50.0), (20.0, 50.0), (-50.0, 50.0)], 0.0, expect!["0,0 20,20 0,40"]);
}

#[test]
fn a_string_winds_through_opposite_corners() {
    check(&[(10.0, 50.0), (-50.0, -10.0), (10.0, 50.0)], 0.0, expect!["0,0 10,10 -10,20 10,30 0,40"]);
}

#[test]
fn a_gate_may_be_a_point() {
    check(&[(5.0, 5.0), (5.0, 5.0)], 5.0, expect!["0,0 5,10 5,20 5,30"]);
}

#[test]
fn a_gate_may_be_open_to_a_side() {
    check(&[(f64::NEG_INFINITY, -3.0), (2.0, f64::INFINITY)], 0.0, expect!["0,0 -3,10 2,20 0,30"]);
}

/// A dense dynamic program over points of the gates knows no polyline that is shorter.
#[test]
fn nothing_is_shorter() {
    for seed in 0..300 {
        let mut random = Random(seed);
        let ranges: Vec<(f64, f64)> = (0..random.below(8))
            .map(|_| {
                let low = random.between(-60, 60) as f64;
                (low, low + random.between(0, 40) as f64)
            })
            .collect();
        let gates = gates_of(&ranges);
        let (start, end) =
            (Point::default(), Point::new(random.between(-60, 60) as f64, 10.0 * (gates.len() + 1) as f64));
        let polyline = Funnel::default().shortest_path(start, &gates, end);
        let length: f64 = polyline.windows(2).map(|pair| pair[0].distance(pair[1])).sum();
        let least = shortest_by_points(start, &gates, end);
        // Corners are ends of gates, which are among the points: the program finds the very same polyline.
        assert!((length - least).abs() < 1e-6 * least, "seed {seed}: {length} against {least}");
        for gate in &gates {
            let x = crate::polyline::x_at(&polyline, gate.y);
            assert!(gate.low - 1e-9 <= x && x <= gate.high + 1e-9, "seed {seed}: {x} misses {gate:?}");
        }
    }
}

/// The length of the shortest chain with a point in every gate, out of its ends, whole numbers between them, and
/// where straight lines between ends of other gates cross it.
fn shortest_by_points(start: Point, gates: &[Gate], end: Point) -> f64 {
    let mut ends: Vec<Point> = vec![start, end];
    ends.extend(gates.iter().flat_map(|gate| [gate.low, gate.high].map(|x| Point::new(x, gate.y))));
    let mut layer = vec![(start, 0.0)];
    for gate in gates {
        let mut xs: Vec<f64> = (gate.low as i64..=gate.high as i64).map(|x| x as f64).collect();
        for a in ends.iter().filter(|a| a.y < gate.y) {
            let crossing = |b: &Point| a.x + (b.x - a.x) * (gate.y - a.y) / (b.y - a.y);
            xs.extend(ends.iter().filter(|b| b.y > gate.y).map(crossing));
        }
        xs.retain(|x| (gate.low..=gate.high).contains(x));
        let points = xs.into_iter().map(|x| Point::new(x, gate.y));
        layer = points.map(|point| (point, nearest(&layer, point))).collect();
    }
    nearest(&layer, end)
}

fn nearest(layer: &[(Point, f64)], point: Point) -> f64 {
    layer.iter().map(|&(from, length)| length + from.distance(point)).fold(f64::INFINITY, f64::min)
}
