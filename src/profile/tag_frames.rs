//! `-tagroot` and `-tagleaf`: labels turned into frames.

use std::collections::HashMap;

use bstr::{BStr, BString, ByteSlice};

use super::{
    Function, FunctionId, Label, LabelValue, Line, Location, LocationId, Profile, Samples, StringId,
};
use crate::units;

/// Adds a frame for each of the label keys `roots` above, and of `leaves` below every stack. The first key
/// is outermost. Numbers are printed in `unit`.
pub(crate) fn add(profile: &mut Profile, roots: &str, leaves: &str, unit: &str, warnings: &mut Vec<String>) {
    let (roots, leaves) = (keys(roots), keys(leaves));
    if roots.is_empty() && leaves.is_empty() {
        return;
    }
    let samples = std::mem::take(&mut profile.samples);
    let mut frames = TagFrames::new(profile, unit);
    let mut framed = Samples::new(samples.n_types());
    let (mut any_root, mut any_leaf) = (roots.is_empty(), leaves.is_empty());
    let mut stack = Vec::new();
    for sample in samples.iter() {
        let mut below = Vec::new();
        let above: Vec<_> =
            roots.iter().rev().map(|key| frames.location(key, sample.labels, &mut any_root)).collect();
        below.extend(leaves.iter().rev().map(|key| frames.location(key, sample.labels, &mut any_leaf)));
        stack.clear();
        stack.extend(below);
        stack.extend_from_slice(sample.stack);
        stack.extend(above);
        framed.push(&stack, sample.values, sample.labels);
    }
    profile.samples = framed;
    for (has_effect, name) in [(any_root, "TagRoot"), (any_leaf, "TagLeaf")] {
        if !has_effect {
            warnings.push(format!("{name} expression matched no samples"));
        }
    }
}

fn keys(list: &str) -> Vec<&str> {
    list.split(',').filter(|key| !key.is_empty()).collect()
}

/// Makes locations out of labels, each different one once.
struct TagFrames<'p> {
    profile: &'p mut Profile,
    unit: &'p str,
    locations: HashMap<(BString, BString), LocationId>,
    /// The largest ids so far; new ones follow.
    function_id: u64,
    location_id: u64,
}

impl<'p> TagFrames<'p> {
    fn new(profile: &'p mut Profile, unit: &'p str) -> TagFrames<'p> {
        let function_id = profile.functions.iter().map(|function| function.id).max().unwrap_or(0);
        let location_id = profile.locations.iter().map(|location| location.id).max().unwrap_or(0);
        TagFrames { profile, unit, locations: HashMap::new(), function_id, location_id }
    }

    /// The location of a sample's values for a key; without values, one without a name. Notes if there are any.
    fn location(&mut self, key: &str, labels: &[Label], has_values: &mut bool) -> LocationId {
        let labels: Vec<_> = labels.iter().filter(|label| self.profile.text(label.key) == key).collect();
        *has_values |= !labels.is_empty();
        let pair = (self.values(&labels), BString::from(key));
        if let Some(&known) = self.locations.get(&pair) {
            return known;
        }
        let location = self.new_location(pair.0.as_ref(), pair.1.as_ref());
        self.locations.insert(pair, location);
        location
    }

    /// Texts, then numbers, joined with commas.
    fn values(&self, labels: &[&Label]) -> BString {
        let profile = &self.profile;
        let has_unit = |label: &&Label| matches!(label.value, LabelValue::Number(_, unit) if unit != StringId::default());
        let have_units = labels.iter().any(has_unit);
        let texts = labels.iter().filter_map(|label| match label.value {
            LabelValue::Text(text) => Some(profile.text(text).to_vec()),
            LabelValue::Number(..) => None,
        });
        let numbers = labels.iter().filter_map(|label| match label.value {
            LabelValue::Number(value, unit) if have_units => {
                Some(units::format(value, &profile.text(unit).to_string(), self.unit).into_bytes())
            }
            LabelValue::Number(value, _) => Some(value.to_string().into_bytes()),
            LabelValue::Text(_) => None,
        });
        bstr::join(",", texts.chain(numbers)).into()
    }

    fn new_location(&mut self, name: &BStr, key: &BStr) -> LocationId {
        self.function_id = self.function_id.wrapping_add(1);
        self.location_id = self.location_id.wrapping_add(1);
        let profile = &mut *self.profile;
        let (name, filename) = (profile.strings.push(name.as_bytes()), profile.strings.push(key.as_bytes()));
        let function = FunctionId(number(profile.functions.len()));
        profile.functions.push(Function { id: self.function_id, name, filename, ..Function::default() });
        let first_line = number(profile.lines.len());
        profile.lines.push(Line { function, line: 0, column: 0 });
        let location = LocationId(number(profile.locations.len()));
        let id = self.location_id;
        profile.locations.push(Location { id, first_line, n_lines: 1, ..Location::default() });
        location
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).expect("frames are counted in 32 bits")
}
