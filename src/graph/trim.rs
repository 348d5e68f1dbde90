//! Cutting a graph down to what is worth looking at.

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

/// The graph that is shown, and what was left out of it.
#[derive(Debug, Default)]
pub(crate) struct Trimmed {
    /// Its nodes are listed in the order they are shown.
    pub(crate) graph: CallGraph,
    /// Nodes below the cut-off.
    pub(crate) n_dropped_nodes: usize,
    /// Edges below the cut-off, as far as they were found after the last rebuild.
    pub(crate) n_dropped_edges: usize,
    /// Nodes above the cut-off, of which the graph shows the most important.
    pub(crate) n_above_cutoff: usize,
}

/// What is wanted of a graph.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cut {
    /// By what nodes are ranked. In the order of graphs, and only there, nodes have tags, which take the places of
    /// nodes, and residual edges that say nothing new are left out.
    pub order: Order,
    /// What is left out.
    pub limits: Limits,
    /// Whether every call path has nodes of its own.
    pub call_tree: bool,
    /// Whether functions of one name are nodes of their own where they start at different lines or lie in different
    /// files of the program. Functions without a name always are.
    pub by_object: bool,
    /// Whether nodes know what of their value comes from which source file, where functions of one name are in
    /// several. It is one more walk through the samples, for those who show files.
    pub by_file: bool,
    /// Whether nodes know what of their value has which label, key by key, and which labels all samples have. Tags
    /// are not enough for that: each is all labels of some samples, and a node has the heaviest few.
    pub by_label: bool,
}

/// Below what nodes and edges are left out.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Limits {
    /// The most nodes; 0 is no limit.
    pub node_count: usize,
    /// Smallest share of the total in the cum of a node.
    pub node_fraction: f64,
    /// Smallest share of the total in the weight of an edge.
    pub edge_fraction: f64,
}

impl Cut {
    /// What a picture shows: 80 nodes, unless `options` tell otherwise.
    #[must_use]
    pub fn picture(options: &Options) -> Cut {
        Cut {
            order: Order::Entropy,
            limits: Limits::of(options, 80),
            call_tree: options.call_tree,
            by_object: false,
            by_file: true,
            by_label: true,
        }
    }

    /// What a picture shows in the words of DOT, which have no source files, and tags for labels.
    #[must_use]
    pub fn dot(options: &Options) -> Cut {
        Cut { by_file: false, by_label: false, ..Cut::picture(options) }
    }

    /// What a table shows: `node_count` nodes, unless `options` tell otherwise.
    #[must_use]
    pub fn table(options: &Options, order: Order, node_count: usize) -> Cut {
        Cut { limits: Limits::of(options, node_count), ..Cut::nothing(order) }
    }

    /// Everything.
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
    /// The limits that `options` set, with the number of nodes that is shown unasked.
    #[must_use]
    pub fn of(options: &Options, node_count: usize) -> Limits {
        if !options.trim {
            return Limits::default();
        }
        let asked = options.node_count.map(|count| usize::try_from(count).unwrap_or(0));
        Limits {
            node_count: asked.unwrap_or(node_count),
            node_fraction: options.node_fraction,
            edge_fraction: options.edge_fraction,
        }
    }
}

/// `fraction` of `total`, whose magnitude is a cut-off.
#[allow(clippy::cast_precision_loss, reason = "pprof computes cut-offs in doubles")]
pub(crate) fn cutoff(total: i64, fraction: f64) -> i64 {
    units::truncate(total as f64 * fraction).wrapping_abs()
}

/// Builds the graph of `stacks`, or its call tree, cut down.
///
/// Light nodes go first, then all but the most important of the rest; each time the graph is built anew,
/// so that edges show what lies between the nodes that stay. Then light edges and tags go, and at last
/// edges that say nothing new.
pub(crate) fn trimmed(stacks: &mut Stacks<'_>, cut: &Cut) -> Trimmed {
    let mut trimmed = if cut.call_tree { trimmed_tree(stacks, cut) } else { trimmed_graph(stacks, cut) };
    if cut.order == Order::Entropy {
        redundant::remove(&mut trimmed.graph);
    }
    trimmed
}

/// The nodes that graphs of `stacks` may show, by cum, heaviest first: without the calls between them, and without tags.
pub(crate) fn heavy_nodes(stacks: &Stacks<'_>, limits: &Limits) -> Vec<Node> {
    let mut nodes = stacks.nodes();
    let floor = Floor::new(nodes.iter().map(|node| node.weights), limits);
    nodes.retain(|node| floor.carries(node.weights));
    let rank = |node: &Node| Reverse(node.weights.cum.magnitude());
    nodes.sort_by(|a, b| (rank(a), &a.printed, a.identity).cmp(&(rank(b), &b.printed, b.identity)));
    nodes
}

/// Weights below which nodes, tags and edges are left out.
struct Floor {
    node: i64,
    edge: i64,
}

