//! The layout-rs backend: the crate `layout-rs` as an alternative to the crate's own [layout](crate::layout), for
//! comparison.
//!
//! It searches for cycles along all paths, so that it does not terminate in practice on some graphs, and it panics on
//! failed assertions. So it runs on a thread of its own, with limits on size and time.

use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use ::layout::core::base::Orientation;
use ::layout::core::format::{ClipHandle, RenderBackend};
use ::layout::core::geometry::Point as Place;
use ::layout::core::style::StyleAttr;
use ::layout::std_shapes::shapes::{Arrow, Element, ShapeKind};
use ::layout::topo::layout::VisualGraph;

use crate::geom::{Point, Rect, Size};
use crate::layout::{Edge, Input, Layout, Route};

/// Name of the backend's thread.
const THREAD_NAME: &str = "layout-rs";

/// Limits of the backend.
#[derive(Clone, Debug)]
pub struct BackendLimits {
    /// The maximum number of boxes (2000).
    pub boxes: usize,
    /// The maximum number of edges (5000).
    pub edges: usize,
    /// The maximum time (20 seconds).
    pub time: Duration,
}

impl Default for BackendLimits {
    fn default() -> BackendLimits {
        BackendLimits { boxes: 2000, edges: 5000, time: Duration::from_secs(20) }
    }
}

/// Why there is no layout.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BackendError {
    /// The graph exceeds the limits.
    #[error("layout-rs is not asked about {boxes} boxes and {edges} edges")]
    TooLarge {
        /// The number of boxes.
        boxes: usize,
        /// The number of edges.
        edges: usize,
    },
    /// The time is exceeded. The thread goes on until the process ends.
    #[error("layout-rs did not finish within {} s", .0.as_secs_f64())]
    OutOfTime(Duration),
    /// The backend panicked, or returned coordinates that are not finite.
    #[error("layout-rs failed on this graph")]
    Failed,
}

/// Lays out `input` with `layout-rs`.
///
/// The result has the form of the crate's own [layout](crate::layout), without its guarantees: curves may cross boxes,
/// and labels may overlap anything.
///
/// It runs in a thread that is called `layout-rs`. Its panics are caught, but the panic hook is called all the same, and
/// can recognize them by that name.
///
/// # Errors
///
/// If the graph or the time exceeds the limits, or the backend fails.
pub fn lay_out(input: &Input, limits: &BackendLimits) -> Result<Layout, BackendError> {
    let (boxes, edges) = (input.boxes().len(), input.edges().len());
    if boxes == 0 {
        return Ok(Layout::default());
    }
    if boxes > limits.boxes || edges > limits.edges {
        return Err(BackendError::TooLarge { boxes, edges });
    }
    let input = input.clone();
    within(limits.time, move || run(&input))
}

/// Runs `work` on a thread of its own, within this time.
fn within(
    time: Duration,
    work: impl FnOnce() -> Option<Layout> + Send + 'static,
) -> Result<Layout, BackendError> {
    let (sender, receiver) = mpsc::channel();
    // The backend recurses once per box of a path; only the used part of a stack takes memory.
    let thread = thread::Builder::new().name(THREAD_NAME.to_owned()).stack_size(256 << 20);
    // Without a receiver, the result is dropped.
    let send = move || sender.send(work()).unwrap_or_default();
    thread.spawn(send).map_err(|_| BackendError::Failed)?;
    match receiver.recv_timeout(time) {
        Ok(Some(layout)) => Ok(layout),
        Ok(None) | Err(RecvTimeoutError::Disconnected) => Err(BackendError::Failed),
        Err(RecvTimeoutError::Timeout) => Err(BackendError::OutOfTime(time)),
    }
}

/// The layout, if all of its coordinates are finite.
fn run(input: &Input) -> Option<Layout> {
    let mut graph = VisualGraph::new(Orientation::TopToBottom);
    graph.dag.set_validate(false); // a check of its own that takes as long as the search for cycles
    let handles: Vec<_> = input.boxes().iter().map(|size| graph.add_node(element(*size))).collect();
    for (index, edge) in input.edges().iter().enumerate() {
        let arrow = Arrow::simple_with_properties("", index.to_string());
        graph.add_edge(arrow, handles[edge.tail], handles[edge.head]);
    }
    let mut curves = Curves(vec![Vec::new(); input.edges().len()]);
    graph.do_it(false, false, false, &mut curves);

    let boxes = handles.iter().map(|handle| point(graph.pos(*handle).center())).collect();
    let routes = input.edges().iter().zip(curves.0).map(|(edge, curve)| route(edge, curve)).collect();
    let mut layout = Layout { boxes, routes, ..Layout::default() };
    move_to_origin(&mut layout, input);
    let numbers = layout.boxes.iter().chain(layout.routes.iter().flat_map(|route| &route.curve));
    let are_numbers = numbers.into_iter().all(|point| point.x.is_finite() && point.y.is_finite());
    let are_curves = layout.routes.iter().all(|route| route.curve.len() >= 4);
    (are_numbers && are_curves).then_some(layout)
}

