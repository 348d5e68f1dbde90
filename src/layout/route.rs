//! Routing: each edge as a taut string through the room that the order leaves it.

use super::acyclic::{Acyclic, Arc};
use super::funnel::{Gate, taut_string};
use super::position::{Places, gap};
use super::rows::{Item, Kind, Rows};
use super::{Input, Options, Route};
use crate::geom::{Point, Rect};

/// Least distance kept between a line and the boxes above and below it.
const CLEARANCE: f64 = 5.0;
/// Least distance between a line and the labels above and below it.
const LABEL_CLEARANCE: f64 = 2.5;
/// How far the line may be from its own label.
const LABEL_REACH: f64 = 8.0;
/// How far a rounded corner may lie off the string.
const ROUNDING: f64 = 3.0;
/// Distance of the outermost ports from the corner of their box.
const PORT_INSET: f64 = 7.0;

/// Routes all edges and places their labels.
///
/// Every edge has in each row a corridor: the room between the boxes and labels on its two sides, less what
/// the lines between need. A first string from centre to centre tells where the edge wants to leave
/// and enter its boxes and where its label wants to be; ports and labels are then settled by isotonic
/// regression, and a second string runs between the ports. Its corners are rounded.
pub(crate) fn routes(
    input: &Input,
    graph: &Acyclic,
    rows: &Rows,
    places: &Places,
    options: &Options,
) -> Vec<Route> {
    let mut places = places.clone();
    let wishes: Vec<Vec<Point>> = {
        let corridors = Corridors { rows, places: &places, options, fixed_labels: false, leans_right: &[] };
        (rows.chains.iter()).map(|chain| corridors.centre_string(chain)).collect()
    };
    let ports = ports(input, graph, rows, &places, &wishes);
    let wishes: Vec<Vec<Point>> = {
        let corridors = Corridors { rows, places: &places, options, fixed_labels: false, leans_right: &[] };
        (rows.chains.iter().zip(&ports)).map(|(chain, &ports)| corridors.port_string(chain, ports)).collect()
    };
    let leans_right = settle_labels(rows, &mut places, &wishes, options);
    let corridors =
        Corridors { rows, places: &places, options, fixed_labels: true, leans_right: &leans_right };
    let mut routes = vec![Route::default(); input.edges.len()];
    for (index, arc) in graph.arcs.iter().enumerate() {
        let chain = &rows.chains[index];
        let mut string = corridors.port_string(chain, ports[index]);
        if arc.reversed {
            string.reverse();
        }
        let label = chain.iter().find(|&&item| rows.kind[item as usize] == Kind::Label);
        routes[arc.edge] =
            Route { curve: rounded(&string), label: label.map(|&item| label_centre(rows, &places, item)) };
    }
    for (node, loops) in self_loops(input).into_iter().enumerate() {
        let centre = Point::new(places.x[node], box_y(rows, &places, node));
        let mut inner = 0.0;
        for edge in loops {
            routes[edge] = self_loop(input, edge, centre, inner);
            inner += loop_width(input, edge);
        }
    }
    routes
}

fn box_y(rows: &Rows, places: &Places, node: usize) -> f64 {
    places.row_y[rows.row[node] as usize]
}

fn label_centre(rows: &Rows, places: &Places, item: Item) -> Point {
    let index = item as usize;
    Point::new(places.x[index] + rows.right[index] / 2.0, places.row_y[rows.row[index] as usize])
}

/// What bounds the strings.
struct Corridors<'a> {
    rows: &'a Rows,
    places: &'a Places,
    options: &'a Options,
    /// Whether labels stand still, and edges keep to theirs; otherwise they move with their edges.
    fixed_labels: bool,
    /// For each label whether its edge leans to the right where it passes.
    leans_right: &'a [bool],
}

