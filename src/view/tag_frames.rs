//! `-tagroot` and `-tagleaf`: turns labels into frames.

use std::collections::HashMap;

use bstr::BString;

use super::View;
use crate::{
    index::index,
    profile::{Label, LabelValue, LocationId, Sample, StackId, StackTable, StringId},
    units,
};

/// Adds a frame for each label key in `roots` above every stack, and for each in `leaves` below. The first key is
/// outermost. Numbers are printed in `unit`.
pub(crate) fn add(
    view: &mut View<'_>,
    roots: &[String],
    leaves: &[String],
    unit: &str,
    warnings: &mut Vec<String>,
) {
    if roots.is_empty() && leaves.is_empty() {
        return;
    }
    let mut frames = TagFrames { view, unit, numbers: HashMap::new(), made: Vec::new() };
    let mut table = StackTable::default();
    let (mut any_root, mut any_leaf) = (roots.is_empty(), leaves.is_empty());
    let (mut stack, mut above) = (Vec::new(), Vec::new());
    let stack_ids = view.sample_places().map(|sample| {
        // The stack of a removed sample is not used.
        let Some(sample) = sample else { return StackId(0) };
        stack.clear();
        above.clear();
        above.extend(roots.iter().rev().map(|key| frames.location(key, &sample, &mut any_root)));
        stack.extend(leaves.iter().rev().map(|key| frames.location(key, &sample, &mut any_leaf)));
        stack.extend_from_slice(sample.stack);
        stack.extend_from_slice(&above);
        table.id(&stack)
    });
    let stack_ids: Vec<_> = stack_ids.collect();
    let made = frames.made;
    view.add_locations(&made);
    view.set_stacks(table.into_list(), stack_ids);
    for (has_effect, name) in [(any_root, "TagRoot"), (any_leaf, "TagLeaf")] {
        if !has_effect {
            warnings.push(format!("{name} expression matched no samples"));
        }
    }
}

/// Makes locations of labels, without duplicates.
struct TagFrames<'a> {
    view: &'a View<'a>,
    unit: &'a str,
    /// Index in `made` by name and key.
    numbers: HashMap<(BString, BString), usize>,
    /// Name and key of the locations to be added.
    made: Vec<(BString, BString)>,
}

impl TagFrames<'_> {
    /// The location of a sample's values for a key; without values, one with an empty name. Sets `has_values` if there
    /// are any.
    fn location(&mut self, key: &str, sample: &Sample<'_>, has_values: &mut bool) -> LocationId {
        let labels = self.view.labels(sample);
        let labels: Vec<_> = labels.filter(|label| self.view.text(label.key) == key).collect();
        *has_values |= !labels.is_empty();
        let pair = (self.values(&labels), BString::from(key));
        let number = *self.numbers.entry(pair).or_insert_with_key(|pair| {
            self.made.push(pair.clone());
            self.made.len() - 1
        });
        LocationId(index(self.view.locations().len() + number))
    }

    /// Texts, then numbers, separated by commas.
    fn values(&self, labels: &[&Label]) -> BString {
        let has_unit = |label: &&Label| matches!(label.value, LabelValue::Number(_, unit) if unit != StringId::default());
        let have_units = labels.iter().any(has_unit);
        let texts = labels.iter().filter_map(|label| match label.value {
            LabelValue::Text(text) => Some(self.view.text(text).to_vec()),
            LabelValue::Number(..) => None,
        });
        let numbers = labels.iter().filter_map(|label| match label.value {
            LabelValue::Number(value, unit) if have_units => {
                Some(units::format(value, &self.view.text(unit).to_string(), self.unit).into_bytes())
            }
            // Numbers beyond 2⁵³ are rounded to the nearest double, as in pprof.
            LabelValue::Number(value, _) => Some(units::format(value, "", "").into_bytes()),
            LabelValue::Text(_) => None,
        });
        bstr::join(",", texts.chain(numbers)).into()
    }
}
