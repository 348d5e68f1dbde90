use super::*;
use crate::check::check;
use crate::layered::layered;
use crate::testing::graph;

/// A graph with hints, given in the order in which its boxes appear.
fn hinted(edges: &str, hints: &[Option<(f64, f64)>]) -> Input {
    let hints = hints.iter().map(|hint| hint.map(|(x, y)| Point::new(x, y))).collect();
    graph(edges).input.with_hints(hints).expect("they are near")
}

#[test]
fn boxes_of_about_one_height_were_in_one_row() {
    let input = hinted(
        "a b c d e",
        &[Some((0.0, 10.0)), Some((0.0, 70.0)), None, Some((9.0, 13.0)), Some((0.0, 130.0))],
    );
    assert_eq!(rows(&input, &Options::default()), [Some(0), Some(1), None, Some(0), Some(2)]);
}

fn centres(input: &Input) -> Vec<Point> {
    let layout = layered(input, &Options::default());
    assert_eq!(check(input, &layout), Ok(()));
    layout.boxes
}

/// Siblings stand as they did, which nothing else would make them do.
#[test]
fn the_order_of_siblings_is_kept() {
    let tree = "r->a:3 r->b:2 r->c:1";
    for xs in [[20.0, 80.0, 140.0], [140.0, 80.0, 20.0], [80.0, 20.0, 140.0]] {
        let below = xs.map(|x| Some((x, 80.0)));
        let boxes = centres(&hinted(tree, &[Some((80.0, 10.0)), below[0], below[1], below[2]]));
        for (a, b) in [(0, 1), (1, 2), (0, 2)] {
            assert_eq!(boxes[a + 1].x < boxes[b + 1].x, xs[a] < xs[b], "{xs:?}: {boxes:?}");
        }
    }
}

/// A leaf that was further down stays there: its rank is one of those that it may have.
#[test]
fn ranks_are_kept() {
    let chain = "a->b b->c a->d";
    let depth = |y: f64| {
        let hints = [Some((60.0, 10.0)), Some((20.0, 58.0)), Some((20.0, 106.0)), Some((100.0, y))];
        let boxes = centres(&hinted(chain, &hints));
        (boxes[3].y - boxes[1].y).abs() < 1.0
    };
    assert!(depth(58.0) && !depth(106.0));
}

/// An earlier drawing in which everything crosses is not worth looking like.
#[test]
fn crossings_are_not_kept() {
    let ladder = "a->v b->w c->x d->y e->z f->v b->v c->w d->x e->y f->z";
    let names = graph(ladder).names;
    let hint = |name: &String| {
        let at = "abcdef vwxyz".find(name.as_str()).expect("it is a box") % 7;
        let is_above = name.as_str() < "v";
        Some(if is_above { (60.0 * at as f64, 10.0) } else { (60.0 * (6.0 - at as f64), 80.0) })
    };
    let hints: Vec<_> = names.iter().map(hint).collect();
    let (input, anew) = (hinted(ladder, &hints), hinted(ladder, &[]));
    let crossings = |boxes: &[Point]| {
        let ends: Vec<_> = input.edges.iter().map(|edge| (boxes[edge.tail].x, boxes[edge.head].x)).collect();
        let cross = |a: (f64, f64), b: (f64, f64)| (a.0 - b.0) * (a.1 - b.1) < 0.0;
        (0..ends.len()).map(|b| (0..b).filter(|&a| cross(ends[a], ends[b])).count()).sum::<usize>()
    };
    let (kept, least) = (crossings(&centres(&input)), crossings(&centres(&anew)));
    assert!(kept as f64 <= 1.15 * least as f64 + 1.0, "{kept}, {least}");
}

/// Components that are alike change places with their hints.
#[test]
fn components_stay_where_they_were() {
    let boxes = centres(&hinted("a b c", &[Some((96.0, 10.0)), Some((20.0, 10.0)), Some((172.0, 10.0))]));
    assert_eq!(boxes, [Point::new(96.0, 10.0), Point::new(20.0, 10.0), Point::new(172.0, 10.0)]);
}

/// Two that were in one place cannot both be there.
#[test]
fn components_keep_their_distance() {
    let boxes = centres(&hinted("a b c", &[Some((20.0, 10.0)); 3]));
    assert!(boxes.iter().all(|one| boxes.iter().filter(|other| *other == one).count() == 1), "{boxes:?}");
}

/// What was on the left is gone: the others stay, but for a tenth of the width at most.
#[test]
fn a_drawing_is_shifted_to_where_it_was() {
    let shift = |x: f64| {
        let input = hinted("a->b", &[Some((x, 10.0)), Some((x, 58.0))]);
        let layout = layered(&input, &Options::default());
        (layout.boxes[0].x, layout.size.width)
    };
    assert_eq!(shift(22.0), (22.0, 42.0));
    assert_eq!(shift(1000.0), (24.0, 44.0));
    assert_eq!(shift(-1000.0), (20.0, 40.0));
}

/// Places as far away as they may be, and all alike, are places.
#[test]
fn any_hints_can_be_kept() {
    for at in [(1e9, 1e9), (-1e9, -1e9), (0.0, 0.0), (1e9, -1e9)] {
        for options in [Options::default(), Options { width: 90.0, ..Options::default() }] {
            let other = (-at.0, at.1);
            let hints = [Some(at), Some(other), None, Some(at), Some(other)];
            let input = hinted("a->b b->c c->a a->d d->b e", &hints);
            assert_eq!(check(&input, &layered(&input, &options)), Ok(()), "{at:?}");
        }
    }
}
