use crate::check::check;
use crate::check::flattened;
use crate::geom::{Point, Rect, Size};
use crate::input::Edge;
use crate::input::Input;
use crate::layered::layered;
use crate::options::Options;
use crate::testing::Random;

/// One caller of so many functions, in boxes of 60 by 30, each called with a label of 24 by 12.
fn star(n_called: usize) -> Input {
    let label = Some(Size::new(24.0, 12.0));
    let edge = |head| Edge { tail: 0, head, weight: 1.0, head_half_width: 3.0, label, ..Edge::default() };
    Input {
        boxes: vec![Size::new(60.0, 30.0); n_called + 1],
        edges: (1..=n_called).map(edge).collect(),
        ..Input::default()
    }
}

/// Where lines spread there is room beside each of them, and none has to bend for a label.
#[test]
fn lines_of_a_star_are_straight() {
    let input = star(3);
    let layout = layered(&input, &Options::default());
    assert_eq!(check(&input, &layout), Ok(()));
    assert!(layout.routes.iter().all(|route| route.curve.len() == 4), "one straight line each");
}

/// No label lies on the straight line of another edge, here or where they are so many that some are reserved.
#[test]
fn labels_are_clear_of_foreign_lines() {
    for n_called in [3, 8, 20] {
        let input = star(n_called);
        let layout = layered(&input, &Options { aspect: 0.0, ..Options::default() });
        assert_eq!(check(&input, &layout), Ok(()));
        for (edge, route) in layout.routes.iter().enumerate() {
            let label = Rect::around(route.label.unwrap(), input.edges[edge].label.unwrap()).grown(-0.5);
            let others = layout.routes.iter().enumerate().filter(|&(other, _)| other != edge);
            for (other, line) in others.filter(|(_, line)| line.curve.len() == 4) {
                let hits = label.meets(line.curve[0], line.curve[3]);
                assert!(!hits, "{n_called}: the label of {edge} lies on {other}");
            }
        }
    }
}

/// Calls back and forth between a box and two others, whose labels hardly leave room: lines and arrowheads of a half
/// width of 7 are clear of the lines beside them, which are 6 wide, all the way between the boxes.
#[test]
fn thick_lines_keep_apart() {
    let label = Some(Size::new(46.0, 14.0));
    let edge = |tail, head| Edge { tail, head, weight: 50.0, head_half_width: 7.0, label, ..Edge::default() };
    let input = Input {
        boxes: vec![Size::new(130.0, 60.0), Size::new(120.0, 60.0), Size::new(120.0, 60.0)],
        edges: vec![edge(0, 1), edge(1, 0), edge(0, 2), edge(2, 0)],
        ..Input::default()
    };
    let layout = layered(&input, &Options::default());
    assert_eq!(check(&input, &layout), Ok(()));
    let top = layout.rect(&input, 0).max.y;
    let bottom = layout.rect(&input, 1).min.y;
    let lines: Vec<_> = layout.routes.iter().map(|route| flattened(&route.curve)).collect();
    for step in 1..10 {
        let y = top + (bottom - top) * f64::from(step) / 10.0;
        let mut xs: Vec<f64> = lines.iter().filter_map(|line| passes(line, y)).collect();
        xs.sort_by(f64::total_cmp);
        assert!(xs.windows(2).all(|pair| pair[1] - pair[0] > 10.0), "at {y}: {xs:?}");
    }
}

/// Where a line passes a height.
fn passes(line: &[Point], y: f64) -> Option<f64> {
    let pair = line.windows(2).find(|pair| (pair[0].y - y) * (pair[1].y - y) <= 0.0)?;
    let share = if pair[1].y == pair[0].y { 0.0 } else { (y - pair[0].y) / (pair[1].y - pair[0].y) };
    Some(pair[0].x + (pair[1].x - pair[0].x) * share)
}

/// Next to no label of a dense graph lies on the line of another edge, however many are reserved.
#[test]
fn hardly_any_label_lies_on_a_foreign_line() {
    let (mut n_labels, mut n_hit) = (0, 0);
    for seed in 0..5 {
        let input = Random(seed).input(40, 160);
        let layout = layered(&input, &Options::default());
        for (edge, route) in layout.routes.iter().enumerate() {
            let (Some(centre), Some(size)) = (route.label, input.edges[edge].label) else { continue };
            // Corners are rounded by up to three.
            let label = Rect::around(centre, size).grown(-3.0);
            let lines = layout.routes.iter().enumerate().filter(|&(other, _)| other != edge);
            let mut lines = lines.map(|(_, line)| flattened(&line.curve));
            n_labels += 1;
            n_hit +=
                usize::from(lines.any(|line| line.windows(2).any(|piece| label.meets(piece[0], piece[1]))));
        }
    }
    assert!(500 * n_hit < n_labels, "{n_hit} of {n_labels}");
}