fn element(size: Size) -> Element {
    let size = Place::new(size.width.max(1.0), size.height.max(1.0));
    Element::create(ShapeKind::new_box(""), StyleAttr::simple(), Orientation::TopToBottom, size)
}

fn point(place: Place) -> Point {
    Point::new(place.x, place.y)
}

/// The route of a curve, with the label to the right of its midpoint.
fn route(edge: &Edge, curve: Vec<Point>) -> Route {
    let label = edge.label.map(|size| {
        let middle = middle(&curve);
        Point::new(middle.x + size.width / 2.0 + 2.0, middle.y)
    });
    let reversed = curve.len() > 1 && curve[curve.len() - 1].y < curve[0].y;
    Route { curve, reversed, label, ..Route::default() }
}

/// The midpoint of the middle Bézier segment.
fn middle(curve: &[Point]) -> Point {
    let n_curves = curve.len().saturating_sub(1) / 3;
    let Some([a, b, c, d]) = curve.get(n_curves / 2 * 3..).and_then(|rest| rest.first_chunk()) else {
        return curve.first().copied().unwrap_or_default();
    };
    let mean = |a: f64, b: f64, c: f64, d: f64| (a + 3.0 * b + 3.0 * c + d) / 8.0;
    Point::new(mean(a.x, b.x, c.x, d.x), mean(a.y, b.y, c.y, d.y))
}

/// Moves the upper left corner of the extent to the origin, and sets the size.
fn move_to_origin(layout: &mut Layout, input: &Input) {
    let boxes = (0..input.boxes().len()).map(|index| layout.rect(input, index));
    let routes = layout.routes.iter().zip(input.edges());
    let routes = routes.flat_map(|(route, edge)| {
        let arrow = route.curve.last().map(|end| Rect { min: *end, max: *end }.grown(edge.head_half_width));
        let label = route.label.zip(edge.label).map(|(centre, size)| Rect::around(centre, size));
        let curve = route.curve.iter().map(|point| Rect { min: *point, max: *point });
        curve.chain(arrow).chain(label)
    });
    let Some(extent) = boxes.chain(routes).reduce(Rect::union) else { return };
    let moved = |point: &mut Point| {
        *point = Point::new(point.x - extent.min.x, point.y - extent.min.y);
    };
    layout.size = extent.size();
    layout.boxes.iter_mut().for_each(moved);
    for route in &mut layout.routes {
        route.curve.iter_mut().chain(&mut route.label).for_each(moved);
    }
}

/// A render backend that records the curve of each edge.
struct Curves(Vec<Vec<Point>>);

impl RenderBackend for Curves {
    /// `path` has the start and the control point after it; then, for each curve, the control point before its end and
    /// its end. A curve's first control point mirrors the one before its start.
    fn draw_arrow(
        &mut self,
        path: &[(Place, Place)],
        _dashed: bool,
        head: (bool, bool),
        _look: &StyleAttr,
        properties: Option<String>,
        _text: &str,
    ) {
        let [(start, first_control), ends @ ..] = path else { return };
        let mut curve = vec![point(*start)];
        let mut control = point(*first_control);
        for (before_end, end) in ends {
            let (before_end, end) = (point(*before_end), point(*end));
            curve.extend([control, before_end, end]);
            control = Point::new(2.0 * end.x - before_end.x, 2.0 * end.y - before_end.y);
        }
        if head.0 {
            curve.reverse(); // an edge that the engine has turned round to break a cycle
        }
        let index = properties.and_then(|index| index.parse::<usize>().ok());
        if let Some(kept) = index.and_then(|index| self.0.get_mut(index)) {
            *kept = curve;
        }
    }

    fn draw_rect(&mut self, _: Place, _: Place, _: &StyleAttr, _: Option<String>, _: Option<ClipHandle>) {}

