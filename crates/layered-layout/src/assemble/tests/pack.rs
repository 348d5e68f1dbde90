use expect_test::{Expect, expect};

use crate::geom::Size;
use crate::input::Input;
use crate::layered::layered;
use crate::options::Options;
use crate::testing::graph;

/// Where the boxes go, by their upper left corners.
fn check(input: &Input, expected: Expect) {
    let layout = layered(input, &Options::default());
    let show = |index| {
        let corner = layout.rect(input, index).min;
        format!("{},{}", corner.x, corner.y)
    };
    let size = format!("; {} x {}", layout.size.width, layout.size.height);
    expected.assert_eq(&((0..input.boxes.len()).map(show).collect::<Vec<_>>().join(" ") + &size));
}

/// The chain is the tallest; the lone boxes fill a column beside it, 28 apart, and start another when it is full.
#[test]
fn small_components_stand_beside_the_largest() {
    check(&graph("a->b b->c x y z w").input, expect!["0,0 0,48 0,96 76,0 76,48 76,96 152,0; 192 x 116"]);
}

/// What is wider than the column starts a column of its own.
#[test]
fn columns_are_as_wide_as_their_first() {
    let mut input = graph("a->b x y").input;
    input.boxes[2] = Size::new(30.0, 5.0);
    input.boxes[3] = Size::new(60.0, 5.0);
    check(&input, expect!["0,0 0,48 76,33 76,0; 136 x 68"]);
}

/// A wide drawing and many small ones: below it they are seen larger than beside it.
#[test]
fn small_components_stand_below_a_wide_one() {
    let mut input = graph(&["w", "a b c d e f g h i j k l"].join(" ")).input;
    input.boxes[0] = Size::new(400.0, 20.0);
    let layout = layered(&input, &Options::default());
    assert!(layout.size.width <= 520.0 && layout.size.height < 0.5 * layout.size.width, "{:?}", layout.size);
    let tops: Vec<f64> = (0..input.boxes.len()).map(|index| layout.rect(&input, index).min.y).collect();
    assert!(tops[0] == 0.0 && tops[1..].iter().filter(|&&top| top > 20.0).count() >= 10, "{tops:?}");
}

/// Four drawings of 40 in 100: two in each shelf.
#[test]
fn a_wanted_width_makes_shelves() {
    let input = graph("x y z w").input;
    let options = Options { width: 120.0, ..Options::default() };
    let layout = layered(&input, &options);
    assert_eq!(layout.size, Size::new(116.0, 68.0));
    let wider = Options { width: 500.0, ..Options::default() };
    assert_eq!(
        layered(&input, &wider),
        layered(&input, &Options::default()),
        "where all fit nothing changes"
    );
}
