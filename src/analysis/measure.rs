//! Selects the reported value, and computes the total that percentages refer to.

use bstr::BStr;

use super::AnalysisErrorKind;
use crate::{
    graph::{Measure, Sum},
    options::Options,
    view::{BaseMark, View},
};

/// The measure that the options ask for.
pub(super) fn measure(view: &View<'_>, options: &Options) -> Result<Measure, AnalysisErrorKind> {
    let names: Vec<&BStr> = view.sample_types().map(|kind| view.text(kind.kind)).collect();
    let index = match options.sample_index.as_deref() {
        None | Some("") => preferred(view, &names),
        Some(asked) => match asked.parse() {
            Ok(index) => checked(index, asked, names.len())?,
            Err(_) => named(asked, &names)?,
        },
    };
    let divisor = options.mean.then(|| view.column(0));
    Ok(Measure { index, column: view.column(index), divisor })
}

/// The profile's default sample type, or else the last.
fn preferred(view: &View<'_>, names: &[&BStr]) -> usize {
    let preferred = view.default_sample_type();
    let found = names.iter().position(|name| *name == preferred);
    found.filter(|_| !preferred.is_empty()).unwrap_or(names.len() - 1)
}

fn checked(index: i64, asked: &str, n_types: usize) -> Result<usize, AnalysisErrorKind> {
    let index = usize::try_from(index).ok().filter(|&index| index < n_types);
    index.ok_or_else(|| AnalysisErrorKind::SampleIndexRange { index: asked.to_owned(), last: n_types - 1 })
}

fn named(asked: &str, names: &[&BStr]) -> Result<usize, AnalysisErrorKind> {
    // Older heap profiles call `inuse_space` just `space`.
    let short = asked.strip_prefix("inuse_").unwrap_or(asked);
    let found = names.iter().position(|&name| name == asked || name == short);
    found.ok_or_else(|| AnalysisErrorKind::SampleIndexName {
        name: asked.to_owned(),
        names: names.iter().map(ToString::to_string).collect(),
    })
}

/// The sum of the magnitudes of all samples, or of those of the base if there is one, and whether there is.
pub(super) fn total(view: &View<'_>, measure: Measure, base: &BaseMark) -> (i64, bool) {
    let mut all = Sum::default();
    let mut of_base = Sum::default();
    let mut has_base = false;
    for sample in view.samples() {
        let Sum { total, divisor } = measure.of(sample);
        let magnitude = Sum { total: total.wrapping_abs(), divisor };
        all.add(magnitude);
        if base.is_on(view, &sample) {
            of_base.add(magnitude);
            has_base = true;
        }
    }
    (if of_base.total > 0 { of_base.shown() } else { all.shown() }, has_base)
}
