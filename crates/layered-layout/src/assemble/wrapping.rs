//! Wrapping: a drawing that is too tall continues in columns, like a text.
//!
//! It is cut between ranks where few edges pass, and no heavy one that has come from far. What is below goes to the right, with its upper end at the top, and the
//! edges that are cut lead from the foot of one column up to the head of the next.

use crate::assemble::fit;
use crate::assemble::pack::{self, Part};
use crate::geom::{Point, Rect};
use crate::input::Edge;
use crate::input::Input;
use crate::layout::Layout;
use crate::layout::Route;
use crate::layout::framed;
use crate::options::Options;
use crate::routes::curves;

/// As many edges may pass a cut: nobody follows more of them round the foot of a column.
const MOST_PASSING: usize = 4;
/// By how much nearer to where it should be a cut has to be, in pixels, for another edge that passes it.
const PASSING_WORTH: f64 = 60.0;
/// The share of the heaviest edge's weight from which on an edge is a heavy one.
const HEAVY: f64 = 0.5;
/// How far a heavy edge may lead, in pixels, and yet be cut: one that bridges more than half a screen is what is looked
/// for, and would go round all that it bridges.
const MOST_TORN: f64 = 500.0;
/// What a cut leaves at most above the boxes below it: room for arrowheads.
const HEADROOM: f64 = 16.0;
/// Distance between two edges that lead to the next column.
const LANE: f64 = 8.0;
/// Distance of these from the columns.
const MARGIN: f64 = 14.0;
/// Distance of columns between which no edge leads.
const GUTTER: f64 = 28.0;

/// A drawing of more boxes than this is left as it is: there is no shape in which it is seen at a glance.
const MOST_BOXES: usize = 3000;
/// As many columns are tried.
const MOST_COLUMNS: usize = 40;

/// Some drawings, joined, with those that are too tall in as many columns as bring the whole nearest to
/// `options.aspect`.
pub(crate) fn wrapped(input: &Input, parts: &[Part], layouts: &[Layout], options: &Options) -> Layout {
    let whole = pack::join(input, parts, layouts.to_vec(), options);
    let size = whole.size;
    if size.width >= options.aspect * size.height || input.boxes.len() > MOST_BOXES {
        return whole;
    }
    let places: Vec<Vec<Cut>> =
        parts.iter().zip(layouts).map(|(part, layout)| cuts(&part.input, layout)).collect();
    // A drawing in k columns is k times as wide and a k-th as high.
    let wanted = (options.aspect * size.height / size.width.max(1.0)).sqrt();
    let joined = |n_columns: usize| {
        let height = size.height / n_columns as f64;
        let lower = |((part, layout), places): ((&Part, &Layout), &Vec<Cut>)| {
            let n_columns = (layout.size.height / height).ceil() as usize;
            match choose(places, layout.size.height, n_columns) {
                Some(cuts) if !cuts.is_empty() => arranged(&part.input, layout, &cuts),
                _ => layout.clone(),
            }
        };
        let layouts = parts.iter().zip(layouts).zip(&places).map(lower).collect();
        pack::join(input, parts, layouts, options)
    };
    let misfit = |layout: &Layout| fit::misfit(layout.size, options.aspect);
    let most = ((1.5 * wanted) as usize + 2).min(MOST_COLUMNS);
    let candidates = (2..=most).map(joined);
    candidates.fold(whole, |best, layout| if misfit(&layout) < misfit(&best) { layout } else { best })
}

/// Where the drawing may be cut.
#[derive(Clone, Copy)]
struct Cut {
    y: f64,
    n_passing: usize,
    /// How far the heavy edges that pass it lead, in all: little from the foot of a column to the head of the next, but
    /// much if they run beside others.
    torn: f64,
}

/// The heights between ranks that few edges pass, from top to bottom.
fn cuts(input: &Input, layout: &Layout) -> Vec<Cut> {
    let mut solids: Vec<(f64, f64)> = solids(input, layout).map(|rect| (rect.min.y, rect.max.y)).collect();
    solids.sort_by(|a, b| a.0.total_cmp(&b.0));
    // Edges that begin and end above a height; the difference is what passes it.
    let mut begins: Vec<f64> = Vec::new();
    let mut ends: Vec<f64> = Vec::new();
    for route in &layout.routes {
        let (top, bottom) = span(route);
        begins.push(top);
        ends.push(bottom);
    }
    begins.sort_by(f64::total_cmp);
    ends.sort_by(f64::total_cmp);
    let mut cuts = Vec::new();
    let mut bottom = f64::NEG_INFINITY;
    for (top, next_bottom) in solids {
        if bottom.is_finite() && top - bottom > 2.0 {
            let y = f64::midpoint(bottom, top).max(top - HEADROOM).min(top - 1.0);
            let n_passing = begins.partition_point(|&begin| begin < y) - ends.partition_point(|&end| end < y);
            if n_passing <= MOST_PASSING {
                cuts.push(Cut { y, n_passing, torn: 0.0 });
            }
        }
        bottom = bottom.max(next_bottom);
    }
    tear(&mut cuts, input, layout);
    cuts.retain(|cut| cut.torn <= MOST_TORN);
    cuts
}

