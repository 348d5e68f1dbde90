//! Labels, and the lines that give way to them.

use crate::cycles::acyclic::{Acyclic, Arc};
use crate::geom::{Point, Rect};
use crate::input::Input;
use crate::labels::candidates::{self, Line, Spot, Wish};
use crate::labels::reserved;
use crate::loops;
use crate::options::Options;
use crate::position::place::Places;
use crate::position::rows::{Item, Rows, gap_row};
use crate::routes::corridor::{Corridors, Scratch};
use crate::routes::ports;

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

/// All lines of a drawing, and the labels that they leave room for.
pub(crate) struct Picture<'a> {
    input: &'a Input,
    graph: &'a Acyclic,
    gaps: &'a Gaps,
    options: &'a Options,
    rows: Rows,
    places: Places,
    /// What never moves: boxes, and self-loops with their labels.
    boxes: Vec<Rect>,
    /// For each arc the item of its label, if that is held.
    items: Vec<Option<Item>>,
    /// For each item whether its string leans to the right there.
    leans_right: Vec<bool>,
    /// For each arc its string from centre to centre, its ends, and the string between these.
    centre_strings: Vec<Vec<Point>>,
    ports: Vec<(Point, Point)>,
    strings: Vec<Vec<Point>>,
    /// The place of each label that has found one beside its string as that is.
    spots: Vec<Option<Spot>>,
    scratch: Scratch,
}

