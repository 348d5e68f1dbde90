//! Labels on nodes: which labels the samples of a node have, and what these samples weigh.
//!
//! All labels with a text make one tag of a sample, and each value of the label `bytes` makes a number tag
//! below it. A million samples may have as many different tags, so sums are not kept for every node and
//! tag: samples are visited tag by tag ([`SampleTags::order`]), and when one is done, only what could
//! still be shown is kept.

use std::collections::HashMap;

use bstr::{BStr, BString};

use super::{Sum, Weights, fast_map::FastMap};
use crate::{
    profile::{Label, LabelValue, Profile, StringId},
    units,
};

/// The label that marks the samples of a base profile. It is no property of the program.
pub(crate) const BASE_LABEL: &str = "pprof::base";

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
}

/// The samples of a node with certain texts as labels.
#[derive(Debug)]
pub(crate) struct TextTag {
    pub(crate) text: BString,
    pub(crate) weights: Weights,
    /// Numbers of the same samples.
    pub(crate) numbers: Vec<NumberTag>,
}

/// The samples of a node with a certain number as label.
#[derive(Clone, Debug)]
pub(crate) struct NumberTag {
    /// The number as printed; numbers that look the same are the same tag.
    pub(crate) name: String,
    /// The first number of that name.
    pub(crate) value: i64,
    pub(crate) weights: Weights,
}

/// The order in which tags are shown: the heavier first, of cum if the node is a leaf.
pub(crate) fn sort_key<'a>(weights: &Weights, name: &'a [u8], by_cum: bool) -> impl Ord + use<'a> {
    let descending = |sum: Sum| std::cmp::Reverse(sum.magnitude());
    let first = if by_cum { descending(weights.cum) } else { descending(weights.flat) };
    let second = if by_cum { descending(weights.flat) } else { std::cmp::Reverse(0) };
    (first, second, name)
}

/// The tags of all samples.
#[derive(Debug)]
pub(super) struct SampleTags {
    /// Text tag of each sample: index in `texts`.
    text_of: Vec<u32>,
    /// The first is empty, for samples without texts.
    texts: Vec<BString>,
    /// Where each sample's numbers end in `numbers`.
    number_ends: Vec<u32>,
    numbers: Vec<Number>,
    number_names: Vec<String>,
}

/// A value of the label `bytes`.
#[derive(Clone, Copy, Debug)]
struct Number {
    /// Index in [`SampleTags::number_names`].
    name: u32,
    value: i64,
}

impl SampleTags {
    /// Collects the tags of all samples; none if no sample has any. Numbers are printed in `unit`.
    pub(super) fn new(profile: &Profile, bytes_unit: &str, unit: &str) -> Option<SampleTags> {
        let mut texts = TextInterner::new(profile);
        let mut names = NumberInterner { from: bytes_unit, to: unit, ..NumberInterner::default() };
        let mut tags = SampleTags {
            text_of: Vec::with_capacity(profile.samples.len()),
            texts: Vec::new(),
            number_ends: Vec::with_capacity(profile.samples.len()),
            numbers: Vec::new(),
            number_names: Vec::new(),
        };
        for sample in profile.samples.iter() {
            tags.text_of.push(texts.tag_of(sample.labels));
            let values = sample.labels.iter().filter_map(|label| bytes_value(profile, label));
            tags.numbers.extend(values.map(|value| names.number(value)));
            tags.number_ends.push(u32::try_from(tags.numbers.len()).expect("labels are counted in 32 bits"));
        }
        tags.texts = texts.texts;
        tags.number_names = names.names;
        (tags.texts.len() > 1 || !tags.numbers.is_empty()).then_some(tags)
    }

    /// The samples, those with the same text together and otherwise as they were.
    pub(super) fn order(&self) -> Vec<u32> {
        let mut starts = vec![0; self.texts.len() + 1];
        for &text in &self.text_of {
            starts[text as usize + 1] += 1;
        }
        for i in 1..starts.len() {
            starts[i] += starts[i - 1];
        }
        let mut order = vec![0; self.text_of.len()];
        for (sample, &text) in (0..).zip(&self.text_of) {
            order[starts[text as usize]] = sample;
            starts[text as usize] += 1;
        }
        order
    }

    fn numbers_of(&self, sample: usize) -> &[Number] {
        let start = if sample == 0 { 0 } else { self.number_ends[sample - 1] };
        &self.numbers[start as usize..self.number_ends[sample] as usize]
    }
}

fn bytes_value(profile: &Profile, label: &Label) -> Option<i64> {
    match label.value {
        LabelValue::Number(value, _) if profile.text(label.key) == "bytes" => Some(value),
        _ => None,
    }
}

