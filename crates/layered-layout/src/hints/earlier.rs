//! Hints: what an earlier drawing says of ranks, orders and coordinates, and what keeping to it may cost.
//!
//! Whoever has learnt a drawing finds things in it by where they are (the "mental map" of Misue, Eades, Lai and Sugiyama,
//! "Layout Adjustment and the Mental Map", JVLC 6(2), 1995), and two drawings can be compared only where places are the
//! same.

use crate::geom::{Point, Rect, Size};
use crate::input::Input;
use crate::layout::Layout;
use crate::options::Options;

/// How many times the crossings of a new drawing one that looks like the earlier may have, or one more.
const CROSSINGS: f64 = 1.1;
/// How many times as wide and as high as a new drawing it may be, or as what was known of it earlier: new boxes take room.
const EXTENT: f64 = 1.3;
/// The share of the extent that may be left empty on the left, and at the top, for boxes to stay where they were.
const BLANK: f64 = 0.1;
/// More components than this are packed anew.
const MOST_COMPONENTS: usize = 200;

/// The most crossings of a drawing that looks like the earlier, where a new one has so many.
pub(crate) fn most_crossings(crossings: u64) -> u64 {
    (crossings as f64 * CROSSINGS) as u64 + 1
}

/// Whether a drawing that looks like the earlier is about as small as a new one, or as what its boxes took up earlier.
pub(crate) fn is_as_small(input: &Input, kept: Size, anew: Size) -> bool {
    let known = input.hints.iter().zip(&input.boxes);
    let was = known.filter_map(|(hint, &size)| Some(Rect::around((*hint)?, size))).reduce(Rect::union);
    let was = was.unwrap_or_default().size();
    kept.width <= EXTENT * anew.width.max(was.width) && kept.height <= EXTENT * anew.height.max(was.height)
}

/// How high a drawing may be before it goes on in columns: columns are the greatest change of all, so one that looks like
/// the earlier may be as much higher as it may be larger otherwise.
pub(crate) fn most_height(input: &Input, options: &Options) -> f64 {
    if input.hints.iter().any(Option::is_some) { EXTENT * options.height } else { options.height }
}

/// For each box its row in the earlier drawing, counted from the highest that any was in.
///
/// Boxes of a rank have the same y there, or almost: what is less than the distance of ranks apart is in one row.
pub(crate) fn rows(input: &Input, options: &Options) -> Vec<Option<usize>> {
    let mut placed: Vec<(f64, usize)> = Vec::new();
    placed.extend(input.hints.iter().enumerate().filter_map(|(node, hint)| Some(((*hint)?.y, node))));
    placed.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut rows = vec![None; input.boxes.len()];
    let (mut row, mut above) = (0, f64::INFINITY);
    for (y, node) in placed {
        row += usize::from(y - above >= options.rank_sep);
        rows[node] = Some(row);
        above = y;
    }
    rows
}

/// The mean, 0 of none.
pub(crate) fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, n) = values.fold((0.0, 0.0), |(sum, n), value| (sum + value, n + 1.0));
    sum / f64::max(n, 1.0)
}

/// How far boxes of a component are from where they were, on average, if its corner is where it [should be](corner).
pub(crate) fn displacement(input: &Input, layout: &Layout) -> f64 {
    let by = corner(input, layout).unwrap_or_default();
    mean(moves(input, layout).map(|(at, hint)| hint.distance(Point::new(at.x + by.x, at.y + by.y))))
}

/// Where the upper left corner of a component, or of a whole drawing, has to be for boxes to be as near to where they were
/// as they can; nowhere in particular if they are new.
pub(crate) fn corner(input: &Input, layout: &Layout) -> Option<Point> {
    moves(input, layout).next()?;
    let dx = median(moves(input, layout).map(|(at, hint)| hint.x - at.x).collect());
    let dy = median(moves(input, layout).map(|(at, hint)| hint.y - at.y).collect());
    Some(Point::new(dx, dy))
}

/// Where boxes are, and where they were.
fn moves<'a>(input: &'a Input, layout: &'a Layout) -> impl Iterator<Item = (Point, Point)> + 'a {
    layout.boxes.iter().zip(&input.hints).filter_map(|(at, hint)| Some((*at, (*hint)?)))
}

