//! Sums up stacks to weights, edges and tags.

use std::ops::Range;

use petgraph::graph::{DiGraph, NodeIndex};

use super::{
    Call, CallGraph, Identities, IdentityId, Measure, Node, Sum, Weights,
    call_sums::CallSums,
    frames::{Frames, SourceFiles},
    identity::TextId,
    paths::Paths,
    sample_tags::SampleTags,
    tags::{NodeTags, node_tags},
    tree::TreeSums,
    walk::{How, Visitor, Walker},
    weight::{Lanes, NodeLanes},
};
use crate::{
    index::index,
    options::Options,
    parallel,
    profile::{LocationId, StackId},
    view::{BaseMark, View},
};

/// The stacks of a profile with their weights, from which graphs are built.
pub(crate) struct Stacks<'p> {
    view: &'p View<'p>,
    options: &'p Options,
    files: SourceFiles<'p>,
    identities: Identities<'p>,
    by_object: bool,
    frames: Frames,
    /// The weight of each stack; `None` if no sample of it has weight.
    weights: Vec<Option<Sum>>,
    /// The base's part of each weight, if there is a base.
    base: Option<Vec<Sum>>,
    /// Whether sums have divisors.
    are_means: bool,
    tags: SampleTags,
}

/// Optional parts of identities and tags.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Detail<'a> {
    /// The unit of the numeric label `bytes`; `None` without tags.
    pub(crate) tag_unit: Option<&'a str>,
    /// Whether start lines and files of mappings distinguish functions with names.
    pub(crate) objects: bool,
}

/// Fewer stacks are walked faster than a thread starts.
const STACKS_A_THREAD: usize = 10_000;

/// The nodes that a graph is built of.
pub(super) enum Keep<'a> {
    /// All nodes of the stacks.
    All,
    /// These nodes only.
    Only(&'a [IdentityId]),
}