/// Adds up how far the heavy edges lead that each cut tears.
fn tear(cuts: &mut [Cut], input: &Input, layout: &Layout) {
    let heaviest = input.edges.iter().map(|edge| edge.weight).fold(1.0, f64::max);
    let is_heavy = |edge: &&Edge| edge.weight >= HEAVY * heaviest;
    for (_, route) in input.edges.iter().zip(&layout.routes).filter(|(edge, _)| is_heavy(edge)) {
        let (top, bottom) = span(route);
        let [first, end] = [top, bottom].map(|y| cuts.partition_point(|cut| cut.y <= y));
        for cut in &mut cuts[first..end] {
            cut.torn += bottom - top;
        }
    }
}

/// The boxes, and self-loops with their labels.
fn solids<'a>(input: &'a Input, layout: &'a Layout) -> impl Iterator<Item = Rect> + 'a {
    let boxes = (0..layout.boxes.len()).map(|node| layout.rect(input, node));
    let is_loop = |&edge: &usize| input.edges[edge].tail == input.edges[edge].head;
    let loops = (0..input.edges.len()).filter(is_loop);
    boxes.chain(loops.filter_map(|edge| layout.routes[edge].extent(&input.edges[edge])))
}

/// The upper and the lower end of a route.
fn span(route: &Route) -> (f64, f64) {
    let ys = route.curve.iter().map(|point| point.y);
    ys.fold((f64::INFINITY, f64::NEG_INFINITY), |(top, bottom), y| (top.min(y), bottom.max(y)))
}

/// How far a cut may be from where columns of the same height would be cut, in shares of that height.
const UNEVENNESS: f64 = 0.3;

/// The cuts that make so many columns of about the same height, if there are any.
fn choose(places: &[Cut], height: f64, n_columns: usize) -> Option<Vec<f64>> {
    let mut chosen: Vec<f64> = Vec::with_capacity(n_columns.saturating_sub(1));
    for index in 1..n_columns {
        let share = height / n_columns as f64;
        let wanted = share * index as f64;
        let cost = |cut: &Cut| (cut.y - wanted).abs() + PASSING_WORTH * cut.n_passing as f64 + cut.torn;
        let above = chosen.last().copied().unwrap_or(0.0);
        let near = |cut: &&Cut| cut.y > above && (cut.y - wanted).abs() <= UNEVENNESS * share;
        let best = places.iter().filter(near).min_by(|a, b| cost(a).total_cmp(&cost(b)))?;
        chosen.push(best.y);
    }
    Some(chosen)
}

/// One column: what is drawn between two cuts, and where it goes.
struct Column {
    bottom: f64,
    dx: f64,
    dy: f64,
    /// Where the first of the edges to the next column rises.
    gutter: f64,
}

/// Puts what lies between the cuts beside each other.
fn arranged(input: &Input, layout: &Layout, cuts: &[f64]) -> Layout {
    // For each cut the edges that pass it, from left to right.
    let passing: Vec<Vec<(f64, usize)>> = cuts.iter().map(|&cut| passing(layout, cut)).collect();
    let columns = columns(input, layout, cuts, &passing);
    let column_at = |y: f64| cuts.partition_point(|&cut| cut < y);
    let moved = |point: Point| {
        let column = &columns[column_at(point.y)];
        Point::new(point.x + column.dx, point.y + column.dy)
    };
    let routes = layout.routes.iter().enumerate().map(|(edge, route)| {
        let mut down = route.curve.clone();
        let is_downwards = down[0].y <= down[down.len() - 1].y;
        if !is_downwards {
            down.reverse();
        }
        let (top, bottom) = span(route);
        let (first, last) = (column_at(top), column_at(bottom));
        let mut curve = Vec::new();
        for index in first..=last {
            let column = &columns[index];
            let mut piece = if index == last { down.clone() } else { split(&mut down, column.bottom) };
            piece.iter_mut().for_each(|point| *point = Point::new(point.x + column.dx, point.y + column.dy));
            curve.extend(piece.into_iter().skip(usize::from(!curve.is_empty())));
            if index < last {
                let way = way(&passing[index], edge, column, &columns[index + 1]);
                curve.extend(curves::rounded(&way).into_iter().skip(1));
            }
        }
        if !is_downwards {
            curve.reverse();
        }
        let label = route.label.map(moved);
        Route { curve, label, wraps: first < last, ..route.clone() }
    });
    let boxes = layout.boxes.iter().copied().map(moved).collect();
    framed(input, Layout { boxes, routes: routes.collect(), ..layout.clone() })
}

/// The edges that pass a height, with where they do, from left to right.
fn passing(layout: &Layout, y: f64) -> Vec<(f64, usize)> {
    let mut passing: Vec<(f64, usize)> = (layout.routes.iter().enumerate())
        .filter(|(_, route)| {
            let (top, bottom) = span(route);
            top < y && y <= bottom
        })
        .map(|(edge, route)| {
            let mut down = route.curve.clone();
            if down[0].y > down[down.len() - 1].y {
                down.reverse();
            }
            let upper = split(&mut down, y);
            (upper[upper.len() - 1].x, edge)
        })
        .collect();
    passing.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    passing
}

