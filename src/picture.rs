//! Draws and lays out a graph, replacing long lines of weak calls by stubs.

use std::collections::BTreeSet;
use std::convert::Infallible;

use crate::analysis::Graph;
use crate::drawing::{Draft, Drawing, Style, stub};
use crate::layout::{self, Layout};
use crate::review::Review;

/// The length in pixels up to which a weak call may be a line: both of its ends can be seen at once.
const FAR: f64 = 450.0;

/// The maximum number of lines of a graph that is drawn again.
const MAX_LINES: usize = 3000;

/// How often a graph is drawn again: where boxes move, other lines may grow.
const ROUNDS: usize = 3;

/// Draws `graph`, and lays it out with [`layout::layered`] and `options`, but for direction and width, which are those of
/// `style`.
///
/// If weak calls become long lines, it is drawn and laid out again, with [stubs](stub) for them.
#[must_use]
pub fn drawn(graph: &Graph, style: &Style, options: &layout::Options) -> (Drawing, Layout) {
    let lay_out = |drawing: &Drawing| {
        Ok::<_, Infallible>(layout::layered(&drawing.layout_input(), &drawing.layout_options(options)))
    };
    match drawn_by(graph, None, style, lay_out) {
        Ok(drawn) => drawn,
        Err(never) => match never {},
    }
}

/// Draws `graph`, which may be the difference that `review` is about, and lays it out with `lay_out`: it is called up to four
/// times, and returns a layout of [`Drawing::layout_input`], with [`Drawing::layout_options`].
///
/// # Errors
///
/// Those of `lay_out`.
pub fn drawn_by<E>(
    graph: &Graph,
    review: Option<&Review>,
    style: &Style,
    mut lay_out: impl FnMut(&Drawing) -> Result<Layout, E>,
) -> Result<(Drawing, Layout), E> {
    let draft = Draft::new(graph, review, style);
    let mut drawing = draft.drawing(&BTreeSet::new());
    let mut layout = lay_out(&drawing)?;
    let mut far = BTreeSet::new();
    for _ in 0..ROUNDS {
        let n_before = far.len();
        far.extend(far_calls(&drawing, &layout));
        if !style.stubs || far.len() == n_before || drawing.edges.len() > MAX_LINES {
            break;
        }
        drawing = draft.drawing(&far);
        layout = lay_out(&drawing)?;
    }
    Ok((drawing, layout))
}

/// The ends of weak calls that are long lines.
fn far_calls<'a>(drawing: &'a Drawing, layout: &'a Layout) -> impl Iterator<Item = (usize, usize)> + 'a {
    let lines = drawing.edges.iter().zip(&layout.routes);
    let far = lines.filter(|(edge, route)| stub::is_weak(edge) && route.length() > FAR);
    far.map(|(edge, _)| (edge.tail, edge.head))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Edge, Node, Scale, Weight};

    fn weight(value: i64) -> Weight {
        Weight { value, sum: value, sides: None }
    }

    /// One function that calls a hundred and ten others, each for 0.9 % of the total.
    fn star() -> Graph {
        let node = |index: usize, cum: i64| {
            let name = format!("function{index}");
            let (flat, cum) = (weight(if index == 0 { 10 } else { cum }), weight(cum));
            Node { name: name.clone().into(), printed: name.into(), flat, cum, ..Node::default() }
        };
        let edge = |to| Edge { from: Some(0), to: Some(to), weight: weight(9), ..Edge::default() };
        Graph {
            scale: Scale { to: "ms".to_owned(), total: 1000, ..Scale::default() },
            nodes: [node(0, 1000)].into_iter().chain((1..=110).map(|index| node(index, 9))).collect(),
            edges: (1..=110).map(edge).collect(),
            ..Graph::default()
        }
    }

    #[test]
    fn weak_calls_across_the_page_become_stubs() {
        let (graph, style, options) = (star(), Style::default(), layout::Options::default());
        let once = Draft::new(&graph, None, &style).drawing(&BTreeSet::new());
        assert_eq!(once.edges.len(), 110, "all of them are the main calls of their callees");
        let places = layout::layered(&once.layout_input(), &options);
        assert!(far_calls(&once, &places).count() > 0, "some of them are long at first");
        let (drawing, places) = drawn(&graph, &style, &options);
        assert_eq!(far_calls(&drawing, &places).count(), 0);
        let n_stubs = drawing.boxes[0].calls.stubs.len();
        assert!(0 < n_stubs && n_stubs < 110);
        assert_eq!(drawing.edges.len() + n_stubs, 110);
    }

    #[test]
    fn a_graph_is_drawn_once_if_all_calls_are_to_be_lines() {
        let style = Style { stubs: false, ..Style::default() };
        let mut n_layouts = 0;
        let drawn = drawn_by(&star(), None, &style, |drawing| {
            n_layouts += 1;
            Ok::<_, ()>(layout::layered(&drawing.layout_input(), &layout::Options::default()))
        });
        assert_eq!((n_layouts, drawn.expect("it is laid out").0.edges.len()), (1, 110));
    }
}