/// Numbers combinations of texts. Samples repeat them, so joining texts is done once for each.
struct TextInterner<'p> {
    profile: &'p Profile,
    texts: Vec<BString>,
    by_text: HashMap<BString, u32>,
    by_labels: HashMap<Vec<(StringId, StringId)>, u32>,
    labels: Vec<(StringId, StringId)>,
}

impl<'p> TextInterner<'p> {
    fn new(profile: &'p Profile) -> TextInterner<'p> {
        TextInterner {
            profile,
            texts: vec![BString::default()],
            by_text: HashMap::new(),
            by_labels: HashMap::new(),
            labels: Vec::new(),
        }
    }

    fn tag_of(&mut self, labels: &[Label]) -> u32 {
        self.labels.clear();
        for label in labels {
            if let LabelValue::Text(text) = label.value
                && self.profile.text(label.key) != BASE_LABEL
            {
                self.labels.push((label.key, text));
            }
        }
        if self.labels.is_empty() {
            return 0;
        }
        if let Some(&tag) = self.by_labels.get(&self.labels) {
            return tag;
        }
        let text = joined(self.profile, &self.labels);
        let tag = *self.by_text.entry(text).or_insert_with_key(|text| {
            self.texts.push(text.clone());
            u32::try_from(self.texts.len() - 1).expect("there are fewer than 2^32 samples")
        });
        self.by_labels.insert(self.labels.clone(), tag);
        tag
    }
}

/// `key:value` of all labels, sorted and joined with what DOT takes for a line break.
fn joined(profile: &Profile, labels: &[(StringId, StringId)]) -> BString {
    let text = |id| -> &[u8] { profile.text(id) };
    let mut texts: Vec<Vec<u8>> =
        labels.iter().map(|&(key, value)| [text(key), b":", text(value)].concat()).collect();
    texts.sort_unstable();
    texts.join(&b"\\n"[..]).into()
}

/// Numbers the names of numbers.
#[derive(Default)]
struct NumberInterner<'a> {
    from: &'a str,
    to: &'a str,
    names: Vec<String>,
    by_name: HashMap<String, u32>,
    by_value: HashMap<i64, u32>,
}

impl NumberInterner<'_> {
    fn number(&mut self, value: i64) -> Number {
        let name = *self.by_value.entry(value).or_insert_with(|| {
            *self.by_name.entry(units::format(value, self.from, self.to)).or_insert_with_key(|name| {
                self.names.push(name.clone());
                u32::try_from(self.names.len() - 1).expect("labels are counted in 32 bits")
            })
        });
        Number { name, value }
    }
}

/// Adds the tags of samples up, node by node, for one text at a time.
pub(super) struct TagSums<'a> {
    tags: &'a SampleTags,
    /// Tags lighter than this, both flat and cum, are not kept.
    cutoff: i64,
    text: u32,
    sample: usize,
    /// For the text at hand: the weights of every node, and the nodes that have any.
    weights: Vec<Weights>,
    is_touched: Vec<bool>,
    touched: Vec<u32>,
    /// For the text at hand: the number tags of the touched nodes, by node and name.
    numbers: Vec<NumberSum>,
    number_index: FastMap<u64, u32>,
    /// What is kept of the texts that are done.
    kept: Vec<NodeTags>,
}

fn number_key(node: u32, number: Number) -> u64 {
    u64::from(node) << 32 | u64::from(number.name)
}

struct NumberSum {
    node: u32,
    number: Number,
    weights: Weights,
}

