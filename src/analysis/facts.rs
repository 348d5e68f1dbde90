//! Facts about a profile.

use super::Facts;
use crate::{graph::Measure, profile::StringId, view::View};

impl Facts {
    /// The facts about the profile of a view.
    pub(super) fn of(view: &View<'_>, measure: Measure) -> Facts {
        let profile = view.profile();
        let text = |id: StringId| view.text(id).to_owned();
        let main = view.mappings().first();
        let kind = view.sample_types().nth(measure.index).map(|kind| kind.kind).unwrap_or_default();
        let mean: &[u8] = if measure.divisor.is_some() { b"mean_" } else { b"" };
        Facts {
            file: main.map(|mapping| text(mapping.filename)).unwrap_or_default(),
            build_id: main.map(|mapping| text(mapping.build_id)).unwrap_or_default(),
            comments: profile.comments.iter().map(|&comment| text(comment)).collect(),
            sample_type: [mean, view.text(kind)].concat().into(),
            doc_url: text(profile.doc_url),
            time_nanos: profile.time_nanos,
            duration_nanos: profile.duration_nanos,
        }
    }
}
