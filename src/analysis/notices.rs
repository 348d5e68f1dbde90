//! Detects unexpected properties of profiles that make graphs empty or unreadable.

use bstr::{BStr, BString};

use crate::{
    graph::{Measure, Sum},
    profile::{Location, MappingId},
    view::View,
};

/// An unexpected property that a user should know of.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Notice {
    /// No sample has a value of the selected type, but some have values of other types.
    NoValues {
        /// The selected type.
        sample_type: BString,
        /// The types with values.
        others: Vec<TypeTotal>,
    },
    /// The profile has addresses without function names.
    NoNames {
        /// The mappings of these addresses, heaviest first.
        mappings: Vec<NamelessMapping>,
    },
}

/// A sample type and its total.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeTotal {
    /// Its name.
    pub name: BString,
    /// Its unit.
    pub unit: BString,
    /// The sum of the magnitudes of its values.
    pub total: i64,
}

/// A mapping with addresses without function names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamelessMapping {
    /// Its file; empty if unknown.
    pub file: BString,
    /// The sum of the magnitudes of the samples through such an address.
    pub weight: i64,
}

/// The notices about a view with this total.
pub(super) fn notices(view: &View<'_>, measure: Measure, total: i64) -> Vec<Notice> {
    if total == 0 {
        return no_values(view, measure).into_iter().collect();
    }
    no_names(view, measure, total).into_iter().collect()
}

fn no_values(view: &View<'_>, measure: Measure) -> Option<Notice> {
    let types: Vec<_> = view.sample_types().collect();
    let mut totals = vec![0_i64; types.len()];
    for sample in view.profile().samples.iter() {
        for (index, total) in totals.iter_mut().enumerate() {
            *total = total.wrapping_add(sample.values[view.column(index)].wrapping_abs());
        }
    }
    let others = types.iter().zip(&totals).filter(|&(_, &total)| total != 0).map(|(kind, &total)| {
        TypeTotal { name: view.text(kind.kind).to_owned(), unit: view.text(kind.unit).to_owned(), total }
    });
    let others: Vec<_> = others.collect();
    // If filters have removed all samples of the selected type, it is among the types with values.
    let is_filtered = totals[measure.index] != 0;
    let sample_type = view.text(types[measure.index].kind).to_owned();
    (!others.is_empty() && !is_filtered).then_some(Notice::NoValues { sample_type, others })
}

fn no_names(view: &View<'_>, measure: Measure, total: i64) -> Option<Notice> {
    /// Mappings below this percentage of the total are not reported.
    const WORTHWHILE: i64 = 1;

    let is_nameless = |location: &Location| {
        let is_named = |function: usize| !view.text(view.functions()[function].name).is_empty();
        // Frames made of labels have no address either, and cannot be symbolized.
        location.address != 0
            && !view.lines_in(location).iter().any(|line| is_named(line.function.0 as usize))
    };
    let nameless: Vec<bool> = view.locations().iter().map(is_nameless).collect();
    if !nameless.contains(&true) {
        return None;
    }
    let mut mappings = Mappings::new(view);
    for sample in view.samples() {
        let weight = measure.of(sample);
        let stack = sample.stack.iter().map(|location| location.0 as usize);
        mappings.add(
            stack.filter(|&location| nameless[location]).map(|location| &view.locations()[location]),
            weight,
        );
    }
    let mut mappings: Vec<_> = mappings.by_file();
    mappings.retain(|mapping| mapping.weight.saturating_mul(100) / total.wrapping_abs().max(1) >= WORTHWHILE);
    mappings.sort_by(|a, b| b.weight.cmp(&a.weight).then_with(|| a.file.cmp(&b.file)));
    (!mappings.is_empty()).then_some(Notice::NoNames { mappings })
}

/// Weights of mappings.
struct Mappings<'a> {
    view: &'a View<'a>,
    /// By mapping; the last is for addresses without one.
    sums: Vec<Sum>,
    /// The last sample that was added to each.
    last: Vec<usize>,
    n_samples: usize,
}

impl<'a> Mappings<'a> {
    fn new(view: &'a View<'a>) -> Mappings<'a> {
        let n = view.mappings().len() + 1;
        Mappings { view, sums: vec![Sum::default(); n], last: vec![0; n], n_samples: 0 }
    }

    /// Adds a sample to the mappings of these locations, once to each.
    fn add<'l>(&mut self, locations: impl Iterator<Item = &'l Location>, weight: Sum) {
        self.n_samples += 1;
        for location in locations {
            let index = location.mapping.map_or(self.sums.len() - 1, |MappingId(index)| index as usize);
            if std::mem::replace(&mut self.last[index], self.n_samples) != self.n_samples {
                let magnitude = Sum { total: weight.magnitude(), ..weight };
                self.sums[index].add(magnitude);
            }
        }
    }

    /// The sums by file, in the order of first mappings.
    fn by_file(&self) -> Vec<NamelessMapping> {
        let files = self.view.mappings().iter().map(|mapping| self.view.text(mapping.filename));
        let files = files.chain([BStr::new("")]);
        let mut by_file: Vec<NamelessMapping> = Vec::new();
        for (file, sum) in files.zip(&self.sums).filter(|(_, sum)| sum.total != 0) {
            match by_file.iter_mut().find(|known| known.file == file) {
                Some(known) => known.weight = known.weight.saturating_add(sum.shown()),
                None => by_file.push(NamelessMapping { file: file.to_owned(), weight: sum.shown() }),
            }
        }
        by_file
    }
}