    fn draw_line(&mut self, _: Place, _: Place, _: &StyleAttr, _: Option<String>) {}

    fn draw_circle(&mut self, _: Place, _: Place, _: &StyleAttr, _: Option<String>) {}

    fn draw_text(&mut self, _: Place, _: &str, _: &StyleAttr) {}

    fn create_clip(&mut self, _: Place, _: Place, _: usize) -> ClipHandle {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input(n_boxes: usize, edges: &[(usize, usize)]) -> Input {
        let label = Some(Size::new(40.0, 12.0));
        let edge =
            |&(tail, head)| Edge { tail, head, weight: 1.0, head_half_width: 5.0, label, ..Edge::default() };
        Input::new(vec![Size::new(100.0, 40.0); n_boxes], edges.iter().map(edge).collect()).unwrap()
    }

    /// The requirements of every layout.
    fn check(input: &Input) {
        let layout = lay_out(input, &BackendLimits::default()).unwrap();
        let rects: Vec<Rect> = (0..input.boxes().len()).map(|index| layout.rect(input, index)).collect();
        for (index, rect) in rects.iter().enumerate() {
            assert!(rects[..index].iter().all(|other| !other.overlaps(*rect)), "{index}");
            assert!(rect.min.x >= 0.0 && rect.max.x <= layout.size.width + 1e-6, "{index}");
            assert!(rect.min.y >= 0.0 && rect.max.y <= layout.size.height + 1e-6, "{index}");
        }
        assert_eq!(layout.routes.len(), input.edges().len());
        let touches = |rect: Rect, point: Point| {
            let around = Rect { min: point, max: point }.grown(1e-3);
            rect.grown(1e-3).overlaps(around) && !rect.grown(-2e-3).overlaps(around)
        };
        for (route, edge) in layout.routes.iter().zip(input.edges()) {
            assert_eq!(route.curve.len() % 3, 1, "{edge:?}");
            assert!(touches(rects[edge.tail], route.curve[0]), "{edge:?} {route:?}");
            assert!(touches(rects[edge.head], route.curve[route.curve.len() - 1]), "{edge:?} {route:?}");
            assert!(route.label.is_some());
        }
        assert_eq!(layout, lay_out(input, &BackendLimits::default()).unwrap(), "the same twice");
    }

    #[test]
    fn edges_end_at_their_boxes() {
        check(&input(1, &[]));
        check(&input(2, &[]));
        check(&input(4, &[(0, 1), (1, 2), (2, 3), (0, 3), (0, 2)]));
    }

    #[test]
    fn cycles_loops_and_parallel_edges_are_welcome() {
        check(&input(3, &[(0, 1), (1, 2), (2, 0), (1, 0)]));
        check(&input(2, &[(0, 1), (0, 1), (0, 0), (1, 1)]));
    }

    #[test]
    fn nothing_needs_no_room() {
        assert_eq!(lay_out(&Input::default(), &BackendLimits::default()), Ok(Layout::default()));
    }

    #[test]
    fn large_graphs_are_not_tried() {
        let limits = BackendLimits { boxes: 2, edges: 1, ..BackendLimits::default() };
        let error = lay_out(&input(3, &[]), &limits).unwrap_err();
        assert_eq!(error.to_string(), "layout-rs is not asked about 3 boxes and 0 edges");
        assert!(lay_out(&input(2, &[(0, 1), (0, 1)]), &limits).is_err());
    }

    #[test]
    fn a_panic_is_a_failure_and_no_more() {
        let panicking = || panic!("the engine doubts itself");
        assert_eq!(within(BackendLimits::default().time, panicking), Err(BackendError::Failed));
        assert_eq!(within(BackendLimits::default().time, || None), Err(BackendError::Failed));
    }

    /// Forty levels of three boxes, each box joined with all of the next level: 3^40 paths.
    #[test]
    fn an_endless_search_is_given_up() {
        let between = |level: usize| (0..9).map(move |pair| (3 * level + pair / 3, 3 * level + 3 + pair % 3));
        let edges: Vec<_> = (0..39).rev().flat_map(between).collect();
        let time = Duration::from_millis(100);
        let error =
            lay_out(&input(120, &edges), &BackendLimits { time, ..BackendLimits::default() }).unwrap_err();
        assert_eq!(error, BackendError::OutOfTime(time));
        assert_eq!(error.to_string(), "layout-rs did not finish within 0.1 s");
    }
}