impl<'p> Stacks<'p> {
    /// Computes the weights of the stacks of `view`.
    pub(crate) fn new(
        view: &'p View<'p>,
        options: &'p Options,
        measure: Measure,
        base: &BaseMark,
        detail: Detail<'_>,
    ) -> Stacks<'p> {
        let mut identities = Identities::new();
        let mut files = SourceFiles::new(view, options);
        files.trim();
        let frames = Frames::new(view, options, &files, detail.objects, &mut identities);
        let weights = weights(view, measure);
        let base = base_weights(view, measure, base);
        let tags = detail.tag_unit.map(|unit| SampleTags::new(view, measure, unit, &options.unit));
        let (tags, by_object) = (tags.unwrap_or_default(), detail.objects);
        let are_means = measure.divisor.is_some();
        Stacks { view, options, files, identities, by_object, frames, weights, base, are_means, tags }
    }

    /// The number of locations.
    pub(super) fn n_locations(&self) -> usize {
        self.view.locations().len()
    }

    /// The frames of a location that have a function, outermost first: node, function, and the first line of the
    /// function or else the line of the frame.
    pub(super) fn frames_of(&self, location: LocationId) -> impl Iterator<Item = (u32, u32, i64)> {
        let frames = self.frames.of(location);
        let lines = self.view.lines_of(location);
        let lines = &lines[lines.len().saturating_sub(frames.len())..];
        frames.iter().zip(lines.iter().rev()).map(|(&node, line)| {
            let start_line = self.view.functions()[line.function.0 as usize].start_line;
            (node, line.function.0, if start_line == 0 { line.line } else { start_line })
        })
    }

    /// The source file of a function; `None` if it has none.
    pub(super) fn file_of(&self, function: u32) -> Option<TextId> {
        let file = self.view.text(self.view.functions()[function as usize].filename);
        if file.is_empty() { None } else { self.identities.known_text(self.files.of(function)) }
    }

    /// The number of frames of a location.
    pub(super) fn n_frames(&self, location: LocationId) -> usize {
        self.frames.of(location).len()
    }

    /// All stacks with weight, their weight, and the base's part of it.
    pub(super) fn weighed_with_base(&self) -> impl Iterator<Item = (StackId, &[LocationId], Sum, Sum)> {
        let stacks = (0..).zip(self.weighed::<4>(0..self.weights.len()));
        stacks.filter_map(|(stack, (path, weight))| {
            weight.map(|weight| (StackId(stack), path, weight.all(), weight.base()))
        })
    }

    /// The identities of all nodes.
    pub(crate) fn identities(&self) -> &Identities<'p> {
        &self.identities
    }

    /// Trims source file names for the next graph. See [`SourceFiles::trim`].
    pub(super) fn trim_files_again(&mut self) {
        if self.files.trim() {
            let Stacks { view, options, by_object, .. } = *self;
            self.frames = Frames::new(view, options, &self.files, by_object, &mut self.identities);
        }
    }

    /// The weights of all nodes, by identity. Much cheaper than a graph.
    pub(crate) fn weights(&self) -> Vec<Weights> {
        if self.are_means { all_of(&self.node_sums::<4>()) } else { all_of(&self.node_sums::<1>()) }
    }

    /// The listed nodes without tags. As cheap as [`Stacks::weights`].
    pub(super) fn nodes(&self) -> Vec<Node> {
        match self.n_lanes() {
            1 => self.nodes_of(&self.node_sums::<1>()),
            2 => self.nodes_of(&self.node_sums::<2>()),
            _ => self.nodes_of(&self.node_sums::<4>()),
        }
    }

    fn nodes_of<const N: usize>(&self, sums: &[NodeLanes<N>]) -> Vec<Node> {
        let listed = self.listed(&all_of(sums)).into_iter();
        listed.map(|identity| self.node(identity, sums[identity.0 as usize], NodeTags::default())).collect()
    }

    /// Sums up stacks at all nodes.
    fn node_sums<const N: usize>(&self) -> Vec<NodeLanes<N>> {
        let n_nodes = self.identities.len();
        let parts = parallel::in_ranges(self.weights.len(), STACKS_A_THREAD, |stacks| {
            let mut sums = WeightSums::new(n_nodes);
            let mut walker = Walker::new(&self.frames, n_nodes);
            for (stack, weight) in self.weighed(stacks).filter_map(|(stack, weight)| Some((stack, weight?))) {
                sums.weight = weight;
                walker.walk(stack, &mut sums);
            }
            sums
        });
        parts.into_iter().reduce(WeightSums::and).map(|sums| sums.weights).unwrap_or_default()
    }

    /// Whether there is a base.
    pub(crate) fn have_base(&self) -> bool {
        self.base.is_some()
    }

    /// The number of [`Lanes`] that are needed.
    fn n_lanes(&self) -> usize {
        if self.are_means { 4 } else { 1 + usize::from(self.have_base()) }
    }

    /// The graph of some nodes. Tags lighter than `tag_cutoff` are left out.
    pub(super) fn graph(&self, keep: &Keep<'_>, tag_cutoff: i64) -> CallGraph {
        let kept: Vec<_> = match keep {
            Keep::All => (0..self.identities.len()).map(identity_at).collect(),
            Keep::Only(kept) => kept.to_vec(),
        };
        match self.n_lanes() {
            1 => self.graph_of::<1>(kept, tag_cutoff),
            2 => self.graph_of::<2>(kept, tag_cutoff),
            _ => self.graph_of::<4>(kept, tag_cutoff),
        }
    }

    fn graph_of<const N: usize>(&self, kept: Vec<IdentityId>, tag_cutoff: i64) -> CallGraph {
        let GraphSums { nodes, calls, paths } = self.sums::<N>(&kept, self.have_tags());
        let nodes = kept.into_iter().zip(nodes.weights).collect();
        let calls = calls.calls.iter().map(|sum| (sum.caller, sum.callee, sum.call()));
        self.assemble(nodes, calls, paths.as_ref(), tag_cutoff)
    }

    /// Sums up stacks at the kept nodes, renumbered in order, and at the calls between them.
    fn sums<const N: usize>(&self, kept: &[IdentityId], with_paths: bool) -> GraphSums<N> {
        let frames = self.frames.only(kept, self.identities.len());
        let parts = parallel::in_ranges(self.weights.len(), STACKS_A_THREAD, |stacks| {
            let mut walker = Walker::new(&frames, kept.len());
            let mut sums = GraphSums::new(kept.len(), with_paths);
            for (stack, weight) in self.weighed(stacks) {
                if let Some(weight) = weight {
                    sums.start(weight);
                    walker.walk(stack, &mut sums);
                }
                sums.end_stack();
            }
            sums
        });
        // Calls are in order of first use, for any number of threads.
        parts.into_iter().reduce(GraphSums::and).unwrap_or_else(|| GraphSums::new(kept.len(), with_paths))
    }

    /// The nodes of every stack in a graph or call tree that was built of these stacks last.
    pub(super) fn paths(&self, graph: &CallGraph, is_tree: bool) -> Paths {
        if is_tree {
            return self.tree_sums::<1>(true).paths.unwrap_or_default();
        }
        let kept: Vec<_> = graph.graph.node_weights().map(|node| node.identity).collect();
        self.sums::<1>(&kept, true).paths.unwrap_or_default()
    }

    /// The tags of all samples.
    pub(super) fn tags(&self) -> &SampleTags {
        &self.tags
    }

    /// The call tree: a node for every path. It has no tags without a cutoff for them.
    pub(super) fn tree(&self, tag_cutoff: Option<i64>) -> CallGraph {
        match self.n_lanes() {
            1 => self.tree_of::<1>(tag_cutoff),
            2 => self.tree_of::<2>(tag_cutoff),
            _ => self.tree_of::<4>(tag_cutoff),
        }
    }

    fn tree_of<const N: usize>(&self, tag_cutoff: Option<i64>) -> CallGraph {
        let sums = self.tree_sums::<N>(self.have_tags() && tag_cutoff.is_some());
        let nodes = sums.nodes.iter().map(|node| (node.identity, node.weights));
        self.assemble(nodes.collect(), sums.calls().into_iter(), sums.paths.as_ref(), tag_cutoff.unwrap_or(0))
    }

    /// Sums up stacks by path.
    fn tree_sums<const N: usize>(&self, with_paths: bool) -> TreeSums<'_, N> {
        let mut sums = TreeSums::new(&self.frames, with_paths);
        for (stack, weight) in self.weighed(0..self.weights.len()) {
            if let Some(weight) = weight {
                sums.add(stack, weight);
            }
            sums.end_stack();
        }
        sums
    }

    /// Whether any sample has tags.
    pub(super) fn have_tags(&self) -> bool {
        !self.tags.is_empty()
    }

    /// The nodes that may be listed, given the weights of all.
    pub(crate) fn listed(&self, weights: &[Weights]) -> Vec<IdentityId> {
        let all = weights.iter().enumerate();
        all.filter(|(_, weights)| self.is_listed(weights)).map(|(index, _)| identity_at(index)).collect()
    }

    /// The stacks with these ids, in order, and the weights of those that have one.
    fn weighed<const N: usize>(
        &self,
        ids: Range<usize>,
    ) -> impl Iterator<Item = (&[LocationId], Option<Lanes<N>>)> {
        let base = |id: usize| self.base.as_ref().map_or(Sum::default(), |base| base[id]);
        ids.map(move |id| {
            let weight = self.weights[id].map(|weight| Lanes::new(weight, base(id)));
            (self.view.stack(StackId(index(id))), weight)
        })
    }

    fn assemble<const N: usize>(
        &self,
        nodes: Vec<(IdentityId, NodeLanes<N>)>,
        calls: impl ExactSizeIterator<Item = (u32, u32, Call)>,
        paths: Option<&Paths>,
        tag_cutoff: i64,
    ) -> CallGraph {
        let tags = paths.map(|paths| node_tags(&self.tags, paths, nodes.len(), tag_cutoff));
        let mut tags = tags.into_iter().flatten();
        let mut graph = DiGraph::with_capacity(nodes.len(), calls.len());
        for (identity, weights) in nodes {
            graph.add_node(self.node(identity, weights, tags.next().unwrap_or_default()));
        }
        for (caller, callee, call) in calls {
            graph.add_edge(NodeIndex::new(caller as usize), NodeIndex::new(callee as usize), call);
        }
        let listed = graph.node_indices().filter(|&node| self.is_listed(&graph[node].weights)).collect();
        CallGraph { listed, graph }
    }

    fn node<const N: usize>(&self, identity: IdentityId, weights: NodeLanes<N>, tags: NodeTags) -> Node {
        let printed = self.identities.printed(identity);
        Node { identity, printed, weights: weights.all(), base: weights.base(), tags }
    }

    /// Nodes whose weights cancel out are not listed, nor are negative ones if those are to be dropped.
    fn is_listed(&self, weights: &Weights) -> bool {
        let (flat, cum) = (weights.flat.total, weights.cum.total);
        let is_negative = flat < 0 || (flat == 0 && cum < 0);
        (flat != 0 || cum != 0) && !(self.options.drop_negative && is_negative)
    }
}

