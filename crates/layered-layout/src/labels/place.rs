//! Places of labels, and the lines that give way to them.

use crate::cycles::acyclic::Arc;
use crate::geom::{Point, Rect, Size};
use crate::labels::channels::Channels;
use crate::labels::free_places::{self, LabelPlace, Line, PreferredPlace};
use crate::labels::reserved;
use crate::loops;
use crate::position::place::Places;
use crate::position::rows::{Item, Rows, channel_row};
use crate::routes::lines::{Lines, Routed};

/// How often room is reserved for labels that find none; then it is for all.
const ROUNDS: usize = 8;

/// The course of each arc, downwards, and the centre of its label.
pub(crate) struct Labeled {
    pub(crate) polylines: Vec<Vec<Point>>,
    pub(crate) labels: Vec<Option<Point>>,
}

/// Draws all lines and finds a place for each label.
///
/// Most lines have room beside them somewhere, so first they are drawn as if there were no labels. For labels that find
/// no place room is reserved in their channel, which lines go round. That may take others theirs, so it is done again,
/// until all have a place.
pub(crate) fn placed(routed: Routed, channels: &Channels, rows: Rows, places: Places) -> Labeled {
    let solids = boxes_and_loops(routed, &rows, &places);
    let n_arcs = routed.graph.arcs.len();
    let mut picture = Labeling {
        lines: Lines::drawn(routed, &rows, &places),
        rows,
        places,
        reserved: vec![None; n_arcs],
        leans_right: Vec::new(),
    };
    let mut found = vec![None; n_arcs];
    for round in 0.. {
        let solids: Vec<Rect> = solids.iter().copied().chain(picture.reserved_labels(routed)).collect();
        found = free_places::find(
            &picture.lines(routed),
            &picture.preferences(routed, channels, &found),
            &solids,
        );
        let looks = |&arc: &usize| channels.of[arc].is_some() && picture.reserved[arc].is_none();
        let looking: Vec<usize> = (0..n_arcs).filter(looks).collect();
        let unplaced: Vec<usize> = looking.iter().copied().filter(|&arc| found[arc].is_none()).collect();
        if unplaced.is_empty() {
            break;
        }
        let arcs = if round < ROUNDS { &unplaced } else { &looking };
        let (next, is_stale) = picture.reserving(routed, channels, arcs);
        picture = next;
        found.iter_mut().zip(is_stale).filter(|(_, is_stale)| *is_stale).for_each(|(found, _)| *found = None);
    }
    let centre = |(found, item): (&Option<LabelPlace>, &Option<Item>)| {
        found.map(|found| found.rect.centre()).or(item.map(|item| picture.label_centre(item)))
    };
    let labels = found.iter().zip(&picture.reserved).map(centre).collect();
    Labeled { polylines: picture.lines.polylines, labels }
}

/// What never moves: boxes, and self-loops with their labels.
fn boxes_and_loops(routed: Routed, rows: &Rows, places: &Places) -> Vec<Rect> {
    let input = routed.input;
    let centre = |node: usize| places.centre(rows, node);
    let boxes = input.boxes.iter().enumerate().map(|(node, &size)| Rect::around(centre(node), size));
    let self_loops = loops::routes(input, centre);
    let self_loops = self_loops.iter().filter_map(|(edge, route)| route.extent(&input.edges[*edge]));
    boxes.chain(self_loops).collect()
}

/// The rows with items for what passes some channels, where those are closed.
fn with_channels_open(rows: Rows, is_wanted: &[bool], x: &[f64]) -> Rows {
    let is_closed = |channel: usize| rows.rows[channel_row(channel)].is_empty();
    let is_new: Vec<bool> =
        is_wanted.iter().enumerate().map(|(channel, &is_wanted)| is_wanted && is_closed(channel)).collect();
    rows.opened(&is_new, x)
}

/// Where an arc passes the channel of its label.
fn label_item(rows: &Rows, channels: &Channels, arc: usize) -> Option<Item> {
    let row = channel_row(channels.of[arc]?) as u32;
    rows.chains[arc].iter().copied().find(|&item| rows.items[item as usize].row == row)
}

/// All lines, and the room that is reserved for labels.
struct Labeling {
    rows: Rows,
    places: Places,
    lines: Lines,
    /// For each arc the item of its label, if room is reserved for it.
    reserved: Vec<Option<Item>>,
    /// For each item whether its polyline leans to the right there.
    leans_right: Vec<bool>,
}

