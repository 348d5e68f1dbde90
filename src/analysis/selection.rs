//! Applies options to a profile, and answers queries.

use bstr::{BStr, BString};

use super::{
    AnalysisError, AnalysisErrorKind, Cums, Facts, Graph, LabelKey, Notice, Records, Scale, Tally, Traces,
    cums, graph, labels,
    listing::{self, ListedFunction},
    measure, notices,
};
use crate::{
    graph::{ByFile, ByLabel, Cut, Detail, Limits, Measure, Order, Stacks, trimmed},
    options::{Granularity, Options},
    pattern::Pattern,
    profile::Profile,
    view::{BaseMark, LabelUnits, View, filter, frames, tag_frames},
};

/// A profile prepared for any number of queries.
///
/// ```
/// use pprof_svg::{analysis::{Analysis, Cut}, options::Options, profile};
///
/// let profile = profile::read(&std::fs::read("examples/recursion.cpu.pb.gz")?)?;
/// let analysis = Analysis::new(&profile)?;
/// for sample_index in ["samples", "cpu"] {
///     let options = Options { sample_index: Some(sample_index.to_owned()), ..Options::default() };
///     let selection = analysis.select(&options)?;
///     let graph = selection.graph(&Cut::picture(&options));
///     println!("{} in {} functions", graph.scale.text(graph.scale.total), graph.nodes.len());
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Analysis<'p> {
    view: View<'p>,
    units: LabelUnits,
    base: BaseMark,
}

impl<'p> Analysis<'p> {
    /// Prepares `profile`: removes uninteresting frames (`drop_frames`), and infers the units of its numeric labels.
    ///
    /// # Errors
    ///
    /// If the profile has no sample types.
    pub fn new(profile: &'p Profile) -> Result<Analysis<'p>, AnalysisError> {
        let mut view = View::new(profile);
        if !view.keep_unambiguous_types() {
            return Err(AnalysisErrorKind::NoSampleTypes.into());
        }
        frames::ensure_mapping(&mut view);
        frames::drop_uninteresting(&mut view);
        frames::forget_urls(&mut view);
        Ok(Analysis { units: LabelUnits::infer(&view), base: BaseMark::new(&view), view })
    }

    /// The names of the sample types, by index.
    pub fn sample_types(&self) -> impl ExactSizeIterator<Item = &BStr> {
        self.view.sample_types().map(|kind| self.view.text(kind.kind))
    }

    /// Applies `options`: sample type, filters, labels as frames.
    ///
    /// # Errors
    ///
    /// If an option is invalid, or not applicable to this profile.
    pub fn select<'a>(&'a self, options: &'a Options) -> Result<Selection<'a>, AnalysisError> {
        let mut warnings = self.units.warnings().collect();
        match self.selected(options, &mut warnings) {
            Ok(selection) => Ok(Selection { warnings, ..selection }),
            Err(kind) => Err(AnalysisError { kind, warnings }),
        }
    }

    /// The selection without its warnings, which are appended to `warnings`.
    fn selected<'a>(
        &'a self,
        options: &'a Options,
        warnings: &mut Vec<String>,
    ) -> Result<Selection<'a>, AnalysisErrorKind> {
        let mut view = self.view.reborrowed();
        let filters = &options.filters;
        tag_frames::add(&mut view, &filters.tag_root, &filters.tag_leaf, &options.unit, warnings);
        if options.relative_percentages {
            filter::apply(&mut view, filters, &self.units, warnings)?;
        }
        let measure = measure::measure(&view, options)?;
        if options.divide_by == 0.0 {
            return Err(AnalysisErrorKind::ZeroDivisor);
        }
        let pattern = pattern(options.pattern.as_deref())?;
        let (total, has_base) = measure::total(&view, measure, &self.base);
        if !options.relative_percentages {
            filter::apply(&mut view, filters, &self.units, warnings)?;
        }
        let is_difference = has_base || view.profile().is_difference;
        let scale = Scale::new(&view, measure, options, total, is_difference);
        Ok(Selection { analysis: self, options, view, measure, scale, pattern, warnings: Vec::new() })
    }
}

fn pattern(pattern: Option<&str>) -> Result<Option<Pattern>, AnalysisErrorKind> {
    let Some(pattern) = pattern else { return Ok(None) };
    let refused = |error| AnalysisErrorKind::Pattern { pattern: pattern.to_owned(), error };
    Pattern::new(pattern).map(Some).map_err(refused)
}

/// The part of a profile that options select.
#[derive(Clone, Debug)]
pub struct Selection<'a> {
    analysis: &'a Analysis<'a>,
    options: &'a Options,
    view: View<'a>,
    measure: Measure,
    scale: Scale,
    pattern: Option<Pattern>,
    warnings: Vec<String>,
}

