//! The drawing: a call graph as labelled, coloured and measured boxes and edges.
//!
//! Everything is known of the picture but where its parts go; a layout adds that. What each mark means, and why,
//! is the business of the modules: [`node::NodeBox`], [`edge::Edge`], [`header`] and `key`.

mod alike;
mod cycles;
pub mod edge;
pub mod frame;
pub mod header;
mod heaviest;
mod identity;
mod key;
mod name;
pub mod node;
mod rows;
mod scale;
pub mod source_url;
pub mod stack;
pub mod stub;
mod style;
pub mod tag;

use std::collections::{BTreeSet, HashSet};

use bstr::{BStr, ByteSlice};

use crate::analysis::{self, Graph};
use crate::layout;
use crate::report::{self, Header};
use crate::scene::Panel;
use crate::scene::background::Background;
use crate::scene::color::Theme;

use edge::Edge;
use identity::Identity;
use key::Content;
use node::{Label, NodeBox};
use scale::Scale;
use stack::Plan;
use stub::Docked;
use tag::Labels;

pub use style::Style;

/// A picture without places.
#[derive(Clone, Debug, Default)]
pub struct Drawing {
    /// What it shows: the name of the profiled file.
    pub title: String,
    /// What it shows, in a sentence.
    pub description: String,
    /// The surroundings it is drawn for.
    pub theme: Theme,
    /// The ground.
    pub background: Background,
    /// Whether it is to be part of something else.
    pub is_embedded: bool,
    /// The width that the picture should not exceed, if any.
    pub width: Option<u32>,
    /// The font to prefer, if any.
    pub font: Option<String>,
    /// Index of the box to look at first, unless there is none: that with the largest flat value.
    pub start: Option<usize>,
    /// Whether it shows the difference of two profiles.
    pub is_difference: bool,
    /// The boxes, in the graph's order; then, if an edge needs it, the one for nodes that have cancelled out.
    pub boxes: Vec<NodeBox>,
    /// Boxes that are drawn one on top of the next: each from top to bottom.
    pub stacks: Vec<Vec<usize>>,
    /// The calls that are drawn as lines, heaviest first; the others are [stubs](stub) of the boxes they leave.
    pub edges: Vec<Edge>,
    /// What would surprise whoever looks at it, in sentences, which are among the facts, too.
    pub notices: Vec<String>,
    /// The facts about the profile.
    pub facts: Panel,
    /// The key to the picture; none where there is nothing to explain, or where the facts have it in a sentence.
    pub key: Option<Panel>,
}

/// Distance of everything from the edge of the page.
pub const MARGIN: f64 = 20.0;

/// Draws `graph`.
#[must_use]
pub fn draw(graph: &Graph, style: &Style) -> Drawing {
    draw_again(graph, style, &BTreeSet::new())
}

/// Draws `graph` again where a layout has shown that the weak calls between the boxes `far`, each given by its caller's
/// and its callee's, are too long as lines.
#[must_use]
pub fn draw_again(graph: &Graph, style: &Style, far: &BTreeSet<(usize, usize)>) -> Drawing {
    let scale = Scale::of(graph);
    let header = Header::new(graph);
    let notices: Vec<_> = graph.notices.iter().map(|notice| report::sentence(notice, &graph.scale)).collect();
    let is_difference = graph.scale.is_difference;
    let mut identities = identity::identities(&graph.nodes);
    let labels = alike::labels(&graph.nodes, &mut identities, scale);
    let heaviest = heaviest::rows(graph, &identities, scale);
    let own_labels: Vec<_> =
        graph.nodes.iter().map(|node| Labels::new(node, &graph.shared_labels, scale)).collect();
    let edges = edges(graph, scale, style.direction);
    let (edges, stubs) = if style.stubs { stub::parted(graph, edges, far) } else { (edges, Vec::new()) };
    let docked = stub::docked(&stubs, &identities, scale, style.embed);
    // From left to right, lines come in at the side, where they would meet any of the rows.
    let has_stacks = style.stubs && style.direction == layout::Direction::TopToBottom;
    let mut plans = if has_stacks {
        plans(graph, [&edges, &stubs], &docked, &identities, &own_labels, scale)
    } else {
        Vec::new()
    };
    let edges = stack::take_inner(edges, &mut plans, graph.nodes.len());
    let mut boxes = boxes(graph, labels, &own_labels, &docked, &plans, scale, style);
    let stacks: Vec<_> = plans.iter().map(|plan| plan.run.clone()).collect();
    let has_labels = own_labels.iter().any(Labels::has_rows);
    let content =
        Content { is_difference, has_labels, has_stubs: !stubs.is_empty(), has_stacks: !stacks.is_empty() };
    plans.into_iter().for_each(|plan| plan.make_rows(&mut boxes));
    Drawing {
        title: header::title(graph),
        description: header::description(graph, &header, scale, style.embed),
        theme: style.background.theme(style.theme),
        background: style.background,
        is_embedded: style.embed,
        width: style.width,
        font: style.font.as_deref().and_then(font),
        start: start(graph),
        is_difference,
        boxes,
        stacks,
        edges,
        facts: header::facts(graph, &header, heaviest, &notices, style.embed.then_some(content)),
        notices,
        key: (!graph.nodes.is_empty() && !style.embed).then(|| key::key(content)),
    }
}

