// pprof_svg
pub use layered_layout as layout;
pub use layered_layout::geom;
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub struct AnalysisError {
    pub kind: AnalysisErrorKind,
    pub warnings: Vec<String>,
}
impl From<AnalysisErrorKind> for AnalysisError {}
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NodeLimit {
    Usual,
    None,
    AtMost(usize),
}
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    pub sample_index: Option<String>,
    pub mean: bool,
    pub granularity: Granularity,
    pub no_inlines: bool,
    pub show_columns: bool,
    pub call_tree: bool,
    pub relative_percentages: bool,
    pub drop_negative: bool,
    pub trim: bool,
    pub node_count: NodeLimit,
    pub node_fraction: f64,
    pub edge_fraction: f64,
    pub unit: String,
    pub divide_by: f64,
    pub pattern: Option<String>,
    pub filters: Filters,
    pub trim_path: String,
    pub source_path: String,
}
impl Default for Options {}
#[derive(Clone, Debug, Default)]
pub struct Profile {
    pub strings: Strings,
    pub sample_types: Vec<ValueType>,
    pub default_sample_type: StringId,
    pub samples: Samples,
    pub mappings: Vec<Mapping>,
    pub locations: Vec<Location>,
    pub lines: Vec<Line>,
    pub functions: Vec<Function>,
    pub drop_frames: StringId,
    pub keep_frames: StringId,
    pub time_nanos: i64,
    pub duration_nanos: i64,
    pub period_type: ValueType,
    pub period: i64,
    pub comments: Vec<StringId>,
    pub doc_url: StringId,
    pub is_difference: bool,
}
impl Profile {
    pub fn text(&self, id: StringId) -> &BStr {}
    pub fn lines_of(&self, location: LocationId) -> &[Line] {}
}
impl Profile {
    pub fn validate(&self) -> Result<(), InvalidProfile> {}
}
pub fn svg(profile: &Profile, options: &Options) -> Result<String, AnalysisError> {}
pub fn dot(profile: &Profile, options: &Options) -> Result<Vec<u8>, AnalysisError> {}