impl Corridors<'_> {
    /// The string between the centres of a chain's boxes.
    fn centre_string(&self, chain: &[Item]) -> Vec<Point> {
        let (tail, head) = (chain[0] as usize, chain[chain.len() - 1] as usize);
        let start = Point::new(self.places.x[tail], box_y(self.rows, self.places, tail));
        let end = Point::new(self.places.x[head], box_y(self.rows, self.places, head));
        let mut gates = vec![self.side(tail, 1.0)];
        self.between(chain, &mut gates);
        gates.push(self.side(head, -1.0));
        taut_string(start, &gates, end)
    }

    /// The string between two ports.
    fn port_string(&self, chain: &[Item], (from, to): (f64, f64)) -> Vec<Point> {
        let (tail, head) = (chain[0] as usize, chain[chain.len() - 1] as usize);
        let mut gates = Vec::new();
        self.between(chain, &mut gates);
        taut_string(Point::new(from, self.side(tail, 1.0).y), &gates, Point::new(to, self.side(head, -1.0).y))
    }

    /// The lower (1) or upper (−1) side of a box as a gate.
    fn side(&self, node: usize, direction: f64) -> Gate {
        let half = (self.rows.left[node] - PORT_INSET).max(0.0);
        let x = self.places.x[node];
        let y = box_y(self.rows, self.places, node) + direction * self.rows.height[node] / 2.0;
        Gate { y, low: x - half, high: x + half }
    }

    /// All gates between the two boxes of a chain.
    fn between(&self, chain: &[Item], gates: &mut Vec<Gate>) {
        let (tail, head) = (chain[0] as usize, chain[chain.len() - 1] as usize);
        let top = self.side(tail, 1.0).y;
        let bottom = self.side(head, -1.0).y;
        for &item in chain {
            self.in_row(item, (top + 0.01, bottom - 0.01), gates);
        }
    }

    /// The gates of the row that `item` stands in, from its upper to its lower end, within `(top, bottom)`.
    fn in_row(&self, item: Item, (top, bottom): (f64, f64), gates: &mut Vec<Gate>) {
        let index = item as usize;
        let row = self.rows.row[index] as usize;
        let middle = self.places.row_y[row];
        let mut steps = Vec::new();
        self.skyline(item, -1, &mut steps);
        self.skyline(item, 1, &mut steps);
        if self.fixed_labels && self.rows.kind[index] == Kind::Label {
            let reach = self.rows.height[index] / 2.0;
            steps.push(Step { reach, low: f64::NEG_INFINITY, high: self.places.x[index] });
        }
        if steps.is_empty() {
            return;
        }
        steps.sort_by(|a, b| b.reach.total_cmp(&a.reach));
        // Walking inwards the gates get narrower, for a step further in is nearer to the line.
        let first = gates.len();
        let (mut low, mut high) = (f64::NEG_INFINITY, f64::INFINITY);
        for step in &steps {
            low = low.max(step.low);
            high = high.min(step.high);
            if gates.len() > first && gates[gates.len() - 1].y >= middle - step.reach {
                gates.pop();
            }
            gates.push(gate(middle - step.reach, low, high));
        }
        for index in (first..gates.len()).rev() {
            let mirrored = Gate { y: 2.0 * middle - gates[index].y, ..gates[index] };
            if mirrored.y > gates[gates.len() - 1].y {
                gates.push(mirrored);
            }
        }
        if self.fixed_labels && self.rows.kind[index] == Kind::Label {
            self.keep_near(index, &mut gates[first..]);
        }
        // In the rows of its own boxes a string starts below the middle and ends above it. There the gates
        // beyond its ends only repeat bounds that the next gate within has too.
        let within: Vec<Gate> = gates.drain(first..).filter(|gate| (top..bottom).contains(&gate.y)).collect();
        gates.extend(within);
    }

    /// Holds a string near its label where it comes closest: at the label's lower end if it leans right.
    fn keep_near(&self, label: usize, gates: &mut [Gate]) {
        let half = self.rows.height[label] / 2.0;
        let middle = self.places.row_y[self.rows.row[label] as usize];
        let nearest = if self.leans_right[label] { middle + half } else { middle - half };
        if let Some(found) = gates.iter_mut().find(|gate| (gate.y - nearest).abs() < 1e-6) {
            *found = gate(found.y, found.low.max(self.places.x[label] - LABEL_REACH), found.high);
        }
    }

    /// What stands to one side (−1 left, 1 right) of an item, nearest first, each reaching further up
    /// and down than the ones before it.
    fn skyline(&self, item: Item, direction: i32, steps: &mut Vec<Step>) {
        let index = item as usize;
        let row = self.rows.row[index] as usize;
        let items = &self.rows.rows[row];
        // A label that still moves needs room right of its line.
        let brings_label = self.rows.kind[index] == Kind::Label && !self.fixed_labels && direction > 0;
        let own = if brings_label { self.rows.right[index] } else { 0.0 };
        let line_gap = gap(self.options, Kind::Line, Kind::Line);
        let farthest = self.places.row_height[row] / 2.0 + clearance(row);
        let mut lines = 0.0;
        let mut reach = 0.0;
        let mut place = self.rows.place[index] as i32 + direction;
        while place >= 0 && (place as usize) < items.len() && reach < farthest {
            let other = items[place as usize] as usize;
            place += direction;
            if self.rows.kind[other] == Kind::Line {
                lines += line_gap;
                continue;
            }
            let its_reach = self.rows.height[other] / 2.0 + clearance(row);
            let own_margin = gap(self.options, self.rows.kind[other], Kind::Line);
            if its_reach > reach {
                reach = its_reach;
                let x = self.places.x[other];
                steps.push(if direction < 0 {
                    let low = x + self.rows.right[other] + own_margin + lines;
                    Step { reach, low, high: f64::INFINITY }
                } else {
                    let margin = if self.rows.kind[other] == Kind::Label { line_gap } else { own_margin };
                    let high = x - self.rows.left[other] - margin - lines - own;
                    Step { reach, low: f64::NEG_INFINITY, high }
                });
            }
            if self.rows.kind[other] == Kind::Label {
                lines += line_gap;
            }
        }
    }
}