/// The weight of every stack. Samples that cancel each other out still count as calls.
fn weights(view: &View<'_>, measure: Measure) -> Vec<Option<Sum>> {
    let mut weights: Vec<Option<Sum>> = vec![None; view.n_stacks()];
    for sample in view.samples() {
        let weight = measure.of(sample);
        if weight != Sum::default() {
            weights[sample.stack_id.0 as usize].get_or_insert_default().add(weight);
        }
    }
    weights
}

/// The base's part of every stack's weight; `None` if there is no base.
fn base_weights(view: &View<'_>, measure: Measure, base: &BaseMark) -> Option<Vec<Sum>> {
    if base.is_nowhere() {
        return None;
    }
    let mut weights = None;
    for sample in view.samples().filter(|sample| base.is_on(view, sample)) {
        let weights = weights.get_or_insert_with(|| vec![Sum::default(); view.n_stacks()]);
        weights[sample.stack_id.0 as usize].add(measure.of(sample));
    }
    weights
}

fn all_of<const N: usize>(sums: &[NodeLanes<N>]) -> Vec<Weights> {
    sums.iter().map(|sums| sums.all()).collect()
}

fn identity_at(place: usize) -> IdentityId {
    IdentityId(index(place))
}

/// Sums up the weights of nodes.
struct WeightSums<const N: usize> {
    /// The weight of the current stack.
    weight: Lanes<N>,
    weights: Vec<NodeLanes<N>>,
}

