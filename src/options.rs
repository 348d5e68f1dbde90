//! What a report is to show: the options that shape the graph, in the command's own words.

/// The options between a profile and its report. `Options::default()` is what the command does unasked.
#[derive(Clone, Debug, PartialEq)]
#[allow(clippy::struct_excessive_bools, reason = "each is an option of its own on the command line")]
pub struct Options {
    /// `-sample_index`: number or name of the sample type to show; the profile's preference if none.
    pub sample_index: Option<String>,
    /// `-mean`: divide every value by the first value of its sample (false).
    pub mean: bool,
    /// `-functions`, `-filefunctions`, `-files`, `-lines`, `-addresses`: what makes two frames one node (functions).
    pub granularity: Granularity,
    /// `-noinlines`: keep the outermost frame of each location only (false).
    pub no_inlines: bool,
    /// `-showcolumns`: tell columns apart, where lines are (false).
    pub show_columns: bool,
    /// `-call_tree`: one node per call path (false).
    pub call_tree: bool,
    /// `-relative_percentages`: percentages of what the filters leave (false).
    pub relative_percentages: bool,
    /// `-drop_negative`: leave out nodes of negative weight (false).
    pub drop_negative: bool,
    /// `-trim`: apply the three limits below (true).
    pub trim: bool,
    /// `-nodecount`: the most nodes to show; 0 is no limit, none is the format's default (80 for graphs).
    pub node_count: Option<i64>,
    /// `-nodefraction`: leave out nodes whose cum is below this fraction of the total (0.005).
    pub node_fraction: f64,
    /// `-edgefraction`: leave out edges whose weight is below this fraction of the total (0.001).
    pub edge_fraction: f64,
    /// `-unit`: the unit to print values in, `minimum` or `auto` (`minimum`).
    pub unit: String,
    /// `-divide_by`: divide every printed value by this (1).
    pub divide_by: f64,
    /// `-peek`, `-list`, `-weblist`: what the report is about, for reports that ask [`Selection::matches`]; empty for everything.
    ///
    /// [`Selection::matches`]: crate::analysis::Selection::matches
    pub pattern: String,
    /// `-focus`, `-ignore` and the other filters (none).
    pub filters: Filters,
    /// `-trim_path`: colon-separated prefixes to take off source file names (empty).
    pub trim_path: String,
    /// `-source_path`: colon-separated directories of sources (empty). Names of files below them are shortened;
    /// [`sources::Search`](crate::sources::Search) looks there.
    pub source_path: String,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            sample_index: None,
            mean: false,
            granularity: Granularity::Functions,
            no_inlines: false,
            show_columns: false,
            call_tree: false,
            relative_percentages: false,
            drop_negative: false,
            trim: true,
            node_count: None,
            node_fraction: 0.005,
            edge_fraction: 0.001,
            unit: "minimum".to_owned(),
            divide_by: 1.0,
            pattern: String::new(),
            filters: Filters::default(),
            trim_path: String::new(),
            source_path: String::new(),
        }
    }
}

/// What makes two frames one node.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Granularity {
    /// The function's name.
    #[default]
    Functions,
    /// The function's name and its file.
    FileFunctions,
    /// The file.
    Files,
    /// The function, the file and the line.
    Lines,
    /// The address.
    Addresses,
}

/// Filters on frames and labels; an empty text is no filter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters {
    /// Keep samples with a frame that matches.
    pub focus: String,
    /// Drop samples with a frame that matches.
    pub ignore: String,
    /// Leave out frames that match.
    pub hide: String,
    /// Keep only frames that match.
    pub show: String,
    /// Leave out the callers of the highest frame that matches.
    pub show_from: String,
    /// Leave out everything below a function that matches.
    pub prune_from: String,
    /// Keep samples with a label that matches.
    pub tag_focus: String,
    /// Drop samples with a label that matches.
    pub tag_ignore: String,
    /// Keep only labels whose key matches.
    pub tag_show: String,
    /// Drop labels whose key matches.
    pub tag_hide: String,
    /// Comma-separated label keys that become frames at the root.
    pub tag_root: String,
    /// Comma-separated label keys that become frames at the leaf.
    pub tag_leaf: String,
}

impl Filters {
    /// Name and value of the filters in use that change what samples weigh.
    pub(crate) fn shown(&self) -> Vec<(&'static str, String)> {
        let shown = [
            ("focus", &self.focus),
            ("ignore", &self.ignore),
            ("hide", &self.hide),
            ("show", &self.show),
            ("show_from", &self.show_from),
            ("tagfocus", &self.tag_focus),
            ("tagignore", &self.tag_ignore),
            ("tagshow", &self.tag_show),
            ("taghide", &self.tag_hide),
        ];
        let in_use = shown.into_iter().filter(|(_, value)| !value.is_empty());
        in_use.map(|(name, value)| (name, value.clone())).collect()
    }
}
