//! From samples to weights, edges and tags.

use petgraph::graph::{DiGraph, NodeIndex};

use super::{
    Call, CallGraph, Identities, IdentityId, Measure, Node, NodeTags, Sum, Weights,
    fast_map::FastMap,
    frames::{Frames, SourceFiles},
    tags::{SampleTags, TagSums},
    tree::TreeSums,
    walk::{How, Visitor, Walker},
};
use crate::{
    options::Options,
    profile::{Profile, Sample},
};

/// The samples of a profile, ready to be turned into graphs.
pub(crate) struct Samples<'p> {
    profile: &'p Profile,
    options: &'p Options,
    measure: Measure,
    files: SourceFiles<'p>,
    identities: Identities<'p>,
    frames: Frames,
    tags: Option<SampleTags>,
    /// The samples that weigh something, in the order that adding tags up needs.
    order: Vec<u32>,
}

/// Which nodes a graph is built of.
pub(super) enum Keep<'a> {
    /// Whatever the samples hold.
    All,
    /// These only.
    Only(&'a [IdentityId]),
}

impl<'p> Samples<'p> {
    /// Maps the frames of `profile` to nodes. `bytes_unit` is the unit of the numeric label `bytes`.
    pub(crate) fn new(
        profile: &'p Profile,
        options: &'p Options,
        measure: Measure,
        bytes_unit: &str,
    ) -> Samples<'p> {
        let mut identities = Identities::new();
        let mut files = SourceFiles::new(profile, options);
        files.trim();
        let frames = Frames::new(profile, options, &files, &mut identities);
        let tags = SampleTags::new(profile, bytes_unit, &options.unit);
        let all =
            || (0..u32::try_from(profile.samples.len()).expect("samples are counted in 32 bits")).collect();
        let mut order = tags.as_ref().map_or_else(all, SampleTags::order);
        order.retain(|&sample| measure.of(profile.samples.get(sample as usize)) != Sum::default());
        Samples { profile, options, measure, files, identities, frames, tags, order }
    }

    /// The identities of all nodes.
    pub(crate) fn identities(&self) -> &Identities<'p> {
        &self.identities
    }

    /// Makes source file names as short as they are the next time a graph is built. See [`SourceFiles::trim`].
    pub(super) fn trim_files_again(&mut self) {
        if self.files.trim() {
            self.frames = Frames::new(self.profile, self.options, &self.files, &mut self.identities);
        }
    }

    /// The weights of all nodes, by identity. Much cheaper than a graph.
    pub(super) fn weights(&self) -> Vec<Weights> {
        let mut sums =
            WeightSums { weight: Sum::default(), weights: vec![Weights::default(); self.identities.len()] };
        let mut walker = Walker::new(&self.frames, self.identities.len());
        for (_, sample) in self.weighing() {
            sums.weight = self.measure.of(sample);
            walker.walk(sample.stack, &mut sums);
        }
        sums.weights
    }

    /// The graph of some nodes. Tags lighter than `tag_cutoff` are left out.
    pub(super) fn graph(&self, keep: &Keep<'_>, tag_cutoff: i64) -> CallGraph {
        let kept = match keep {
            Keep::All => (0..self.identities.len()).map(identity_at).collect(),
            Keep::Only(kept) => kept.to_vec(),
        };
        let mut numbers = vec![Frames::DROPPED; self.identities.len()];
        for (number, identity) in (0..).zip(&kept) {
            numbers[identity.0 as usize] = number;
        }
        let frames = self.frames.renumbered(&numbers);
        let mut walker = Walker::new(&frames, kept.len());
        let mut sums =
            GraphSums::new(kept.len(), self.tags.as_ref().map(|tags| TagSums::new(tags, tag_cutoff)));
        for (index, sample) in self.weighing() {
            sums.start(index, self.measure.of(sample));
            walker.walk(sample.stack, &mut sums);
        }
        sums.finish(&kept, self)
    }

    /// The call tree: a node for every path. Without a cut-off for tags there are none.
    pub(super) fn tree(&self, tag_cutoff: Option<i64>) -> CallGraph {
        let tags = tag_cutoff.and_then(|cutoff| Some(TagSums::new(self.tags.as_ref()?, cutoff)));
        let mut sums = TreeSums::new(&self.frames, tags);
        for (index, sample) in self.weighing() {
            sums.add(index, sample.stack, self.measure.of(sample));
        }
        sums.finish(self)
    }

    /// Whether any sample has tags.
    pub(super) fn have_tags(&self) -> bool {
        self.tags.is_some()
    }

    /// The nodes that weigh enough to be listed at all, given the weights of all.
    pub(super) fn listed(&self, weights: &[Weights]) -> Vec<IdentityId> {
        let all = weights.iter().enumerate();
        all.filter(|(_, weights)| self.is_listed(weights)).map(|(index, _)| identity_at(index)).collect()
    }

    /// The graph of these nodes and edges.
    pub(super) fn assemble(&self, graph: DiGraph<Node, Call>) -> CallGraph {
        let listed = graph.node_indices().filter(|&node| self.is_listed(&graph[node].weights)).collect();
        CallGraph { listed, graph }
    }

    /// Weights that have cancelled out, and negative ones where they are unwanted, are not listed.
    fn is_listed(&self, weights: &Weights) -> bool {
        let (flat, cum) = (weights.flat.total, weights.cum.total);
        let is_negative = flat < 0 || (flat == 0 && cum < 0);
        (flat != 0 || cum != 0) && !(self.options.drop_negative && is_negative)
    }

    /// The samples that weigh something.
    fn weighing(&self) -> impl Iterator<Item = (usize, Sample<'p>)> {
        let samples = &self.profile.samples;
        self.order.iter().map(move |&index| (index as usize, samples.get(index as usize)))
    }

    pub(super) fn node(&self, identity: IdentityId, weights: Weights, tags: NodeTags) -> Node {
        Node { identity, printed: self.identities.printed(identity), weights, tags }
    }
}

