//! Labels, and the lines that give way to them.

use super::acyclic::{Acyclic, Arc};
use super::corridor::Corridors;
use super::position::Places;
use super::rows::{Item, Rows, gap_row};
use super::spots::{self, Line, Wish};
use super::{Input, Options, held, loops, ports};
use crate::geom::{Point, Rect};

/// The gap that each label is meant to stand in.
#[derive(Clone, Debug)]
pub(crate) struct Gaps {
    /// For each arc with a label the rank above.
    pub(crate) of: Vec<Option<usize>>,
    /// The height of the tallest label below each rank.
    pub(crate) heights: Vec<f64>,
}

/// Chooses for each label the gap that is filled the least of those that its edge passes, close to the middle.
pub(crate) fn gaps(input: &Input, graph: &Acyclic, rows: &Rows) -> Gaps {
    let n_ranks = rows.rows.len() / 2;
    let mut gaps = Gaps { of: vec![None; rows.chains.len()], heights: vec![0.0; n_ranks] };
    let mut filled = vec![0.0; n_ranks];
    let mut chains: Vec<usize> = (0..rows.chains.len()).collect();
    chains.sort_by_key(|&chain| (rows.chains[chain].len(), chain));
    for index in chains {
        let Some(size) = input.edges[graph.arcs[index].edge].label else { continue };
        let chain = &rows.chains[index];
        let top = rows.row[chain[0] as usize] as usize / 2;
        let middle = (chain.len() - 2) as f64 / 2.0;
        let cost = |step: usize| filled[top + step] + OFF_MIDDLE * (step as f64 - middle).abs();
        let step = (0..chain.len() - 1).min_by(|&a, &b| cost(a).total_cmp(&cost(b)));
        let gap = top + step.expect("an arc passes at least one gap");
        gaps.of[index] = Some(gap);
        gaps.heights[gap] = gaps.heights[gap].max(size.height);
        filled[gap] += size.width;
    }
    gaps
}

/// How much fuller, in pixels, a gap may be to keep a label one gap closer to the middle of its edge.
const OFF_MIDDLE: f64 = 24.0;

/// The course of each arc, downwards, and the centre of its label.
pub(crate) struct Drawn {
    pub(crate) strings: Vec<Vec<Point>>,
    pub(crate) labels: Vec<Option<Point>>,
}

/// How often labels are held one by one; then all are.
const ROUNDS: usize = 8;

/// Draws all lines and finds a place for each label.
///
/// Most lines have room beside them somewhere, so first they are drawn as if there were no labels. Labels that find no
/// place are held: they get room of their own in their gap, which lines go round. That may take others theirs, so it
/// is done again, until all have a place.
pub(crate) fn draw(
    input: &Input,
    graph: &Acyclic,
    gaps: &Gaps,
    rows: Rows,
    places: Places,
    options: &Options,
) -> Drawn {
    let items = vec![None; graph.arcs.len()];
    let mut picture = Picture { input, graph, gaps, options, rows, places, items, boxes: Vec::new() };
    picture.boxes = picture.boxes();
    let mut strings = picture.strings();
    for round in 0.. {
        let mut labels = spots::find(&picture.lines(&strings), &picture.wishes(&strings), &picture.solids());
        let free: Vec<usize> =
            (0..labels.len()).filter(|&arc| gaps.of[arc].is_some() && picture.items[arc].is_none()).collect();
        let homeless: Vec<usize> = free.iter().copied().filter(|&arc| labels[arc].is_none()).collect();
        if homeless.is_empty() {
            for (label, item) in labels.iter_mut().zip(&picture.items) {
                *label = label.or(item.map(|item| picture.label_centre(item)));
            }
            return Drawn { strings, labels };
        }
        strings = picture.hold(if round < ROUNDS { &homeless } else { &free }, &strings);
    }
    unreachable!("after the last round there is no label left to be held")
}

struct Picture<'a> {
    input: &'a Input,
    graph: &'a Acyclic,
    gaps: &'a Gaps,
    options: &'a Options,
    rows: Rows,
    places: Places,
    /// For each arc the item of its label, if that is held.
    items: Vec<Option<Item>>,
    /// What never moves: boxes, and self-loops with their labels.
    boxes: Vec<Rect>,
}