impl<const N: usize> WeightSums<N> {
    fn new(n_nodes: usize) -> WeightSums<N> {
        WeightSums { weight: Lanes::default(), weights: vec![NodeLanes::default(); n_nodes] }
    }

    /// The sums of two ranges of stacks.
    fn and(mut self, other: WeightSums<N>) -> WeightSums<N> {
        for (weights, others) in self.weights.iter_mut().zip(other.weights) {
            weights.flat.add(others.flat);
            weights.cum.add(others.cum);
        }
        self
    }
}

impl<const N: usize> Visitor for WeightSums<N> {
    #[inline]
    fn enter(&mut self, node: u32) {
        self.weights[node as usize].cum.add(self.weight);
    }

    #[inline]
    fn call(&mut self, _: u32, _: u32, _: How) {}

    #[inline]
    fn end(&mut self, node: u32) {
        self.weights[node as usize].flat.add(self.weight);
    }
}

/// Sums up the weights of nodes and edges, and optionally records the nodes of each stack.
struct GraphSums<const N: usize> {
    nodes: WeightSums<N>,
    calls: CallSums<N>,
    paths: Option<Paths>,
}

impl<const N: usize> GraphSums<N> {
    fn new(n_nodes: usize, with_paths: bool) -> GraphSums<N> {
        GraphSums {
            nodes: WeightSums::new(n_nodes),
            calls: CallSums::new(n_nodes),
            paths: with_paths.then(Paths::default),
        }
    }

    fn start(&mut self, weight: Lanes<N>) {
        self.calls.start();
        self.nodes.weight = weight;
    }

    fn end_stack(&mut self) {
        if let Some(paths) = &mut self.paths {
            paths.end();
        }
    }

    /// The sums of two consecutive ranges of stacks.
    fn and(mut self, other: GraphSums<N>) -> GraphSums<N> {
        self.nodes = self.nodes.and(other.nodes);
        self.calls = self.calls.and(other.calls);
        self.paths = self.paths.zip(other.paths).map(|(paths, others)| paths.and(others));
        self
    }
}

impl<const N: usize> Visitor for GraphSums<N> {
    fn enter(&mut self, node: u32) {
        self.nodes.enter(node);
        if let Some(paths) = &mut self.paths {
            paths.push(node);
        }
    }

    fn call(&mut self, caller: u32, callee: u32, how: How) {
        self.calls.add(caller, callee, self.nodes.weight, how);
    }

    fn end(&mut self, node: u32) {
        self.nodes.end(node);
        if let Some(paths) = &mut self.paths {
            paths.set_leaf(node);
        }
    }
}
