//! Trims a graph to its most important nodes and edges.

use std::cmp::Reverse;

use petgraph::graph::NodeIndex;

use super::{
    CallGraph, IdentityId, Node, Weights,
    build::{Keep, Stacks},
    model::retain_calls,
    order::{Order, rank_nodes, rank_nodes_again},
    redundant,
    tags::MAX_TAGS,
    tree,
};
use crate::{options::Options, units};

/// A trimmed graph, and counts of what was left out.
#[derive(Debug, Default)]
pub(crate) struct Trimmed {
    /// Its nodes are listed in display order.
    pub(crate) graph: CallGraph,
    /// The number of nodes below the cutoff.
    pub(crate) n_dropped_nodes: usize,
    /// The number of edges below the cutoff, of the graph that was built last.
    pub(crate) n_dropped_edges: usize,
    /// The number of nodes above the cutoff, of which the graph has the most important.
    pub(crate) n_above_cutoff: usize,
}

/// How a graph is trimmed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cut {
    /// The ranking of nodes. Only graphs by entropy have tags, each of which takes the place of a node, and lose redundant
    /// residual edges.
    pub order: Order,
    /// The limits for nodes and edges.
    pub limits: Limits,
    /// Whether every call path has nodes of its own.
    pub call_tree: bool,
    /// Whether functions of one name are distinct nodes if they start at different lines or are in different object
    /// files. Functions without a name always are.
    pub by_object: bool,
    /// Whether nodes have parts by source file, where functions of one name are in several. This takes another walk
    /// through the samples.
    pub by_file: bool,
    /// Whether nodes have parts by label, key by key, and the graph has the labels that all samples share. Tags are not
    /// sufficient: each is the set of all labels of some samples, and nodes have the heaviest few.
    pub by_label: bool,
}

/// The limits for nodes and edges.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Limits {
    /// The maximum number of nodes; no limit if none.
    pub node_count: Option<usize>,
    /// The minimum cum of a node, as a fraction of the total.
    pub node_fraction: f64,
    /// The minimum weight of an edge, as a fraction of the total.
    pub edge_fraction: f64,
}

impl Cut {
    /// The cut of a picture: 80 nodes, unless `options` have a number.
    #[must_use]
    pub fn picture(options: &Options) -> Cut {
        Cut {
            order: Order::Entropy,
            limits: Limits::of(options, Some(80)),
            call_tree: options.call_tree,
            by_object: false,
            by_file: true,
            by_label: true,
        }
    }

    /// The cut of a picture in DOT, which has no source files, and tags instead of labels.
    #[must_use]
    pub fn dot(options: &Options) -> Cut {
        Cut { by_file: false, by_label: false, ..Cut::picture(options) }
    }

    /// The cut of a table: `node_count` nodes, unless `options` have a number. Tables are never call trees.
    #[must_use]
    pub fn table(options: &Options, order: Order, node_count: Option<usize>) -> Cut {
        Cut { limits: Limits::of(options, node_count), ..Cut::nothing(order) }
    }

    /// No limits.
    #[must_use]
    pub fn nothing(order: Order) -> Cut {
        Cut {
            order,
            limits: Limits::default(),
            call_tree: false,
            by_object: false,
            by_file: false,
            by_label: false,
        }
    }
}

impl Limits {
    /// The limits of `options`, with a default for the number of nodes.
    #[must_use]
    pub fn of(options: &Options, node_count: Option<usize>) -> Limits {
        if !options.trim {
            return Limits::default();
        }
        Limits {
            node_count: options.node_count.or(node_count),
            node_fraction: options.node_fraction,
            edge_fraction: options.edge_fraction,
        }
    }
}

/// The cutoff: the magnitude of `fraction` of `total`.
#[allow(clippy::cast_precision_loss, reason = "pprof computes cut-offs in doubles")]
pub(crate) fn cutoff(total: i64, fraction: f64) -> i64 {
    units::truncate(total as f64 * fraction).wrapping_abs()
}

/// Builds the graph of `stacks`, or its call tree, and trims it.
///
/// Light nodes are removed first, then all but the most important of the others; each time the graph is built again, so
/// that residual edges connect the remaining nodes. Then light edges and tags are removed, and finally redundant
/// residual edges.
pub(crate) fn trimmed(stacks: &mut Stacks<'_>, cut: &Cut) -> Trimmed {
    let mut trimmed = if cut.call_tree { trimmed_tree(stacks, cut) } else { trimmed_graph(stacks, cut) };
    if cut.order == Order::Entropy {
        redundant::remove(&mut trimmed.graph);
    }
    trimmed
}

/// The nodes that graphs of `stacks` may show, by decreasing cum, without calls and tags.
pub(crate) fn heavy_nodes(stacks: &Stacks<'_>, limits: &Limits) -> Vec<Node> {
    let mut nodes = stacks.nodes();
    let thresholds = Thresholds::new(nodes.iter().map(|node| node.weights), limits);
    nodes.retain(|node| thresholds.are_met_by(node.weights));
    let rank = |node: &Node| Reverse(node.weights.cum.magnitude());
    nodes.sort_by(|a, b| (rank(a), &a.printed, a.identity).cmp(&(rank(b), &b.printed, b.identity)));
    nodes
}

/// The cutoffs of nodes (and tags) and edges.
struct Thresholds {
    node: i64,
    edge: i64,
}

