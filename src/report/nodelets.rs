//! The boxes below a node that say which labels its samples have.

use bstr::BStr;

use super::{
    Tag,
    value::{Scale, automatic},
};
use crate::{
    graph::{MAX_TAGS, NodeTags, NumberTag, Sum, Weights, sort_tags},
    units,
};

/// Turns the tags of nodes into nodelets.
pub(super) struct Nodelets<'a> {
    pub(super) scale: &'a Scale,
    /// Unit of the label `bytes`.
    pub(super) number_unit: &'a BStr,
}

impl Nodelets<'_> {
    /// The nodelets of node `number`. Leaves show what passes through them, other nodes what ends there.
    pub(super) fn of(&self, number: usize, tags: &NodeTags, is_leaf: bool) -> Vec<Tag> {
        let mut texts: Vec<_> = tags.texts.iter().collect();
        texts.sort_by_key(|tag| tag.met);
        sort_tags(&mut texts, is_leaf, |tag| tag.weights, |tag| tag.text.as_slice());
        let mut nodelets = Vec::new();
        for (k, tag) in texts.into_iter().take(MAX_TAGS).enumerate() {
            let weight = if is_leaf { tag.weights.cum } else { tag.weights.flat }.shown();
            if weight != 0 {
                let id = format!("N{number}_{k}");
                let children = self.numbers(&id, &tag.numbers, is_leaf);
                let weight = self.scale.amount(weight);
                nodelets.push(Tag { id, text: tag.text.as_ref().clone(), weight, dotted: false, children });
            }
        }
        nodelets.extend(self.numbers(&format!("N{number}"), &tags.numbers, is_leaf));
        nodelets
    }

    /// The nodelets of number tags below the box `source`.
    fn numbers(&self, source: &str, tags: &[NumberTag], is_leaf: bool) -> Vec<Tag> {
        let mut nodelets = Vec::new();
        for (j, tag) in self.collapsed(tags, is_leaf).into_iter().enumerate() {
            let (flat, cum) = (tag.weights.flat.shown(), tag.weights.cum.shown());
            let dotted = is_leaf && flat != cum;
            let weight = self.scale.amount(if dotted { cum } else { flat });
            if weight.value != 0 {
                let id = format!("N{source}_{j}");
                nodelets.push(Tag {
                    id,
                    text: tag.name.as_bytes().into(),
                    weight,
                    dotted,
                    children: Vec::new(),
                });
            }
        }
        nodelets
    }

    /// The tags in their order, the many joined to few: the heaviest lead a group each, and every other one
    /// joins the leader with the nearest number.
    fn collapsed(&self, tags: &[NumberTag], by_cum: bool) -> Vec<NumberTag> {
        let sort = |tags: &mut Vec<NumberTag>| {
            sort_tags(tags, by_cum, |tag| tag.weights, |tag| tag.name.as_bytes());
        };
        let mut tags = tags.to_vec();
        tags.sort_by_key(|tag| tag.met);
        sort(&mut tags);
        if tags.len() <= MAX_TAGS {
            return tags;
        }
        let others = tags.split_off(MAX_TAGS);
        let mut groups: Vec<_> = tags.into_iter().map(|leader| vec![leader]).collect();
        for tag in others {
            let nearest = self.nearest(&groups, tag.value);
            groups[nearest].push(tag);
        }
        let mut joined = groups.iter().map(|group| self.joined(group)).collect();
        sort(&mut joined);
        joined
    }

    /// The first of the groups whose leader is nearest to `value`.
    #[allow(clippy::cast_precision_loss, reason = "pprof compares numbers in doubles")]
    fn nearest(&self, groups: &[Vec<NumberTag>], value: i64) -> usize {
        let distance = |group: &Vec<NumberTag>| (value as f64 - self.rescaled(group[0].value)).abs();
        let mut nearest = 0;
        for i in 1..groups.len() {
            if distance(&groups[i]) < distance(&groups[nearest]) {
                nearest = i;
            }
        }
        nearest
    }

    /// A number converted from its unit to the same unit, which is not always the number itself.
    fn rescaled(&self, value: i64) -> f64 {
        let unit = self.number_unit.to_string();
        units::scale(value, &unit, &unit).0
    }

    /// One tag for a group.
    fn joined(&self, group: &[NumberTag]) -> NumberTag {
        let leader = &group[0];
        let (mut least, mut most) = (leader.value, leader.value);
        let mut sum = Weights::default();
        for tag in group {
            let value = units::truncate(self.rescaled(tag.value));
            least = if value < least { tag.value } else { least };
            most = if value > most { tag.value } else { most };
            sum.flat.add(tag.weights.flat);
            sum.cum.add(tag.weights.cum);
        }
        let text = |value| automatic(value, self.number_unit);
        let name = if group.len() == 1 { text(least) } else { format!("{}..{}", text(least), text(most)) };
        // What was a sum of samples is a value to be shown from here on.
        let shown = |sum: Sum| Sum { total: sum.shown(), divisor: 0 };
        NumberTag {
            name: name.into(),
            value: leader.value,
            met: leader.met,
            weights: Weights { flat: shown(sum.flat), cum: shown(sum.cum) },
        }
    }
}
