//! Free places for labels beside their lines, clear of boxes, labels and other lines.

use crate::geom::{Point, Rect, Size};
use crate::polyline::x_at;

/// Distances that are wanted between a label and the lines of other edges, the first first, and in how many places;
/// labels bring padding of their own.
const LINE_CLEARANCES: [(f64, usize); 2] = [(5.0, 20), (2.0, usize::MAX)];
/// Least distance between a label and a box, or another label.
const SOLID_CLEARANCE: f64 = 2.0;
/// How far a label may reach over its own line where that bends.
const OWN_OVERLAP: f64 = 0.5;
/// How long an arrowhead is, in multiples of half its width.
const HEAD_LENGTH: f64 = 2.5;
/// How far apart the heights are that are tried.
const STEP: f64 = 3.0;
/// How many heights are tried above the wanted one, and below it.
const TRIES: u32 = 40;

/// A label that looks for a place.
pub(crate) struct PreferredPlace {
    pub(crate) size: Size,
    /// The height at which it would rather be.
    pub(crate) y: f64,
    /// Heavy edges choose first.
    pub(crate) weight: i64,
    /// Where it stood beside the same line when there were other lines: there it stays if that is still free.
    pub(crate) last: Option<LabelPlace>,
}

/// The place of a label.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LabelPlace {
    pub(crate) rect: Rect,
    /// What it keeps from the lines of other edges.
    clearance: f64,
}

/// A line to be clear of.
pub(crate) struct Line<'a> {
    /// Its course, downwards.
    pub(crate) polyline: &'a [Point],
    /// Half the width of its arrowhead.
    pub(crate) head_half_width: f64,
    /// Whether that is at the upper end.
    pub(crate) is_reversed: bool,
}

/// Finds for each line whose label looks for one a place beside it, clear of all other lines, labels and `solids`; none
/// if there is no such place, or if there are too many lines to look.
pub(crate) fn find(
    lines: &[Line],
    preferences: &[Option<PreferredPlace>],
    solids: &[Rect],
) -> Vec<Option<LabelPlace>> {
    let mut found = vec![None; lines.len()];
    let Some(mut taken) = Taken::new(lines, solids).filter(|_| preferences.iter().any(Option::is_some))
    else {
        return found;
    };
    let mut order: Vec<(usize, &PreferredPlace)> = preferences
        .iter()
        .enumerate()
        .filter_map(|(line, preferred)| Some((line, preferred.as_ref()?)))
        .collect();
    order.sort_by_key(|&(line, preferred)| (std::cmp::Reverse(preferred.weight), line));
    for (line, preferred) in order {
        let is_free = |candidate: &LabelPlace| taken.is_free(candidate.rect, line, candidate.clearance);
        let with = |(clearance, n_tries)| {
            let mut rects = candidates(lines[line].polyline, preferred)
                .take(n_tries)
                .map(|rect| LabelPlace { rect, clearance });
            rects.find(is_free)
        };
        let last = preferred.last.filter(is_free);
        found[line] = last.or_else(|| LINE_CLEARANCES.into_iter().find_map(with));
        found[line].into_iter().for_each(|candidate| taken.add_solid(candidate.rect));
    }
    found
}

/// The places beside a polyline, nearest to the wanted height first, to the right before to the left.
fn candidates<'a>(polyline: &'a [Point], preferred: &'a PreferredPlace) -> impl Iterator<Item = Rect> + 'a {
    let Size { width, height } = preferred.size;
    let half = height / 2.0;
    let (top, bottom) = (polyline[0].y + half, polyline[polyline.len() - 1].y - half);
    let heights = (0..=2 * TRIES).map(move |index| {
        let off = f64::from(index.div_ceil(2)) * STEP;
        if index % 2 == 0 { preferred.y + off } else { preferred.y - off }
    });
    heights.filter(move |&y| (top..=bottom).contains(&y)).flat_map(move |y| {
        let (low, high) = passage(polyline, y - half, y + half);
        let left_edges = [high, low - width];
        left_edges.map(|x| Rect { min: Point::new(x, y - half), max: Point::new(x + width, y + half) })
    })
}