impl Floor {
    fn new(weights: impl Iterator<Item = Weights>, limits: &Limits) -> Floor {
        let total = weights.fold(0_i64, |sum, weights| sum.wrapping_add(weights.flat.total));
        Floor { node: cutoff(total, limits.node_fraction), edge: cutoff(total, limits.edge_fraction) }
    }

    /// Whether a node with these weights stays.
    fn carries(&self, weights: Weights) -> bool {
        self.node <= 0 || weights.cum.magnitude() >= self.node
    }
}

fn trimmed_graph(stacks: &mut Stacks<'_>, cut: &Cut) -> Trimmed {
    let weights = stacks.weights();
    let weights_of = |node: &IdentityId| weights[node.0 as usize];
    let all = stacks.listed(&weights);
    let floor = Floor::new(all.iter().map(weights_of), &cut.limits);
    let heavy: Vec<_> = all.iter().copied().filter(|node| floor.carries(weights_of(node))).collect();

    let n_dropped_nodes = all.len() - heavy.len();
    let mut graph = if n_dropped_nodes == 0 {
        stacks.graph(&Keep::All, floor.node)
    } else {
        stacks.trim_files_again();
        stacks.graph(&Keep::Only(&heavy), floor.node)
    };
    rank_nodes(&mut graph, cut.order);
    let n_above_cutoff = graph.listed.len();
    if let Some(top) = top(&mut graph, cut, &floor) {
        let mut top: Vec<_> = top.iter().map(|&node| graph.graph[node].identity).collect();
        top.sort_unstable();
        stacks.trim_files_again();
        graph = stacks.graph(&Keep::Only(&top), floor.node);
        rank_nodes(&mut graph, cut.order);
    }
    let n_dropped_edges = drop_light_edges(&mut graph, floor.edge);
    Trimmed { graph, n_dropped_nodes, n_dropped_edges, n_above_cutoff }
}

/// As for a graph, but nodes are taken out of the tree: building it anew would give all of them again.
fn trimmed_tree(stacks: &Stacks<'_>, cut: &Cut) -> Trimmed {
    let (mut graph, floor) = full_tree(stacks, cut);
    let n_nodes = graph.listed.len();
    let carries = |node: &NodeIndex| floor.carries(graph.graph[*node].weights);
    let heavy: Vec<_> = graph.listed.iter().copied().filter(carries).collect();
    let n_dropped_nodes = n_nodes - heavy.len();
    if n_dropped_nodes != 0 {
        tree::remove_others(&mut graph, heavy);
    }
    rank_nodes(&mut graph, cut.order);
    let n_above_cutoff = graph.listed.len();
    if let Some(top) = top(&mut graph, cut, &floor) {
        tree::remove_others(&mut graph, top);
        rank_nodes_again(&mut graph, cut.order);
    }
    let n_dropped_edges = drop_light_edges(&mut graph, floor.edge);
    Trimmed { graph, n_dropped_nodes, n_dropped_edges, n_above_cutoff }
}

/// The whole tree. It is built twice if there are tags: which of them count is known after the first time.
fn full_tree(stacks: &Stacks<'_>, cut: &Cut) -> (CallGraph, Floor) {
    let tree = stacks.tree(None);
    let floor = Floor::new(tree.listed.iter().map(|&node| tree.graph[node].weights), &cut.limits);
    let tree = if stacks.have_tags() { stacks.tree(Some(floor.node)) } else { tree };
    (tree, floor)
}

/// The most important of the ranked nodes if there are more than the limit allows. Drops light edges.
fn top(graph: &mut CallGraph, cut: &Cut, floor: &Floor) -> Option<Vec<NodeIndex>> {
    if cut.limits.node_count == 0 {
        return None;
    }
    drop_light_edges(graph, floor.edge);
    let limit = cut.limits.node_count;
    let n_top = match cut.order {
        Order::Entropy => count_top(graph, limit),
        Order::Flat | Order::Cum => limit.min(graph.listed.len()),
    };
    // Like pprof, which holds them against a cut-off of 0 here: -2⁶³ has no magnitude, and is below it.
    let has_magnitude = |node: &&NodeIndex| graph.graph[**node].weights.cum.magnitude() >= 0;
    let top: Vec<_> = graph.listed[..n_top].iter().filter(has_magnitude).copied().collect();
    (top.len() < graph.listed.len()).then_some(top)
}

/// How many of the ranked nodes to show, where each of a node's tags takes the place of a node.
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

/// Removes light edges to listed nodes. Returns how many there were.
fn drop_light_edges(graph: &mut CallGraph, floor: i64) -> usize {
    let before = graph.graph.edge_count();
    let mut is_listed = vec![false; graph.graph.node_count()];
    for node in &graph.listed {
        is_listed[node.index()] = true;
    }
    retain_calls(&mut graph.graph, |graph, edge| {
        let (_, callee) = graph.edge_endpoints(edge).expect("the edge is in the graph");
        graph[edge].weight.magnitude() >= floor || !is_listed[callee.index()]
    });
    before - graph.graph.edge_count()
}