impl Thresholds {
    fn new(weights: impl Iterator<Item = Weights>, limits: &Limits) -> Thresholds {
        let total = weights.fold(0_i64, |sum, weights| sum.wrapping_add(weights.flat.total));
        Thresholds { node: cutoff(total, limits.node_fraction), edge: cutoff(total, limits.edge_fraction) }
    }

    /// Whether a node with these weights is heavy enough.
    fn are_met_by(&self, weights: Weights) -> bool {
        self.node <= 0 || weights.cum.magnitude() >= self.node
    }
}

fn trimmed_graph(stacks: &mut Stacks<'_>, cut: &Cut) -> Trimmed {
    let weights = stacks.weights();
    let weights_of = |node: &IdentityId| weights[node.0 as usize];
    let all = stacks.listed(&weights);
    let thresholds = Thresholds::new(all.iter().map(weights_of), &cut.limits);
    let heavy: Vec<_> = all.iter().copied().filter(|node| thresholds.are_met_by(weights_of(node))).collect();

    let n_dropped_nodes = all.len() - heavy.len();
    let mut graph = if n_dropped_nodes == 0 {
        stacks.graph(&Keep::All, thresholds.node)
    } else {
        stacks.trim_files_again();
        stacks.graph(&Keep::Only(&heavy), thresholds.node)
    };
    rank_nodes(&mut graph, cut.order);
    let n_above_cutoff = graph.listed.len();
    if let Some(top) = top(&mut graph, cut, &thresholds) {
        let mut top: Vec<_> = top.iter().map(|&node| graph.graph[node].identity).collect();
        top.sort_unstable();
        stacks.trim_files_again();
        graph = stacks.graph(&Keep::Only(&top), thresholds.node);
        rank_nodes(&mut graph, cut.order);
    }
    let n_dropped_edges = drop_light_edges(&mut graph, thresholds.edge);
    Trimmed { graph, n_dropped_nodes, n_dropped_edges, n_above_cutoff }
}

/// As [`trimmed_graph`], but nodes are removed from the tree: building it again would restore all of them.
fn trimmed_tree(stacks: &Stacks<'_>, cut: &Cut) -> Trimmed {
    let (mut graph, thresholds) = full_tree(stacks, cut);
    let n_nodes = graph.listed.len();
    let is_heavy = |node: &NodeIndex| thresholds.are_met_by(graph.graph[*node].weights);
    let heavy: Vec<_> = graph.listed.iter().copied().filter(is_heavy).collect();
    let n_dropped_nodes = n_nodes - heavy.len();
    if n_dropped_nodes != 0 {
        tree::remove_others(&mut graph, heavy);
    }
    rank_nodes(&mut graph, cut.order);
    let n_above_cutoff = graph.listed.len();
    if let Some(top) = top(&mut graph, cut, &thresholds) {
        tree::remove_others(&mut graph, top);
        rank_nodes_again(&mut graph, cut.order);
    }
    let n_dropped_edges = drop_light_edges(&mut graph, thresholds.edge);
    Trimmed { graph, n_dropped_nodes, n_dropped_edges, n_above_cutoff }
}

/// The whole tree. It is built twice if there are tags, whose cutoff is known after the first time.
fn full_tree(stacks: &Stacks<'_>, cut: &Cut) -> (CallGraph, Thresholds) {
    let tree = stacks.tree(None);
    let thresholds = Thresholds::new(tree.listed.iter().map(|&node| tree.graph[node].weights), &cut.limits);
    let tree = if stacks.have_tags() { stacks.tree(Some(thresholds.node)) } else { tree };
    (tree, thresholds)
}

/// The most important of the ranked nodes, if there are more than the limit allows. Removes light edges.
fn top(graph: &mut CallGraph, cut: &Cut, thresholds: &Thresholds) -> Option<Vec<NodeIndex>> {
    let limit = cut.limits.node_count?;
    drop_light_edges(graph, thresholds.edge);
    let n_top = match cut.order {
        Order::Entropy => count_top(graph, limit),
        Order::Flat | Order::Cum => limit.min(graph.listed.len()),
    };
    // As in pprof, which compares magnitudes with a cutoff of 0 here: the magnitude of -2⁶³ is negative.
    let has_magnitude = |node: &&NodeIndex| graph.graph[**node].weights.cum.magnitude() >= 0;
    let top: Vec<_> = graph.listed[..n_top].iter().filter(has_magnitude).copied().collect();
    (top.len() < graph.listed.len()).then_some(top)
}

/// The number of ranked nodes to show, where each of a node's tags takes the place of a node.
fn count_top(graph: &CallGraph, limit: usize) -> usize {
    let mut sum = 0;
    for (i, &node) in graph.listed.iter().enumerate() {
        sum += 1 + graph.graph[node].tags.n_flat.min(MAX_TAGS);
        if sum >= limit {
            return i + 1;
        }
    }
    limit.min(graph.listed.len())
}

/// Removes light edges to listed nodes. Returns their number.
fn drop_light_edges(graph: &mut CallGraph, cutoff: i64) -> usize {
    let before = graph.graph.edge_count();
    let mut is_listed = vec![false; graph.graph.node_count()];
    for node in &graph.listed {
        is_listed[node.index()] = true;
    }
    retain_calls(&mut graph.graph, |graph, edge| {
        let (_, callee) = graph.edge_endpoints(edge).expect("the edge is in the graph");
        graph[edge].weight.magnitude() >= cutoff || !is_listed[callee.index()]
    });
    before - graph.graph.edge_count()
}
