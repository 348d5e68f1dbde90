use super::*;
use crate::drawing::node::NodeBox;
use crate::geom::Size;

fn boxes(titles: &[&str]) -> Vec<NodeBox> {
    let node = |title: &&str| NodeBox {
        title: (*title).to_owned(),
        size: Size::new(10.0, 20.0),
        ..NodeBox::default()
    };
    titles.iter().map(node).collect()
}

fn earlier(boxes: &[(&str, f64, f64)]) -> Earlier {
    Earlier::new(boxes.iter().map(|&(name, x, y)| (name.to_owned(), Point::new(x, y))))
}

#[test]
fn boxes_are_known_by_the_first_lines_of_their_titles() {
    let drawing = Drawing { boxes: boxes(&["b\nflat 3", "new", "a\nflat 1"]), ..Drawing::default() };
    let hints = earlier(&[("a", 1.0, 2.0), ("b", 3.0, 4.0), ("gone", 5.0, 6.0)]).hints(&drawing);
    assert_eq!(hints, [Some(Point::new(3.0, 4.0)), None, Some(Point::new(1.0, 2.0))]);
}

/// In a call tree a function has a box for each way to it.
#[test]
fn boxes_of_one_name_are_matched_in_their_order() {
    let drawing = Drawing { boxes: boxes(&["a", "a", "a"]), ..Drawing::default() };
    let hints = earlier(&[("a", 1.0, 0.0), ("a", 2.0, 0.0)]).hints(&drawing);
    assert_eq!(hints, [Some(Point::new(1.0, 0.0)), Some(Point::new(2.0, 0.0)), None]);
}

/// A stack is a frame: its centre follows from those of its boxes.
#[test]
fn a_stack_is_where_its_boxes_were() {
    let drawing =
        Drawing { boxes: boxes(&["a", "b", "new"]), stacks: vec![vec![0, 1, 2]], ..Drawing::default() };
    let hints = earlier(&[("a", 5.0, 10.0), ("b", 5.0, 30.0)]).hints(&drawing);
    assert_eq!(hints, [Some(Point::new(5.0, 30.0))]);
}
