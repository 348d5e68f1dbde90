use expect_test::{Expect, expect};

use super::{LabelPlace, Line, PreferredPlace, find};
use crate::geom::{Point, Rect, Size};
use crate::testing::Random;

/// The left and the upper edge of the label of the first of some lines, which is 20 by 10 and would like to be 50 down.
fn check(lines: &[&[(f64, f64)]], solids: &[[f64; 4]], expected: Expect) {
    let polylines: Vec<Vec<Point>> =
        lines.iter().map(|line| line.iter().map(|&(x, y)| Point::new(x, y)).collect()).collect();
    let lines: Vec<Line> = polylines.iter().map(|polyline| line(polyline)).collect();
    let mut preferences: Vec<Option<PreferredPlace>> = lines.iter().map(|_| None).collect();
    preferences[0] = Some(PreferredPlace { size: Size::new(20.0, 10.0), y: 50.0, weight: 1, last: None });
    let solid = |&[left, top, right, bottom]: &[f64; 4]| Rect {
        min: Point::new(left, top),
        max: Point::new(right, bottom),
    };
    let solids: Vec<Rect> = solids.iter().map(solid).collect();
    let candidate = find(&lines, &preferences, &solids)[0];
    let show = |candidate: LabelPlace| format!("{:.0},{:.0}", candidate.rect.min.x, candidate.rect.min.y);
    expected.assert_eq(&candidate.map_or("none".to_owned(), show));
}

fn line(polyline: &[Point]) -> Line<'_> {
    Line { polyline, head_half_width: 3.0, is_reversed: false }
}

const DOWN: &[(f64, f64)] = &[(0.0, 0.0), (0.0, 100.0)];

#[test]
fn a_label_stands_right_of_its_line() {
    check(&[DOWN], &[], expect!["0,45"]);
}

#[test]
fn or_left_of_it() {
    check(&[DOWN, &[(15.0, 0.0), (15.0, 100.0)]], &[], expect!["-20,45"]);
}

/// Two below the box, at the next of the heights that are tried.
#[test]
fn or_further_down() {
    check(&[DOWN], &[[-50.0, 40.0, 50.0, 50.0]], expect!["0,54"]);
}

/// Where the line to its right is far enough away.
#[test]
fn it_keeps_clear_of_lines_that_spread() {
    check(&[DOWN, &[(0.0, 0.0), (40.0, 100.0)], &[(0.0, 0.0), (-40.0, 100.0)]], &[], expect!["0,57"]);
}

/// Beside the further end of the line that leans, within its height.
#[test]
fn it_touches_a_line_that_leans() {
    check(&[&[(0.0, 0.0), (100.0, 100.0)]], &[], expect!["55,45"]);
}

/// Not where the arrowhead of the line 23 to the right ends, three to either side of it, but where that is narrow.
#[test]
fn it_keeps_clear_of_arrowheads() {
    check(&[DOWN, &[(23.0, 0.0), (23.0, 50.0)]], &[[-50.0, 0.0, -2.0, 100.0]], expect!["0,57"]);
}

#[test]
fn there_may_be_no_place() {
    check(&[DOWN], &[[-50.0, 10.0, 50.0, 90.0]], expect!["none"]);
    check(&[&[(0.0, 0.0), (0.0, 8.0)]], &[], expect!["none"]);
}

/// Candidates are beside their own lines, and clear of all others, of all solids and of each other.
#[test]
fn spots_are_clear() {
    for seed in 0..300 {
        let mut random = Random(seed);
        let mut point = |top: u64| Point::new(random.below(600) as f64, (top + random.below(90)) as f64);
        let polylines: Vec<Vec<Point>> =
            (0..12).map(|_| [0, 100, 200, 300].map(&mut point).to_vec()).collect();
        let lines: Vec<Line> = polylines.iter().map(|polyline| line(polyline)).collect();
        let preferred = |line: usize| PreferredPlace {
            size: Size::new(30.0, 12.0),
            y: 150.0,
            weight: line as i64 % 3,
            last: None,
        };
        let preferences: Vec<Option<PreferredPlace>> =
            (0..lines.len()).map(|line| Some(preferred(line))).collect();
        let solids: Vec<Rect> =
            (0..5).map(|index| Rect::around(point(80 * index), Size::new(50.0, 20.0))).collect();
        let candidates = find(&lines, &preferences, &solids);
        assert!(candidates.iter().flatten().count() > 0, "seed {seed}");
        let mut rects = solids;
        for (own, candidate) in candidates.iter().enumerate() {
            let Some(LabelPlace { rect, .. }) = *candidate else { continue };
            let pieces = |line: usize| polylines[line].windows(2).map(|piece| (piece[0], piece[1]));
            let others = (0..lines.len()).filter(|&line| line != own).flat_map(pieces);
            let meets = |rect: Rect| move |(from, to): (Point, Point)| rect.meets(from, to);
            assert!(
                !others.into_iter().any(meets(rect.grown(1.9))),
                "seed {seed}: the label of {own} hits a line"
            );
            assert!(
                pieces(own).any(meets(rect.grown(0.1))),
                "seed {seed}: the label of {own} is not beside it"
            );
            assert!(
                !rects.iter().any(|other| other.overlaps(rect)),
                "seed {seed}: the label of {own} overlaps"
            );
            rects.push(rect);
        }
    }
}
