//! From stacks to weights, edges and tags.

use petgraph::graph::{DiGraph, NodeIndex};

use super::{
    Call, CallGraph, Identities, IdentityId, Measure, Node, Sum, Weights,
    frames::{Frames, SourceFiles},
    paths::Paths,
    sample_tags::SampleTags,
    tags::node_tags,
    tree::TreeSums,
    walk::{How, Visitor, Walker},
};
use crate::{
    fast_map::FastMap,
    options::Options,
    profile::{LocationId, Profile, StackId},
};

/// The stacks of a profile, weighed, ready to be turned into graphs.
pub(crate) struct Stacks<'p> {
    profile: &'p Profile,
    options: &'p Options,
    files: SourceFiles<'p>,
    identities: Identities<'p>,
    frames: Frames,
    /// What the samples of each stack add up to; none if no sample of it weighs anything.
    weights: Vec<Option<Sum>>,
    tags: SampleTags,
}

/// Which nodes a graph is built of.
pub(super) enum Keep<'a> {
    /// Whatever the stacks hold.
    All,
    /// These only.
    Only(&'a [IdentityId]),
}

impl<'p> Stacks<'p> {
    /// Weighs the stacks of `profile`. `bytes_unit` is the unit of the numeric label `bytes`.
    pub(crate) fn new(
        profile: &'p Profile,
        options: &'p Options,
        measure: Measure,
        bytes_unit: &str,
    ) -> Stacks<'p> {
        let mut identities = Identities::new();
        let mut files = SourceFiles::new(profile, options);
        files.trim();
        let frames = Frames::new(profile, options, &files, &mut identities);
        let weights = weights(profile, measure);
        let tags = SampleTags::new(profile, measure, bytes_unit, &options.unit);
        Stacks { profile, options, files, identities, frames, weights, tags }
    }

    /// The identities of all nodes.
    pub(crate) fn identities(&self) -> &Identities<'p> {
        &self.identities
    }

    /// Trims source file names for the next graph. See [`SourceFiles::trim`].
    pub(super) fn trim_files_again(&mut self) {
        if self.files.trim() {
            self.frames = Frames::new(self.profile, self.options, &self.files, &mut self.identities);
        }
    }

    /// The weights of all nodes, by identity. Much cheaper than a graph.
    pub(super) fn weights(&self) -> Vec<Weights> {
        let n_nodes = self.identities.len();
        let mut sums = WeightSums { weight: Sum::default(), weights: vec![Weights::default(); n_nodes] };
        let mut walker = Walker::new(&self.frames, n_nodes);
        for (stack, weight) in self.weighed().filter_map(|(stack, weight)| Some((stack, weight?))) {
            sums.weight = weight;
            walker.walk(stack, &mut sums);
        }
        sums.weights
    }

    /// The graph of some nodes. Tags lighter than `tag_cutoff` are left out.
    pub(super) fn graph(&self, keep: &Keep<'_>, tag_cutoff: i64) -> CallGraph {
        let kept: Vec<_> = match keep {
            Keep::All => (0..self.identities.len()).map(identity_at).collect(),
            Keep::Only(kept) => kept.to_vec(),
        };
        let frames = self.frames.only(&kept, self.identities.len());
        let mut walker = Walker::new(&frames, kept.len());
        let mut sums = GraphSums::new(kept.len(), self.have_tags());
        for (stack, weight) in self.weighed() {
            if let Some(weight) = weight {
                sums.start(weight);
                walker.walk(stack, &mut sums);
            }
            sums.end_stack();
        }
        let GraphSums { nodes, calls, paths, .. } = sums;
        let nodes = kept.into_iter().zip(nodes.weights);
        let calls = calls.iter().map(|sum| (sum.caller, sum.callee, sum.call));
        self.assemble(nodes.collect(), calls, paths.as_ref(), tag_cutoff)
    }

    /// The call tree: a node for every path. Without a cut-off for tags there are none.
    pub(super) fn tree(&self, tag_cutoff: Option<i64>) -> CallGraph {
        let mut sums = TreeSums::new(&self.frames, self.have_tags() && tag_cutoff.is_some());
        for (stack, weight) in self.weighed() {
            if let Some(weight) = weight {
                sums.add(stack, weight);
            }
            sums.end_stack();
        }
        let nodes = sums.nodes.iter().map(|node| (node.identity, node.weights));
        self.assemble(nodes.collect(), sums.calls().into_iter(), sums.paths.as_ref(), tag_cutoff.unwrap_or(0))
    }

    /// Whether any sample has tags.
    pub(super) fn have_tags(&self) -> bool {
        !self.tags.is_empty()
    }

    /// The nodes that weigh enough to be listed at all, given the weights of all.
    pub(super) fn listed(&self, weights: &[Weights]) -> Vec<IdentityId> {
        let all = weights.iter().enumerate();
        all.filter(|(_, weights)| self.is_listed(weights)).map(|(index, _)| identity_at(index)).collect()
    }

    /// All stacks in the order of their ids.
    fn weighed(&self) -> impl Iterator<Item = (&'p [LocationId], Option<Sum>)> {
        let samples = &self.profile.samples;
        (0..).zip(&self.weights).map(move |(id, &weight)| (samples.stack(StackId(id)), weight))
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
fn weights(profile: &Profile, measure: Measure) -> Vec<Option<Sum>> {
    let mut weights: Vec<Option<Sum>> = vec![None; profile.samples.n_stacks()];
    for sample in profile.samples.iter() {
        let weight = measure.of(sample);
        if weight != Sum::default() {
            weights[sample.stack_id.0 as usize].get_or_insert_default().add(weight);
        }
    }
    weights
}

fn identity_at(index: usize) -> IdentityId {
    IdentityId(u32::try_from(index).expect("identities are counted in 32 bits"))
}

/// Adds up the weights of nodes.
struct WeightSums {
    /// Of the stack at hand.
    weight: Sum,
    weights: Vec<Weights>,
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
    calls: Vec<CallSum>,
    /// Index in `calls` by caller and callee.
    call_index: FastMap<u64, u32>,
    /// For each callee its last caller and the index of that call, which is often the next one too.
    last_call: Vec<(u32, u32)>,
    paths: Option<Paths>,
    /// Number of the stack at hand, from 1.
    stack: u32,
}

struct CallSum {
    caller: u32,
    callee: u32,
    /// The last stack that was added.
    stack: u32,
    call: Call,
}

impl GraphSums {
    fn new(n_nodes: usize, with_paths: bool) -> GraphSums {
        GraphSums {
            nodes: WeightSums { weight: Sum::default(), weights: vec![Weights::default(); n_nodes] },
            calls: Vec::new(),
            call_index: FastMap::default(),
            last_call: vec![(u32::MAX, 0); n_nodes],
            paths: with_paths.then(Paths::default),
            stack: 0,
        }
    }

    fn start(&mut self, weight: Sum) {
        self.stack += 1;
        self.nodes.weight = weight;
    }

    /// The index of a call, which is new if it was not met before.
    fn index(&mut self, caller: u32, callee: u32) -> u32 {
        let calls = &mut self.calls;
        *self.call_index.entry(u64::from(caller) << 32 | u64::from(callee)).or_insert_with(|| {
            let call = Call { weight: Sum::default(), is_residual: false, is_inline: true };
            calls.push(CallSum { caller, callee, stack: 0, call });
            u32::try_from(calls.len() - 1).expect("edges are counted in 32 bits")
        })
    }

    fn end_stack(&mut self) {
        if let Some(paths) = &mut self.paths {
            paths.end();
        }
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
        let (stack, weight) = (self.stack, self.nodes.weight);
        let (last_caller, mut index) = self.last_call[callee as usize];
        if last_caller != caller {
            index = self.index(caller, callee);
            self.last_call[callee as usize] = (caller, index);
        }
        let sum = &mut self.calls[index as usize];
        if sum.stack != stack {
            sum.stack = stack;
            sum.call.weight.add(weight);
            sum.call.is_residual |= how.is_residual;
            sum.call.is_inline &= how.is_inline;
        }
    }

    fn end(&mut self, node: u32) {
        self.nodes.end(node);
        if let Some(paths) = &mut self.paths {
            paths.set_leaf(node);
        }
    }
}
