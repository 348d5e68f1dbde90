use expect_test::{Expect, expect};

use super::{Port, settle};
use crate::geom::{Point, Rect, Size};
use crate::position::isotonic::Regression;
use crate::testing::Random;

/// A box from (0, 0) to (100, 40).
fn frame() -> Rect {
    Rect::around(Point::new(50.0, 20.0), Size::new(100.0, 40.0))
}

fn ports(preferences: &[(f64, f64)]) -> Vec<Port> {
    let port = |(index, &(x, y)): (usize, &(f64, f64))| Port {
        arc: index,
        order: index as u32,
        preferred: Point::new(x, y),
        weight: 1.0,
        half_width: 4.0,
        reach: f64::INFINITY,
    };
    preferences.iter().enumerate().map(port).collect()
}

fn settled(preferences: &[(f64, f64)], facing: f64) -> Vec<(usize, Point)> {
    let mut settled = Vec::new();
    let place = |arc, point| settled.push((arc, point));
    settle(&mut ports(preferences), frame(), facing, &mut Regression::default(), place);
    settled
}

/// Where edges that leave downwards begin, given where they would like to.
fn check(preferences: &[(f64, f64)], expected: Expect) {
    let show = |(_, point): &(usize, Point)| format!("{:.0},{:.0}", point.x, point.y);
    expected.assert_eq(&settled(preferences, 1.0).iter().map(show).collect::<Vec<_>>().join(" "));
}

#[test]
fn a_lone_edge_leaves_where_it_likes() {
    check(&[(30.0, 40.0)], expect!["30,40"]);
}

/// Seven off each corner.
#[test]
fn corners_stay_free() {
    check(&[(0.0, 40.0), (100.0, 40.0)], expect!["7,40 93,40"]);
}

#[test]
fn edges_that_want_the_same_place_fan_out() {
    check(&[(50.0, 40.0), (50.0, 40.0), (50.0, 40.0)], expect!["42,40 50,40 58,40"]);
}

#[test]
fn the_order_of_the_next_row_wins_over_wishes() {
    check(&[(80.0, 40.0), (20.0, 40.0)], expect!["46,40 54,40"]);
}

#[test]
fn where_there_are_too_many_they_share() {
    check(
        &[(50.0, 40.0); 16],
        expect![
            "7,40 13,40 18,40 24,40 30,40 36,40 41,40 47,40 53,40 59,40 64,40 70,40 76,40 82,40 87,40 93,40"
        ],
    );
}

/// The outermost may take the flank, if their polylines do.
#[test]
fn edges_may_leave_by_the_flank() {
    check(&[(0.0, 25.0), (50.0, 40.0), (100.0, 30.0)], expect!["0,25 50,40 100,30"]);
}

/// Arrowheads need 8 each of the 11 that half a flank has: of six that would come in there, the others take the side.
#[test]
fn a_flank_takes_as_many_as_it_has_room_for() {
    let settled = settled(&[(0.0, 20.0); 6], 1.0);
    assert_eq!(settled.iter().filter(|(_, point)| point.x == 0.0).count(), 2);
    assert!(settled.iter().filter(|(_, point)| point.y == 40.0).all(|(_, point)| point.x >= 7.0));
}

/// What is further up belongs to something else.
#[test]
fn a_flank_is_used_as_far_as_it_may_be_reached() {
    let settled = |reach| {
        let mut ports: Vec<Port> =
            ports(&[(0.0, 22.0), (50.0, 40.0)]).into_iter().map(|port| Port { reach, ..port }).collect();
        let mut settled = Vec::new();
        let place = |_, point: Point| settled.push((point.x, point.y));
        settle(
            &mut ports,
            Rect::around(Point::new(50.0, -20.0), Size::new(100.0, 120.0)),
            1.0,
            &mut Regression::default(),
            place,
        );
        settled
    };
    assert_eq!(settled(f64::INFINITY)[0], (0.0, 22.0));
    assert_eq!(settled(20.0)[0], (7.0, 40.0));
}

/// From the left flank along the side to the right flank, ends come in the order of the next row, inside the border.
#[test]
fn order_and_border_are_kept() {
    for seed in 0..300 {
        let mut random = Random(seed);
        let facing = if random.below(2) == 0 { 1.0 } else { -1.0 };
        let side = if facing > 0.0 { 40.0 } else { 0.0 };
        let preferences: Vec<(f64, f64)> = (0..random.between(1, 14))
            .map(|_| match random.below(5) {
                0 => (0.0, random.between(14, 26) as f64),
                1 => (100.0, random.between(14, 26) as f64),
                _ => (random.between(0, 100) as f64, side),
            })
            .collect();
        let settled = settled(&preferences, facing);
        assert_eq!(
            settled.iter().map(|&(arc, _)| arc).collect::<Vec<_>>(),
            Vec::from_iter(0..preferences.len())
        );
        // Along the border, as it runs from the one flank over the side to the other.
        let along = |point: Point| {
            let height = (side - point.y) * facing;
            if point.y == side {
                point.x
            } else if point.x == 0.0 {
                -height
            } else {
                100.0 + height
            }
        };
        let places: Vec<f64> = settled.iter().map(|&(_, point)| along(point)).collect();
        assert!(places.is_sorted(), "seed {seed}: {places:?}");
        for (_, point) in settled {
            let on_border = point.y == side || point.x == 0.0 || point.x == 100.0;
            assert!(
                on_border && (0.0..=100.0).contains(&point.x) && (0.0..=40.0).contains(&point.y),
                "seed {seed}: {point:?}"
            );
        }
    }
}
