//! The entries of a profile after applying options.

use bstr::BStr;

use crate::{
    options::Options,
    profile::{Function, Label, Line, Location, Mapping, Profile, Sample, Samples, StringId, ValueType},
    units,
    view::View,
};

/// The entries of a profile after applying options: with filters, with frames of `-tagroot` and `-tagleaf`, and with
/// one frame per location for `-noinlines`. Nothing is copied.
#[derive(Clone, Copy, Debug)]
pub struct Records<'a> {
    view: &'a View<'a>,
    no_inlines: bool,
    has_columns: bool,
    ratio: Option<f64>,
}

impl<'a> Records<'a> {
    pub(super) fn new(view: &'a View<'a>, options: &Options, ratio: Option<f64>) -> Records<'a> {
        let no_inlines = options.no_inlines;
        Records { view, no_inlines, has_columns: !no_inlines || options.show_columns, ratio }
    }

    /// The underlying profile. Use it only for fields about the whole profile, such as times, periods and comments.
    #[must_use]
    pub fn profile(&self) -> &'a Profile {
        self.view.profile()
    }

    /// The text of a string.
    #[must_use]
    pub fn text(&self, id: StringId) -> &'a BStr {
        self.view.text(id)
    }

    /// The sample types.
    pub fn sample_types(&self) -> impl ExactSizeIterator<Item = ValueType> + 'a {
        self.view.sample_types()
    }

    /// The name of the profile's default sample type.
    #[must_use]
    pub fn default_sample_type(&self) -> &'a BStr {
        self.view.default_sample_type()
    }

    /// The samples in file order. See [`Records::values`] and [`Records::labels`].
    pub fn samples(&self) -> impl Iterator<Item = Sample<'a>> + 'a {
        self.view.samples()
    }

    /// The values of a sample, one for each sample type.
    pub fn values<'s>(&self, sample: &Sample<'s>) -> impl ExactSizeIterator<Item = i64> + use<'s, 'a> {
        let (view, values) = (self.view, sample.values);
        (0..view.sample_types().len()).map(move |index| values[view.column(index)])
    }

    /// The labels of a sample, in file order.
    pub fn labels<'s>(&self, sample: &Sample<'s>) -> impl Iterator<Item = &'s Label> + 's
    where
        'a: 's,
    {
        self.view.labels(sample)
    }

    /// The locations. See [`Records::lines_in`].
    #[must_use]
    pub fn locations(&self) -> &'a [Location] {
        self.view.locations()
    }

    /// The frames of a location, innermost first.
    pub fn lines_in(&self, location: &Location) -> impl ExactSizeIterator<Item = Line> + 'a {
        let lines = self.view.lines_in(location);
        let first = if self.no_inlines { lines.len().saturating_sub(1) } else { 0 };
        let has_columns = self.has_columns;
        lines[first..]
            .iter()
            .map(move |&line| Line { column: if has_columns { line.column } else { 0 }, ..line })
    }

    /// The binaries and libraries.
    pub fn mappings(&self) -> impl ExactSizeIterator<Item = Mapping> + 'a {
        let no_inlines = self.no_inlines;
        self.view.mappings().iter().map(move |mapping| {
            let mut mapping = mapping.clone();
            mapping.has.inline_frames &= !no_inlines;
            mapping
        })
    }

    /// The functions.
    #[must_use]
    pub fn functions(&self) -> &'a [Function] {
        self.view.functions()
    }

    /// A profile of these entries, with values divided as the options say.
    #[must_use]
    pub fn to_profile(&self) -> Profile {
        let origin = self.profile();
        let mut profile = Profile {
            strings: self.view.strings(),
            sample_types: self.sample_types().collect(),
            default_sample_type: self.default_sample_type_id(),
            mappings: self.mappings().collect(),
            functions: self.functions().to_vec(),
            drop_frames: origin.drop_frames,
            keep_frames: origin.keep_frames,
            time_nanos: origin.time_nanos,
            duration_nanos: origin.duration_nanos,
            period_type: origin.period_type,
            period: origin.period,
            comments: origin.comments.clone(),
            doc_url: origin.doc_url,
            is_difference: origin.is_difference,
            ..Profile::default()
        };
        self.copy_locations(&mut profile);
        profile.samples = self.copied_samples();
        profile
    }

    fn default_sample_type_id(&self) -> StringId {
        let (origin, preferred) = (self.profile(), self.default_sample_type());
        let of_types = self.sample_types().map(|kind| kind.kind);
        let ids = [origin.default_sample_type].into_iter().chain(of_types);
        let mut ids = ids.filter(|&id| self.text(id) == preferred);
        ids.next().unwrap_or(origin.default_sample_type)
    }

    fn copy_locations(&self, profile: &mut Profile) {
        for location in self.locations() {
            let first_line = count(profile.lines.len());
            profile.lines.extend(self.lines_in(location));
            let n_lines = count(profile.lines.len()) - first_line;
            profile.locations.push(Location { first_line, n_lines, ..location.clone() });
        }
    }

    fn copied_samples(&self) -> Samples {
        let mut samples = Samples::new(self.sample_types().len());
        let (mut values, mut labels) = (Vec::new(), Vec::new());
        for sample in self.samples() {
            values.clear();
            values.extend(self.values(&sample).map(|value| self.divided(value)));
            labels.clear();
            labels.extend(self.labels(&sample).copied());
            samples.push(sample.stack, &values, &labels);
        }
        samples
    }

    #[allow(clippy::cast_precision_loss, reason = "pprof scales values in doubles")]
    fn divided(&self, value: i64) -> i64 {
        self.ratio.map_or(value, |ratio| units::truncate(value as f64 * ratio))
    }
}

fn count(count: usize) -> u32 {
    u32::try_from(count).expect("readers count frames in 32 bits")
}
