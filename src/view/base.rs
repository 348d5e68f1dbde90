//! Which samples are those of the base that a profile is compared with.

use super::View;
use crate::profile::{BASE_LABEL, LabelValue, Sample, StringId};

/// The label `pprof::base=true` of the samples of a base.
#[derive(Clone, Debug, Default)]
pub(crate) struct BaseMark {
    /// The strings that are its key, and those that are its value: equal strings may have several ids.
    keys: Vec<StringId>,
    values: Vec<StringId>,
}

impl BaseMark {
    /// Looks for the label among the strings of a profile, once, so that no text is compared for each label.
    pub(crate) fn new(view: &View<'_>) -> BaseMark {
        let strings = &view.profile.strings;
        let all = |text: &str| strings.ids().filter(|&id| strings.get(id) == text).collect::<Vec<_>>();
        let keys = all(BASE_LABEL);
        let values = if keys.is_empty() { Vec::new() } else { all("true") };
        BaseMark { keys, values }
    }

    /// Whether no sample can belong to the base.
    pub(crate) fn is_nowhere(&self) -> bool {
        self.keys.is_empty()
    }

    /// Whether a sample belongs to the base.
    pub(crate) fn is_on(&self, view: &View<'_>, sample: &Sample<'_>) -> bool {
        let is_mark = |value| matches!(value, LabelValue::Text(text) if self.values.contains(&text));
        !self.keys.is_empty()
            && view.labels(sample).any(|label| self.keys.contains(&label.key) && is_mark(label.value))
    }
}
