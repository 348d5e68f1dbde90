// layered_layout
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum BrokenPromise {
    Counts,
    Label { edge: usize },
    Points { edge: usize, n_points: usize },
    Outside { drawn: Rect, frame: Rect },
    Overlap { one: Placed, other: Placed },
    Detached { edge: usize, node: usize, distance: f64 },
    Backwards { edge: usize, upper: usize, lower: usize },
    Through { edge: usize, node: usize },
}
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placed {
    Box(usize),
    Label(usize),
}
impl fmt::Display for Placed {}
pub fn check(input: &Input, layout: &Layout) -> Result<(), BrokenPromise> {}
#[derive(Clone, Debug, PartialEq)]
pub struct Edge {
    pub tail: usize,
    pub head: usize,
    pub weight: f64,
    pub head_width: f64,
    pub label: Option<Size>,
    pub reach: [f64; 2],
}
impl Default for Edge {}
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Input {
    _private: (),
}
impl Input {
    pub fn new(boxes: Vec<Size>, edges: Vec<Edge>) -> Result<Input, InvalidInput> {}
    pub fn with_hints(self, hints: Vec<Option<Point>>) -> Result<Input, InvalidInput> {}
    pub fn boxes(&self) -> &[Size] {}
    pub fn edges(&self) -> &[Edge] {}
    pub fn hints(&self) -> &[Option<Point>] {}
}
impl Input {
    pub fn from_graph<G>(
        graph: G,
        mut size: impl FnMut(G::NodeRef) -> Size,
        mut edge: impl FnMut(G::EdgeRef) -> Edge,
    ) -> Result<Input, InvalidInput>
    where
        G: IntoNodeReferences + IntoEdgeReferences + NodeIndexable,
    {}
}
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidInput {
    Tail { edge: usize, node: usize, n_boxes: usize },
    Head { edge: usize, node: usize, n_boxes: usize },
    Box { node: usize, size: Size },
    Label { edge: usize, size: Size },
    HeadWidth { edge: usize, head_width: f64 },
    Reach { edge: usize, reach: f64 },
    Weight { edge: usize, weight: f64 },
    Hints { n_hints: usize, n_boxes: usize },
    Hint { node: usize, hint: Point },
}
pub fn layered(input: &Input, options: &Options) -> Layout {}
pub fn layered_watched(
    input: &Input,
    options: &Options,
    watch: &mut dyn FnMut(Phase),
) -> Layout {}
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    pub size: Size,
    pub boxes: Vec<Point>,
    pub routes: Vec<Route>,
    pub direction: Direction,
    pub limits_reached: LimitsReached,
}
impl Layout {
    pub fn rect(&self, input: &Input, index: usize) -> Rect {}
}
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct LimitsReached {
    pub cycles: bool,
    pub ranks: bool,
    pub order: bool,
    pub positions: bool,
}
impl LimitsReached {
    pub fn any(self) -> bool {}
}
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Route {
    pub curve: Vec<Point>,
    pub reversed: bool,
    pub wraps: bool,
    pub label: Option<Point>,
}
impl Route {
    pub fn length(&self) -> f64 {}
}
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    TopToBottom,
    LeftToRight,
}
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    pub node_sep: f64,
    pub edge_sep: f64,
    pub rank_sep: f64,
    pub direction: Direction,
    pub aspect: f64,
    pub enforce_aspect: bool,
    pub height: f64,
    pub width: f64,
}
impl Default for Options {}
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Phase {
    Cycles,
    Ranks,
    Order,
    Positions,
    Routes,
}

// layered_layout::geom
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    pub x: f64,
    pub y: f64,
}
impl Point {
    pub const fn new(x: f64, y: f64) -> Point {}
    pub fn distance(self, other: Point) -> f64 {}
    pub fn lerp(self, other: Point, t: f64) -> Point {}
}
pub type Cubic = [Point; 4];
pub fn cubics(chain: &[Point]) -> impl Iterator<Item = Cubic> + '_ {}
pub fn even_cubic(from: Point, to: Point) -> Cubic {}
pub fn cubic_head(&[a, b, c, d]: &Cubic, t: f64) -> Cubic {}
pub fn chords(cubic: &Cubic, n: u32) -> impl Iterator<Item = (Point, Point)> + '_ {}
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Size {
    pub width: f64,
    pub height: f64,
}
impl Size {
    pub const fn new(width: f64, height: f64) -> Size {}
}
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    pub min: Point,
    pub max: Point,
}
impl Rect {
    pub fn around(centre: Point, size: Size) -> Rect {}
    pub fn grown(self, by: f64) -> Rect {}
    pub fn overlaps(self, other: Rect) -> bool {}
    pub fn meets(self, a: Point, b: Point) -> bool {}
    pub fn union(self, other: Rect) -> Rect {}
    pub fn centre(self) -> Point {}
    pub fn size(self) -> Size {}
}