// pprof_svg::analysis
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cut {
    pub order: Order,
    pub limits: Limits,
    pub call_tree: bool,
    pub by_object: bool,
    pub by_file: bool,
    pub by_label: bool,
}
impl Cut {
    pub fn picture(options: &Options) -> Cut {}
    pub fn dot(options: &Options) -> Cut {}
    pub fn table(options: &Options, order: Order, node_count: Option<usize>) -> Cut {}
    pub fn nothing(order: Order) -> Cut {}
}
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Limits {
    pub node_count: Option<usize>,
    pub node_fraction: f64,
    pub edge_fraction: f64,
}
impl Limits {
    pub fn of(options: &Options, node_count: Option<usize>) -> Limits {}
}
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Order {
    Entropy,
    Flat,
    Cum,
}
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PatternError {
    MissingParen(String),
    UnexpectedParen(String),
    MissingBracket(String),
    MissingArgument(String),
    NestedRepetition(String),
    RepeatCount(String),
    ClassRange(String),
    Escape(String),
    TrailingBackslash,
    PerlSyntax(String),
    NamedCapture(String),
    TooLarge(String),
    TooDeep(String),
}
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FilterError {
    Pattern { filter: &'static str, error: PatternError },
    Range { filter: &'static str, number: String },
}
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Counting {
    Events,
    Allocations,
    Exact,
    Unknown,
}
#[derive(Clone, Debug, Default)]
pub struct Cums {
    pub sample_type: BString,
    pub scale: Scale,
    pub functions: Vec<FunctionCum>,
}
#[derive(Clone, Debug, Default)]
pub struct FunctionCum {
    pub printed: BString,
    pub cum: Weight,
}
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub struct AnalysisError {
    pub kind: AnalysisErrorKind,
    pub warnings: Vec<String>,
}
impl From<AnalysisErrorKind> for AnalysisError {}
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AnalysisErrorKind {
    NoSampleTypes,
    SampleIndexRange { index: String, last: usize },
    SampleIndexName { name: String, names: Vec<String> },
    ZeroDivisor,
    Pattern { pattern: String, error: PatternError },
    Filter(FilterError),
}
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LabelKey {
    pub key: BString,
    pub weight: i64,
    pub texts: Vec<LabelText>,
}
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LabelText {
    pub text: BString,
    pub weight: i64,
}
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedFile {
    pub file: BString,
    pub flat: i64,
    pub cum: i64,
    pub range: RangeInclusive<i64>,
    pub lines: Vec<ListedLine>,
}
impl ListedFile {
    pub fn line(&self, number: i64) -> ListedLine {}
}
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedFunction {
    pub name: BString,
    pub files: Vec<ListedFile>,
}
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ListedLine {
    pub number: i64,
    pub flat: i64,
    pub cum: i64,
}
#[derive(Clone, Debug, Default)]
pub struct Edge {
    pub from: Option<usize>,
    pub to: Option<usize>,
    pub to_place: Place,
    pub from_name: BString,
    pub to_name: BString,
    pub weight: Weight,
    pub is_inline: bool,
    pub is_residual: bool,
}
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    pub file: BString,
    pub build_id: BString,
    pub comments: Vec<BString>,
    pub sample_type: BString,
    pub doc_url: BString,
    pub time_nanos: i64,
    pub duration_nanos: i64,
}
#[derive(Clone, Debug, Default)]
pub struct Graph {
    pub facts: Facts,
    pub filters: Vec<(&'static str, String)>,
    pub shared_labels: Vec<(BString, BString)>,
    pub scale: Scale,
    pub nodes: Vec<Node>,
    pub edges: Vec<Edge>,
    pub edges_from_elsewhere: Vec<Edge>,
    pub left_out: LeftOut,
    pub notices: Vec<Notice>,
}
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    pub n_nodes: usize,
    pub node_cutoff: i64,
    pub n_edges: usize,
    pub edge_cutoff: i64,
    pub n_above_cutoff: usize,
}
#[derive(Clone, Debug, Default)]
pub struct Node {
    pub address: u64,
    pub name: BString,
    pub file: BString,
    pub line: i64,
    pub column: i64,
    pub start_line: i64,
    pub object: BString,
    pub printed: BString,
    pub source_file: BString,
    pub files: Vec<SourceFile>,
    pub system_name: BString,
    pub source_line: i64,
    pub function: usize,
    pub flat: Weight,
    pub cum: Weight,
    pub tags: Vec<Tag>,
    pub labels: Vec<NodeLabel>,
    pub is_leaf: bool,
}
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NodeLabel {
    pub key: BString,
    pub values: Vec<LabelText>,
    pub n_values: usize,
}
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    pub address: u64,
    pub file: BString,
    pub line: i64,
}
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sides {
    pub before: i64,
    pub after: i64,
}
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceFile {
    pub file: BString,
    pub line: i64,
    pub cum: Weight,
}
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tag {
    pub place: usize,
    pub texts: Vec<BString>,
    pub weight: i64,
    pub includes_callees: bool,
    pub is_number: bool,
    pub numbers: Vec<Tag>,
}
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Weight {
    pub value: i64,
    pub sum: i64,
    pub sides: Option<Sides>,
}
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamelessMapping {
    pub file: BString,
    pub weight: i64,
}
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Notice {
    NoValues { sample_type: BString, others: Vec<TypeTotal> },
    NoNames { mappings: Vec<NamelessMapping> },
}
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeTotal {
    pub name: BString,
    pub unit: BString,
    pub total: i64,
}
#[derive(Clone, Copy, Debug)]
pub struct Records<'a> {
    _private: (),
}
impl<'a> Records<'a> {
    pub fn profile(&self) -> &'a Profile {}
    pub fn text(&self, id: StringId) -> &'a BStr {}
    pub fn sample_types(&self) -> impl ExactSizeIterator<Item = ValueType> + 'a {}
    pub fn default_sample_type(&self) -> &'a BStr {}
    pub fn samples(&self) -> impl Iterator<Item = Sample<'a>> + 'a {}
    pub fn values<'s>(
        &self,
        sample: &Sample<'s>,
    ) -> impl ExactSizeIterator<Item = i64> + use<'s, 'a> {}
    pub fn labels<'s>(&self, sample: &Sample<'s>) -> impl Iterator<Item = &'s Label> + 's
    where
        'a: 's,
    {}
    pub fn locations(&self) -> &'a [Location] {}
    pub fn lines_in(
        &self,
        location: &Location,
    ) -> impl ExactSizeIterator<Item = Line> + 'a {}
    pub fn mappings(&self) -> impl ExactSizeIterator<Item = Mapping> + 'a {}
    pub fn functions(&self) -> &'a [Function] {}
    pub fn to_profile(&self) -> Profile {}
}
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scale {
    pub from: String,
    pub to: String,
    pub ratio: Option<f64>,
    pub total: i64,
    pub is_difference: bool,
}
impl Scale {
    pub fn exact(&self, values: impl Iterator<Item = i64>) -> Scale {}
    pub fn amount(&self, number: f64, unit: &str) -> Option<f64> {}
    pub fn text(&self, value: i64) -> String {}
    pub fn short_text(&self, value: i64) -> Option<String> {}
    pub fn percent(&self, value: i64) -> String {}
    pub fn whole(&self, value: i64) -> i64 {}
    pub fn percent_of(value: i64, whole: i64) -> String {}
    pub fn total_nanoseconds(&self) -> Option<i64> {}
}
#[derive(Clone, Debug)]
pub struct Analysis<'p> {
    _private: (),
}
impl<'p> Analysis<'p> {
    pub fn new(profile: &'p Profile) -> Result<Analysis<'p>, AnalysisError> {}
    pub fn sample_types(&self) -> impl ExactSizeIterator<Item = &BStr> {}
    pub fn select<'a>(
        &'a self,
        options: &'a Options,
    ) -> Result<Selection<'a>, AnalysisError> {}
}
#[derive(Clone, Debug)]
pub struct Selection<'a> {
    _private: (),
}
impl Selection<'_> {
    pub fn warnings(&self) -> &[String] {}
    pub fn scale(&self) -> &Scale {}
    pub fn sample_type(&self) -> usize {}
    pub fn notices(&self) -> Vec<Notice> {}
    pub fn facts(&self) -> Facts {}
    pub fn filters(&self) -> Vec<(&'static str, String)> {}
    pub fn graph(&self, cut: &Cut) -> Graph {}
    pub fn cums(&self, limits: &Limits) -> Cums {}
    pub fn labels(&self) -> Vec<LabelKey> {}
    pub fn listing(&self) -> Vec<ListedFunction> {}
    pub fn tally(&self) -> Tally {}
    pub fn traces(&self) -> Traces<'_> {}
    pub fn records(&self) -> Records<'_> {}
    pub fn matches(&self, name: &BStr) -> bool {}
}
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Estimate {
    pub value: i64,
    pub variance: f64,
}
#[derive(Clone, Debug, Default)]
pub struct Tally {
    pub functions: Vec<TallyFunction>,
    pub calls: Vec<TallyCall>,
    pub total: Estimate,
    pub counting: Counting,
}
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TallyCall {
    pub caller: usize,
    pub callee: usize,
    pub value: i64,
}
#[derive(Clone, Debug, Default)]
pub struct TallyFunction {
    pub name: BString,
    pub file: BString,
    pub is_library: bool,
    pub flat: Estimate,
    pub cum: Estimate,
    pub charged: Estimate,
    pub lines: Vec<(i64, i64)>,
}
#[derive(Clone, Debug)]
pub struct Trace<'a> {
    pub value: i64,
    pub texts: Vec<(&'a BStr, &'a BStr)>,
    pub numbers: Vec<(&'a BStr, i64, &'a BStr)>,
    _private: (),
}
impl<'a> Trace<'a> {
    pub fn frames(&self) -> impl Iterator<Item = TraceFrame<'a>> + use<'a> {}
}
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TraceFrame<'a> {
    pub name: &'a BStr,
    pub is_inlined: bool,
}
#[derive(Debug)]
pub struct Traces<'a> {
    _private: (),
}
impl<'a> Traces<'a> {
    pub fn iter(&self) -> impl Iterator<Item = Trace<'_>> + '_ {}
}

