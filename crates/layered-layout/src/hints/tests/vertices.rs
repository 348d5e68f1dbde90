use super::*;
use crate::geom::Point;
use crate::testing::{graph, proper};

fn check(edges: &str, hints: &[Option<f64>], expected: &[f64]) {
    let hints = hints.iter().map(|x| x.map(|x| Point::new(x, 0.0))).collect();
    let input = graph(edges).input.with_hints(hints).expect("they are near");
    assert_eq!(x(&input, &proper(&input).1), expected, "{edges}");
}

/// A new box is between those that it is joined to, and so is a line that passes a rank.
#[test]
fn what_is_new_is_between_what_it_is_joined_to() {
    check("a->b b->c a->c", &[Some(10.0), None, Some(50.0)], &[10.0, 30.0, 50.0, 30.0]);
    check("a->b b->c", &[Some(10.0), None, None], &[10.0; 3]);
    check("a->b a->c b->d c->d", &[Some(10.0), None, Some(40.0), None], &[10.0, 10.0, 40.0, 40.0]);
}
