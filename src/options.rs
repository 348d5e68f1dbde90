//! Options of reports, named like the command's options.

/// Options of reports. The default is that of the command.
#[derive(Clone, Debug, PartialEq)]
#[allow(clippy::struct_excessive_bools, reason = "each is an option of its own on the command line")]
pub struct Options {
    /// `-sample_index`: index or name of the sample type to show; the profile's default if `None`.
    pub sample_index: Option<String>,
    /// `-mean`: divide every value by the first value of its sample (false).
    pub mean: bool,
    /// `-functions`, `-filefunctions`, `-files`, `-lines`, `-addresses`: what makes two frames one node (functions).
    pub granularity: Granularity,
    /// `-noinlines`: keep the outermost frame of each location only (false).
    pub no_inlines: bool,
    /// `-showcolumns`: distinguish columns, where lines are distinguished (false).
    pub show_columns: bool,
    /// `-call_tree`: one node per call path (false).
    pub call_tree: bool,
    /// `-relative_percentages`: percentages of the total after filtering (false).
    pub relative_percentages: bool,
    /// `-drop_negative`: remove nodes of negative weight (false).
    pub drop_negative: bool,
    /// `-trim`: apply the three limits below (true).
    pub trim: bool,
    /// `-nodecount`: the most nodes to show, where in pictures each of the tags of a node counts as one (as many as the format
    /// usually has: 80 in graphs).
    pub node_count: NodeLimit,
    /// `-nodefraction`: remove nodes whose cum is below this fraction of the total (0.005).
    pub node_fraction: f64,
    /// `-edgefraction`: remove edges whose weight is below this fraction of the total (0.001).
    pub edge_fraction: f64,
    /// `-unit`: the unit to print values in, `minimum` or `auto` (`minimum`).
    pub unit: String,
    /// `-divide_by`: divide every printed value by this (1).
    pub divide_by: f64,
    /// `-peek`, `-list`, `-weblist`: which functions the report is about, see [`Selection::matches`] (all).
    ///
    /// [`Selection::matches`]: crate::analysis::Selection::matches
    pub pattern: Option<String>,
    /// `-focus`, `-ignore` and the other filters (none).
    pub filters: Filters,
    /// `-trim_path`: colon-separated prefixes to remove from source file names (empty).
    pub trim_path: String,
    /// `-source_path`: colon-separated directories of sources (empty), searched by
    /// [`sources::Search`](crate::sources::Search). Names of files below them are trimmed.
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
            node_count: NodeLimit::Usual,
            node_fraction: 0.005,
            edge_fraction: 0.001,
            unit: "minimum".to_owned(),
            divide_by: 1.0,
            pattern: None,
            filters: Filters::default(),
            trim_path: String::new(),
            source_path: String::new(),
        }
    }
}

/// The most nodes of a graph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NodeLimit {
    /// As many as the format usually has.
    #[default]
    Usual,
    /// There is no limit.
    None,
    /// This many.
    AtMost(usize),
}

impl NodeLimit {
    /// The limit of a format that usually has `usual` nodes at most; none if there is none.
    pub(crate) fn or(self, usual: Option<usize>) -> Option<usize> {
        match self {
            NodeLimit::Usual => usual,
            NodeLimit::None => None,
            NodeLimit::AtMost(count) => Some(count),
        }
    }
}

/// What makes two frames one node.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
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

/// Filters on frames and labels. What is to match is a regular expression.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters {
    /// Keep samples with a frame that matches.
    pub focus: Option<String>,
    /// Drop samples with a frame that matches.
    pub ignore: Option<String>,
    /// Remove frames that match.
    pub hide: Option<String>,
    /// Keep only frames that match.
    pub show: Option<String>,
    /// Remove the callers of the outermost frame that matches.
    pub show_from: Option<String>,
    /// Remove the callees of functions that match.
    pub prune_from: Option<String>,
    /// Keep samples with a label that matches.
    pub tag_focus: Option<String>,
    /// Drop samples with a label that matches.
    pub tag_ignore: Option<String>,
    /// Keep only labels whose key matches.
    pub tag_show: Option<String>,
    /// Drop labels whose key matches.
    pub tag_hide: Option<String>,
    /// Label keys that become frames at the root.
    pub tag_root: Vec<String>,
    /// Label keys that become frames at the leaf.
    pub tag_leaf: Vec<String>,
}

impl Filters {
    /// Names and values of the filters that reports list in their headers, as the reference does.
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
        shown.into_iter().filter_map(|(name, value)| Some((name, value.clone()?))).collect()
    }
}
