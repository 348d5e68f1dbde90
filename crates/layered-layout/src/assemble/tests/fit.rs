use std::cell::RefCell;

use expect_test::{Expect, expect};

use super::fitted;
use crate::check::check as check_layout;
use crate::geom::Size;
use crate::layered::layered;
use crate::layout::Layout;
use crate::options::Direction;
use crate::options::Options;
use crate::testing::{Random, graph};

/// The aspects that are tried for drawings of these sizes, and the width of the one that is taken.
fn check(width: f64, n_parts: usize, sizes: &[(f64, f64)], expected: Expect) {
    let aspects = RefCell::new(Vec::new());
    let layout = fitted(&Options { width, ..Options::default() }, n_parts, |options| {
        let mut aspects = aspects.borrow_mut();
        aspects.push(format!("{:.2}{}", options.aspect, if options.enforce_aspect { "!" } else { "" }));
        let (width, height) = sizes[(aspects.len() - 1).min(sizes.len() - 1)];
        Layout { size: Size::new(width, height), ..Layout::default() }
    });
    expected.assert_eq(&format!("{}: {}", aspects.into_inner().join(" "), layout.size.width));
}

#[test]
fn what_fits_is_laid_out_once() {
    check(0.0, 50, &[(900.0, 600.0)], expect!["1.60: 900"]);
    check(900.0, 50, &[(900.0, 600.0)], expect!["1.60: 900"]);
}

#[test]
fn the_first_that_fits_is_taken() {
    check(
        600.0,
        50,
        &[(900.0, 600.0), (700.0, 800.0), (590.0, 900.0), (1.0, 1.0)],
        expect!["1.60 0.98! 0.63!: 590"],
    );
}

#[test]
fn the_tries_are_counted() {
    check(100.0, 50, &[(900.0, 600.0)], expect!["1.60 0.98! 0.63! 0.41! 0.27! 0.17!: 900"]);
}

#[test]
fn large_graphs_are_tried_less_often() {
    check(100.0, 3_000, &[(900.0, 600.0)], expect!["1.60 0.63! 0.27!: 900"]);
    check(100.0, 1_000_000, &[(900.0, 600.0)], expect!["1.60 0.17!: 900"]);
}

/// 690 is narrower than 700, but not for twice the height.
#[test]
fn what_does_not_fit_is_narrow_and_not_endless() {
    let sizes = [(900.0, 600.0), (700.0, 900.0), (690.0, 1800.0), (700.0, 900.0)];
    check(100.0, 50, &sizes, expect!["1.60 0.98! 0.63! 0.41! 0.27! 0.17!: 700"]);
}

/// Eight boxes with callers and callees take three ranks where three fit side by side.
#[test]
fn a_rank_of_boxes_between_others_is_folded() {
    let names = ["b", "c", "d", "e", "f", "g", "h", "i"];
    let edges: Vec<String> = names.iter().map(|name| format!("a->{name} {name}->z")).collect();
    let mut input = graph(&edges.join(" ")).input;
    input.boxes.fill(Size::new(100.0, 40.0));
    let width = |width| layered(&input, &Options { width, ..Options::default() }).size.width;
    assert_eq!(width(0.0), 8.0 * 100.0 + 7.0 * 18.0);
    assert!(width(460.0) <= 460.0, "{}", width(460.0));
}

#[test]
fn the_same_input_has_the_same_layout() {
    let input = Random(7).input(60, 90);
    let options = Options { width: 400.0, ..Options::default() };
    let layout = layered(&input, &options);
    assert_eq!(layout, layered(&input, &options));
    assert_eq!(check_layout(&input, &layout), Ok(()));
}

#[test]
fn narrow_drawings_keep_all_promises() {
    for seed in 0..40 {
        let input = Random(seed).input(25, 40);
        let direction = if seed % 4 == 0 { Direction::LeftToRight } else { Direction::TopToBottom };
        for (aspect, width) in [(0.3, 0.0), (1.6, 300.0)] {
            let options = Options { aspect, width, direction, enforce_aspect: true, ..Options::default() };
            assert_eq!(check_layout(&input, &layered(&input, &options)), Ok(()), "seed {seed}");
        }
    }
}
