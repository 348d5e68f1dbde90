//! Makes a drawing of a graph.

use std::collections::{BTreeSet, HashSet};

use bstr::{BStr, ByteSlice};

use crate::analysis::{self, Graph};
use crate::layout;
use crate::report::{self, Header};
use crate::review::Review;
use crate::scene::column::RankedRow;

use super::edge::{self, DrawnEdge};
use super::identity::{self, Identity};
use super::key::{self, Features};
use super::model::Drawing;
use super::node::{self, Label, NodeBox};
use super::outcome::{self, Outcome};
use super::scale::Scale;
use super::side::Totals;
use super::stack::{self, Plan};
use super::stub::{self, Docked};
use super::style::Style;
use super::tag::Labels;
use super::{disambiguate, header, heaviest, review_header};

/// The drawing of `graph`.
///
/// Every weak call that most of its callee's cum comes by is a line, however long. [`picture::drawn`](crate::picture::drawn)
/// draws again where a layout shows that such lines are too long.
#[must_use]
pub fn draw(graph: &Graph, style: &Style) -> Drawing {
    Draft::new(graph, None, style).drawing(&BTreeSet::new())
}

/// The parts of a drawing that do not depend on which calls are lines, so that a graph can be drawn several times.
pub struct Draft<'a> {
    graph: &'a Graph,
    review: Option<&'a Review>,
    style: &'a Style,
    scale: Scale<'a>,
    identities: Vec<Identity>,
    /// The outcome of the comparison for each node; empty without a review.
    outcomes: Vec<Outcome<'a>>,
    texts: Vec<Label>,
    labels: Vec<Labels<'a>>,
    heaviest: Vec<RankedRow>,
    edges: Vec<DrawnEdge>,
}