/// A bound that holds from `reach` above a row's middle to `reach` below it.
struct Step {
    reach: f64,
    low: f64,
    high: f64,
}

fn clearance(row: usize) -> f64 {
    if row % 2 == 0 { CLEARANCE } else { LABEL_CLEARANCE }
}

/// A gate; where the bounds contradict each other, their middle.
fn gate(y: f64, low: f64, high: f64) -> Gate {
    if low <= high {
        Gate { y, low, high }
    } else {
        let middle = f64::midpoint(low, high);
        Gate { y, low: middle, high: middle }
    }
}

/// Where each arc leaves its tail and enters its head.
fn ports(
    input: &Input,
    graph: &Acyclic,
    rows: &Rows,
    places: &Places,
    wishes: &[Vec<Point>],
) -> Vec<(f64, f64)> {
    let mut below: Vec<Vec<Port>> = vec![Vec::new(); rows.n_boxes];
    let mut above: Vec<Vec<Port>> = vec![Vec::new(); rows.n_boxes];
    for (index, arc) in graph.arcs.iter().enumerate() {
        let chain = &rows.chains[index];
        let side =
            |node: usize, direction: f64| box_y(rows, places, node) + direction * rows.height[node] / 2.0;
        let order = |item: Item| rows.place[item as usize];
        below[arc.tail].push(Port {
            arc: index,
            order: order(chain[1]),
            wish: x_at(&wishes[index], side(arc.tail, 1.0)),
            weight: arc.weight as f64,
            half_width: half_width(input, arc, arc.reversed),
        });
        above[arc.head].push(Port {
            arc: index,
            order: order(chain[chain.len() - 2]),
            wish: x_at(&wishes[index], side(arc.head, -1.0)),
            weight: arc.weight as f64,
            half_width: half_width(input, arc, !arc.reversed),
        });
    }
    let mut ports = vec![(0.0, 0.0); graph.arcs.len()];
    for node in 0..rows.n_boxes {
        let range = (places.x[node] - rows.left[node], places.x[node] + rows.left[node]);
        for (arc, x) in spread(&mut below[node], range) {
            ports[arc].0 = x;
        }
        for (arc, x) in spread(&mut above[node], range) {
            ports[arc].1 = x;
        }
    }
    ports
}

