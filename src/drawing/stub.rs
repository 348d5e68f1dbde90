//! Weak calls as stubs: rows in the boxes of caller and callee, instead of lines across the page.
//!
//! In a dense graph most of all lines are calls of less than a hundredth of the total, and those among them that cross
//! the page are read by nobody: they run in bundles, and end where much else does. A stub says at once where it leads
//! to. A weak call that a function owes most of its value to stays a line, so that it hangs where it belongs;
//! `crates/layered-layout/docs/layout.md` has what else was tried.

use std::collections::{BTreeSet, HashMap};

use crate::analysis::Graph;

use crate::scene::metrics::Face;
use crate::scene::text::{self, Anchor, TextLine};

use super::edge::DrawnEdge;
use super::identity::Identity;
use super::rows::{self, PAD_X, SIZE, muted};
use super::scale::Scale;

/// A call without a line: a row in its caller's box.
#[derive(Clone, Debug, Default)]
pub struct Stub {
    /// The number in the id of the callee's box.
    pub head: usize,
    /// The weight of the call, as [`DrawnEdge::weight`].
    pub weight: i64,
    /// The callee's name at the left and the value at the right.
    pub texts: Vec<TextLine>,
    /// Caller, callee and value in full.
    pub title: String,
}

/// A row in a callee's box: one weak call that arrives there, or all of them if they are many.
#[derive(Clone, Debug, Default)]
pub struct Arrivals {
    /// The caller's name, or how many callers there are, at the left, and the sum of the values at the right.
    pub texts: Vec<TextLine>,
    /// The tooltip: each call with full names and value, a line each.
    pub title: String,
}

/// The rows of a box for weak calls, in their places.
#[derive(Clone, Debug, Default)]
pub struct Calls {
    /// Distance from the upper edge of the box to the rule above them, if there are any.
    pub rule: Option<f64>,
    /// Those that arrive.
    pub arrivals: Vec<Arrivals>,
    /// Those that leave, heaviest first.
    pub stubs: Vec<Stub>,
}

/// The share of the total from which on a call is always a line.
const LEAST_SHARE: f64 = 0.01;

/// The share of its callee's cum from which on a weak call is a line.
const MAIN_SHARE: f64 = 2.0 / 3.0;

/// Whether a call is below a hundredth of the total, so that it may be a stub instead of a line.
#[must_use]
pub fn is_weak(edge: &DrawnEdge) -> bool {
    edge.weight <= 1 && edge.share < LEAST_SHARE
}

/// Parts the edges of `graph` into lines and stubs, both in their order. Weak calls between the boxes of a pair in `far`
/// are stubs even where most of their callee's cum is theirs.
pub(super) fn parted(
    graph: &Graph,
    edges: Vec<DrawnEdge>,
    far: &BTreeSet<(usize, usize)>,
) -> (Vec<DrawnEdge>, Vec<DrawnEdge>) {
    edges.into_iter().partition(|edge| {
        let is_between_functions = edge.tail.max(edge.head) < graph.nodes.len() && edge.tail != edge.head;
        !is_between_functions
            || !is_weak(edge)
            || is_main(graph, edge) && !far.contains(&(edge.tail, edge.head))
    })
}

/// Whether most of what the callee takes comes by this call.
fn is_main(graph: &Graph, edge: &DrawnEdge) -> bool {
    let cum = graph.nodes[edge.head].cum.value.unsigned_abs();
    edge.value.unsigned_abs() as f64 >= MAIN_SHARE * cum as f64
}

/// The rows of a box for weak calls, before they have places.
#[derive(Clone, Debug, Default)]
pub(super) struct Docked {
    /// Those that leave it: the index of the callee's box, the weight, and the row.
    leaving: Vec<(usize, i64, Measured)>,
    /// Those that arrive.
    arriving: Vec<Measured>,
}

/// A row without a place: name, value and tooltip.
#[derive(Clone, Debug)]
struct Measured {
    label: TextLine,
    value: TextLine,
    title: String,
}

/// Least distance between a label and its value, and the share of both that it has besides: room for wider fonts.
const SEP: f64 = 6.0;
const SLACK: f64 = 0.16;

/// The widest name in a row.
const MAX_NAME: f64 = 132.0;

/// The most callers that have a row each.
const MAX_CALLERS: usize = 4;

/// The most calls that a title names.
const MAX_TITLE: usize = 20;