impl<'a> Draft<'a> {
    /// Prepares `graph`. With a `review`, it is the graph of the differences between its two sides.
    #[must_use]
    pub fn new(graph: &'a Graph, review: Option<&'a Review>, style: &'a Style) -> Draft<'a> {
        let outcomes = review.map(|review| outcome::outcomes(graph, review)).unwrap_or_default();
        let max_own = outcomes.iter().map(|outcome| outcome.own.unsigned_abs()).max().unwrap_or(0);
        let scale = match review {
            Some(review) => Scale::of_changes(graph, review, max_own),
            None => Scale::of(graph),
        };
        let mut identities = identity::identities(&graph.nodes);
        let texts = disambiguate::labels(&graph.nodes, &mut identities, &outcomes, scale);
        let labels = graph.nodes.iter().map(|node| Labels::new(node, &graph.shared_labels, scale));
        let heaviest = heaviest::rows(graph, &identities, scale);
        let edges = edges(graph, review.map(Totals::of), scale, style.direction);
        Draft {
            graph,
            review,
            style,
            scale,
            identities,
            outcomes,
            texts,
            labels: labels.collect(),
            heaviest,
            edges,
        }
    }

    /// The drawing. `far` are pairs of indices of boxes, caller and callee, which a layout has placed so far from each
    /// other that weak calls between them are not to be lines.
    #[must_use]
    pub fn drawing(&self, far: &BTreeSet<(usize, usize)>) -> Drawing {
        let Draft { graph, style, scale, .. } = *self;
        let (lines, stubs) = self.parted(far);
        let docked = stub::docked(&stubs, &self.identities, scale, style.embed);
        let mut plans = self.plans([&lines, &stubs], &docked);
        let edges = stack::take_inner(lines, &mut plans, graph.nodes.len());
        let mut boxes = self.boxes(&docked, &plans);
        let stacks: Vec<_> = plans.iter().map(|plan| plan.run.clone()).collect();
        plans.into_iter().for_each(|plan| plan.make_rows(&mut boxes));
        let content = Features {
            is_difference: graph.scale.is_difference,
            is_review: self.review.is_some(),
            has_labels: self.labels.iter().any(Labels::has_rows),
            has_stubs: !stubs.is_empty(),
            has_stacks: !stacks.is_empty(),
        };
        let header = Header::new(graph);
        let notices: Vec<_> =
            graph.notices.iter().map(|notice| report::sentence(notice, &graph.scale)).collect();
        let embedded = style.embed.then_some(content);
        Drawing {
            title: header::title(graph),
            description: header::description(graph, &header, scale, style.embed),
            theme: style.background.theme(style.theme),
            background: style.background,
            direction: style.direction,
            is_embedded: style.embed,
            width: style.width,
            font: style.font.as_deref().and_then(font),
            start: self.start(),
            is_difference: content.is_difference,
            boxes,
            stacks,
            edges,
            renamed: self.review.map(|review| outcome::renamed(graph, review)).unwrap_or_default(),
            facts: match self.review {
                Some(review) => {
                    review_header::facts(graph, review, &self.identities, &notices, scale, style.embed)
                }
                None => header::facts(graph, &header, self.heaviest.clone(), &notices, embedded),
            },
            notices,
            key: (!graph.nodes.is_empty() && !style.embed).then(|| key::key(content)),
        }
    }

    /// Index of the box to look at first: the worst function of a comparison, or else the largest flat value.
    fn start(&self) -> Option<usize> {
        let worst = self.review.and_then(|review| {
            let found = review.worse().into_iter().chain(review.better()).next()?;
            self.graph.nodes.iter().position(|node| node.printed == found.row.name)
        });
        worst.or_else(|| start(self.graph))
    }

    /// The calls that are lines, and those that are stubs.
    fn parted(&self, far: &BTreeSet<(usize, usize)>) -> (Vec<DrawnEdge>, Vec<DrawnEdge>) {
        let edges = self.edges.clone();
        if self.style.stubs { stub::parted(self.graph, edges, far) } else { (edges, Vec::new()) }
    }

    /// The stacks. A box with labels, weak calls or a disambiguating line is no row of one.
    fn plans(&self, [lines, stubs]: [&[DrawnEdge]; 2], docked: &[Docked]) -> Vec<Plan> {
        // From left to right, lines enter a box at its side, where any of the rows may be.
        if !self.style.stubs || self.style.direction != layout::Direction::TopToBottom {
            return Vec::new();
        }
        let is_plain = |node: usize| {
            let Identity { name, address, disambiguation, .. } = &self.identities[node];
            let is_short = name.address.is_empty() && address.is_none() && disambiguation.is_none();
            // A function that changed itself is to stand out.
            let is_unchanged = self.outcomes.get(node).is_none_or(|outcome| outcome.own == 0);
            is_short && is_unchanged && !self.labels[node].has_rows() && docked[node].is_empty()
        };
        let runs = stack::runs(self.graph, lines, stubs, is_plain, self.scale);
        runs.into_iter()
            .map(|run| Plan::new(run, self.graph, &self.identities, &self.outcomes, self.scale))
            .collect()
    }

    /// A box for each node, and one for the ends of edges that are no nodes.
    fn boxes(&self, docked: &[Docked], plans: &[Plan]) -> Vec<NodeBox> {
        let mut least = vec![0.0; self.graph.nodes.len()];
        plans.iter().for_each(|plan| least[plan.last()] = plan.room());
        let node_box = |(index, node): (usize, &analysis::Node)| {
            let content = node::Content {
                label: self.texts[index].clone(),
                labels: &self.labels[index],
                calls: &docked[index],
                outcome: self.outcomes.get(index).copied(),
                totals: self.review.map(Totals::of),
                least: least[index],
            };
            node::node_box(node, content, index + 1, self.scale, self.style)
        };
        let nodes = self.graph.nodes.iter().enumerate().map(node_box);
        let cancelled = cancelled(self.graph);
        nodes.chain((!cancelled.is_empty()).then(|| node::ghost(&cancelled))).collect()
    }
}

/// The index of the node with the largest flat value, the first of them; none if nothing has any.
fn start(graph: &Graph) -> Option<usize> {
    let flats = graph.nodes.iter().map(|node| node.flat.value.unsigned_abs());
    let (index, _) = flats.enumerate().max_by_key(|&(index, flat)| (flat, std::cmp::Reverse(index)))?;
    Some(index)
}

/// The font family `name` as it may stand in a list of them; none if it could break out of the attribute or the list.
fn font(name: &str) -> Option<String> {
    let name = name.trim();
    let is_fit = |c: char| c.is_alphanumeric() || " -_,.'".contains(c);
    (!name.is_empty() && name.chars().all(is_fit)).then(|| name.to_owned())
}

/// The names at ends of edges that are no nodes, each once, in the order of the edges.
fn cancelled(graph: &Graph) -> Vec<&BStr> {
    let ends = graph.edges.iter().flat_map(|edge| [(edge.from, &edge.from_name), (edge.to, &edge.to_name)]);
    let mut seen = HashSet::new();
    ends.filter(|(node, _)| node.is_none())
        .map(|(_, name)| name.as_bstr())
        .filter(|name| seen.insert(*name))
        .collect()
}

/// The drawn edges, in order. An end that is no node is the box after the last node's.
fn edges(
    graph: &Graph,
    totals: Option<Totals>,
    scale: Scale<'_>,
    direction: layout::Direction,
) -> Vec<DrawnEdge> {
    let index = |end: Option<usize>| end.unwrap_or(graph.nodes.len());
    let ends = |edge: &analysis::Edge| [edge.from, edge.to].map(index);
    let drawn = |edge: &analysis::Edge| DrawnEdge {
        sides: totals.and_then(|totals| totals.of_line(edge.weight, scale)),
        ..edge::edge(edge, ends(edge), scale, direction)
    };
    graph.edges.iter().map(drawn).collect()
}
