//! The units of numeric labels.

use std::collections::BTreeSet;

use bstr::{BStr, BString};

use super::{LabelValue, Profile};

/// The unit of every numeric label's key, found by looking at all samples.
#[derive(Clone, Debug, Default)]
pub(crate) struct LabelUnits {
    keys: Vec<KeyUnits>,
}

#[derive(Clone, Debug)]
struct KeyUnits {
    key: BString,
    unit: Option<BString>,
    others: BTreeSet<BString>,
}

impl LabelUnits {
    /// Takes the first unit that each key comes with.
    pub(crate) fn infer(profile: &Profile) -> LabelUnits {
        let mut units = LabelUnits::default();
        // Keys and units repeat in every sample; equal string ids need no second look.
        let mut last = None;
        for sample in profile.samples.iter() {
            for label in sample.labels {
                let LabelValue::Number(_, unit) = label.value else { continue };
                if last != Some((label.key, unit)) {
                    units.note(profile.text(label.key), profile.text(unit));
                    last = Some((label.key, unit));
                }
            }
        }
        units
    }

    fn note(&mut self, key: &BStr, unit: &BStr) {
        let index = self.keys.iter().position(|known| known.key == key).unwrap_or_else(|| {
            self.keys.push(KeyUnits { key: key.to_owned(), unit: None, others: BTreeSet::new() });
            self.keys.len() - 1
        });
        let known = &mut self.keys[index];
        match &known.unit {
            _ if unit.is_empty() => {}
            None => known.unit = Some(unit.to_owned()),
            Some(first) if first == unit => {}
            Some(_) => drop(known.others.insert(unit.to_owned())),
        }
    }

    /// The unit of a key. Keys that have none are their own unit, or known to be about bytes.
    pub(crate) fn of<'a>(&'a self, key: &'a BStr) -> &'a BStr {
        let known = self.keys.iter().find(|known| known.key == key);
        match known.and_then(|known| known.unit.as_ref()) {
            Some(unit) => unit.as_ref(),
            None if key == "alignment" || key == "request" => BStr::new("bytes"),
            None => key,
        }
    }

    /// A sentence for every key that comes with several units.
    pub(crate) fn warnings(&self) -> impl Iterator<Item = String> + '_ {
        let ambiguous = self.keys.iter().filter(|known| !known.others.is_empty());
        ambiguous.map(|KeyUnits { key, others, .. }| {
            let others = bstr::join(", ", others);
            let (unit, others) = (self.of(key.as_ref()), BStr::new(&others));
            format!("For tag {key} used unit {unit}, also encountered unit(s) {others}")
        })
    }
}
