//! Packing the drawings of components beside and below each other.

use crate::connected::components;
use crate::geom::{Point, Size};
use crate::hints::earlier;
use crate::input::Edge;
use crate::input::Input;
use crate::layout::Layout;
use crate::layout::LimitsReached;
use crate::layout::Route;
use crate::options::Options;

/// A component as an input of its own.
pub(crate) struct Part {
    pub(crate) input: Input,
    /// The boxes it has, as numbered in the whole input.
    boxes: Vec<usize>,
    /// The edges it has.
    edges: Vec<usize>,
}

/// Takes the components of the input apart.
pub(crate) fn parts(input: &Input) -> Vec<Part> {
    let n_nodes = input.boxes.len();
    let component = components(n_nodes, input.edges.iter().map(|edge| (edge.tail, edge.head)));
    let n_parts = component.iter().max().map_or(0, |&last| last + 1);
    let mut parts: Vec<Part> = (0..n_parts)
        .map(|_| Part { input: Input::default(), boxes: Vec::new(), edges: Vec::new() })
        .collect();
    let mut local = vec![0; n_nodes];
    for (node, size) in input.boxes.iter().enumerate() {
        let part = &mut parts[component[node]];
        local[node] = part.boxes.len();
        part.boxes.push(node);
        part.input.boxes.push(*size);
        part.input.hints.extend(input.hints.get(node));
    }
    for (index, edge) in input.edges.iter().enumerate() {
        let part = &mut parts[component[edge.tail]];
        part.edges.push(index);
        part.input.edges.push(Edge { tail: local[edge.tail], head: local[edge.head], ..edge.clone() });
    }
    parts
}

/// Packs the drawings of the components, largest first, into columns beside the first or into shelves below it: so that
/// the whole is seen as large as can be in a window of the wanted aspect, and no wider than is wanted.
pub(crate) fn join(input: &Input, parts: &[Part], mut layouts: Vec<Layout>, options: &Options) -> Layout {
    let mut joined = Layout {
        limits_reached: layouts
            .iter()
            .fold(LimitsReached::default(), |all, layout| all.and(layout.limits_reached)),
        boxes: vec![Point::default(); input.boxes.len()],
        routes: vec![Route::default(); input.edges.len()],
        ..Layout::default()
    };
    let mut sequence: Vec<usize> = (0..parts.len()).collect();
    let area = |part: usize| layouts[part].size.width * layouts[part].size.height;
    sequence.sort_by(|&a, &b| area(b).total_cmp(&area(a)).then(a.cmp(&b)));
    let sizes: Vec<Size> = sequence.iter().map(|&part| layouts[part].size).collect();
    let (corners, size) = arranged(&sizes, options);
    let wished: Vec<Option<Point>> =
        sequence.iter().map(|&part| earlier::corner(&parts[part].input, &layouts[part])).collect();
    let (corners, size) = earlier::arranged(&sizes, &wished, (corners, size), options);
    for (&part, corner) in sequence.iter().zip(corners) {
        place(&parts[part], std::mem::take(&mut layouts[part]), corner, &mut joined);
    }
    joined.size = size;
    joined
}

/// The aspect of a window, where none is wanted.
const WINDOW: f64 = 1.6;

/// What another arrangement has to win for the usual one, columns no higher than the tallest drawing, to be given up.
const WORTH: f64 = 0.97;

/// The upper left corners of drawings of these sizes, the largest first, and the size of all.
fn arranged(sizes: &[Size], options: &Options) -> (Vec<Point>, Size) {
    let tallest = sizes.iter().map(|size| size.height).fold(0.0, f64::max);
    let widest = sizes.iter().map(|size| size.width).fold(0.0, f64::max);
    let usual = in_columns(sizes, tallest, options);
    if sizes.len() < 2 {
        return usual;
    }
    let aspect = if options.aspect > 0.0 { options.aspect } else { WINDOW };
    let room = if options.width > 0.0 { options.width } else { f64::INFINITY };
    // How small a window of this aspect shows all of it; what is too wide comes last.
    let cost = |(_, size): &(Vec<Point>, Size)| (size.width > room, size.height.max(size.width / aspect));
    let columns = [1.25, 1.5, 2.0].map(|times| in_columns(sizes, times * tallest, options));
    let limits = [widest, 1.3 * widest, 1.6 * widest, room];
    let shelves = limits.map(|limit| in_shelves(sizes, limit.min(room), options));
    let others = columns.into_iter().chain(shelves);
    let best = others.min_by(|a, b| {
        let ((a_wide, a), (b_wide, b)) = (cost(a), cost(b));
        a_wide.cmp(&b_wide).then(a.total_cmp(&b))
    });
    let is_better = |other: &(Vec<Point>, Size)| {
        let ((is_wide, cost), (was_wide, usual)) = (cost(other), cost(&usual));
        !is_wide && was_wide || is_wide == was_wide && cost < WORTH * usual
    };
    best.filter(is_better).unwrap_or(usual)
}

/// A column is as wide as its first drawing; the next drawings go below it as long as they are no wider and the column
/// stays no higher than `limit`.
fn in_columns(sizes: &[Size], limit: f64, options: &Options) -> (Vec<Point>, Size) {
    let mut columns: Vec<Column> = Vec::new();
    let mut corners = Vec::with_capacity(sizes.len());
    for &Size { width, height } in sizes {
        let fits = |column: &&mut Column| {
            width <= column.width && column.height + options.rank_sep + height <= limit
        };
        let at = match columns.iter_mut().find(fits) {
            Some(column) => {
                let y = column.height + options.rank_sep;
                column.height = y + height;
                Point::new(column.x, y)
            }
            None => {
                let x = columns.last().map_or(0.0, |last| last.x + last.width + 2.0 * options.node_sep);
                columns.push(Column { x, width, height });
                Point::new(x, 0.0)
            }
        };
        corners.push(at);
    }
    let width = columns.last().map_or(0.0, |last| last.x + last.width);
    (corners, Size::new(width, columns.iter().map(|column| column.height).fold(0.0, f64::max)))
}

/// Shelves below each other, filled from left to right, no wider than `limit` if no drawing is.
fn in_shelves(sizes: &[Size], limit: f64, options: &Options) -> (Vec<Point>, Size) {
    let mut corners = Vec::with_capacity(sizes.len());
    let (mut x, mut top, mut bottom, mut right) = (0.0, 0.0, 0.0_f64, 0.0_f64);
    for &Size { width, height } in sizes {
        if x > 0.0 && x + width > limit {
            (x, top) = (0.0, bottom + options.rank_sep);
        }
        corners.push(Point::new(x, top));
        bottom = bottom.max(top + height);
        right = right.max(x + width);
        x += width + 2.0 * options.node_sep;
    }
    (corners, Size::new(right, bottom))
}

/// Drawings one below the other.
struct Column {
    x: f64,
    width: f64,
    height: f64,
}

/// Moves the drawing of a part to where it goes in the whole.
fn place(part: &Part, mut layout: Layout, at: Point, into: &mut Layout) {
    layout.shift(at.x, at.y);
    for (&node, centre) in part.boxes.iter().zip(layout.boxes) {
        into.boxes[node] = centre;
    }
    for (&edge, route) in part.edges.iter().zip(layout.routes) {
        into.routes[edge] = route;
    }
}

#[cfg(test)]
#[path = "tests/pack.rs"]
mod tests;