impl Labeling {
    /// The same with room for the labels of some more arcs, and what passes their channels drawn anew. Returns which
    /// arcs that are.
    fn reserving(self, routed: Routed, channels: &Channels, arcs: &[usize]) -> (Labeling, Vec<bool>) {
        let Labeling { rows, mut places, lines, mut reserved, mut leans_right } = self;
        let mut is_wanted = vec![false; channels.heights.len()];
        arcs.iter().filter_map(|&arc| channels.of[arc]).for_each(|channel| is_wanted[channel] = true);
        let wanted: Vec<usize> = (0..is_wanted.len()).filter(|&channel| is_wanted[channel]).collect();
        let is_here: Vec<bool> = is_wanted.iter().flat_map(|&is_wanted| [false, is_wanted]).collect();
        let mut rows = with_channels_open(rows, &is_wanted, &places.x);
        let labels: Vec<(Item, Size)> = arcs
            .iter()
            .filter_map(|&arc| {
                reserved[arc] = label_item(&rows, channels, arc);
                Some((reserved[arc]?, routed.input.edges[routed.graph.arcs[arc].edge].label?))
            })
            .collect();
        rows = rows.with_labels(labels.into_iter());
        places.x.resize(rows.n_items(), 0.0);
        leans_right.resize(rows.n_items(), false);
        reserved::pass(&rows, &is_here, &mut places, &lines.polylines);
        for row in wanted.iter().map(|&channel| channel_row(channel)) {
            let are_left = reserved::best_sides(&rows, &rows.rows[row], &places.x);
            rows = rows.with_sides(row, &are_left);
        }
        let passes = |item: &Item| is_here[rows.items[*item as usize].row as usize];
        let is_stale = rows.chains.iter().map(|chain| chain.iter().any(passes)).collect();
        Labeling { rows, places, lines, reserved, leans_right }.redrawn(routed, is_stale, &wanted)
    }

    fn settle(&mut self, routed: Routed, channels: &[usize]) {
        let Labeling { rows, places, lines, leans_right, .. } = self;
        reserved::settle(routed, rows, channels, places, &lines.polylines, leans_right);
    }

    /// The same with arcs that are stale drawn anew, and those whose ends move for them. Labels in the given channels are
    /// placed beside the unobstructed lines first; then the lines are led around the labels of others.
    fn redrawn(mut self, routed: Routed, is_stale: Vec<bool>, channels: &[usize]) -> (Labeling, Vec<bool>) {
        self.settle(routed, channels);
        let (lines, is_stale) = self.lines.redrawn(routed, &self.rows, &self.places, is_stale);
        self.lines = lines;
        self.settle(routed, channels);
        self.lines = self.lines.past_labels(routed, &self.rows, &self.places, &is_stale, &self.leans_right);
        (self, is_stale)
    }

    /// The labels that look for a place.
    fn preferences(
        &self,
        routed: Routed,
        channels: &Channels,
        found: &[Option<LabelPlace>],
    ) -> Vec<Option<PreferredPlace>> {
        let preference = |arc: usize| {
            let channel = channels.of[arc].filter(|_| self.reserved[arc].is_none())?;
            let Arc { edge, weight, .. } = routed.graph.arcs[arc];
            let size = routed.input.edges[edge].label?;
            let y = self.places.row_y[channel_row(channel)];
            Some(PreferredPlace { size, y, weight, last: found[arc] })
        };
        (0..found.len()).map(preference).collect()
    }

    fn lines(&self, routed: Routed) -> Vec<Line<'_>> {
        let arcs = routed.graph.arcs.iter().zip(&self.lines.polylines);
        arcs.map(|(arc, polyline)| Line {
            polyline,
            head_half_width: routed.input.edges[arc.edge].head_half_width,
            is_reversed: arc.reversed,
        })
        .collect()
    }

    /// The labels for which room is reserved.
    fn reserved_labels(&self, routed: Routed) -> impl Iterator<Item = Rect> {
        let label = |(item, arc): (&Option<Item>, &Arc)| {
            Some(Rect::around(self.label_centre((*item)?), routed.input.edges[arc.edge].label?))
        };
        self.reserved.iter().zip(&routed.graph.arcs).filter_map(label)
    }

    fn label_centre(&self, item: Item) -> Point {
        let index = item as usize;
        let item = &self.rows.items[index];
        let x = self.places.x[index] + (item.right - item.left) / 2.0;
        Point::new(x, self.places.row_y[item.row as usize])
    }
}

#[cfg(test)]
#[path = "tests/place.rs"]
mod tests;
