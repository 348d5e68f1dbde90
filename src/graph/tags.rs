//! Tags on nodes: the labels of a node's samples, and their weights.
//!
//! A million samples may have as many different tags, so sums are not kept for every pair of node and tag. They are
//! computed tag by tag, and only those that may still be shown are kept.

use std::sync::Arc;

use super::{
    Weights,
    paths::Paths,
    sample_tags::{SampleTags, TagTexts, Visit},
    sorting::sort_tags,
};
use crate::index::index;

/// The maximum number of tags that a node shows.
pub(crate) const MAX_TAGS: usize = 4;

/// The tags of a node that may be shown.
#[derive(Debug, Default)]
pub(crate) struct NodeTags {
    /// The heavy text tags.
    pub(crate) texts: Vec<TextTag>,
    /// Number tags of samples without texts.
    pub(crate) numbers: Vec<NumberTag>,
    /// The number of tags of both kinds with a flat weight, including dropped ones.
    pub(crate) n_flat: usize,
    /// Text tags with both weights below these will not be shown.
    least: Least,
}

/// Magnitudes of flat and cum.
#[derive(Debug, Default)]
struct Least {
    flat: i64,
    cum: i64,
}

/// A text tag at a node.
#[derive(Debug)]
pub(crate) struct TextTag {
    pub(crate) text: Arc<TagTexts>,
    /// Increases with the first sample of the tag.
    pub(crate) first_seen: u32,
    pub(crate) weights: Weights,
    /// Number tags of the same samples.
    pub(crate) numbers: Vec<NumberTag>,
}

/// A number tag at a node.
#[derive(Clone, Debug)]
pub(crate) struct NumberTag {
    /// The number as printed; numbers with equal texts are one tag.
    pub(crate) name: Arc<str>,
    /// The first number with that text.
    pub(crate) value: i64,
    /// Increases with the first sample of the tag.
    pub(crate) first_seen: u32,
    pub(crate) weights: Weights,
}

/// Sums up tags at `n_nodes` nodes, given the nodes of every stack. Tags with flat and cum below `cutoff` are left out.
pub(super) fn node_tags(tags: &SampleTags, paths: &Paths, n_nodes: usize, cutoff: i64) -> Vec<NodeTags> {
    let mut nodes: Vec<_> = std::iter::repeat_with(NodeTags::default).take(n_nodes).collect();
    let is_heavy =
        |weights: &Weights| weights.flat.magnitude() >= cutoff || weights.cum.magnitude() >= cutoff;
    let mut text_sums = NodeSums::new(n_nodes);
    let mut number_sums = NodeSums::new(n_nodes);
    for (text, group) in tags.by_text().filter(|(_, group)| may_be_heavy(group, cutoff)) {
        if text.is_some() {
            for visit in group.iter().filter(|visit| visit.is_first) {
                text_sums.add(paths, visit, 0);
            }
        }
        let mut numbers = Vec::new();
        for (name, group) in tags.by_number(group).filter(|(_, group)| may_be_heavy(group, cutoff)) {
            if name.is_some() {
                for visit in group {
                    number_sums.add(paths, visit, tags.value(visit));
                }
            }
            number_sums.drain(|NodeSum { node, value, first_seen, weights }| {
                if let Some(name) = name.filter(|_| is_heavy(&weights)) {
                    numbers.push((node, NumberTag { name: Arc::clone(name), value, first_seen, weights }));
                }
            });
        }
        text_sums.drain(|NodeSum { node, first_seen, weights, .. }| {
            if let Some(text) = text.filter(|_| is_heavy(&weights)) {
                let tag = TextTag { text: Arc::clone(text), first_seen, weights, numbers: Vec::new() };
                nodes[node as usize].push_text(tag);
            }
        });
        for (node, tag) in numbers {
            nodes[node as usize].push_number(text, tag);
        }
    }
    nodes
}

/// Whether samples could reach `cutoff` at some node. If there are many tags, most cannot, and this check is much
/// cheaper than their sums at every node of every stack.
fn may_be_heavy(group: &[Visit], cutoff: i64) -> bool {
    let weights = group.iter().map(|visit| visit.weight.total.unsigned_abs());
    i128::from(weights.fold(0, u64::saturating_add)) >= i128::from(cutoff)
}

/// The weights of one tag at every node.
pub(super) struct NodeSums {
    /// By node: index in `sums`, from 1; 0 for nodes without the tag.
    places: Vec<u32>,
    sums: Vec<NodeSum>,
}

pub(super) struct NodeSum {
    pub(super) node: u32,
    /// The first value, and the index of its visit.
    value: i64,
    first_seen: u32,
    pub(super) weights: Weights,
}

impl NodeSums {
    pub(super) fn new(n_nodes: usize) -> NodeSums {
        NodeSums { places: vec![0; n_nodes], sums: Vec::new() }
    }

    /// Adds a sample with this value to the nodes of its stack.
    pub(super) fn add(&mut self, paths: &Paths, visit: &Visit, value: i64) {
        let (nodes, leaf) = paths.of(visit.stack);
        for &node in nodes {
            self.of(node, value, visit).cum.add(visit.weight);
        }
        if let Some(leaf) = leaf {
            self.of(leaf, value, visit).flat.add(visit.weight);
        }
    }

    fn of(&mut self, node: u32, value: i64, visit: &Visit) -> &mut Weights {
        let place = &mut self.places[node as usize];
        if *place == 0 {
            self.sums.push(NodeSum { node, value, first_seen: visit.place, weights: Weights::default() });
            *place = index(self.sums.len());
        }
        &mut self.sums[*place as usize - 1].weights
    }

    /// Passes all sums to `take`, and clears them.
    pub(super) fn drain(&mut self, mut take: impl FnMut(NodeSum)) {
        for sum in self.sums.drain(..) {
            self.places[sum.node as usize] = 0;
            take(sum);
        }
    }
}

impl NodeTags {
    /// Adds a tag. Of many, those that cannot be among the heaviest are dropped.
    fn push_text(&mut self, tag: TextTag) {
        const MANY: usize = 64;
        self.n_flat += usize::from(tag.weights.flat.total != 0);
        let (flat, cum) = (tag.weights.flat.magnitude(), tag.weights.cum.magnitude());
        if flat < self.least.flat && cum < self.least.cum {
            return;
        }
        if self.texts.len() >= MANY {
            self.forget_light_texts();
        }
        self.texts.push(tag);
    }

    /// Keeps the heaviest by flat and by cum, since it is not known yet whether the node is a leaf, on which the weight
    /// to use depends.
    fn forget_light_texts(&mut self) {
        sort(&mut self.texts, true);
        self.least.cum = self.texts[MAX_TAGS - 1].weights.cum.magnitude();
        sort(&mut self.texts, false);
        self.least.flat = self.texts[MAX_TAGS - 1].weights.flat.magnitude();
        sort(&mut self.texts[MAX_TAGS..], true);
        self.texts.truncate(2 * MAX_TAGS);
    }

    /// Adds a number tag below a text, or to the node. It counts even if the text was dropped.
    fn push_number(&mut self, text: Option<&Arc<TagTexts>>, tag: NumberTag) {
        self.n_flat += usize::from(tag.weights.flat.total != 0);
        match text {
            None => self.numbers.push(tag),
            Some(text) => {
                if let Some(last) = self.texts.last_mut().filter(|last| Arc::ptr_eq(&last.text, text)) {
                    last.numbers.push(tag);
                }
            }
        }
    }
}

fn sort(texts: &mut [TextTag], by_cum: bool) {
    sort_tags(texts, by_cum, |tag| tag.weights, |tag| tag.text.joined.as_slice());
}
