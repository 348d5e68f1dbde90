//! The tags of samples.
//!
//! All text labels of a sample make one text tag, of `key:value` texts. Each value of the label `bytes` makes a number
//! tag below it. Other numbers make none.

use std::{collections::HashMap, sync::Arc};

use bstr::BString;

use super::{Measure, Sum};
use crate::{
    index::index,
    profile::{BASE_LABEL, Label, LabelValue, StackId, StringId},
    units,
    view::View,
};

/// The tags of all samples.
#[derive(Debug, Default)]
pub(super) struct SampleTags {
    /// The first is empty, for samples without text labels.
    texts: Vec<Arc<TagTexts>>,
    /// All distinct numbers; the first stands for none.
    numbers: Vec<Number>,
    number_names: Vec<Arc<str>>,
    /// Sorted by text, then by the name of the number.
    visits: Vec<Visit>,
}

/// The text labels of a sample, which make one tag.
#[derive(Clone, Debug, Default)]
pub(crate) struct TagTexts {
    /// `key:value` of each label, sorted.
    pub(crate) texts: Vec<BString>,
    /// The length of each text's key.
    key_lengths: Vec<usize>,
    /// The texts as in DOT, joined with a backslash and an n. Label sets with equal texts there are one tag.
    pub(crate) joined: BString,
}

impl TagTexts {
    /// Key and value of each label, without duplicates.
    pub(super) fn labels(&self) -> impl Iterator<Item = (&[u8], &[u8])> {
        let labels = self.texts.iter().zip(&self.key_lengths).enumerate();
        let labels = labels.filter(|(place, (text, _))| *place == 0 || self.texts[place - 1] != **text);
        labels.map(|(_, (text, &key))| (&text[..key], &text[key + 1..]))
    }
}

/// A sample with its text and one of its numbers. Samples with several numbers have a visit for each.
#[derive(Clone, Copy, Debug)]
pub(super) struct Visit {
    pub(super) stack: StackId,
    pub(super) weight: Sum,
    /// Whether it is the sample's first visit, which counts for its text.
    pub(super) is_first: bool,
    /// Index of the visit before sorting.
    pub(super) place: u32,
    text: u32,
    number: u32,
}

/// A value of the label `bytes`.
#[derive(Clone, Copy, Debug)]
struct Number {
    /// Numbers with equal printed texts have the same name; 0 is no name.
    name: u32,
    value: i64,
}

impl SampleTags {
    /// Collects the tags of all samples with weight. Numbers are printed in `unit`.
    pub(super) fn new(view: &View<'_>, measure: Measure, bytes_unit: &str, unit: &str) -> SampleTags {
        let mut texts = TextInterner::new(view);
        let mut numbers = NumberInterner::new(bytes_unit, unit);
        let mut visits = Vec::new();
        for sample in view.samples() {
            let weight = measure.of(sample);
            if sample.labels.is_empty() || weight == Sum::default() {
                continue;
            }
            let text = texts.id(view.labels(&sample));
            let mut visit =
                Visit { stack: sample.stack_id, weight, is_first: true, place: 0, text, number: 0 };
            for value in view.labels(&sample).filter_map(|label| bytes_value(view, label)) {
                visit.number = numbers.id(value);
                visit.place = index(visits.len());
                visits.push(visit);
                visit.is_first = false;
            }
            if visit.is_first && text != 0 {
                visit.place = index(visits.len());
                visits.push(visit);
            }
        }
        // Stable: the first of several numbers with one name counts.
        visits.sort_by_key(|visit| (visit.text, numbers.numbers[visit.number as usize].name));
        SampleTags { texts: texts.texts, numbers: numbers.numbers, number_names: numbers.names, visits }
    }

    /// Whether no sample has tags.
    pub(super) fn is_empty(&self) -> bool {
        self.visits.is_empty()
    }

    /// The visits by text.
    pub(super) fn by_text(&self) -> impl Iterator<Item = (Option<&Arc<TagTexts>>, &[Visit])> {
        let text =
            |visit: &Visit| Some(&self.texts[visit.text as usize]).filter(|text| !text.joined.is_empty());
        let groups = self.visits.chunk_by(|a, b| a.text == b.text);
        groups.map(move |group| (text(&group[0]), group))
    }

