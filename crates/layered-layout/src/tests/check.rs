use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::check as promises;
use crate::geom::{Point, Size};
use crate::input::Edge;
use crate::input::Input;
use crate::layered::layered;
use crate::layout::Layout;
use crate::layout::Route;
use crate::options::Options;
use crate::testing::graph;

/// What is said of the layout of a→b, b→c, a→c, where a→b has a label, after `spoil` has been at it.
fn check(spoil: impl Fn(&mut Input, &mut Layout), expected: Expect) {
    let mut input = graph("a->b b->c a->c").input;
    input.edges[0].label = Some(Size::new(30.0, 10.0));
    let mut layout = layered(&input, &Options::default());
    promises(&input, &layout).unwrap();
    spoil(&mut input, &mut layout);
    expected.assert_eq(&promises(&input, &layout).unwrap_err().to_string());
}

#[test]
fn boxes_are_apart() {
    check(|_, layout| layout.boxes[1] = layout.boxes[2], expect!["box 1 overlaps box 2"]);
}

#[test]
fn labels_are_apart_from_boxes() {
    check(
        |_, layout| layout.routes[0].label = Some(layout.boxes[2]),
        expect!["box 2 overlaps label of edge 0"],
    );
}

#[test]
fn every_label_has_a_place() {
    check(|_, layout| layout.routes[0].label = None, expect!["edge 0 has lost or found a label"]);
}

#[test]
fn curves_end_on_their_boxes() {
    check(|_, layout| layout.routes[0].curve[0].y += 3.0, expect!["edge 0 ends 3.0 off the border of box 0"]);
}

#[test]
fn curves_keep_out_of_other_boxes() {
    let through = |_: &mut Input, layout: &mut Layout| {
        let curve = &mut layout.routes[2].curve;
        let (from, to) = (curve[0], curve[curve.len() - 1]);
        *curve = vec![from, Point::new(20.0, from.y + 30.0), Point::new(20.0, to.y - 30.0), to];
    };
    check(through, expect!["edge 2 runs through box 1"]);
}

#[test]
fn edges_lead_down() {
    check(
        |_, layout| layout.routes[1].reversed = true,
        expect!["edge 1 does not lead onwards from box 2 to box 1"],
    );
}

#[test]
fn everything_is_inside_the_frame() {
    check(
        |_, layout| layout.size.height -= 5.0,
        expect![
            "what is drawn at Rect { min: Point { x: 10.0, y: 96.0 }, max: Point { x: 50.0, y: 116.0 } } lies outside the frame Rect { min: Point { x: -0.5, y: -0.5 }, max: Point { x: 59.5, y: 111.5 } }"
        ],
    );
    check(
        |_, layout| layout.boxes[0].x = f64::NAN,
        expect![
            "what is drawn at Rect { min: Point { x: NaN, y: 0.0 }, max: Point { x: NaN, y: 20.0 } } lies outside the frame Rect { min: Point { x: -0.5, y: -0.5 }, max: Point { x: 59.5, y: 116.5 } }"
        ],
    );
}

/// The label of a self-loop may be higher than its box: what stands below keeps clear of it.
#[test]
fn high_labels_of_loops_have_room() {
    let mut input = graph("a->a a->b").input;
    input.boxes[0] = Size::new(1.0, 1.0);
    input.boxes[1] = Size::new(900.0, 20.0);
    input.edges[0].label = Some(Size::new(253.0, 63.0));
    promises(&input, &layered(&input, &Options::default())).unwrap();
}

#[test]
fn everything_has_one_place() {
    check(|_, layout| layout.boxes.truncate(2), expect!["a box or an edge has no place"]);
    check(|_, layout| layout.routes.push(Route::default()), expect!["a box or an edge has no place"]);
    check(|_, layout| layout.routes[2].curve.clear(), expect!["edge 2 has 0 points, not 3 n + 1"]);
}

/// However high a layout says that it is, no more is set aside than there are boxes.
#[test]
fn boxes_that_are_far_apart_cost_nothing() {
    let input = graph("a b c").input;
    let boxes = vec![Point::new(20.0, 10.0), Point::new(20.0, 1e15), Point::new(20.0, 1e300)];
    let layout = Layout { boxes, size: Size::new(40.0, 1e301), ..Layout::default() };
    assert_eq!(promises(&input, &layout), Ok(()));
}

/// Mostly coordinates that are right, so that some layouts get past the first questions.
fn point() -> impl Strategy<Value = Point> {
    let along = || prop_oneof![8 => prop::sample::select(vec![0.0, 20.0, 40.0, 100.0]), 1 => 0.0..1e300, 1 => any::<f64>()];
    (along(), along()).prop_map(|(x, y)| Point::new(x, y))
}

fn route() -> impl Strategy<Value = Route> {
    let curve =
        prop_oneof![4 => prop::collection::vec(point(), 4), 1 => prop::collection::vec(point(), 0..8)];
    let flags = (any::<bool>(), any::<bool>(), prop::option::weighted(0.1, point()));
    (curve, flags).prop_map(|(curve, (reversed, wraps, label))| Route { curve, reversed, wraps, label })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2000) })]

    #[test]
    fn any_layout_gets_an_answer(
        boxes in prop::collection::vec(point(), 1..4),
        routes in prop::collection::vec(route(), 0..3),
        extent in prop_oneof![Just(Point::new(f64::MAX, f64::MAX)), point()],
    ) {
        let sizes = vec![Size::new(40.0, 20.0); 2];
        let input = Input::new(sizes, vec![Edge { head: 1, ..Edge::default() }]).unwrap();
        let _ = promises(&input, &Layout { size: Size::new(extent.x, extent.y), boxes, routes, ..Layout::default() });
    }
}
