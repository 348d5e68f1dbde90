use proptest::prelude::*;

use super::*;
use crate::check::check;
use crate::layered::layered;
use crate::options::Options;

/// What is said of two boxes and an edge between them.
fn refused(boxes: [Size; 2], edge: Edge) -> String {
    Input::new(boxes.to_vec(), vec![Edge::default(), edge]).unwrap_err().to_string()
}

const BOXES: [Size; 2] = [Size::new(40.0, 20.0), Size::new(60.0, 20.0)];

#[test]
fn edges_end_at_boxes() {
    let edge = |tail, head| Edge { tail, head, ..Edge::default() };
    assert_eq!(refused(BOXES, edge(2, 1)), "edge 1 leaves box 2, of 2 boxes counted from 0");
    assert_eq!(
        refused(BOXES, edge(0, usize::MAX)),
        format!("edge 1 enters box {}, of 2 boxes counted from 0", usize::MAX)
    );
    assert!(Input::new(Vec::new(), vec![Edge::default()]).is_err());
}

#[test]
fn lengths_are_moderate_numbers() {
    for length in [-1.0, f64::NAN, f64::INFINITY, 1e7] {
        let size = Size::new(length, 5.0);
        assert_eq!(
            refused([BOXES[0], size], Edge::default()),
            format!("box 1 cannot be {length} wide and 5 high")
        );
        assert_eq!(
            refused(BOXES, Edge { label: Some(size), ..Edge::default() }),
            format!("the label of edge 1 cannot be {length} wide and 5 high")
        );
        assert_eq!(
            refused(BOXES, Edge { head_half_width: length, ..Edge::default() }),
            format!(
                "half the width of the arrowhead of edge 1 cannot be {length}: it must be from 0 to 1000000"
            )
        );
    }
}

#[test]
fn reaches_are_lengths_or_without_end() {
    for reach in [-1.0, f64::NAN, f64::NEG_INFINITY] {
        let edge = Edge { reach: [f64::INFINITY, reach], ..Edge::default() };
        assert_eq!(refused(BOXES, edge), format!("edge 1 cannot reach {reach} along a flank"));
    }
}

#[test]
fn weights_are_moderate_numbers() {
    for weight in [0.0, 0.99, -1.0, f64::NAN, f64::INFINITY, 1e300] {
        assert_eq!(
            refused(BOXES, Edge { weight, ..Edge::default() }),
            format!("the weight of edge 1 cannot be {weight}: it must be from 1 to 1000000")
        );
    }
}

#[test]
fn hints_are_places_of_all_boxes() {
    let hinted = |hints| Input::new(BOXES.to_vec(), Vec::new()).unwrap().with_hints(hints);
    assert!(hinted(Vec::new()).is_ok());
    assert_eq!(hinted(vec![Some(Point::default()), None]).unwrap().hints(), [Some(Point::default()), None]);
    assert_eq!(hinted(vec![None]).unwrap_err().to_string(), "there are 1 hints for 2 boxes");
    assert_eq!(
        hinted(vec![None, Some(Point::new(f64::NAN, 2.0))]).unwrap_err().to_string(),
        "box 1 cannot have been at NaN, 2"
    );
}

/// Usual lengths, the ends of what is allowed, and any number.
fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        6 => 1.0..200.0,
        1 => Just(0.0),
        1 => Just(1e6),
        1 => 0.0..1e-3,
        1 => any::<f64>(),
    ]
}

fn size() -> impl Strategy<Value = Size> {
    (number(), number()).prop_map(|(width, height)| Size::new(width, height))
}

fn edge() -> impl Strategy<Value = Edge> {
    (0..9usize, 0..9usize, number(), number(), prop::option::of(size())).prop_map(
        |(tail, head, weight, head_half_width, label)| Edge {
            tail,
            head,
            weight: weight + 1.0,
            head_half_width,
            label,
            ..Edge::default()
        },
    )
}

fn options() -> impl Strategy<Value = Options> {
    ([number(), number(), number(), number(), number()], any::<bool>()).prop_map(
        |([node_sep, edge_sep, rank_sep, aspect, width], enforce_aspect)| Options {
            node_sep,
            edge_sep,
            rank_sep,
            aspect,
            width,
            enforce_aspect,
            ..Options::default()
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn what_is_accepted_is_laid_out(
        boxes in prop::collection::vec(size(), 9),
        edges in prop::collection::vec(edge(), 0..12),
        hints in prop::option::of(prop::collection::vec((number(), number()), 9)),
        options in options(),
    ) {
        // One that cannot be laid out does not hide the others.
        let boxes = boxes.into_iter().filter(|&size| is_size(size)).collect::<Vec<_>>();
        let edges = edges.into_iter().filter(|edge| validate(0, edge, boxes.len()).is_ok()).collect();
        let hints = hints.unwrap_or_default().into_iter().map(|(x, y)| Some(Point::new(x, y))).take(boxes.len()).collect();
        let input = Input::new(boxes, edges).unwrap();
        let input = input.clone().with_hints(hints).unwrap_or(input);
        let layout = layered(&input, &options);
        prop_assert_eq!(check(&input, &layout), Ok(()));
    }
}