/// The rows of each of the boxes `identities` for `stubs`, which are the heaviest first. In `brief`, callers have one row.
pub(super) fn docked(
    stubs: &[DrawnEdge],
    identities: &[Identity],
    scale: Scale<'_>,
    brief: bool,
) -> Vec<Docked> {
    let n_named = if brief { 1 } else { MAX_CALLERS };
    let mut docked = vec![Docked::default(); identities.len()];
    if stubs.is_empty() {
        return docked;
    }
    let names = names(identities);
    let mut arriving: Vec<Vec<&DrawnEdge>> = vec![Vec::new(); identities.len()];
    for stub in stubs {
        let arrow = if stub.is_indirect { "…→" } else { "→" };
        let row = Measured {
            label: muted(format!("{arrow} {}", names[stub.head])),
            value: TextLine::new(SIZE, stub.label.spans.clone()),
            title: stub.title.clone(),
        };
        docked[stub.tail].leaving.push((stub.head, stub.weight, row));
        arriving[stub.head].push(stub);
    }
    for (docked, calls) in docked.iter_mut().zip(arriving) {
        docked.arriving = match calls.len() {
            0 => Vec::new(),
            few if few <= n_named => calls.iter().map(|call| arrivals(&[call], &names, scale)).collect(),
            _ => vec![arrivals(&calls, &names, scale)],
        };
    }
    docked
}

/// The row for calls that arrive: who calls, if it is one, or else how many.
fn arrivals(calls: &[&DrawnEdge], names: &[String], scale: Scale<'_>) -> Measured {
    let from = match calls {
        [only] => names[only.tail].clone(),
        several => format!("{} calls", several.len()),
    };
    let sum = calls.iter().map(|call| call.value).fold(0, i64::saturating_add);
    let n_more = calls.len().saturating_sub(MAX_TITLE);
    let titles = calls.iter().take(MAX_TITLE).map(|call| call.title.clone());
    let titles: Vec<String> = titles.chain((n_more > 0).then(|| format!("{n_more} more calls"))).collect();
    let arrow = if calls.iter().all(|call| call.is_indirect) { "←…" } else { "←" };
    Measured {
        label: muted(format!("{arrow} {from}")),
        value: muted(scale.text(sum)),
        title: titles.join("\n"),
    }
}

/// The names of functions in rows: without package where that is unambiguous.
fn names(identities: &[Identity]) -> Vec<String> {
    let mut count: HashMap<String, usize> = HashMap::new();
    let short = |identity: &Identity| format!("{}{}", identity.name.qualifier, identity.name.base);
    for identity in identities {
        *count.entry(short(identity)).or_default() += 1;
    }
    let name = |identity: &Identity| {
        let short = short(identity);
        let name = if count[&short] > 1 { identity.name.located_base(&identity.file) } else { short };
        text::elide(&name, SIZE, Face::Regular, MAX_NAME)
    };
    identities.iter().map(name).collect()
}

impl Docked {
    /// The width that the rows need between the paddings of a box, in px.
    pub(super) fn width(&self) -> f64 {
        self.rows().map(Measured::width).fold(0.0, f64::max)
    }

    /// The height that the rows add to a box, in px.
    pub(super) fn height(&self) -> f64 {
        rows::height(self.n_rows())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.n_rows() == 0
    }

    fn n_rows(&self) -> usize {
        self.arriving.len() + self.leaving.len()
    }

    fn rows(&self) -> impl Iterator<Item = &Measured> {
        self.arriving.iter().chain(self.leaving.iter().map(|(_, _, row)| row))
    }

    /// The rows in their places below text that ends at `bottom`, in a box of this width.
    pub(super) fn placed(&self, bottom: f64, width: f64) -> Calls {
        let mut texts = self.rows().enumerate().map(|(n, row)| row.texts(rows::baseline(n, bottom), width));
        let mut next = || texts.next().unwrap_or_default();
        let arrivals = self.arriving.iter().map(|row| Arrivals { texts: next(), title: row.title.clone() });
        let arrivals = arrivals.collect();
        let stub = |(head, weight, row): &(usize, i64, Measured)| Stub {
            head: head + 1,
            weight: *weight,
            texts: next(),
            title: row.title.clone(),
        };
        Calls {
            rule: rows::rule(self.n_rows(), bottom),
            arrivals,
            stubs: self.leaving.iter().map(stub).collect(),
        }
    }
}

impl Measured {
    fn width(&self) -> f64 {
        SEP + (1.0 + SLACK) * (self.label.width + self.value.width)
    }

    fn texts(&self, baseline: f64, width: f64) -> Vec<TextLine> {
        let label = self.label.clone().at(Anchor::Start, PAD_X, baseline);
        let value = self.value.clone().at(Anchor::End, width - PAD_X, baseline);
        vec![label, value]
    }
}

impl Calls {
    /// The first text of the first row, if there is any.
    #[must_use]
    pub fn first_text(&self) -> Option<&TextLine> {
        let arrivals = self.arrivals.iter().map(|arrivals| &arrivals.texts);
        arrivals.chain(self.stubs.iter().map(|stub| &stub.texts)).flatten().next()
    }
}
