//! What keeps a graph from saying what it could, and would surprise whoever looks at it.

use bstr::{BStr, BString};

use crate::{
    graph::{Measure, Sum},
    profile::{Location, MappingId},
    view::View,
};

/// Something that the person who looks at a graph should know.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Notice {
    /// No sample has a value of the type that is shown, while some have values of others.
    NoValues {
        /// The type that is shown.
        sample_type: BString,
        /// The types that have values.
        others: Vec<TypeTotal>,
    },
    /// The profile has addresses without the names of their functions.
    NoNames {
        /// Where these addresses lie, those with the largest weight first.
        mappings: Vec<NamelessMapping>,
    },
}

/// A sample type with the sum of the magnitudes of its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeTotal {
    /// Its name.
    pub name: BString,
    /// Its unit.
    pub unit: BString,
    /// The sum.
    pub total: i64,
}

/// A mapping with addresses whose functions have no names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamelessMapping {
    /// Its file; empty if that is unknown, too.
    pub file: BString,
    /// Sum of the magnitudes of the samples that pass through such an address.
    pub weight: i64,
}

/// What is to be noticed of a view, whose values of the measure add up to `total`.
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
    // A filter may have left nothing of this type, which then is among them.
    let is_filtered = totals[measure.index] != 0;
    let sample_type = view.text(types[measure.index].kind).to_owned();
    (!others.is_empty() && !is_filtered).then_some(Notice::NoValues { sample_type, others })
}

fn no_names(view: &View<'_>, measure: Measure, total: i64) -> Option<Notice> {
    /// A mapping of a smaller part of the total than this, in percent, is not worth a word.
    const WORTHWHILE: i64 = 1;

    let is_nameless = |location: &Location| {
        let is_named = |function: usize| !view.text(view.functions()[function].name).is_empty();
        // Where there is no address either, nothing could be looked up: frames made of labels are such.
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

/// Sums of samples by the mappings that they pass through.
struct Mappings<'a> {
    view: &'a View<'a>,
    /// By mapping; the last is for addresses in none.
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

    /// Adds a sample to the mappings of these locations, to each once.
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

    /// The sums of the files; one that is mapped several times, in the order of its first mapping.
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