impl<'a> TagSums<'a> {
    pub(super) fn new(tags: &'a SampleTags, cutoff: i64) -> TagSums<'a> {
        TagSums {
            tags,
            cutoff,
            text: 0,
            sample: 0,
            weights: Vec::new(),
            is_touched: Vec::new(),
            touched: Vec::new(),
            numbers: Vec::new(),
            number_index: FastMap::default(),
            kept: Vec::new(),
        }
    }

    /// The next sample. Samples come in the order of [`SampleTags::order`].
    pub(super) fn start(&mut self, sample: usize) {
        if self.tags.text_of[sample] != self.text {
            self.finish_text();
            self.text = self.tags.text_of[sample];
        }
        self.sample = sample;
    }

    /// Adds the sample to the cum weights of a node.
    pub(super) fn add_cum(&mut self, node: u32, weight: Sum) {
        self.add(node, |weights| weights.cum.add(weight));
    }

    /// Adds the sample to the flat weights of a node.
    pub(super) fn add_flat(&mut self, node: u32, weight: Sum) {
        self.add(node, |weights| weights.flat.add(weight));
    }

    fn add(&mut self, node: u32, add: impl Fn(&mut Weights)) {
        if self.text != 0 {
            add(self.text_weights(node));
        }
        let tags = self.tags;
        for &number in tags.numbers_of(self.sample) {
            add(self.number_weights(node, number));
        }
    }

    fn text_weights(&mut self, node: u32) -> &mut Weights {
        let index = node as usize;
        if index >= self.weights.len() {
            self.weights.resize(index + 1, Weights::default());
            self.is_touched.resize(index + 1, false);
        }
        if !std::mem::replace(&mut self.is_touched[index], true) {
            self.touched.push(node);
        }
        &mut self.weights[index]
    }

    fn number_weights(&mut self, node: u32, number: Number) -> &mut Weights {
        let numbers = &mut self.numbers;
        let index = *self.number_index.entry(number_key(node, number)).or_insert_with(|| {
            numbers.push(NumberSum { node, number, weights: Weights::default() });
            u32::try_from(numbers.len() - 1).expect("tags are counted in 32 bits")
        });
        &mut self.numbers[index as usize].weights
    }

    /// The tags of all nodes, as far as they may be shown.
    pub(super) fn finish(mut self, n_nodes: usize) -> Vec<NodeTags> {
        self.finish_text();
        self.kept.resize_with(n_nodes, NodeTags::default);
        self.kept
    }

    /// Moves what the text at hand has brought to the nodes' tags.
    fn finish_text(&mut self) {
        let mut touched = std::mem::take(&mut self.touched);
        for node in touched.drain(..) {
            self.is_touched[node as usize] = false;
            let weights = std::mem::take(&mut self.weights[node as usize]);
            self.keep_text(node, weights);
        }
        self.touched = touched;
        let mut numbers = std::mem::take(&mut self.numbers);
        for sum in numbers.drain(..) {
            self.number_index.remove(&number_key(sum.node, sum.number));
            self.keep_number(&sum);
        }
        self.numbers = numbers;
    }

    fn keep_text(&mut self, node: u32, weights: Weights) {
        if self.is_heavy(&weights) {
            let text = self.tags.texts[self.text as usize].clone();
            let tags = self.tags_of(node);
            tags.n_flat += usize::from(weights.flat.total != 0);
            tags.push_text(TextTag { text, weights, numbers: Vec::new() });
        }
    }

    fn keep_number(&mut self, sum: &NumberSum) {
        if self.is_heavy(&sum.weights) {
            let texts = &self.tags.texts;
            let name = self.tags.number_names[sum.number.name as usize].clone();
            let text = self.text;
            let tags = self.tags_of(sum.node);
            tags.n_flat += usize::from(sum.weights.flat.total != 0);
            let numbers = match text {
                0 => Some(&mut tags.numbers),
                _ => tags.numbers_of_last(BStr::new(&texts[text as usize])),
            };
            if let Some(numbers) = numbers {
                numbers.push(NumberTag { name, value: sum.number.value, weights: sum.weights });
            }
        }
    }

    fn tags_of(&mut self, node: u32) -> &mut NodeTags {
        let index = node as usize;
        if index >= self.kept.len() {
            self.kept.resize_with(index + 1, NodeTags::default);
        }
        &mut self.kept[index]
    }

    fn is_heavy(&self, weights: &Weights) -> bool {
        weights.flat.magnitude() >= self.cutoff || weights.cum.magnitude() >= self.cutoff
    }
}

fn sort(texts: &mut [TextTag], by_cum: bool) {
    texts.sort_by(|a, b| sort_key(&a.weights, &a.text, by_cum).cmp(&sort_key(&b.weights, &b.text, by_cum)));
}

impl NodeTags {
    /// Adds a tag, and forgets those that cannot be among the heaviest any more when there are many.
    fn push_text(&mut self, tag: TextTag) {
        const MANY: usize = 64;
        if self.texts.len() >= MANY {
            // Whether the node is a leaf, and so which order counts, is not known yet.
            sort(&mut self.texts, false);
            sort(&mut self.texts[MAX_TAGS..], true);
            self.texts.truncate(2 * MAX_TAGS);
        }
        self.texts.push(tag);
    }

    /// The list for the numbers of the text that was added last, if it was.
    fn numbers_of_last(&mut self, text: &BStr) -> Option<&mut Vec<NumberTag>> {
        self.texts.last_mut().filter(|last| last.text == text).map(|last| &mut last.numbers)
    }
}