/// The least and the greatest x of a polyline between two heights.
fn passage(polyline: &[Point], top: f64, bottom: f64) -> (f64, f64) {
    let (a, b) = (x_at(polyline, top), x_at(polyline, bottom));
    let first = polyline.partition_point(|point| point.y <= top);
    let corners = polyline[first..].iter().take_while(|point| point.y < bottom).map(|point| point.x);
    corners.fold((a.min(b), a.max(b)), |(low, high), x| (low.min(x), high.max(x)))
}

/// What is taken, by the cells of a grid.
struct Taken {
    pieces: Vec<Piece>,
    solids: Vec<Rect>,
    origin: Point,
    cell: f64,
    n_columns: usize,
    n_rows: usize,
    /// For each cell the number of the last entry in it.
    last: Vec<u32>,
    /// What is in a cell, and the number of the entry before.
    entries: Vec<(Thing, u32)>,
    /// How many entries each cell has.
    n_entries: Vec<u32>,
}

#[derive(Clone, Copy)]
enum Thing {
    Piece(u32),
    Solid(u32),
}

const NONE: u32 = u32::MAX;

/// A piece of a line, or its arrowhead.
struct Piece {
    line: u32,
    from: Point,
    to: Point,
    half_width: f64,
}

/// Cells are at least this wide and high, and more in a drawing that is large for what it holds.
const LEAST_CELL: f64 = 48.0;
/// Where lines pass more cells than this in all, as those of tens of thousands of edges do, no place is looked for.
const MOST_ENTRIES: f64 = 3_000_000.0;
/// A cell with more lines than this has no room for a label.
const CROWDED: u32 = 48;

impl Taken {
    /// Enters all lines and solids, unless there are too many.
    fn new(lines: &[Line], solids: &[Rect]) -> Option<Taken> {
        let pieces: Vec<Piece> = (0..).zip(lines).flat_map(|(index, line)| pieces(index, line)).collect();
        let points = pieces.iter().flat_map(|piece| [piece.from, piece.to]);
        let points = points.map(|point| Rect { min: point, max: point });
        let bounds = points.chain(solids.iter().copied()).reduce(Rect::union).unwrap_or_default();
        let Size { width, height } = bounds.size();
        let n_things = (pieces.len() + solids.len()).max(1) as f64;
        let cell = (width * height / (4.0 * n_things)).sqrt().max(LEAST_CELL);
        let (n_columns, n_rows) = ((width / cell) as usize + 1, (height / cell) as usize + 1);
        let passed = |piece: &Piece| {
            2.0 + ((piece.to.x - piece.from.x).abs() + (piece.to.y - piece.from.y).abs()) / cell
        };
        if pieces.iter().map(passed).sum::<f64>() > MOST_ENTRIES {
            return None;
        }
        let mut taken = Taken {
            entries: Vec::with_capacity(3 * (pieces.len() + solids.len())),
            pieces,
            solids: Vec::with_capacity(solids.len()),
            origin: bounds.min,
            cell,
            n_columns,
            n_rows,
            last: vec![NONE; n_columns * n_rows],
            n_entries: vec![0; n_columns * n_rows],
        };
        (0..taken.pieces.len()).for_each(|piece| taken.add_piece(piece));
        solids.iter().for_each(|&solid| taken.add_solid(solid));
        Some(taken)
    }

    fn column(&self, x: f64) -> usize {
        (((x - self.origin.x) / self.cell) as usize).min(self.n_columns - 1)
    }

    fn row(&self, y: f64) -> usize {
        (((y - self.origin.y) / self.cell) as usize).min(self.n_rows - 1)
    }