impl<'a> Picture<'a> {
    pub(crate) fn new(
        input: &'a Input,
        graph: &'a Acyclic,
        gaps: &'a Gaps,
        options: &'a Options,
        rows: Rows,
        places: Places,
    ) -> Picture<'a> {
        let n_arcs = graph.arcs.len();
        let centre = |node: usize| places.centre(&rows, node);
        let boxes = input.boxes.iter().enumerate().map(|(node, &size)| Rect::around(centre(node), size));
        let loops = loops::routes(input, centre);
        let loops = loops.iter().filter_map(|(edge, route)| route.extent(&input.edges[*edge]));
        Picture {
            boxes: boxes.chain(loops).collect(),
            items: vec![None; n_arcs],
            leans_right: Vec::new(),
            centre_strings: vec![Vec::new(); n_arcs],
            ports: vec![Default::default(); n_arcs],
            strings: vec![Vec::new(); n_arcs],
            spots: vec![None; n_arcs],
            scratch: Scratch::default(),
            input,
            graph,
            gaps,
            options,
            rows,
            places,
        }
    }

    /// Draws all lines and finds a place for each label.
    ///
    /// Most lines have room beside them somewhere, so first they are drawn as if there were no labels. Labels that find
    /// no place are held: they get room of their own in their gap, which lines go round. That may take others theirs,
    /// so it is done again, until all have a place.
    pub(crate) fn drawn(mut self) -> Drawn {
        self.redraw(vec![true; self.graph.arcs.len()], &[]);
        for round in 0.. {
            self.spots = candidates::find(&self.lines(), &self.wishes(), &self.solids());
            let is_free = |&arc: &usize| self.gaps.of[arc].is_some() && self.items[arc].is_none();
            let free: Vec<usize> = (0..self.spots.len()).filter(is_free).collect();
            let homeless: Vec<usize> =
                free.iter().copied().filter(|&arc| self.spots[arc].is_none()).collect();
            if homeless.is_empty() {
                let label = |(spot, item): (&Option<Spot>, &Option<Item>)| {
                    spot.map(|spot| spot.rect.centre()).or(item.map(|item| self.label_centre(item)))
                };
                let labels = self.spots.iter().zip(&self.items).map(label).collect();
                return Drawn { strings: self.strings, labels };
            }
            self.hold(if round < ROUNDS { &homeless } else { &free });
        }
        unreachable!("after the last round there is no label left to be held")
    }

    /// Holds the labels of some more arcs, and draws anew what passes their gaps.
    fn hold(&mut self, arcs: &[usize]) {
        let mut is_wanted = vec![false; self.gaps.heights.len()];
        arcs.iter().filter_map(|&arc| self.gaps.of[arc]).for_each(|gap| is_wanted[gap] = true);
        let gaps: Vec<usize> = (0..is_wanted.len()).filter(|&gap| is_wanted[gap]).collect();
        let is_new: Vec<bool> = (is_wanted.iter().enumerate())
            .map(|(gap, is_wanted)| *is_wanted && self.rows.rows[gap_row(gap)].is_empty())
            .collect();
        self.rows.open(&is_new, &self.places.x);
        self.places.x.resize(self.rows.n_items(), 0.0);
        self.leans_right.resize(self.rows.n_items(), false);
        for &arc in arcs {
            self.items[arc] = self.hold_label(arc);
        }
        let is_here: Vec<bool> = is_wanted.iter().flat_map(|&is_wanted| [false, is_wanted]).collect();
        let passes = |item: &Item| is_here[self.rows.row[*item as usize] as usize];
        let is_stale = self.rows.chains.iter().map(|chain| chain.iter().any(passes)).collect();
        reserved::pass(&self.rows, &is_here, &mut self.places, &self.strings);
        for &gap in &gaps {
            reserved::choose_sides(&mut self.rows, gap_row(gap), &self.places.x);
            self.rows.number(gap_row(gap));
        }
        self.settle(&gaps);
        self.redraw(is_stale, &gaps);
    }

    /// Makes the item where an arc passes the gap of its label that label.
    fn hold_label(&mut self, arc: usize) -> Option<Item> {
        let size = self.input.edges[self.graph.arcs[arc].edge].label?;
        let row = gap_row(self.gaps.of[arc]?) as u32;
        let item = *self.rows.chains[arc].iter().find(|&&item| self.rows.row[item as usize] == row)?;
        self.rows.hold(item, size);
        Some(item)
    }

    fn settle(&mut self, gaps: &[usize]) {
        let Picture { graph, options, rows, places, strings, leans_right, .. } = self;
        reserved::settle(graph, rows, gaps, places, strings, options, leans_right);
    }

    /// Draws arcs that are stale anew, and those whose ends move for them. Labels in the given gaps go to where their
    /// lines would like to be, which then give way to those of others.
    fn redraw(&mut self, mut is_stale: Vec<bool>, gaps: &[usize]) {
        let free = Corridors::new(&self.rows, &self.places, self.options, None);
        for arc in (0..is_stale.len()).filter(|&arc| is_stale[arc]) {
            self.centre_strings[arc] = free.centre_string(arc, &mut self.scratch);
        }
        let ports = ports::ports(self.input, self.graph, &self.rows, &self.places, &self.centre_strings);
        for ((is_stale, old), new) in is_stale.iter_mut().zip(&self.ports).zip(&ports) {
            *is_stale |= old != new;
        }
        self.ports = ports;
        for arc in (0..is_stale.len()).filter(|&arc| is_stale[arc]) {
            self.strings[arc] = free.string(arc, self.ports[arc], &mut self.scratch);
            self.spots[arc] = None;
        }
        if gaps.is_empty() {
            return;
        }
        self.settle(gaps);
        let fixed = Corridors::new(&self.rows, &self.places, self.options, Some(&self.leans_right));
        for arc in (0..is_stale.len()).filter(|&arc| is_stale[arc]) {
            self.strings[arc] = fixed.string(arc, self.ports[arc], &mut self.scratch);
        }
    }

    /// The labels that look for a place.
    fn wishes(&self) -> Vec<Option<Wish>> {
        let wish = |arc: usize| {
            let gap = self.gaps.of[arc].filter(|_| self.items[arc].is_none())?;
            let size = self.input.edges[self.graph.arcs[arc].edge].label?;
            let y = self.places.row_y[gap_row(gap)];
            Some(Wish { size, y, weight: self.graph.arcs[arc].weight, last: self.spots[arc] })
        };
        (0..self.strings.len()).map(wish).collect()
    }

    fn lines(&self) -> Vec<Line<'_>> {
        let arcs = self.graph.arcs.iter().zip(&self.strings);
        arcs.map(|(arc, string)| Line {
            string,
            head_width: self.input.edges[arc.edge].head_width,
            is_reversed: arc.reversed,
        })
        .collect()
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
#[path = "tests/place.rs"]
mod tests;