fn columns(input: &Input, layout: &Layout, cuts: &[f64], passing: &[Vec<(f64, usize)>]) -> Vec<Column> {
    let extents = extents(input, layout, cuts);
    let most = passing.iter().map(Vec::len).max().unwrap_or(0);
    let head = if most == 0 { 0.0 } else { MARGIN + (most - 1) as f64 * LANE };
    let mut x = 0.0;
    let mut columns = Vec::with_capacity(extents.len());
    for (index, &(left, right)) in extents.iter().enumerate() {
        // The first column has nothing above its boxes, the others what the cut leaves them.
        let top = if index == 0 { -HEADROOM } else { cuts[index - 1] };
        let bottom = cuts.get(index).copied().unwrap_or(f64::INFINITY);
        let dx = x - left;
        x += right - left;
        let gutter = x + MARGIN;
        let n_passing = passing.get(index).map_or(0, Vec::len);
        x += if n_passing == 0 { GUTTER } else { 2.0 * MARGIN + (n_passing - 1) as f64 * LANE };
        columns.push(Column { bottom, dx, dy: head - top, gutter });
    }
    columns
}

/// From where to where what is drawn in each column reaches in x.
fn extents(input: &Input, layout: &Layout, cuts: &[f64]) -> Vec<(f64, f64)> {
    let mut extents = vec![(f64::INFINITY, f64::NEG_INFINITY); cuts.len() + 1];
    let labels = layout.routes.iter().zip(&input.edges).filter_map(|(route, edge)| {
        route.label.zip(edge.label).map(|(centre, size)| Rect::around(centre, size))
    });
    // The control points of a curve may lie in other columns than the curve between them.
    let curves = layout.routes.iter().flat_map(|route| route.curve.windows(4).step_by(3).map(hull));
    for rect in solids(input, layout).chain(labels).chain(curves) {
        let columns = [rect.min.y, rect.max.y].map(|y| cuts.partition_point(|&cut| cut < y));
        for extent in &mut extents[columns[0]..=columns[1]] {
            *extent = (extent.0.min(rect.min.x), extent.1.max(rect.max.x));
        }
    }
    extents
}

/// The rectangle around some points.
fn hull(points: &[Point]) -> Rect {
    let points = points.iter().map(|&point| Rect { min: point, max: point });
    points.reduce(Rect::union).unwrap_or_default()
}

/// The way of an edge from the foot of a column to the head of the next: down, right, up, right and down again.
///
/// The rightmost edge turns right first, rises first and goes over the others to the right, so none crosses another.
fn way(passing: &[(f64, usize)], edge: usize, column: &Column, next: &Column) -> Vec<Point> {
    let from_left = passing.iter().position(|&(_, there)| there == edge).unwrap_or(0);
    let from_right = (passing.len() - 1 - from_left) as f64;
    let (x, y) = (passing[from_left].0, column.bottom);
    let foot = y + column.dy + MARGIN + from_right * LANE;
    let rise = column.gutter + from_right * LANE;
    let head = y + next.dy - MARGIN - from_left as f64 * LANE;
    vec![
        Point::new(x + column.dx, y + column.dy),
        Point::new(x + column.dx, foot),
        Point::new(rise, foot),
        Point::new(rise, head),
        Point::new(x + next.dx, head),
        Point::new(x + next.dx, y + next.dy),
    ]
}

/// Takes the part of a curve above a height off, which it passes downwards, and returns it.
fn split(curve: &mut Vec<Point>, y: f64) -> Vec<Point> {
    let n_above = curve.iter().step_by(3).take_while(|point| point.y < y).count();
    let start = 3 * n_above.saturating_sub(1);
    if start + 3 >= curve.len() {
        return std::mem::replace(curve, vec![curve[curve.len() - 1]]);
    }
    let cubic = [0, 1, 2, 3].map(|index| curve[start + index]);
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..40 {
        let middle = f64::midpoint(low, high);
        if halves(cubic, middle).0[3].y < y { low = middle } else { high = middle }
    }
    let (upper, lower) = halves(cubic, high);
    let above = curve[..start].iter().copied().chain(upper).collect();
    *curve = lower.into_iter().chain(curve[start + 4..].iter().copied()).collect();
    above
}

/// The two parts of a cubic curve before and after a parameter (de Casteljau).
fn halves([a, b, c, d]: [Point; 4], t: f64) -> ([Point; 4], [Point; 4]) {
    let mix = |p: Point, q: Point| Point::new(p.x + (q.x - p.x) * t, p.y + (q.y - p.y) * t);
    let (ab, bc, cd) = (mix(a, b), mix(b, c), mix(c, d));
    let (abc, bcd) = (mix(ab, bc), mix(bc, cd));
    let at = mix(abc, bcd);
    ([a, ab, abc, at], [at, bcd, cd, d])
}

#[cfg(test)]
#[path = "tests/wrapping.rs"]
mod tests;