impl Drawing {
    /// The width that [`layout::Options::width`] is to be: what the page has between its margins, 0 for any.
    #[must_use]
    pub fn graph_width(&self) -> f64 {
        self.width.map_or(0.0, |width| (f64::from(width) - 2.0 * MARGIN).max(1.0))
    }
}

/// The stacks. A box with labels, weak calls or a line that tells it apart is no row.
fn plans(
    graph: &Graph,
    [lines, stubs]: [&[Edge]; 2],
    docked: &[Docked],
    identities: &[Identity],
    own_labels: &[Labels<'_>],
    scale: Scale<'_>,
) -> Vec<Plan> {
    let is_plain = |node: usize| {
        let Identity { name, address, telling, .. } = &identities[node];
        let is_short = name.address.is_empty() && address.is_none() && telling.is_none();
        is_short && !own_labels[node].has_rows() && docked[node].is_empty()
    };
    let runs = stack::runs(graph, lines, stubs, is_plain, scale);
    runs.into_iter().map(|run| Plan::new(run, graph, identities, scale)).collect()
}

/// One box a node, and one for the ends of edges that are no nodes.
fn boxes(
    graph: &Graph,
    labels: Vec<Label>,
    own_labels: &[Labels<'_>],
    docked: &[Docked],
    plans: &[Plan],
    scale: Scale<'_>,
    style: &Style,
) -> Vec<NodeBox> {
    let mut least = vec![0.0; graph.nodes.len()];
    plans.iter().for_each(|plan| least[plan.last()] = plan.room());
    let inside = labels.into_iter().zip(own_labels).zip(docked).zip(least);
    let inside =
        inside.map(|(((label, labels), calls), least)| node::Content { label, labels, calls, least });
    let numbered = (1..).zip(graph.nodes.iter().zip(inside));
    let nodes = numbered.map(|(number, (node, inside))| node::node_box(node, inside, number, scale, style));
    let cancelled = cancelled(graph);
    nodes.chain((!cancelled.is_empty()).then(|| node::ghost(&cancelled))).collect()
}

/// The index of the node with the largest flat value, the first of them; none if nothing has any.
fn start(graph: &Graph) -> Option<usize> {
    let flats = graph.nodes.iter().map(|node| node.flat.value.unsigned_abs());
    let (index, _) = flats.enumerate().max_by_key(|&(index, flat)| (flat, std::cmp::Reverse(index)))?;
    Some(index)
}

/// The name of a font as it may stand in a list of them, if it is one.
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

/// The edges; what is no node is the box after the last.
fn edges(graph: &Graph, scale: Scale<'_>, direction: layout::Direction) -> Vec<Edge> {
    let index = |end: Option<usize>| end.unwrap_or(graph.nodes.len());
    let ends = |edge: &analysis::Edge| [edge.from, edge.to].map(index);
    graph.edges.iter().map(|edge| edge::edge(edge, ends(edge), scale, direction)).collect()
}

#[cfg(test)]
mod tests;