// pprof_svg::chart
#[derive(Clone, Debug, PartialEq)]
pub struct Beside {
    pub name: String,
    pub in_use_mb: Option<f64>,
    pub taken: Option<Moment>,
}
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChartStyle {
    pub theme: Theme,
    pub background: Background,
    pub width: Option<u32>,
    pub font: Option<String>,
}
pub fn draw(
    log: &Log,
    name: &str,
    beside: Option<&Beside>,
    style: &ChartStyle,
) -> Scene {}

// pprof_svg::comparison
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    pub before: f64,
    pub after: f64,
    pub sums: [i64; 2],
    pub change: f64,
    pub standard_error: f64,
    pub interval: [f64; 2],
    pub p: f64,
    pub q: f64,
    pub rank_p: Option<f64>,
    pub verdict: Verdict,
}
impl Default for Change {}
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    pub n_runs: [usize; 2],
    pub total: f64,
    pub total_change: Change,
    pub noise: Noise,
    pub rows: Vec<Row>,
    pub worse: Vec<Entry>,
    pub better: Vec<Entry>,
    pub new: Vec<Entry>,
    pub gone: Vec<Entry>,
    pub moved: Vec<Moved>,
    pub shifted: Vec<Shifted>,
}
impl Comparison {
    pub fn new(
        before: &[Tally],
        after: &[Tally],
        options: &ComparisonOptions,
    ) -> Comparison {}
}
#[derive(Clone, Debug, Default)]
pub struct Entry {
    pub row: usize,
    pub name: BString,
    pub file: BString,
    pub kind: Kind,
    pub change: Change,
    pub is_new: bool,
    pub is_gone: bool,
    pub is_library: bool,
    pub passes_on: bool,
    pub placement: bool,
}
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum How {
    Renamed,
    Inlined,
    Outlined,
}
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    Flat,
    Cum,
    Charged,
}
#[derive(Clone, Debug, Default)]
pub struct Moved {
    pub from: usize,
    pub to: usize,
    pub how: How,
    pub before: f64,
    pub after: f64,
}
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Noise {
    pub counting: Counting,
    pub overdispersion: f64,
    pub common_shift: f64,
    pub null_scale: f64,
    pub is_single: bool,
    pub least_change: f64,
    pub least_errors: f64,
}
#[derive(Clone, Debug, Default)]
pub struct Row {
    pub name: BString,
    pub file: BString,
    pub is_library: bool,
    pub flat: Change,
    pub cum: Change,
    pub charged: Change,
    pub is_new: bool,
    pub is_gone: bool,
    pub placement: bool,
}
impl Row {
    pub fn change(&self, kind: Kind) -> &Change {}
}
#[derive(Clone, Debug, Default)]
pub struct Shifted {
    pub below: usize,
    pub from: Vec<usize>,
    pub to: Vec<usize>,
    pub amount: f64,
}
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Verdict {
    Worse,
    Better,
    Unclear,
    Unchanged,
}
impl Verdict {
    pub fn is_real(self) -> bool {}
}
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ComparisonOptions {
    pub normalize: bool,
    pub min_change: f64,
    pub false_discovery_rate: f64,
    pub single_run_change: f64,
    pub single_run_errors: f64,
}
impl Default for ComparisonOptions {}

// pprof_svg::convert
#[cfg(any(feature = "pdf", feature = "png"))]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ConvertError {
    TooLarge,
    NoPicture(String),
    Scale,
    Unwritable(String),
}
pub fn pdf(svg: &str) -> Result<Vec<u8>, ConvertError> {}
pub const MAX_PIXELS: u64 = _;
pub const MAX_SIDE: u32 = _;
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Png {
    pub bytes: Vec<u8>,
    pub width: u32,
    pub height: u32,
    pub scale: f32,
}
pub fn png(svg: &str, scale: f32) -> Result<Png, ConvertError> {}

