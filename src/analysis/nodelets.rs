//! The tags that a node shows: the heaviest ones, with numbers merged into ranges.

use bstr::BStr;

use super::Tag;
use crate::{
    graph::{MAX_TAGS, NodeTags, NumberTag, Sum, Weights, sort_tags},
    units,
};

/// Selects the tags of nodes.
pub(super) struct Nodelets<'a> {
    /// Unit of the label `bytes`.
    pub(super) number_unit: &'a BStr,
}

impl Nodelets<'_> {
    /// The tags that a node shows: texts, then numbers of samples without texts. Weights are parts of cum for leaves,
    /// and of flat for other nodes.
    pub(super) fn of(&self, tags: &NodeTags, is_leaf: bool) -> Vec<Tag> {
        let mut texts: Vec<_> = tags.texts.iter().collect();
        texts.sort_by_key(|tag| tag.first_seen);
        sort_tags(&mut texts, is_leaf, |tag| tag.weights, |tag| tag.text.joined.as_slice());
        let texts = texts.into_iter().take(MAX_TAGS).enumerate().map(|(place, tag)| Tag {
            place,
            texts: tag.text.texts.clone(),
            weight: if is_leaf { tag.weights.cum } else { tag.weights.flat }.shown(),
            numbers: self.numbers(&tag.numbers, is_leaf),
            ..Tag::default()
        });
        let texts = texts.filter(|tag| tag.weight != 0);
        texts.chain(self.numbers(&tags.numbers, is_leaf)).collect()
    }

    /// The number tags that are shown.
    fn numbers(&self, tags: &[NumberTag], is_leaf: bool) -> Vec<Tag> {
        let tags = self.collapsed(tags, is_leaf).into_iter().enumerate().map(|(place, tag)| {
            let (flat, cum) = (tag.weights.flat.shown(), tag.weights.cum.shown());
            let includes_callees = is_leaf && flat != cum;
            Tag {
                place,
                texts: vec![tag.name.as_bytes().into()],
                weight: if includes_callees { cum } else { flat },
                includes_callees,
                is_number: true,
                numbers: Vec::new(),
            }
        });
        tags.filter(|tag| tag.weight != 0).collect()
    }

    /// Merges tags into a few groups: the heaviest each form one, and every other joins the group with the nearest
    /// number.
    fn collapsed(&self, tags: &[NumberTag], by_cum: bool) -> Vec<NumberTag> {
        let sort = |tags: &mut Vec<NumberTag>| {
            sort_tags(tags, by_cum, |tag| tag.weights, |tag| tag.name.as_bytes());
        };
        let mut tags = tags.to_vec();
        tags.sort_by_key(|tag| tag.first_seen);
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

    /// The first of the groups whose number is nearest to `value`.
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

    /// A number converted from its unit to the same unit, which may round it.
    fn rescaled(&self, value: i64) -> f64 {
        let unit = self.number_unit.to_string();
        units::scale(value, &unit, &unit).0
    }

    /// Merges a group into one tag.
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
        let text = |value| units::format(value, &self.number_unit.to_string(), "auto");
        let name = if group.len() == 1 { text(least) } else { format!("{}..{}", text(least), text(most)) };
        // A value to show, in place of a sum of samples.
        let shown = |sum: Sum| Sum { total: sum.shown(), divisor: 0 };
        NumberTag {
            name: name.into(),
            value: leader.value,
            first_seen: leader.first_seen,
            weights: Weights { flat: shown(sum.flat), cum: shown(sum.cum) },
        }
    }
}