/// Half of what an edge's end takes of a box's side.
fn half_width(input: &Input, arc: &Arc, has_arrowhead: bool) -> f64 {
    if has_arrowhead { input.edges[arc.edge].head_width + 1.0 } else { 2.0 }
}

/// An end of an arc on the side of a box.
#[derive(Clone)]
struct Port {
    arc: usize,
    /// Its place among the others.
    order: u32,
    wish: f64,
    weight: f64,
    half_width: f64,
}

/// Spreads ports along a side, in order, near their wishes and clear of each other.
fn spread(ports: &mut [Port], (left, right): (f64, f64)) -> Vec<(usize, f64)> {
    ports.sort_by_key(|port| (port.order, port.arc));
    let inset = PORT_INSET.min((right - left) / 4.0);
    let (low, high) = (left + inset, right - inset);
    let needed: f64 = ports.windows(2).map(|pair| pair[0].half_width + pair[1].half_width).sum();
    let squeeze = if needed > high - low { (high - low) / needed } else { 1.0 };
    let mut offset = 0.0;
    let offsets: Vec<f64> = (0..ports.len())
        .map(|index| {
            if index > 0 {
                offset += (ports[index - 1].half_width + ports[index].half_width) * squeeze;
            }
            offset
        })
        .collect();
    let wanted: Vec<(f64, f64)> =
        ports.iter().zip(&offsets).map(|(port, offset)| (port.wish - offset, port.weight)).collect();
    let fitted = super::isotonic::fit(&wanted);
    let slack = high - low - offset;
    (ports.iter().zip(fitted).zip(&offsets))
        .map(|((port, x), offset)| (port.arc, x.clamp(low, low + slack.max(0.0)) + offset))
        .collect()
}

/// Where a string passes height `y`.
fn x_at(string: &[Point], y: f64) -> f64 {
    let after = string.partition_point(|point| point.y < y).clamp(1, string.len() - 1);
    let (a, b) = (string[after - 1], string[after]);
    if b.y - a.y < 1e-9 { b.x } else { a.x + (b.x - a.x) * ((y - a.y) / (b.y - a.y)).clamp(0.0, 1.0) }
}

/// Moves each label row's items to where the strings pass it, as far as they leave each other room.
/// Returns for each item whether its string leans to the right there.
fn settle_labels(rows: &Rows, places: &mut Places, wishes: &[Vec<Point>], options: &Options) -> Vec<bool> {
    let mut wish = vec![0.0; rows.n_items()];
    let mut leans_right = vec![false; rows.n_items()];
    for (chain, string) in rows.chains.iter().zip(wishes) {
        for &item in chain.iter().skip(1).step_by(2) {
            let row = rows.row[item as usize] as usize;
            let half = rows.height[item as usize] / 2.0;
            let y = places.row_y[row];
            // A label stands right of its line, also where that leans.
            let (above, below) = (x_at(string, y - half), x_at(string, y + half));
            wish[item as usize] = above.max(below);
            leans_right[item as usize] = below > above;
        }
    }
    for row in rows.rows.iter().skip(1).step_by(2) {
        let mut offset = 0.0;
        let offsets: Vec<f64> = (0..row.len())
            .map(|place| {
                if place > 0 {
                    let (a, b) = (row[place - 1] as usize, row[place] as usize);
                    offset += rows.right[a] + rows.left[b] + gap(options, rows.kind[a], rows.kind[b]);
                }
                offset
            })
            .collect();
        let wanted: Vec<(f64, f64)> =
            row.iter().zip(&offsets).map(|(&item, offset)| (wish[item as usize] - offset, 1.0)).collect();
        for ((&item, x), offset) in row.iter().zip(super::isotonic::fit(&wanted)).zip(&offsets) {
            places.x[item as usize] = x + offset;
        }
    }
    leans_right
}

