//! Recognizes the samples of the base profile in a difference.

use super::View;
use crate::profile::{BASE_LABEL, LabelValue, Sample, StringId};

/// The label `pprof::base=true`, which marks the samples of a base.
#[derive(Clone, Debug, Default)]
pub(crate) struct BaseMark {
    /// The ids of the key, and those of the value: equal strings may have several ids.
    keys: Vec<StringId>,
    values: Vec<StringId>,
}

impl BaseMark {
    /// Looks up the label's strings in a profile, so that labels can be compared by id.
    pub(crate) fn new(view: &View<'_>) -> BaseMark {
        let strings = &view.profile.strings;
        let all = |text: &str| strings.ids().filter(|&id| strings.get(id) == text).collect::<Vec<_>>();
        let keys = all(BASE_LABEL);
        let values = if keys.is_empty() { Vec::new() } else { all("true") };
        BaseMark { keys, values }
    }

    /// Whether no sample can have it.
    pub(crate) fn is_nowhere(&self) -> bool {
        self.keys.is_empty()
    }

    /// Whether a sample has it.
    pub(crate) fn is_on(&self, view: &View<'_>, sample: &Sample<'_>) -> bool {
        let is_mark = |value| matches!(value, LabelValue::Text(text) if self.values.contains(&text));
        !self.keys.is_empty()
            && view.labels(sample).any(|label| self.keys.contains(&label.key) && is_mark(label.value))
    }
}