/// Arranges components of these sizes as they were earlier, where that is known and makes the whole not much larger than
/// the `usual` arrangement: each, in their order, goes to the free place that is nearest to where it was.
pub(crate) fn arranged(
    sizes: &[Size],
    wished: &[Option<Point>],
    usual: (Vec<Point>, Size),
    options: &Options,
) -> (Vec<Point>, Size) {
    let is_known = wished.iter().any(Option::is_some);
    if !is_known || sizes.len() < 2 || sizes.len() > MOST_COMPONENTS {
        return usual;
    }
    // What is new goes last, to where it would be otherwise.
    let mut sequence: Vec<usize> = (0..sizes.len()).collect();
    sequence.sort_by_key(|&part| wished[part].is_none());
    let mut places: Vec<Rect> = Vec::with_capacity(sizes.len());
    for &part in &sequence {
        let preferred = wished[part].unwrap_or(usual.0[part]);
        places.push(nearest_free(preferred, sizes[part], &places, options));
    }
    let all = places.iter().copied().reduce(Rect::union).unwrap_or_default();
    let is_too_wide = options.width > 0.0 && all.size().width > options.width;
    let area = |size: Size| size.width * size.height;
    if is_too_wide || area(all.size()) > EXTENT * area(usual.1) {
        return usual;
    }
    let mut corners = usual.0;
    for (part, place) in sequence.into_iter().zip(places) {
        corners[part] = Point::new(place.min.x - all.min.x, place.min.y - all.min.y);
    }
    (corners, all.size())
}

/// The place nearest to `wished` that keeps its distance from all that is taken: there, or beside one of these. There is
/// always one to the right of all.
fn nearest_free(wished: Point, size: Size, taken: &[Rect], options: &Options) -> Rect {
    let (dx, dy) = (2.0 * options.node_sep, options.rank_sep);
    let place = |min: Point| Rect { min, max: Point::new(min.x + size.width, min.y + size.height) };
    let right = taken.iter().map(|other| other.max.x + dx).fold(wished.x, f64::max);
    let beside = |other: &Rect| {
        [
            Point::new(other.max.x + dx, wished.y),
            Point::new(other.min.x - dx - size.width, wished.y),
            Point::new(wished.x, other.max.y + dy),
            Point::new(wished.x, other.min.y - dy - size.height),
        ]
    };
    let is_free = |place: &Rect| {
        let min = Point::new(place.min.x - dx + CLOSE, place.min.y - dy + CLOSE);
        let max = Point::new(place.max.x + dx - CLOSE, place.max.y + dy - CLOSE);
        !taken.iter().any(|other| other.overlaps(Rect { min, max }))
    };
    let corners = std::iter::once(wished).chain(taken.iter().flat_map(beside));
    let free = corners.map(place).filter(is_free);
    let away = |place: &Rect| place.min.distance(wished);
    free.min_by(|a, b| away(a).total_cmp(&away(b))).unwrap_or_else(|| place(Point::new(right, wished.y)))
}

/// What sums of coordinates may be off by.
const CLOSE: f64 = 1e-3;

/// Moves a drawing to the right and down, as far as that brings boxes nearer to where they were and leaves not too much
/// empty.
pub(crate) fn shifted(input: &Input, mut layout: Layout, options: &Options) -> Layout {
    let (size, by) = (layout.size, corner(input, &layout).unwrap_or_default());
    let room = if options.width > 0.0 { (options.width - size.width).max(0.0) } else { f64::INFINITY };
    // Places in pictures are rounded.
    let whole = |along: f64| if along >= 1.0 { along } else { 0.0 };
    let dx = whole(by.x).min(room).min(BLANK * size.width);
    let dy = whole(by.y).min(BLANK * size.height);
    layout.shift(dx, dy);
    layout.size = Size::new(size.width + dx, size.height + dy);
    layout
}

/// The middle of some values, from which all are as near as they can be on average.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

#[cfg(test)]
#[path = "tests/earlier.rs"]
mod tests;
