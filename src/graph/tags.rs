//! Tags on nodes: which labels the samples of a node have, and what these samples weigh.
//!
//! A million samples may have as many different tags, so sums are not kept for every node and tag. They are
//! added up tag by tag, and when one is done, only what could still be shown of it is kept.

use std::sync::Arc;

use super::{
    Weights,
    paths::Paths,
    sample_tags::{SampleTags, TagTexts, Visit},
    sorting::sort_tags,
};
use crate::index::index;

/// At most this many tags of a node are shown.
pub(crate) const MAX_TAGS: usize = 4;

/// The tags of a node that may be shown.
#[derive(Debug, Default)]
pub(crate) struct NodeTags {
    /// For every combination of texts that is heavy enough.
    pub(crate) texts: Vec<TextTag>,
    /// Numbers of samples without texts.
    pub(crate) numbers: Vec<NumberTag>,
    /// How many tags of both kinds have a flat weight, those included that are in neither list.
    pub(crate) n_flat: usize,
    /// A text tag that is lighter than this both ways will not be shown.
    least: Least,
}

/// Magnitudes of flat and cum.
#[derive(Debug, Default)]
struct Least {
    flat: i64,
    cum: i64,
}

/// The samples of a node with certain texts as labels.
#[derive(Debug)]
pub(crate) struct TextTag {
    pub(crate) text: Arc<TagTexts>,
    /// Rises with the sample that the tag was seen in first.
    pub(crate) first_seen: u32,
    pub(crate) weights: Weights,
    /// Numbers of the same samples.
    pub(crate) numbers: Vec<NumberTag>,
}

/// The samples of a node with a certain number as label.
#[derive(Clone, Debug)]
pub(crate) struct NumberTag {
    /// The number as printed; numbers that look the same are the same tag.
    pub(crate) name: Arc<str>,
    /// The first number of that name.
    pub(crate) value: i64,
    /// Rises with the sample that the tag was seen in first.
    pub(crate) first_seen: u32,
    pub(crate) weights: Weights,
}

/// Adds up the tags of `n_nodes` nodes, given the nodes of every stack. Tags lighter than `cutoff`, both
/// flat and cum, are left out.
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

/// Whether samples could weigh as much as `cutoff` at some node, which is not so for most of many tags, and cheap to
/// know beside what their sums cost at every node of every stack.
fn may_be_heavy(group: &[Visit], cutoff: i64) -> bool {
    let weights = group.iter().map(|visit| visit.weight.total.unsigned_abs());
    i128::from(weights.fold(0, u64::saturating_add)) >= i128::from(cutoff)
}

/// The weights of one tag at every node that has it.
pub(super) struct NodeSums {
    /// By node: place in `sums`, from 1; 0 for nodes that do not have the tag.
    places: Vec<u32>,
    sums: Vec<NodeSum>,
}

pub(super) struct NodeSum {
    pub(super) node: u32,
    /// The first value seen, and when.
    value: i64,
    first_seen: u32,
    pub(super) weights: Weights,
}

impl NodeSums {
    pub(super) fn new(n_nodes: usize) -> NodeSums {
        NodeSums { places: vec![0; n_nodes], sums: Vec::new() }
    }

    /// Adds a sample, whose tag has this value, to the nodes of its stack.
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

    /// Hands all sums out and is empty afterwards.
    pub(super) fn drain(&mut self, mut take: impl FnMut(NodeSum)) {
        for sum in self.sums.drain(..) {
            self.places[sum.node as usize] = 0;
            take(sum);
        }
    }
}

impl NodeTags {
    /// Adds a tag, and forgets those that cannot be among the heaviest any more when there are many.
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

    /// Keeps the heaviest by flat and by cum: whether the node is a leaf, and so which of them count, is not
    /// known yet.
    fn forget_light_texts(&mut self) {
        sort(&mut self.texts, true);
        self.least.cum = self.texts[MAX_TAGS - 1].weights.cum.magnitude();
        sort(&mut self.texts, false);
        self.least.flat = self.texts[MAX_TAGS - 1].weights.flat.magnitude();
        sort(&mut self.texts[MAX_TAGS..], true);
        self.texts.truncate(2 * MAX_TAGS);
    }

    /// Adds a number tag of samples with this text. It is counted even if the text was too light.
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
