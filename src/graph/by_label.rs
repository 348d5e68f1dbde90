//! The parts of a node's value by label, key by key.

use std::cmp::Reverse;
use std::collections::HashMap;

use bstr::BString;
use petgraph::Direction::Outgoing;

use super::{
    CallGraph, Sum,
    build::Stacks,
    sample_tags::{SampleTags, Visit},
    tags::{NodeSum, NodeSums},
};

/// The maximum number of values of a key per node.
const MAX_VALUES: usize = 20;

/// The values of a key at a node.
#[derive(Clone, Debug, Default)]
pub(crate) struct NodeLabel {
    pub(crate) key: BString,
    /// The heaviest values, at least one of which is above the cutoff.
    pub(crate) values: Vec<(BString, Sum)>,
    /// The number of all values.
    pub(crate) n_values: usize,
}

/// The labels of all listed nodes.
#[derive(Debug, Default)]
pub(crate) struct ByLabel {
    /// By index of the node in the list.
    nodes: Vec<Vec<NodeLabel>>,
}

impl ByLabel {
    /// Sums up the labels of samples at the listed nodes of a graph or call tree that was built of these stacks last.
    /// Keys without a value above `cutoff` at a node are left out there.
    pub(crate) fn new(stacks: &Stacks<'_>, graph: &CallGraph, is_tree: bool, cutoff: i64) -> ByLabel {
        if !stacks.have_tags() {
            return ByLabel::default();
        }
        let paths = stacks.paths(graph, is_tree);
        let mut nodes = Nodes::new(graph);
        let mut sums = NodeSums::new(graph.graph.node_count());
        let labels = labels(stacks.tags());
        // If all samples have different values, none is heavy anywhere.
        let may_tell = |label: &&[Label]| label.iter().any(|label| label.may_be_heavy(cutoff));
        for label in labels.chunk_by(|a, b| a.key == b.key).filter(may_tell).flatten() {
            label.visits().for_each(|visit| sums.add(&paths, visit, 0));
            sums.drain(|sum| nodes.add(label, sum));
        }
        ByLabel { nodes: nodes.finished(cutoff) }
    }

    /// The labels of the listed node at this index, by key.
    pub(crate) fn of(&self, place: usize) -> &[NodeLabel] {
        self.nodes.get(place).map_or(&[], Vec::as_slice)
    }
}

/// A label and the samples that have it.
struct Label<'a> {
    key: &'a [u8],
    is_number: bool,
    value: &'a [u8],
    /// The samples, in the groups that they are sorted into.
    groups: Vec<&'a [Visit]>,
}

impl Label<'_> {
    /// The visits that count: a sample is visited once for each of its numbers, but its texts count once.
    fn visits(&self) -> impl Iterator<Item = &Visit> {
        let visits = self.groups.iter().copied().flatten();
        visits.filter(|visit| self.is_number || visit.is_first)
    }

    /// Whether its samples could reach `cutoff` at some node.
    fn may_be_heavy(&self, cutoff: i64) -> bool {
        let weights = self.visits().map(|visit| i128::from(visit.weight.total.unsigned_abs()));
        weights.sum::<i128>() >= i128::from(cutoff)
    }
}

/// All labels, by key and value.
fn labels(tags: &SampleTags) -> Vec<Label<'_>> {
    let mut labels: Vec<Label<'_>> = Vec::new();
    let mut places = HashMap::new();
    let mut add = |key, is_number, value, group| {
        let place = *places.entry((key, is_number, value)).or_insert_with(|| {
            labels.push(Label { key, is_number, value, groups: Vec::new() });
            labels.len() - 1
        });
        labels[place].groups.push(group);
    };
    for (text, group) in tags.by_text() {
        for (key, value) in text.into_iter().flat_map(|text| text.labels()) {
            add(key, false, value, group);
        }
        for (number, group) in tags.by_number(group) {
            if let Some(number) = number {
                add(b"bytes", true, number.as_bytes(), group);
            }
        }
    }
    labels.sort_unstable_by_key(|label| (label.key, label.is_number, label.value));
    labels
}

/// The listed nodes while labels are added, key by key.
struct Nodes<'a> {
    /// By index in the graph: index in the list, from 1, and whether cum counts, as for tags of leaves.
    places: Vec<(usize, bool)>,
    labels: Vec<Vec<Values<'a>>>,
}

/// The values of a key at a node while they are added.
struct Values<'a> {
    key: &'a [u8],
    values: Vec<(&'a [u8], Sum)>,
    n_values: usize,
}

impl<'a> Nodes<'a> {
    fn new(CallGraph { graph, listed }: &CallGraph) -> Nodes<'a> {
        let mut places = vec![(0, false); graph.node_count()];
        for (place, &node) in (1..).zip(listed) {
            places[node.index()] = (place, graph.edges_directed(node, Outgoing).next().is_none());
        }
        let labels = listed.iter().map(|_| Vec::new()).collect();
        Nodes { places, labels }
    }

    /// Adds the weight of a label's samples at a node.
    fn add(&mut self, label: &Label<'a>, NodeSum { node, weights, .. }: NodeSum) {
        let (place, is_leaf) = self.places[node as usize];
        let sum = if is_leaf { weights.cum } else { weights.flat };
        let Some(labels) = place.checked_sub(1).map(|place| &mut self.labels[place]) else { return };
        if sum.total == 0 {
            return;
        }
        match labels.last_mut() {
            Some(values) if values.key == label.key => values.add(label.value, sum),
            _ => labels.push(Values { key: label.key, values: vec![(label.value, sum)], n_values: 1 }),
        }
    }

    /// The labels of each node, without keys that have no heavy value.
    fn finished(self, cutoff: i64) -> Vec<Vec<NodeLabel>> {
        let finished = |labels: Vec<Values<'a>>| {
            labels.into_iter().filter_map(|values| values.finished(cutoff)).collect()
        };
        self.labels.into_iter().map(finished).collect()
    }
}

impl<'a> Values<'a> {
    fn add(&mut self, value: &'a [u8], sum: Sum) {
        const MANY: usize = 4 * MAX_VALUES;
        self.n_values += 1;
        self.values.push((value, sum));
        if self.values.len() >= MANY {
            self.keep_heaviest();
        }
    }

    /// Keeps the heaviest values; equal ones stay ordered by text.
    fn keep_heaviest(&mut self) {
        self.values.sort_by_key(|(_, sum)| Reverse(sum.magnitude()));
        self.values.truncate(MAX_VALUES);
    }

    fn finished(mut self, cutoff: i64) -> Option<NodeLabel> {
        self.keep_heaviest();
        let is_heavy = self.values.first().is_some_and(|(_, sum)| sum.magnitude() >= cutoff);
        let values = self.values.iter().map(|&(value, sum)| (value.into(), sum)).collect();
        is_heavy.then(|| NodeLabel { key: self.key.into(), values, n_values: self.n_values })
    }
}