// pprof_svg::drawing
pub struct Draft<'a> {
    _private: (),
}
impl<'a> Draft<'a> {
    pub fn new(
        graph: &'a Graph,
        review: Option<&'a Review>,
        style: &'a Style,
    ) -> Draft<'a> {}
    pub fn drawing(&self, far: &BTreeSet<(usize, usize)>) -> Drawing {}
}
pub fn draw(graph: &Graph, style: &Style) -> Drawing {}
#[derive(Clone, Debug, Default)]
pub struct Drawing {
    pub title: String,
    pub description: String,
    pub theme: Theme,
    pub background: Background,
    pub is_embedded: bool,
    pub width: Option<u32>,
    pub direction: layout::Direction,
    pub font: Option<String>,
    pub start: Option<usize>,
    pub is_difference: bool,
    pub boxes: Vec<NodeBox>,
    pub stacks: Vec<Vec<usize>>,
    pub edges: Vec<DrawnEdge>,
    pub notices: Vec<String>,
    pub facts: Panel,
    pub key: Option<Panel>,
}
impl Drawing {
    pub fn layout_boxes(&self) -> Vec<LayoutBox> {}
    pub fn layout_input(&self) -> layout::Input {}
    pub fn layout_options(&self, options: &layout::Options) -> layout::Options {}
}
impl Drawing {
    pub fn graph_width(&self) -> f64 {}
}
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Style {
    pub theme: Theme,
    pub background: Background,
    pub embed: bool,
    pub source_url: Option<SourceUrl>,
    pub width: Option<u32>,
    pub direction: layout::Direction,
    pub font: Option<String>,
    pub stubs: bool,
}
impl Default for Style {}

// pprof_svg::drawing::edge
#[derive(Clone, Debug, Default)]
pub struct DrawnEdge {
    pub tail: usize,
    pub head: usize,
    pub weight: i64,
    pub value: i64,
    pub share: f64,
    pub stroke: Stroke,
    pub label: TextLine,
    pub label_room: Size,
    pub title: String,
    pub sides: Option<[Side; 2]>,
}

// pprof_svg::drawing::header

// pprof_svg::drawing::layout_box
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LayoutBox {
    pub boxes: Vec<usize>,
    pub size: Size,
    _private: (),
}

// pprof_svg::drawing::node
#[derive(Clone, Debug, Default)]
pub struct NodeBox {
    pub number: usize,
    pub size: Size,
    pub shade: Shade,
    pub border: f64,
    pub outline: Outline,
    pub lines: Vec<TextLine>,
    pub rule: Option<f64>,
    pub rows: Vec<LabelRow>,
    pub calls: Calls,
    pub pass: Option<Pass>,
    pub nodelets: Vec<Nodelet>,
    pub title: String,
    pub heading: Range<usize>,
    pub n_values: usize,
    pub sides: Option<[Side; 2]>,
    pub source: Option<String>,
}
#[derive(Clone, Debug, Default)]
pub struct Pass {
    pub head: usize,
    pub weight: i64,
    pub texts: Vec<TextLine>,
    pub title: String,
}

// pprof_svg::drawing::outline
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outline {
    Plain,
    Shrunk,
    Unchanged,
}

// pprof_svg::drawing::side
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Side {
    pub shade: Shade,
    pub width: f64,
    pub texts: Vec<String>,
}

// pprof_svg::drawing::source_url
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceUrl(_);
impl SourceUrl {
    pub fn link(&self, file: &str, line: i64) -> String {}
}
impl FromStr for SourceUrl {
    type Err = SourceUrlError;
}
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SourceUrlError {
    Scheme,
    Character,
    Placeholder,
    Host,
}

// pprof_svg::drawing::stack

// pprof_svg::drawing::stub
#[derive(Clone, Debug, Default)]
pub struct Stub {
    pub head: usize,
    pub weight: i64,
    pub texts: Vec<TextLine>,
    pub title: String,
}
#[derive(Clone, Debug, Default)]
pub struct Arrivals {
    pub texts: Vec<TextLine>,
    pub title: String,
}
#[derive(Clone, Debug, Default)]
pub struct Calls {
    pub rule: Option<f64>,
    pub arrivals: Vec<Arrivals>,
    pub stubs: Vec<Stub>,
}
impl Calls {
    pub fn first_text(&self) -> Option<&TextLine> {}
}
pub fn is_weak(edge: &DrawnEdge) -> bool {}

// pprof_svg::drawing::tag
#[derive(Clone, Debug, Default)]
pub struct LabelRow {
    pub text: TextLine,
    pub title: String,
}
#[derive(Clone, Debug, Default)]
pub struct Nodelet {
    pub id: String,
    pub title: String,
}

// pprof_svg::earlier
#[cfg(feature = "earlier")]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Earlier {
    _private: (),
}
impl Earlier {
    pub fn new(boxes: impl IntoIterator<Item = (String, Point)>) -> Earlier {}
    pub fn hints(&self, drawing: &Drawing) -> Vec<Option<Point>> {}
}
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EarlierError {
    Malformed,
    DocumentType,
    Foreign,
    Place(String),
    Empty,
}
pub fn read(svg: &[u8]) -> Result<Earlier, EarlierError> {}