    /// Enters a piece in the cells that it passes.
    fn add_piece(&mut self, index: usize) {
        let Piece { from, to, half_width, .. } = self.pieces[index];
        let (upper, lower) = if from.y <= to.y { (from, to) } else { (to, from) };
        for row in self.row(upper.y - half_width)..=self.row(lower.y + half_width) {
            let top = self.origin.y + row as f64 * self.cell;
            let (a, b) =
                (x_on(upper, lower, top - half_width), x_on(upper, lower, top + self.cell + half_width));
            for column in self.column(a.min(b) - half_width)..=self.column(a.max(b) + half_width) {
                self.enter(row * self.n_columns + column, Thing::Piece(index as u32));
            }
        }
    }

    fn add_solid(&mut self, solid: Rect) {
        let thing = Thing::Solid(self.solids.len() as u32);
        self.solids.push(solid);
        for cell in self.cells(solid) {
            self.enter(cell, thing);
        }
    }

    fn enter(&mut self, cell: usize, thing: Thing) {
        self.entries.push((thing, self.last[cell]));
        self.last[cell] = self.entries.len() as u32 - 1;
        self.n_entries[cell] += 1;
    }

    fn things(&self, cell: usize) -> impl Iterator<Item = Thing> + '_ {
        let mut next = self.last[cell];
        std::iter::from_fn(move || {
            let &(thing, before) = self.entries.get(next as usize)?;
            next = before;
            Some(thing)
        })
    }

    /// The cells that a rectangle touches.
    fn cells(&self, rect: Rect) -> impl Iterator<Item = usize> + use<> {
        let (left, right) = (self.column(rect.min.x), self.column(rect.max.x));
        let n_columns = self.n_columns;
        (self.row(rect.min.y)..=self.row(rect.max.y))
            .flat_map(move |row| row * n_columns + left..=row * n_columns + right)
    }

    fn is_free(&self, candidate: Rect, own: usize, line_clearance: f64) -> bool {
        let room = candidate.grown(SOLID_CLEARANCE);
        let is_clear = |thing| match thing {
            Thing::Solid(solid) => !self.solids[solid as usize].overlaps(room),
            Thing::Piece(piece) => {
                let piece = &self.pieces[piece as usize];
                let clearance =
                    if piece.line as usize == own { -OWN_OVERLAP } else { line_clearance + piece.half_width };
                !candidate.grown(clearance).meets(piece.from, piece.to)
            }
        };
        let wide = candidate.grown(SOLID_CLEARANCE.max(line_clearance));
        self.cells(wide).all(|cell| self.n_entries[cell] <= CROWDED && self.things(cell).all(is_clear))
    }
}

/// The pieces of a line and its arrowhead.
fn pieces<'a>(index: u32, line: &'a Line) -> impl Iterator<Item = Piece> + 'a {
    let polyline = line.polyline;
    let (tip, before) = if line.is_reversed {
        (polyline[0], polyline[1])
    } else {
        (polyline[polyline.len() - 1], polyline[polyline.len() - 2])
    };
    let length = tip.distance(before);
    let share = if length > 0.0 { (HEAD_LENGTH * line.head_half_width / length).min(1.0) } else { 0.0 };
    let neck = Point::new(tip.x + (before.x - tip.x) * share, tip.y + (before.y - tip.y) * share);
    let head = Piece { line: index, from: tip, to: neck, half_width: line.head_half_width };
    let course = polyline.windows(2);
    course.map(move |pair| Piece { line: index, from: pair[0], to: pair[1], half_width: 0.0 }).chain([head])
}

/// Where the segment between two points passes a height, or its nearer end does not.
fn x_on(upper: Point, lower: Point, y: f64) -> f64 {
    let height = lower.y - upper.y;
    if height < 1e-9 {
        if y < upper.y { upper.x } else { lower.x }
    } else {
        upper.x + (lower.x - upper.x) * ((y - upper.y) / height).clamp(0.0, 1.0)
    }
}

#[cfg(test)]
#[path = "tests/free_places.rs"]
mod tests;