impl Picture<'_> {
    fn boxes(&self) -> Vec<Rect> {
        let centre = |node: usize| self.places.centre(&self.rows, node);
        let boxes =
            (self.input.boxes.iter().enumerate()).map(|(node, &size)| Rect::around(centre(node), size));
        let loops = loops::routes(self.input, centre);
        let loops = loops.iter().filter_map(|(edge, route)| super::route::extent(self.input, *edge, route));
        boxes.chain(loops).collect()
    }

    /// The strings between the ports, with labels where they would like to be.
    fn strings(&self) -> Vec<Vec<Point>> {
        let free = Corridors::new(&self.rows, &self.places, self.options, None);
        let ports = ports::ports(self.input, self.graph, &self.rows, &self.places, &free.centre_strings());
        free.port_strings(&ports)
    }

    /// Holds the labels of some more arcs, and draws all lines anew.
    fn hold(&mut self, arcs: &[usize], strings: &[Vec<Point>]) -> Vec<Vec<Point>> {
        let mut is_wanted = vec![false; self.gaps.heights.len()];
        arcs.iter().filter_map(|&arc| self.gaps.of[arc]).for_each(|gap| is_wanted[gap] = true);
        let is_new: Vec<bool> = (is_wanted.iter().enumerate())
            .map(|(gap, is_wanted)| *is_wanted && self.rows.rows[gap_row(gap)].is_empty())
            .collect();
        self.rows.open(&is_new, &self.places.x);
        self.places.x.resize(self.rows.n_items(), 0.0);
        for &arc in arcs {
            let (Some(gap), Some(size)) =
                (self.gaps.of[arc], self.input.edges[self.graph.arcs[arc].edge].label)
            else {
                continue;
            };
            let in_gap = |item: &&Item| self.rows.row[**item as usize] as usize == gap_row(gap);
            let item =
                *self.rows.chains[arc].iter().find(in_gap).expect("an edge passes the gap of its label");
            self.rows.hold(item, size);
            self.items[arc] = Some(item);
        }
        held::pass(&self.rows, &mut self.places, strings);
        for gap in (0..is_wanted.len()).filter(|&gap| is_wanted[gap]) {
            held::choose_sides(&mut self.rows, gap_row(gap), &self.places.x);
            self.rows.number(gap_row(gap));
        }
        self.held_strings(strings)
    }

    /// Labels go to where their lines are, which then give way to the others.
    fn held_strings(&mut self, strings: &[Vec<Point>]) -> Vec<Vec<Point>> {
        let Picture { input, graph, options, rows, places, .. } = self;
        held::settle(graph, rows, places, strings, options);
        let free = Corridors::new(rows, places, options, None);
        let ports = ports::ports(input, graph, rows, places, &free.centre_strings());
        let wishes = free.port_strings(&ports);
        let leans_right = held::settle(graph, rows, places, &wishes, options);
        Corridors::new(rows, places, options, Some(&leans_right)).port_strings(&ports)
    }

    /// The labels that look for a place.
    fn wishes(&self, strings: &[Vec<Point>]) -> Vec<Option<Wish>> {
        let wish = |arc: usize| {
            let gap = self.gaps.of[arc].filter(|_| self.items[arc].is_none())?;
            let size = self.input.edges[self.graph.arcs[arc].edge].label?;
            let y = self.places.row_y[gap_row(gap)];
            Some(Wish { size, y, weight: self.graph.arcs[arc].weight })
        };
        (0..strings.len()).map(wish).collect()
    }

    fn lines<'s>(&self, strings: &'s [Vec<Point>]) -> Vec<Line<'s>> {
        let line = |(arc, string): (&Arc, &'s Vec<Point>)| Line {
            string,
            head_width: self.input.edges[arc.edge].head_width,
            is_reversed: arc.reversed,
        };
        self.graph.arcs.iter().zip(strings).map(line).collect()
    }

    /// Boxes, self-loops and held labels.
    fn solids(&self) -> Vec<Rect> {
        let label = |(item, arc): (&Option<Item>, &Arc)| {
            Some(Rect::around(self.label_centre((*item)?), self.input.edges[arc.edge].label?))
        };
        self.boxes.iter().copied().chain(self.items.iter().zip(&self.graph.arcs).filter_map(label)).collect()
    }

    fn label_centre(&self, item: Item) -> Point {
        let index = item as usize;
        let x = self.places.x[index] + (self.rows.right[index] - self.rows.left[index]) / 2.0;
        Point::new(x, self.places.row_y[self.rows.row[index] as usize])
    }
}

#[cfg(test)]
#[path = "tests/labels.rs"]
mod tests;