    /// The visits of one text by number.
    pub(super) fn by_number<'a>(
        &'a self,
        group: &'a [Visit],
    ) -> impl Iterator<Item = (Option<&'a Arc<str>>, &'a [Visit])> {
        let name = |visit: &Visit| self.numbers[visit.number as usize].name;
        let groups = group.chunk_by(move |a, b| name(a) == name(b));
        groups.map(move |group| {
            let name = name(&group[0]);
            (Some(&self.number_names[name as usize]).filter(|_| name != 0), group)
        })
    }

    /// The number of a visit.
    pub(super) fn value(&self, visit: &Visit) -> i64 {
        self.numbers[visit.number as usize].value
    }
}

fn bytes_value(view: &View<'_>, label: &Label) -> Option<i64> {
    match label.value {
        LabelValue::Number(value, _) if view.text(label.key) == "bytes" => Some(value),
        _ => None,
    }
}

/// Interns combinations of texts: samples repeat them, so texts are joined once for each.
struct TextInterner<'p> {
    view: &'p View<'p>,
    texts: Vec<Arc<TagTexts>>,
    by_text: HashMap<BString, u32>,
    by_labels: HashMap<Vec<(StringId, StringId)>, u32>,
    labels: Vec<(StringId, StringId)>,
}

impl<'p> TextInterner<'p> {
    fn new(view: &'p View<'p>) -> TextInterner<'p> {
        TextInterner {
            view,
            texts: vec![Arc::default()],
            by_text: HashMap::new(),
            by_labels: HashMap::new(),
            labels: Vec::new(),
        }
    }

    fn id<'l>(&mut self, labels: impl Iterator<Item = &'l Label>) -> u32 {
        self.labels.clear();
        for label in labels {
            if let LabelValue::Text(text) = label.value
                && self.view.text(label.key) != BASE_LABEL
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
        let (texts, key_lengths): (Vec<_>, Vec<_>) =
            sorted_texts(self.view, &self.labels).into_iter().unzip();
        let joined: BString = texts.join(&b"\\n"[..]).into();
        let tag = *self.by_text.entry(joined).or_insert_with_key(|joined| {
            let texts = texts.into_iter().map(BString::from).collect();
            self.texts.push(Arc::new(TagTexts { texts, key_lengths, joined: joined.clone() }));
            index(self.texts.len() - 1)
        });
        self.by_labels.insert(self.labels.clone(), tag);
        tag
    }
}

/// `key:value` of all labels, sorted, and the length of each key.
fn sorted_texts(view: &View<'_>, labels: &[(StringId, StringId)]) -> Vec<(Vec<u8>, usize)> {
    let text = |id| -> &[u8] { view.text(id) };
    let joined = |&(key, value): &_| ([text(key), b":", text(value)].concat(), text(key).len());
    let mut texts: Vec<_> = labels.iter().map(joined).collect();
    texts.sort_unstable();
    texts
}

/// Interns numbers and their names.
struct NumberInterner<'a> {
    from: &'a str,
    to: &'a str,
    numbers: Vec<Number>,
    by_value: HashMap<i64, u32>,
    names: Vec<Arc<str>>,
    by_name: HashMap<String, u32>,
}

impl<'a> NumberInterner<'a> {
    fn new(from: &'a str, to: &'a str) -> NumberInterner<'a> {
        NumberInterner {
            from,
            to,
            numbers: vec![Number { name: 0, value: 0 }],
            by_value: HashMap::new(),
            names: vec![Arc::from("")],
            by_name: HashMap::new(),
        }
    }

    fn id(&mut self, value: i64) -> u32 {
        if let Some(&id) = self.by_value.get(&value) {
            return id;
        }
        let id = index(self.numbers.len());
        let name = *self.by_name.entry(units::format(value, self.from, self.to)).or_insert_with_key(|name| {
            self.names.push(Arc::from(name.as_str()));
            index(self.names.len() - 1)
        });
        self.numbers.push(Number { name, value });
        self.by_value.insert(value, id);
        id
    }
}
