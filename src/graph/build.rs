//! From stacks to weights, edges and tags.

use std::ops::Range;

use petgraph::graph::{DiGraph, NodeIndex};

use super::{
    Call, CallGraph, Identities, IdentityId, Measure, Node, Sum, Weights,
    call_sums::CallSums,
    frames::{Frames, SourceFiles},
    identity::TextId,
    paths::Paths,
    sample_tags::SampleTags,
    tags::node_tags,
    tree::TreeSums,
    walk::{How, Visitor, Walker},
};
use crate::{
    fast_map::FastMap,
    index::index,
    options::Options,
    parallel,
    profile::{LocationId, StackId},
    view::{BaseMark, View},
};

/// The stacks of a profile, weighed, ready to be turned into graphs.
pub(crate) struct Stacks<'p> {
    view: &'p View<'p>,
    options: &'p Options,
    files: SourceFiles<'p>,
    identities: Identities<'p>,
    by_object: bool,
    frames: Frames,
    /// What the samples of each stack add up to; none if no sample of it weighs anything.
    weights: Vec<Option<Sum>>,
    /// What those of the base among them add up to, if there is a base.
    base: Option<Vec<Sum>>,
    tags: SampleTags,
}

/// What is looked at besides names and places.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Detail<'a> {
    /// The unit of the numeric label `bytes`, if labels are.
    pub(crate) tag_unit: Option<&'a str>,
    /// Whether start lines and files of mappings are, where functions have names.
    pub(crate) objects: bool,
}

/// Fewer stacks than this are walked in less time than a thread takes to start.
const STACKS_A_THREAD: usize = 10_000;

/// Which nodes a graph is built of.
pub(super) enum Keep<'a> {
    /// Whatever the stacks hold.
    All,
    /// These only.
    Only(&'a [IdentityId]),
}