impl Selection<'_> {
    /// Warnings to the user, in sentences.
    #[must_use]
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// The scale of all values, with the unit of the options. A [`Graph`] has its own, with the best unit for its
    /// values.
    #[must_use]
    pub fn scale(&self) -> &Scale {
        &self.scale
    }

    /// The index of the selected sample type among [`Analysis::sample_types`].
    #[must_use]
    pub fn sample_type(&self) -> usize {
        self.measure.index
    }

    /// Notices about unexpected properties of its graph.
    #[must_use]
    pub fn notices(&self) -> Vec<Notice> {
        notices::notices(&self.view, self.measure, self.scale.total)
    }

    /// The facts about the profile.
    #[must_use]
    pub fn facts(&self) -> Facts {
        Facts::of(&self.view, self.measure)
    }

    /// Name and value of each filter that changes weights.
    #[must_use]
    pub fn filters(&self) -> Vec<(&'static str, String)> {
        self.options.filters.shown()
    }

    /// The call graph at the granularity of the options, trimmed by `cut`.
    #[must_use]
    pub fn graph(&self, cut: &Cut) -> Graph {
        let Analysis { units, base, .. } = self.analysis;
        let number_unit = units.of(BStr::new("bytes"));
        let unit = number_unit.to_string();
        let tag_unit = (cut.order == Order::Entropy).then_some(&*unit);
        let detail = Detail { tag_unit, objects: cut.by_object };
        let mut stacks = Stacks::new(&self.view, self.options, self.measure, base, detail);
        let trimmed = trimmed(&mut stacks, cut);
        let scale = self.scale.fitting(&trimmed.graph, self.options);
        let graph = &trimmed.graph;
        let is_tree = cut.call_tree;
        let left_out = graph::left_out(&trimmed, scale.total, &cut.limits);
        let by_file = if cut.by_file { ByFile::new(&stacks, graph, is_tree) } else { ByFile::default() };
        let by_label = cut.by_label.then(|| ByLabel::new(&stacks, graph, is_tree, left_out.node_cutoff));
        let by_label = by_label.unwrap_or_default();
        let parts = graph::Parts { stacks: &stacks, graph, number_unit, is_tree, by_file, by_label };
        Graph {
            shared_labels: if cut.by_label { self.shared_labels() } else { Vec::new() },
            facts: self.facts(),
            filters: self.filters(),
            nodes: parts.nodes(),
            edges: parts.edges(),
            edges_from_elsewhere: parts.edges_from_elsewhere(),
            left_out,
            notices: self.notices(),
            scale,
        }
    }

    /// The cum of each function above the node fraction of `limits`.
    #[must_use]
    pub fn cums(&self, limits: &Limits) -> Cums {
        let detail = Detail { tag_unit: None, objects: false };
        let stacks = Stacks::new(&self.view, self.options, self.measure, &self.analysis.base, detail);
        Cums {
            sample_type: self.facts().sample_type,
            scale: self.scale.clone(),
            functions: cums::functions(&stacks, limits),
        }
    }

    /// All labels and the weights of their samples, by key.
    #[must_use]
    pub fn labels(&self) -> Vec<LabelKey> {
        labels::labels(&self.view, self.measure, &self.analysis.units, &self.options.unit)
    }

    /// The labels that all samples with weight have in common, by key.
    fn shared_labels(&self) -> Vec<(BString, BString)> {
        labels::shared(&self.view, self.measure, &self.analysis.units, &self.options.unit)
    }

    /// The functions that match the pattern of the options, by name, with the weights of their source lines at any
    /// granularity. None is trimmed.
    #[must_use]
    pub fn listing(&self) -> Vec<ListedFunction> {
        let options = Options { granularity: Granularity::Lines, ..self.options.clone() };
        let detail = Detail { tag_unit: None, objects: true };
        let stacks = Stacks::new(&self.view, &options, self.measure, &self.analysis.base, detail);
        listing::listing(&stacks, |name| self.matches(name))
    }

    /// The totals of all functions, for a [`Comparison`](crate::comparison::Comparison). Values are sums, even if the
    /// options ask for means.
    #[must_use]
    pub fn tally(&self) -> Tally {
        let whole = if self.options.relative_percentages { &self.view } else { &self.analysis.view };
        Tally::new(&self.view, whole, self.options, self.measure)
    }

    /// The samples one by one, without those with an empty stack.
    #[must_use]
    pub fn traces(&self) -> Traces<'_> {
        Traces::new(&self.view, self.options, self.measure, &self.analysis.units)
    }

    /// The remaining entries of the profile.
    #[must_use]
    pub fn records(&self) -> Records<'_> {
        Records::new(&self.view, self.options, self.scale.ratio)
    }

    /// Whether a name matches the pattern of the options; true without a pattern.
    #[must_use]
    pub fn matches(&self, name: &BStr) -> bool {
        self.pattern.as_ref().is_none_or(|pattern| pattern.matches(name))
    }
}