fn identity_at(index: usize) -> IdentityId {
    IdentityId(u32::try_from(index).expect("identities are counted in 32 bits"))
}

/// Adds up the weights of nodes.
struct WeightSums {
    /// Of the sample at hand.
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

/// Adds up everything there is in a graph.
struct GraphSums<'a> {
    nodes: WeightSums,
    calls: Vec<CallSum>,
    /// Index in `calls` by caller and callee.
    call_index: FastMap<u64, u32>,
    tags: Option<TagSums<'a>>,
    /// Number of the sample at hand, from 1.
    sample: u32,
}

struct CallSum {
    caller: u32,
    callee: u32,
    /// The last sample that was added.
    sample: u32,
    call: Call,
}

impl<'a> GraphSums<'a> {
    fn new(n_nodes: usize, tags: Option<TagSums<'a>>) -> GraphSums<'a> {
        GraphSums {
            nodes: WeightSums { weight: Sum::default(), weights: vec![Weights::default(); n_nodes] },
            calls: Vec::new(),
            call_index: FastMap::default(),
            tags,
            sample: 0,
        }
    }

    fn start(&mut self, index: usize, weight: Sum) {
        self.sample += 1;
        self.nodes.weight = weight;
        if let Some(tags) = &mut self.tags {
            tags.start(index);
        }
    }

    fn finish(self, identities: &[IdentityId], samples: &Samples<'_>) -> CallGraph {
        let n_nodes = identities.len();
        let tags = self.tags.map(|tags| tags.finish(n_nodes)).into_iter().flatten();
        let tags = tags.chain(std::iter::repeat_with(NodeTags::default));
        let mut graph = DiGraph::with_capacity(n_nodes, self.calls.len());
        for ((&identity, weights), tags) in identities.iter().zip(self.nodes.weights).zip(tags) {
            graph.add_node(samples.node(identity, weights, tags));
        }
        for CallSum { caller, callee, call, .. } in self.calls {
            graph.add_edge(NodeIndex::new(caller as usize), NodeIndex::new(callee as usize), call);
        }
        samples.assemble(graph)
    }
}

impl Visitor for GraphSums<'_> {
    fn enter(&mut self, node: u32) {
        self.nodes.enter(node);
        if let Some(tags) = &mut self.tags {
            tags.add_cum(node, self.nodes.weight);
        }
    }

    fn call(&mut self, caller: u32, callee: u32, how: How) {
        let (sample, weight) = (self.sample, self.nodes.weight);
        let calls = &mut self.calls;
        let index =
            *self.call_index.entry(u64::from(caller) << 32 | u64::from(callee)).or_insert_with(|| {
                let call = Call { weight: Sum::default(), is_residual: false, is_inline: true };
                calls.push(CallSum { caller, callee, sample: 0, call });
                u32::try_from(calls.len() - 1).expect("edges are counted in 32 bits")
            });
        let sum = &mut calls[index as usize];
        if sum.sample != sample {
            sum.sample = sample;
            sum.call.weight.add(weight);
            sum.call.is_residual |= how.is_residual;
            sum.call.is_inline &= how.is_inline;
        }
    }

    fn end(&mut self, node: u32) {
        self.nodes.end(node);
        if let Some(tags) = &mut self.tags {
            tags.add_flat(node, self.nodes.weight);
        }
    }
}