/// The string with its corners rounded, as a chain of cubic Bézier curves.
fn rounded(string: &[Point]) -> Vec<Point> {
    let mut curve = vec![string[0]];
    let mut at = string[0];
    for corner in string.windows(3) {
        let (before, tip, after) = (corner[0], corner[1], corner[2]);
        let cut = cut_length(before, tip, after);
        let (from, to) = (toward(tip, before, cut), toward(tip, after, cut));
        line(&mut curve, at, from);
        // A quadratic curve with its control point at the corner, raised to a cubic.
        curve.extend([lerp(from, tip, 2.0 / 3.0), lerp(to, tip, 2.0 / 3.0), to]);
        at = to;
    }
    line(&mut curve, at, string[string.len() - 1]);
    curve
}

/// How far before and after a corner its rounding begins, so that it stays close to the corner.
fn cut_length(before: Point, tip: Point, after: Point) -> f64 {
    let (a, b) = (before.distance(tip), tip.distance(after));
    let dot = ((before.x - tip.x) * (after.x - tip.x) + (before.y - tip.y) * (after.y - tip.y)) / (a * b);
    // Half the angle of the turn: its sine is the cosine of half the angle between the two sides.
    let sine = (f64::midpoint(1.0, dot)).max(0.0).sqrt();
    let limit = if sine > 1e-6 { 2.0 * ROUNDING / sine } else { f64::INFINITY };
    limit.min(a / 2.0).min(b / 2.0)
}

fn toward(from: Point, to: Point, length: f64) -> Point {
    let distance = from.distance(to);
    if distance < 1e-9 { from } else { lerp(from, to, length / distance) }
}

fn lerp(a: Point, b: Point, t: f64) -> Point {
    Point::new(a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t)
}

fn line(curve: &mut Vec<Point>, from: Point, to: Point) {
    if from.distance(to) > 1e-6 || curve.len() == 1 {
        curve.extend([lerp(from, to, 1.0 / 3.0), lerp(from, to, 2.0 / 3.0), to]);
    }
}

/// How far a self-loop stands out.
const LOOP: f64 = 20.0;

/// The self-loops of each box, in input order.
pub(crate) fn self_loops(input: &Input) -> Vec<Vec<usize>> {
    let mut loops = vec![Vec::new(); input.boxes.len()];
    for (index, edge) in input.edges.iter().enumerate() {
        if edge.tail == edge.head {
            loops[edge.tail].push(index);
        }
    }
    loops
}

/// Room to the right of a box for one of its loops and its label.
pub(crate) fn loop_width(input: &Input, edge: usize) -> f64 {
    LOOP + input.edges[edge].label.map_or(0.0, |size| size.width + 4.0)
}

/// A loop that begins `inner` pixels right of its box, around those before it, with its label to its right.
fn self_loop(input: &Input, edge: usize, centre: Point, inner: f64) -> Route {
    let size = input.boxes[input.edges[edge].tail];
    let Point { x, y } = centre;
    let side = x + size.width / 2.0;
    let half = (size.height / 4.0).min(10.0);
    let far = side + inner + LOOP;
    let bulge = side + (far - side) * 0.6;
    let curve = vec![
        Point::new(side, y - half),
        Point::new(bulge, y - half),
        Point::new(far, y - half),
        Point::new(far, y),
        Point::new(far, y + half),
        Point::new(bulge, y + half),
        Point::new(side, y + half),
    ];
    let label = input.edges[edge].label.map(|size| Point::new(far + 2.0 + size.width / 2.0, y));
    Route { curve, label }
}

/// The ink of a route: its control polygon, which holds the curve, and its label.
pub(crate) fn extent(input: &Input, edge: usize, route: &Route) -> Option<Rect> {
    let points = route.curve.iter().map(|&point| Rect { min: point, max: point });
    let label = route.label.zip(input.edges[edge].label).map(|(centre, size)| Rect::around(centre, size));
    points.chain(label).reduce(Rect::union)
}