// pprof_svg::gctrace
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Damage {
    Missing(&'static str),
    NoBeginning,
    Heap,
    Time,
}
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damaged {
    pub line: u64,
    pub damage: Damage,
}
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LogError {
    NoRecord { lines: u64 },
    AllDamaged { n_damaged: u64, first: Damaged },
    Io(io::Error),
}
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lines {
    pub read: u64,
    pub damaged: u64,
    pub foreign: u64,
}
impl Lines {
    pub fn total(&self) -> u64 {}
}
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Log {
    pub runs: Vec<ProcessRun>,
    pub damaged: Vec<Damaged>,
    pub lines: Lines,
}
impl Log {
    pub fn records(&self) -> impl Iterator<Item = &Record> {}
    pub fn n_records(&self) -> usize {}
    pub fn n_restarts(&self) -> usize {}
    pub fn n_processes(&self) -> usize {}
    pub fn n_forced(&self) -> usize {}
    pub fn peak_mb(&self) -> u32 {}
    pub fn first(&self) -> Option<&Record> {}
    pub fn last(&self) -> Option<&Record> {}
    pub fn moment(&self, time_ns: i64) -> Option<Moment> {}
    pub fn largest_growth(&self) -> Option<Growth> {}
    pub fn surge(&self) -> Option<Surge> {}
}
pub const MAX_DAMAGED: usize = _;
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Moment {
    During { run: usize, time_s: f64, after: Option<usize> },
    Before(f64),
    After(f64),
    Between,
}
pub fn read(mut reader: impl Read) -> Result<Log, LogError> {}
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Clock {
    pub start_ms: f32,
    pub concurrent_ms: f32,
    pub end_ms: f32,
}
impl Clock {
    pub fn pause_ms(&self) -> f64 {}
    pub fn total_ms(&self) -> f64 {}
}
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Cpu {
    pub assist_ms: f32,
    pub background_ms: f32,
    pub idle_ms: f32,
}
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Heap {
    pub start_mb: u32,
    pub end_mb: u32,
    pub live_mb: u32,
}
impl Heap {
    pub fn peak_mb(&self) -> u32 {}
    pub fn survivors(&self) -> Option<f64> {}
}
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    pub line: u64,
    pub number: u32,
    pub time_s: Option<f64>,
    pub percent: Option<u32>,
    pub clock: Clock,
    pub cpu: Option<Cpu>,
    pub heap: Heap,
    pub goal_mb: Option<u32>,
    pub stacks_mb: Option<u32>,
    pub globals_mb: Option<u32>,
    pub procs: Option<u32>,
    pub is_forced: bool,
    pub is_leak_check: bool,
}
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProcessRun {
    pub records: Vec<Record>,
    pub is_restart: bool,
    pub started_ns: Option<i64>,
}
#[derive(Debug)]
pub struct Scan {
    _private: (),
}
impl Scan {
    pub fn new() -> Scan {}
    pub fn push(&mut self, bytes: &[u8]) {}
    pub fn n_records(&self) -> u64 {}
    pub fn finish(mut self) -> Result<Log, LogError> {}
}
impl Default for Scan {}
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Growth {
    pub from_mb: u32,
    pub to_mb: u32,
    pub run: usize,
    pub record: usize,
}
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Surge {
    pub run: usize,
    pub from: usize,
    pub to: usize,
    pub survivors: f64,
}

// pprof_svg::layout_rs_backend
#[cfg(feature = "layout-rs")]
#[derive(Clone, Debug)]
pub struct BackendLimits {
    pub boxes: usize,
    pub edges: usize,
    pub time: Duration,
}
impl Default for BackendLimits {}
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BackendError {
    TooLarge { boxes: usize, edges: usize },
    OutOfTime(Duration),
    Failed,
}
pub fn lay_out(input: &Input, limits: &BackendLimits) -> Result<Layout, BackendError> {}

// pprof_svg::options
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    pub sample_index: Option<String>,
    pub mean: bool,
    pub granularity: Granularity,
    pub no_inlines: bool,
    pub show_columns: bool,
    pub call_tree: bool,
    pub relative_percentages: bool,
    pub drop_negative: bool,
    pub trim: bool,
    pub node_count: NodeLimit,
    pub node_fraction: f64,
    pub edge_fraction: f64,
    pub unit: String,
    pub divide_by: f64,
    pub pattern: Option<String>,
    pub filters: Filters,
    pub trim_path: String,
    pub source_path: String,
}
impl Default for Options {}
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NodeLimit {
    Usual,
    None,
    AtMost(usize),
}
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Granularity {
    Functions,
    FileFunctions,
    Files,
    Lines,
    Addresses,
}
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters {
    pub focus: Option<String>,
    pub ignore: Option<String>,
    pub hide: Option<String>,
    pub show: Option<String>,
    pub show_from: Option<String>,
    pub prune_from: Option<String>,
    pub tag_focus: Option<String>,
    pub tag_ignore: Option<String>,
    pub tag_show: Option<String>,
    pub tag_hide: Option<String>,
    pub tag_root: Vec<String>,
    pub tag_leaf: Vec<String>,
}

// pprof_svg::picture
pub fn drawn(
    graph: &Graph,
    style: &Style,
    options: &layout::Options,
) -> (Drawing, Layout) {}
pub fn drawn_by<E>(
    graph: &Graph,
    review: Option<&Review>,
    style: &Style,
    mut lay_out: impl FnMut(&Drawing) -> Result<Layout, E>,
) -> Result<(Drawing, Layout), E> {}

