//! Runs of functions that only call each other, as one stack of slim rows.
//!
//! Where each of several functions is called only by the one before it and calls only the one after it, all have the same
//! cum, and separate boxes and lines would repeat it. All but the last of such a run, which has a flat value or calls
//! several, become rows on top of it: still boxes with id, title and link.

use crate::analysis::Graph;
use crate::geom::Size;
use crate::scene::text::{self, Anchor, Emphasis, Span, TextLine};

use super::cycles;
use super::edge::DrawnEdge;
use super::identity::Identity;
use super::node::{self, NodeBox, Pass};
use super::outcome::{self, Outcome};
use super::outline::Outline;
use super::rows::{self, PAD_X};
use super::scale::Scale;

/// Font size of a name.
const NAME_SIZE: f64 = 11.5;

/// Height of a row.
const HEIGHT: f64 = 19.0;

/// Distance from the top of a row to its baseline.
const BASELINE: f64 = 13.5;

/// Least distance between the name, with the mark of functions left out, and the value.
const SEP: f64 = 24.0;

/// The widest border: rows stand close together.
const BORDER: f64 = 1.2;

/// The widest name.
const MAX_NAME: f64 = 170.0;

/// The runs of `graph` with at least two boxes, as indices from the first caller to the last callee. All boxes of a run but
/// the last are `plain`: they have no rows and no disambiguating line.
pub(super) fn runs(
    graph: &Graph,
    lines: &[DrawnEdge],
    stubs: &[DrawnEdge],
    plain: impl Fn(usize) -> bool,
    scale: Scale<'_>,
) -> Vec<Vec<usize>> {
    let links = links(graph, lines.iter().chain(stubs), plain, scale);
    let mut is_led_to = vec![false; links.len()];
    links.iter().flatten().for_each(|&next| is_led_to[next] = true);
    let firsts = (0..links.len()).filter(|&node| links[node].is_some() && !is_led_to[node]);
    let runs = firsts.map(|first| std::iter::successors(Some(first), |&node| links[node]).collect());
    let between_nodes = lines.iter().map(|edge| (edge.tail, edge.head));
    let between_nodes = between_nodes.filter(|&(tail, head)| tail.max(head) < links.len());
    // A run that lines lead back to has some that run upwards at its ends, which would seem to belong to the box at the
    // other end.
    let component = cycles::components(links.len(), between_nodes);
    runs.filter(|run: &Vec<usize>| component[run[0]] != component[run[run.len() - 1]]).collect()
}

/// For each node the index of the next one in its run; none if it is the last or in no run.
fn links<'a>(
    graph: &Graph,
    edges: impl Iterator<Item = &'a DrawnEdge> + Clone,
    plain: impl Fn(usize) -> bool,
    scale: Scale<'_>,
) -> Vec<Option<usize>> {
    let n_nodes = graph.nodes.len();
    let (mut n_callers, mut n_callees) = (vec![0_usize; n_nodes + 1], vec![0_usize; n_nodes + 1]);
    for edge in edges.clone() {
        n_callers[edge.head] += 1;
        n_callees[edge.tail] += 1;
    }
    let mut links = vec![None; n_nodes];
    for edge in edges {
        let (tail, head) = (edge.tail, edge.head);
        let are_nodes = tail.max(head) < n_nodes && tail != head;
        if !are_nodes || n_callees[tail] != 1 || n_callers[head] != 1 || !plain(tail) {
            continue;
        }
        let [above, below] = [tail, head].map(|node| &graph.nodes[node]);
        let cum = scale.text_with_percent(above.cum.value);
        let is_same = scale.text_with_percent(below.cum.value) == cum
            && scale.text_with_percent(edge.value) == cum
            && above.flat.value == 0;
        links[tail] = is_same.then_some(head);
    }
    links
}

/// Moves the calls inside of stacks from `edges` to their plans; returns the others, in order.
pub(super) fn take_inner(edges: Vec<DrawnEdge>, plans: &mut [Plan], n_nodes: usize) -> Vec<DrawnEdge> {
    let mut place = vec![None; n_nodes];
    for (index, plan) in plans.iter().enumerate() {
        plan.run[..plan.run.len() - 1]
            .iter()
            .enumerate()
            .for_each(|(row, &node)| place[node] = Some((index, row)));
    }
    let mut inner = Vec::new();
    let mut others = Vec::with_capacity(edges.len());
    for edge in edges {
        // A row calls nothing else.
        match place.get(edge.tail).copied().flatten() {
            Some(at) => inner.push((at, edge)),
            None => others.push(edge),
        }
    }
    inner.sort_by_key(|&(at, _)| at);
    inner.into_iter().for_each(|((index, _), edge)| plans[index].calls.push(edge));
    others
}

/// The rows of a run, before its boxes exist.
#[derive(Debug)]
pub(super) struct Plan {
    /// The boxes of the run, from top to bottom.
    pub(super) run: Vec<usize>,
    /// Name and value of each box but the last.
    rows: Vec<[TextLine; 2]>,
    calls: Vec<DrawnEdge>,
}

impl Plan {
    /// The names and values of a run; the calls between its boxes are still missing.
    pub(super) fn new(
        run: Vec<usize>,
        graph: &Graph,
        identities: &[Identity],
        outcomes: &[Outcome<'_>],
        scale: Scale<'_>,
    ) -> Plan {
        let row = |&node: &usize| {
            let value = match outcomes.get(node) {
                Some(_) => outcome::passing(&graph.nodes[node], rows::SIZE, scale),
                None => node::passing(&graph.nodes[node], rows::SIZE, Emphasis::Muted, scale),
            };
            [identities[node].name.on_one_line(NAME_SIZE, MAX_NAME), value]
        };
        let rows = run[..run.len() - 1].iter().map(row).collect();
        Plan { run, rows, calls: Vec::new() }
    }

    /// Index of the last box.
    pub(super) fn last(&self) -> usize {
        self.run[self.run.len() - 1]
    }

    /// The width that the rows need between the paddings of a box, in px.
    pub(super) fn room(&self) -> f64 {
        self.rows.iter().map(|[name, value]| name.width + SEP + value.width).fold(0.0, f64::max)
    }

    /// Turns all boxes of the run but the last into rows, as wide as the last one.
    pub(super) fn make_rows(self, boxes: &mut [NodeBox]) {
        let width = boxes[self.last()].size.width;
        for ((&row, [name, value]), call) in self.run.iter().zip(self.rows).zip(self.calls) {
            let is_pinned = name.width + SEP + value.width >= text::FULL * (width - 2.0 * PAD_X);
            let name = if call.is_indirect { indirect(name) } else { name };
            let name = TextLine { is_pinned, ..name.at(Anchor::Start, PAD_X, BASELINE) };
            let centre = width - PAD_X - value.width / 2.0;
            let value = TextLine { is_pinned, ..value.at(Anchor::Middle, centre, BASELINE) };
            let shown = &mut boxes[row];
            shown.size = Size::new(width, HEIGHT);
            shown.border = shown.border.min(BORDER);
            shown.lines = vec![name];
            shown.heading = 0..1;
            shown.n_values = 0;
            shown.outline = Outline::default();
            shown.pass = Some(Pass {
                head: call.head + 1,
                weight: call.weight,
                texts: node::signs_apart(vec![value]),
                title: call.title,
            });
        }
    }
}

/// A name with the mark of functions that are left out behind it.
fn indirect(name: TextLine) -> TextLine {
    let spans = name.spans.into_iter().chain([Span::regular(" …", Emphasis::Muted)]).collect();
    TextLine::new(name.size, spans)
}