impl<'p> Stacks<'p> {
    /// Weighs the stacks of `view`.
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
        Stacks { view, options, files, identities, by_object, frames, weights, base, tags }
    }

    /// How many locations there are.
    pub(super) fn n_locations(&self) -> usize {
        self.view.locations().len()
    }

    /// The frames of a location that have a function, outermost first: node, function, and the line it starts at or
    /// else that of the frame.
    pub(super) fn frames_of(&self, location: LocationId) -> impl Iterator<Item = (u32, u32, i64)> {
        let frames = self.frames.of(location);
        let lines = self.view.lines_of(location);
        let lines = &lines[lines.len().saturating_sub(frames.len())..];
        frames.iter().zip(lines.iter().rev()).map(|(&node, line)| {
            let start_line = self.view.functions()[line.function.0 as usize].start_line;
            (node, line.function.0, if start_line == 0 { line.line } else { start_line })
        })
    }

    /// The source file of a function; none if it has none.
    pub(super) fn file_of(&self, function: u32) -> Option<TextId> {
        let file = self.view.text(self.view.functions()[function as usize].filename);
        if file.is_empty() { None } else { self.identities.known_text(self.files.of(function)) }
    }

    /// How many frames a location has.
    pub(super) fn n_frames(&self, location: LocationId) -> usize {
        self.frames.of(location).len()
    }

    /// All stacks that weigh something, with their weight, and what of it is the base's.
    pub(super) fn weighed_with_base(&self) -> impl Iterator<Item = (StackId, &[LocationId], Sum, Sum)> {
        let base = |stack: usize| self.base.as_ref().map_or(Sum::default(), |base| base[stack]);
        let stacks = self.weighed(0..self.weights.len()).enumerate();
        stacks.filter_map(move |(stack, (path, weight))| {
            Some((StackId(index(stack)), path, weight?, base(stack)))
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
        let n_nodes = self.identities.len();
        let parts = parallel::in_ranges(self.weights.len(), STACKS_A_THREAD, |stacks| {
            let mut sums = WeightSums { weight: Sum::default(), weights: vec![Weights::default(); n_nodes] };
            let mut walker = Walker::new(&self.frames, n_nodes);
            for (stack, weight) in self.weighed(stacks).filter_map(|(stack, weight)| Some((stack, weight?))) {
                sums.weight = weight;
                walker.walk(stack, &mut sums);
            }
            sums
        });
        let sums = parts.into_iter().reduce(WeightSums::and);
        sums.map(|sums| sums.weights).unwrap_or_default()
    }

    /// The graph of some nodes. Tags lighter than `tag_cutoff` are left out.
    pub(super) fn graph(&self, keep: &Keep<'_>, tag_cutoff: i64) -> CallGraph {
        let kept: Vec<_> = match keep {
            Keep::All => (0..self.identities.len()).map(identity_at).collect(),
            Keep::Only(kept) => kept.to_vec(),
        };
        let sums = self.sums(&kept, self.have_tags(), |_, weight| weight);
        let nodes = kept.into_iter().zip(sums.nodes.weights);
        let calls = sums.calls.calls.iter().map(|sum| (sum.caller, sum.callee, sum.call));
        self.assemble(nodes.collect(), calls, sums.paths.as_ref(), tag_cutoff)
    }

    /// Adds stacks up at the kept nodes, numbered in order, and at the calls between them. What a stack weighs that
    /// weighs something, `part_of` may change, given its id.
    fn sums(
        &self,
        kept: &[IdentityId],
        with_paths: bool,
        part_of: impl Fn(usize, Sum) -> Sum + Sync,
    ) -> GraphSums {
        let frames = self.frames.only(kept, self.identities.len());
        let parts = parallel::in_ranges(self.weights.len(), STACKS_A_THREAD, |stacks| {
            let mut walker = Walker::new(&frames, kept.len());
            let mut sums = GraphSums::new(kept.len(), with_paths);
            for (id, (stack, weight)) in stacks.clone().zip(self.weighed(stacks)) {
                if let Some(weight) = weight {
                    sums.start(part_of(id, weight));
                    walker.walk(stack, &mut sums);
                }
                sums.end_stack();
            }
            sums
        });
        // Calls are in the order in which they are met first, however many threads there are.
        parts.into_iter().reduce(GraphSums::and).unwrap_or_else(|| GraphSums::new(kept.len(), with_paths))
    }

    /// What the samples of the base weigh at the nodes and calls of a graph, or call tree, that was built of these
    /// stacks last; none without a base.
    pub(super) fn base_side(&self, graph: &CallGraph, is_tree: bool) -> Option<BaseSide> {
        let base = self.base.as_ref()?;
        if is_tree {
            let mut sums = TreeSums::new(&self.frames, false);
            // The same stacks are walked in the same order, so that nodes get the same numbers.
            for ((stack, weight), &base) in self.weighed(0..base.len()).zip(base) {
                weight.into_iter().for_each(|_| sums.add(stack, base));
            }
            let nodes = sums.nodes.iter().map(|node| node.weights).collect();
            return Some(BaseSide { nodes, calls: None });
        }
        let kept: Vec<_> = graph.graph.node_weights().map(|node| node.identity).collect();
        let sums = self.sums(&kept, false, |id, _| base[id]);
        let calls = sums.calls.calls.iter().map(|sum| ((sum.caller, sum.callee), sum.call.weight));
        Some(BaseSide { nodes: sums.nodes.weights, calls: Some(calls.collect()) })
    }

    /// The nodes of every stack, as a graph, or call tree, has them that was built of these stacks last.
    pub(super) fn paths(&self, graph: &CallGraph, is_tree: bool) -> Paths {
        if is_tree {
            return self.tree_sums(true).paths.unwrap_or_default();
        }
        let kept: Vec<_> = graph.graph.node_weights().map(|node| node.identity).collect();
        self.sums(&kept, true, |_, weight| weight).paths.unwrap_or_default()
    }

    /// The tags of all samples.
    pub(super) fn tags(&self) -> &SampleTags {
        &self.tags
    }

    /// The call tree: a node for every path. Without a cut-off for tags there are none.
    pub(super) fn tree(&self, tag_cutoff: Option<i64>) -> CallGraph {
        let sums = self.tree_sums(self.have_tags() && tag_cutoff.is_some());
        let nodes = sums.nodes.iter().map(|node| (node.identity, node.weights));
        self.assemble(nodes.collect(), sums.calls().into_iter(), sums.paths.as_ref(), tag_cutoff.unwrap_or(0))
    }

    /// Adds stacks up path by path.
    fn tree_sums(&self, with_paths: bool) -> TreeSums<'_> {
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

    /// The nodes that weigh enough to be listed at all, given the weights of all.
    pub(crate) fn listed(&self, weights: &[Weights]) -> Vec<IdentityId> {
        let all = weights.iter().enumerate();
        all.filter(|(_, weights)| self.is_listed(weights)).map(|(index, _)| identity_at(index)).collect()
    }

    /// The stacks with these ids, in order.
    fn weighed(&self, ids: Range<usize>) -> impl Iterator<Item = (&[LocationId], Option<Sum>)> {
        (index(ids.start)..)
            .zip(&self.weights[ids])
            .map(|(id, &weight)| (self.view.stack(StackId(id)), weight))
    }

    fn assemble(
        &self,
        nodes: Vec<(IdentityId, Weights)>,
        calls: impl ExactSizeIterator<Item = (u32, u32, Call)>,
        paths: Option<&Paths>,
        tag_cutoff: i64,
    ) -> CallGraph {
        let tags = paths.map(|paths| node_tags(&self.tags, paths, nodes.len(), tag_cutoff));
        let mut tags = tags.into_iter().flatten();
        let mut graph = DiGraph::with_capacity(nodes.len(), calls.len());
        for (identity, weights) in nodes {
            let printed = self.identities.printed(identity);
            graph.add_node(Node { identity, printed, weights, tags: tags.next().unwrap_or_default() });
        }
        for (caller, callee, call) in calls {
            graph.add_edge(NodeIndex::new(caller as usize), NodeIndex::new(callee as usize), call);
        }
        let listed = graph.node_indices().filter(|&node| self.is_listed(&graph[node].weights)).collect();
        CallGraph { listed, graph }
    }

    /// Weights that have cancelled out, and negative ones where they are unwanted, are not listed.
    fn is_listed(&self, weights: &Weights) -> bool {
        let (flat, cum) = (weights.flat.total, weights.cum.total);
        let is_negative = flat < 0 || (flat == 0 && cum < 0);
        (flat != 0 || cum != 0) && !(self.options.drop_negative && is_negative)
    }
}

/// What the samples of every stack add up to. Samples that cancel each other out still count as calls.
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

/// What the samples of the base among those of every stack add up to; none if there is no base.
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

/// What the samples of a base weigh at the nodes and calls of a graph.
#[derive(Debug)]
pub(crate) struct BaseSide {
    /// By the index of the node in the graph.
    nodes: Vec<Weights>,
    /// By caller and callee; none for a tree, where a call weighs what its callee does.
    calls: Option<FastMap<(u32, u32), Sum>>,
}

impl BaseSide {
    /// At a node.
    pub(crate) fn node(&self, node: NodeIndex) -> Weights {
        self.nodes[node.index()]
    }

    /// At a call.
    pub(crate) fn call(&self, caller: NodeIndex, callee: NodeIndex) -> Sum {
        match &self.calls {
            Some(calls) => {
                calls.get(&(index(caller.index()), index(callee.index()))).copied().unwrap_or_default()
            }
            None => self.node(callee).cum,
        }
    }
}

fn identity_at(place: usize) -> IdentityId {
    IdentityId(index(place))
}

/// Adds up the weights of nodes.
struct WeightSums {
    /// Of the stack at hand.
    weight: Sum,
    weights: Vec<Weights>,
}

impl WeightSums {
    /// The sums of both.
    fn and(mut self, other: WeightSums) -> WeightSums {
        for (weights, others) in self.weights.iter_mut().zip(other.weights) {
            weights.flat.add(others.flat);
            weights.cum.add(others.cum);
        }
        self
    }
}

impl Visitor for WeightSums {
    fn enter(&mut self, node: u32) {
        self.weights[node as usize].cum.add(self.weight);
    }

    fn call(&mut self, _: u32, _: u32, _: How) {}

    fn end(&mut self, node: u32) {
        self.weights[node as usize].flat.add(self.weight);
    }
}

/// Adds up the weights of nodes and edges, and notes the nodes of each stack if asked to.
struct GraphSums {
    nodes: WeightSums,
    calls: CallSums,
    paths: Option<Paths>,
}

impl GraphSums {
    fn new(n_nodes: usize, with_paths: bool) -> GraphSums {
        GraphSums {
            nodes: WeightSums { weight: Sum::default(), weights: vec![Weights::default(); n_nodes] },
            calls: CallSums::new(n_nodes),
            paths: with_paths.then(Paths::default),
        }
    }

    fn start(&mut self, weight: Sum) {
        self.calls.start();
        self.nodes.weight = weight;
    }

    fn end_stack(&mut self) {
        if let Some(paths) = &mut self.paths {
            paths.end();
        }
    }

    /// The sums of both, whose stacks follow each other.
    fn and(mut self, other: GraphSums) -> GraphSums {
        self.nodes = self.nodes.and(other.nodes);
        self.calls = self.calls.and(other.calls);
        self.paths = self.paths.zip(other.paths).map(|(paths, others)| paths.and(others));
        self
    }
}

impl Visitor for GraphSums {
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