// pprof_svg::profile
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Compression {
    Gzip,
    Zstd,
}
impl fmt::Display for Compression {}
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DecompressError {
    Damaged { compression: Compression, error: io::Error },
    Memory,
    TooLarge { limit: u64 },
}
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DecompressLimits {
    pub decompressed: u64,
    pub free: u64,
    pub ratio: u64,
}
impl Default for DecompressLimits {}
pub fn encode(profile: &Profile) -> Vec<u8> {}
pub fn encode_gzip(profile: &Profile) -> Vec<u8> {}
#[derive(Clone, Debug, Default)]
pub struct Function {
    pub id: u64,
    pub name: StringId,
    pub system_name: StringId,
    pub filename: StringId,
    pub start_line: i64,
}
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FunctionId(pub u32);
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Label {
    pub key: StringId,
    pub value: LabelValue,
}
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LabelValue {
    Text(StringId),
    Number(i64, StringId),
}
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    pub function: FunctionId,
    pub line: i64,
    pub column: i64,
}
#[derive(Clone, Debug, Default)]
pub struct Location {
    pub id: u64,
    pub mapping: Option<MappingId>,
    pub address: u64,
    pub first_line: u32,
    pub n_lines: u32,
    pub is_folded: bool,
}
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LocationId(pub u32);
#[derive(Clone, Debug, Default)]
pub struct Mapping {
    pub id: u64,
    pub memory_start: u64,
    pub memory_limit: u64,
    pub file_offset: u64,
    pub filename: StringId,
    pub build_id: StringId,
    pub has: Symbols,
}
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MappingId(pub u32);
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StringId(pub u32);
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Symbols {
    pub functions: bool,
    pub filenames: bool,
    pub line_numbers: bool,
    pub inline_frames: bool,
}
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ValueType {
    pub kind: StringId,
    pub unit: StringId,
}
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Foreign {
    pub what: &'static str,
    pub advice: &'static str,
}
impl std::fmt::Display for Foreign {}
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum InputError {
    Reader(io::Error),
    NoProfile(ReadError),
}
pub fn read_bytes(
    reader: impl Read,
    size: Option<u64>,
    most: u64,
) -> Result<Vec<u8>, InputError> {}
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LegacyDamage {
    TooLong,
    NoHeapSample,
    NoCountSample,
    Number(BString),
    BytesWithoutCount { kind: &'static str, bytes: i64 },
    NoObjects,
}
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub struct LegacyError {
    pub line: usize,
    pub damage: LegacyDamage,
}
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SubtractOptions {
    pub relative_to_base: bool,
    pub normalize: bool,
}
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MergeError {
    NoCommonSampleTypes,
    PeriodTypes(String, String),
    SampleTypes(String, String),
    NormalizePeriodTypes(String, String),
    NormalizeSampleTypes(String, String),
    NotAsAnnounced,
}
pub fn merge(profiles: Vec<Profile>) -> Result<Profile, MergeError> {}
#[derive(Debug)]
pub struct Merger {
    _private: (),
}
impl Merger {
    pub fn new(announced: Vec<Measures>) -> Result<Merger, MergeError> {}
    pub fn add(&mut self, mut profile: Profile) -> Result<(), MergeError> {}
    pub fn finish(self) -> Result<Profile, MergeError> {}
}
pub fn subtract(
    mut profile: Profile,
    mut base: Profile,
    options: SubtractOptions,
) -> Result<Profile, MergeError> {}
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measures {
    _private: (),
}
impl Measures {
    pub fn of(profile: &Profile) -> Measures {}
}
#[derive(Clone, Debug, Default)]
pub struct Profile {
    pub strings: Strings,
    pub sample_types: Vec<ValueType>,
    pub default_sample_type: StringId,
    pub samples: Samples,
    pub mappings: Vec<Mapping>,
    pub locations: Vec<Location>,
    pub lines: Vec<Line>,
    pub functions: Vec<Function>,
    pub drop_frames: StringId,
    pub keep_frames: StringId,
    pub time_nanos: i64,
    pub duration_nanos: i64,
    pub period_type: ValueType,
    pub period: i64,
    pub comments: Vec<StringId>,
    pub doc_url: StringId,
    pub is_difference: bool,
}
impl Profile {
    pub fn text(&self, id: StringId) -> &BStr {}
    pub fn lines_of(&self, location: LocationId) -> &[Line] {}
}
impl Profile {
    pub fn validate(&self) -> Result<(), InvalidProfile> {}
}
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    Empty,
    Decompress(DecompressError),
    NotAProfile(Malformed),
    Text { beginning: String },
    Foreign(Foreign),
    CompressedTwice(Compression),
    Legacy(LegacyError),
    Concatenated,
    NoSampleTypes,
    ValueCount { sample: usize, values: usize, types: usize },
    DanglingLocation { sample: usize, location: u64 },
    DanglingFunction { location: u64, function: u64 },
    ReservedId { table: &'static str },
    DuplicateId { table: &'static str, id: u64 },
    Unlikely { things: &'static str, most: usize },
    TooMany { table: &'static str },
}
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadOptions {
    pub limits: DecompressLimits,
    pub threads: usize,
    pub page_symbols: bool,
}
impl Default for ReadOptions {}
pub fn read(bytes: &[u8]) -> Result<Profile, ReadError> {}
pub fn read_with(bytes: &[u8], options: &ReadOptions) -> Result<Profile, ReadError> {}
#[derive(Clone, Copy, Debug)]
pub struct Sample<'a> {
    pub stack_id: StackId,
    pub stack: &'a [LocationId],
    pub values: &'a [i64],
    pub labels: &'a [Label],
}
#[derive(Clone, Debug, Default)]
pub struct Samples {
    _private: (),
}
impl Samples {
    pub fn new(n_types: usize) -> Samples {}
    pub fn len(&self) -> usize {}
    pub fn is_empty(&self) -> bool {}
    pub fn n_types(&self) -> usize {}
    pub fn n_stacks(&self) -> usize {}
    pub fn stack(&self, id: StackId) -> &[LocationId] {}
    pub fn push(&mut self, stack: &[LocationId], values: &[i64], labels: &[Label]) {}
    pub fn get(&self, index: usize) -> Sample<'_> {}
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Sample<'_>> + '_ {}
}
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StackId(pub u32);
#[derive(Clone, Debug)]
pub struct Strings {
    _private: (),
}
impl Strings {
    pub fn len(&self) -> usize {}
    pub fn push(&mut self, text: &[u8]) -> StringId {}
    pub fn get(&self, id: StringId) -> &BStr {}
}
impl Default for Strings {}
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidProfile {
    Dangling { by: ProfileEntry, to: Table, index: u64, n: usize },
    Types { samples: usize, types: usize },
}
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ProfileEntry {
    Header,
    SampleType(usize),
    Mapping(usize),
    Function(usize),
    Line(usize),
    Location(usize),
    Sample(usize),
}
impl fmt::Display for ProfileEntry {}
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Table {
    Strings,
    Mappings,
    Functions,
    Lines,
    Locations,
}
impl fmt::Display for Table {}
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Malformed {
    End,
    Varint,
    WireType(u64),
    WrongType,
    Message,
    Unknown,
    FirstString,
    DanglingString { index: i64, n_strings: usize },
}

// pprof_svg::render
pub fn dot(graph: &Graph) -> Vec<u8> {}
pub fn scene(scene: &Scene) -> String {}
pub fn svg(drawing: &Drawing, layout: &Layout) -> String {}
pub fn weblist(
    out: &mut impl Write,
    selection: &Selection<'_>,
    functions: &[ListedFunction],
    sources: &mut dyn Sources,
) -> io::Result<()> {}

// pprof_svg::review
#[derive(Clone, Copy, Debug)]
pub struct Finding<'a> {
    pub entry: &'a Entry,
    pub row: &'a Row,
    pub measure: Measure,
    pub change: &'a Change,
    pub verdict: Verdict,
}
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Measure {
    Flat,
    Cum,
}
impl Measure {
    pub fn name(self) -> &'static str {}
}
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Amount {
    Share(f64),
    Value { number: f64, unit: String },
}
impl Amount {
    pub fn of(&self, total: f64, scale: &Scale) -> Result<f64, WrongUnit> {}
    pub fn share(&self, total: f64, scale: &Scale) -> Result<f64, WrongUnit> {}
}
#[derive(Clone, Debug, PartialEq)]
pub struct Limit {
    pub measure: Option<Measure>,
    pub amount: Amount,
}
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub struct WrongUnit {
    pub number: f64,
    pub unit: String,
    pub of: String,
}
pub fn total([before, after]: &[Vec<ComparedRun>; 2]) -> f64 {}
#[derive(Clone, Debug, Default)]
pub struct ComparedRun {
    pub tally: Tally,
    pub facts: Facts,
}
impl ComparedRun {
    pub fn of(selection: &Selection<'_>) -> ComparedRun {}
}
#[derive(Clone, Debug, Default)]
pub struct Review {
    pub comparison: Comparison,
    pub facts: [Vec<Facts>; 2],
    pub scale: Scale,
    pub least_change: f64,
    pub second: Option<Cums>,
}
impl Review {
    pub fn worse(&self) -> Vec<Finding<'_>> {}
    pub fn better(&self) -> Vec<Finding<'_>> {}
    pub fn new_functions(&self) -> Vec<Finding<'_>> {}
    pub fn gone_functions(&self) -> Vec<Finding<'_>> {}
}
impl Review {
    pub fn beyond(&self, limit: &Limit) -> Result<Vec<Finding<'_>>, WrongUnit> {}
}
impl Review {
    pub fn new(
        [before,
        after,
        ]: [Vec<ComparedRun>; 2],
        selection: &Selection<'_>,
        options: &ComparisonOptions,
    ) -> Option<Review> {}
    pub fn unclear(&self) -> Vec<(&Row, Change)> {}
    pub fn sample_type(&self) -> BString {}
}
pub fn second_type<'a>(
    selection: &Selection<'_>,
    types: impl Iterator<Item = &'a BStr>,
    options: &Options,
) -> Option<Options> {}
pub fn pruned(graph: Graph, review: &Review, most: usize) -> Graph {}

// pprof_svg::scene
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Mark {
    Text(TextLine),
    Swatch(Swatch),
    Arrow(Point, Point, Stroke),
    Line(Polyline),
    Area(Vec<Point>, Paint),
    Link(usize, Box<Mark>),
    Titled(String, Rect, Vec<Mark>),
}
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Paint {
    Foreground,
    Muted,
    Fill(Shade),
    Line(Shade),
}
#[derive(Clone, Debug, Default)]
pub struct Panel {
    pub size: Size,
    pub marks: Vec<Mark>,
}
#[derive(Clone, Debug)]
pub struct Polyline {
    pub points: Vec<Point>,
    pub paint: Paint,
    pub width: f64,
    pub dash: Option<[f64; 2]>,
}
#[derive(Clone, Debug, Default)]
pub struct Scene {
    pub title: String,
    pub description: String,
    pub theme: Theme,
    pub background: Background,
    pub font: Option<String>,
    pub size: Size,
    pub marks: Vec<Mark>,
}
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stroke {
    pub shade: Shade,
    pub width: f64,
    pub dash: Option<[f64; 2]>,
    pub head_length: f64,
    pub head_half_width: f64,
    pub is_hollow: bool,
}
#[derive(Clone, Debug)]
pub struct Swatch {
    pub rect: Rect,
    pub radius: f64,
    pub border: f64,
    pub shade: Shade,
}

// pprof_svg::scene::background
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Background {
    Page,
    None,
    Color(Color),
}
impl Background {
    pub fn theme(self, theme: Theme) -> Theme {}
}
impl FromStr for Background {
    type Err = BackgroundError;
}
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub struct BackgroundError;

// pprof_svg::scene::color
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Theme {
    Auto,
    Light,
    Dark,
    Pprof,
}
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Hue {
    Warm,
    Cold,
}
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shade {
    pub hue: Hue,
    pub level: u8,
}
impl Shade {
    pub const LAST: u8 = _;
    pub fn of(value: i64, total: i64) -> Shade {}
    pub fn of_share(share: f64, hue: Hue) -> Shade {}
    pub fn class(self) -> String {}
}
pub fn share(value: i64, total: i64) -> f64 {}
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Color(_);
impl fmt::Display for Color {}
#[derive(Clone, Copy, Debug)]
pub struct Palette {
    pub background: Color,
    pub foreground: Color,
    pub muted: Color,
    _private: (),
}
impl Palette {
    pub fn of(theme: Theme, is_difference: bool) -> &'static Palette {}
    pub fn fill(&self, shade: Shade) -> Color {}
    pub fn line(&self, shade: Shade) -> Color {}
}

// pprof_svg::scene::text
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Emphasis {
    Normal,
    Muted,
}
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Span {
    pub text: String,
    pub bold: bool,
    pub italic: bool,
    pub emphasis: Emphasis,
}
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TextLine {
    pub spans: Vec<Span>,
    pub size: f64,
    pub width: f64,
    pub anchor: Anchor,
    pub x: f64,
    pub baseline: f64,
    pub is_pinned: bool,
}
impl TextLine {
    pub fn plain(&self) -> String {}
}

// pprof_svg::sources
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Places {
    pub name: BString,
    pub is_absolute: bool,
    pub paths: Vec<BString>,
}
#[derive(Debug)]
pub struct Search {
    _private: (),
}
impl Search {
    pub fn new(trim_path: &str, source_path: &str) -> Search {}
    pub fn places(&self, file: &BStr) -> Places {}
}
pub trait Sources {
    fn read(&mut self, file: &BStr) -> Result<Vec<u8>, BString>;
}
pub struct Texts<'a> {
    _private: (),
}
impl<'a> Texts<'a> {
    pub const MAX_KEPT: usize = _;
    pub fn new(sources: &'a mut dyn Sources) -> Texts<'a> {}
    pub fn lines(
        &mut self,
        file: &BStr,
        range: RangeInclusive<i64>,
    ) -> Result<impl Iterator<Item = (i64, &[u8])>, &BStr> {}
}

// pprof_svg::symbolize
#[cfg(feature = "symbolize")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[non_exhaustive]
pub enum DebugInfoError {
    Damaged,
    TooMuch,
}
impl From<gimli::Error> for DebugInfoError {}
impl From<object::Error> for DebugInfoError {}
#[derive(Clone, Debug)]
pub struct SymbolizeOptions {
    pub force: bool,
    pub max_decompressed: u64,
}
impl Default for SymbolizeOptions {}
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Named {
    pub n_locations: usize,
    pub n_named: usize,
    pub error: Option<DebugInfoError>,
}
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    pub mappings: Vec<(MappingId, Result<Named, Unnamed>)>,
}
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unnamed {
    Unknown,
    Missing(String),
    Mismatch(Mismatch),
}
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Mismatch {
    NotAnObject,
    BuildId { wanted: String, found: String },
    Checksum,
}
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'a> {
    Binary,
    Debug { link: Option<(&'a BStr, u32)> },
    Shared { name: &'a BStr },
    Package,
    Unit { folder: &'a BStr, name: &'a BStr },
}
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Request<'a> {
    pub filename: &'a BStr,
    pub build_id: &'a str,
    pub part: Part<'a>,
}
impl Request<'_> {
    pub fn check(&self, bytes: &[u8]) -> Result<(), Mismatch> {}
}
pub trait Resolve {
    fn open(&mut self, request: &Request<'_>) -> Result<Vec<u8>, String>;
}
pub fn symbolize(
    profile: &mut Profile,
    files: &mut dyn Resolve,
    options: &SymbolizeOptions,
) -> Outcome {}

// pprof_svg::symbolize::symbolz
pub fn question(
    profile: &Profile,
    mapping: MappingId,
    shift: u64,
    options: &SymbolizeOptions,
) -> Option<String> {}
pub fn answer(
    profile: &mut Profile,
    mapping: MappingId,
    shift: u64,
    options: &SymbolizeOptions,
    answer: &[u8],
) -> usize {}

// pprof_svg::symbols
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Demangling {
    pub mode: Mode,
    pub force: bool,
}
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Mode {
    Default,
    Templates,
    Full,
    None,
}
pub fn demangle(profile: &mut Profile, how: Demangling) {}

// pprof_svg::text
pub fn callgrind(
    out: &mut impl Write,
    selection: &Selection<'_>,
    graph: &Graph,
) -> io::Result<()> {}
pub fn collections(
    out: &mut impl Write,
    log: &Log,
    most: Option<usize>,
) -> io::Result<()> {}
pub fn collections_json(out: &mut impl Write, log: &Log) -> io::Result<()> {}
pub fn comments(out: &mut impl Write, facts: &Facts) -> io::Result<()> {}
pub fn comparison_json(out: &mut impl Write, review: &Review) -> io::Result<()> {}
pub fn comparison_markdown(
    out: &mut impl Write,
    review: &Review,
    picture: Option<&ImageAddress>,
) -> io::Result<()> {}
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Heading {
    Full,
    Compact,
}
pub fn facts(out: &mut impl Write, facts: &Facts, scale: &Scale) -> io::Result<()> {}
pub fn list(
    out: &mut impl Write,
    functions: &[ListedFunction],
    scale: &Scale,
    sources: &mut dyn Sources,
) -> io::Result<()> {}
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImageAddress(_);
impl FromStr for ImageAddress {
    type Err = ImageAddressError;
}
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub struct ImageAddressError;
pub fn peek(
    out: &mut impl Write,
    selection: &Selection<'_>,
    graph: &Graph,
    heading: Heading,
) -> io::Result<bool> {}
pub fn raw(out: &mut impl Write, records: &Records<'_>) -> io::Result<()> {}
pub fn tags(out: &mut impl Write, selection: &Selection<'_>) -> io::Result<()> {}
pub fn top(out: &mut impl Write, graph: &Graph, heading: Heading) -> io::Result<()> {}
pub fn top_profile(graph: &Graph, records: &Records<'_>) -> Profile {}
pub fn traces(out: &mut impl Write, selection: &Selection<'_>) -> io::Result<()> {}
pub fn tree(out: &mut impl Write, graph: &Graph, heading: Heading) -> io::Result<()> {}
