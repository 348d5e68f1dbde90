//! Any graph has a valid layout, which is the same each time.

#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use pprof_svg::geom::Size;
use pprof_svg::layout::{Direction, Edge, Input, Options, check, layered};

/// A graph encoded in few bytes; indices out of range wrap.
#[derive(Arbitrary, Debug)]
struct Graph {
    boxes: Vec<(u8, u8)>,
    edges: Vec<(u8, u8, u8, Option<(u8, u8)>)>,
    is_left_to_right: bool,
    aspect: u8,
    enforce_aspect: bool,
    width: u8,
}

fn size((width, height): (u8, u8)) -> Size {
    Size::new(1.0 + 4.0 * f64::from(width), 1.0 + 2.0 * f64::from(height))
}

fuzz_target!(|graph: Graph| {
    let n_boxes = graph.boxes.len();
    if n_boxes == 0 || n_boxes > 200 || graph.edges.len() > 600 {
        return;
    }
    let edge = |&(tail, head, weight, label): &(u8, u8, u8, Option<(u8, u8)>)| Edge {
        tail: usize::from(tail) % n_boxes,
        head: usize::from(head) % n_boxes,
        weight: 1.0 + f64::from(weight % 100),
        head_half_width: 2.4 + f64::from(weight % 100) / 25.0,
        label: label.map(|(width, height)| size((width / 4, height / 8))),
        ..Edge::default()
    };
    let boxes = graph.boxes.iter().copied().map(size).collect();
    let input = Input::new(boxes, graph.edges.iter().map(edge).collect()).expect("all of it is in range");
    let mut options = Options::default();
    options.aspect = f64::from(graph.aspect) / 32.0;
    options.enforce_aspect = graph.enforce_aspect;
    options.width = f64::from(graph.width);
    if graph.is_left_to_right {
        options.direction = Direction::LeftToRight;
    }
    let layout = layered(&input, &options);
    if let Err(broken) = check(&input, &layout) {
        panic!("{broken}");
    }
    assert_eq!(layout, layered(&input, &options), "a second run differs");
});
