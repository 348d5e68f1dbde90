//! Units of numeric labels.

use std::collections::{BTreeSet, HashMap, HashSet};

use bstr::{BStr, BString};

use super::View;
use crate::profile::LabelValue;

/// The unit of each numeric label's key, inferred from all samples.
#[derive(Clone, Debug, Default)]
pub(crate) struct LabelUnits {
    /// In order of first use.
    keys: Vec<KeyUnits>,
    by_key: HashMap<BString, usize>,
}

#[derive(Clone, Debug)]
struct KeyUnits {
    key: BString,
    unit: Option<BString>,
    others: BTreeSet<BString>,
}

impl LabelUnits {
    /// Takes the first unit of each key.
    pub(crate) fn infer(view: &View<'_>) -> LabelUnits {
        let mut units = LabelUnits::default();
        // Each pair of key and unit is processed once: they repeat in every sample.
        let mut noted = HashSet::new();
        for sample in view.samples() {
            for label in view.labels(&sample) {
                if let LabelValue::Number(_, unit) = label.value
                    && noted.insert((label.key, unit))
                {
                    units.note(view.text(label.key), view.text(unit));
                }
            }
        }
        units
    }

    fn note(&mut self, key: &BStr, unit: &BStr) {
        let index = *self.by_key.entry(key.to_owned()).or_insert_with(|| {
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

    /// The unit of a key. Keys without a unit are their own unit, or bytes if they are known to be.
    pub(crate) fn of<'a>(&'a self, key: &'a BStr) -> &'a BStr {
        let known = self.by_key.get(key).map(|&index| &self.keys[index]);
        match known.and_then(|known| known.unit.as_ref()) {
            Some(unit) => unit.as_ref(),
            None if key == "alignment" || key == "request" => BStr::new("bytes"),
            None => key,
        }
    }

    /// A warning for each key with several units.
    pub(crate) fn warnings(&self) -> impl Iterator<Item = String> + '_ {
        let ambiguous = self.keys.iter().filter(|known| !known.others.is_empty());
        ambiguous.map(|KeyUnits { key, others, .. }| {
            let others = bstr::join(", ", others);
            let (unit, others) = (self.of(key.as_ref()), BStr::new(&others));
            format!("For tag {key} used unit {unit}, also encountered unit(s) {others}")
        })
    }
}
