//! Converts command line options to a request.

use std::ffi::OsString;
use std::fmt;

use pprof_svg::analysis::Order;
use pprof_svg::comparison::ComparisonOptions;
use pprof_svg::drawing::Style;
use pprof_svg::drawing::source_url::SourceUrlError;
use pprof_svg::layout::{self, Direction};
use pprof_svg::options::{Filters, Granularity, NodeLimit, Options};
use pprof_svg::profile::SubtractOptions;
use pprof_svg::review::{Amount, Limit};
use pprof_svg::scene::background::BackgroundError;
use pprof_svg::scene::color::Theme;
use pprof_svg::text::{Heading, ImageAddress, ImageAddressError};

use super::args::Args;
use super::reports::{Kind, Report};
use super::symbolization::{self, Symbolization};
use super::table::{COMPARISON_FORMATS, FORMATS, GRANULARITIES, PATTERN_FORMATS, SELECTIONS, SORTS};
use super::{amount, picture};

/// A request to the command.
#[derive(Debug, PartialEq)]
pub(crate) struct Request {
    /// The profiles, with an optional binary before them; `-` is standard input. At least one.
    pub(crate) sources: Vec<OsString>,
    /// The profiles to compare with.
    pub(crate) base: Option<Base>,
    /// Options of the comparison of runs.
    pub(crate) comparison: ComparisonOptions,
    /// The smallest change that matters.
    pub(crate) min_change: Amount,
    /// The limit for functions that get worse.
    pub(crate) fail_over: Option<FailOver>,
    /// The granularity of the comparison of runs, whatever that of the report is.
    pub(crate) granularity: Granularity,
    /// Whether unchanged functions are drawn as well.
    pub(crate) unchanged: bool,
    /// An earlier picture, whose box positions are hints for the layout.
    pub(crate) layout_hint: Option<OsString>,
    /// Options for fetching profiles from servers.
    pub(crate) fetching: Fetching,
    /// Changes of the profile before it is reported.
    pub(crate) edits: Edits,
    /// Options of the report.
    pub(crate) options: Options,
    /// The format of the output.
    pub(crate) format: Format,
    /// Whether the format was given explicitly.
    pub(crate) has_format: bool,
    /// Whether the output is shown in a browser, unless it is written to a file.
    pub(crate) is_for_browser: bool,
    /// The output file; standard output if `None`.
    pub(crate) output: Option<OsString>,
    /// Warnings to print first.
    pub(crate) warnings: Vec<String>,
}

/// The profiles to compare with.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Base {
    /// Their sources: at least one.
    pub(crate) sources: Vec<OsString>,
    /// How they are subtracted.
    pub(crate) comparison: SubtractOptions,
}

/// A limit for functions that get worse, which affects the exit status.
#[derive(Debug, PartialEq)]
pub(crate) struct FailOver {
    pub(crate) limit: Limit,
    /// The limit as typed.
    pub(crate) typed: String,
}

/// Options for fetching profiles.
#[cfg_attr(not(feature = "fetch"), allow(dead_code, reason = "mistakes are told of all the same"))]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Fetching {
    /// The seconds to record; the server's default if `None`.
    pub(crate) seconds: Option<u64>,
    /// The timeout in seconds.
    pub(crate) timeout: Option<u64>,
    /// Additional headers.
    pub(crate) headers: Vec<Header>,
    /// A file of certificate authorities, in place of the system's.
    pub(crate) authorities: Option<OsString>,
    /// The files of the client certificate and its key.
    pub(crate) identity: Option<(OsString, OsString)>,
}

/// An HTTP header. Its value may be a secret.
#[cfg_attr(not(feature = "fetch"), allow(dead_code, reason = "mistakes are told of all the same"))]
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Header {
    pub(crate) name: String,
    pub(crate) value: String,
}

impl fmt::Debug for Header {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: …", self.name)
    }
}

/// Changes of a profile before it is reported; empty texts change nothing.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Edits {
    /// The build id of the first mapping, if it has none.
    pub(crate) build_id: String,
    /// An additional comment.
    pub(crate) comment: String,
    /// Whether the profile's `drop_frames` are ignored.
    pub(crate) all_frames: bool,
    /// How functions get readable names; `None` to leave names unchanged.
    pub(crate) symbolization: Option<Symbolization>,
}

/// The format of the output.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Format {
    /// A picture.
    Picture {
        /// The file format.
        file: picture::File,
        /// The layout engine.
        engine: Engine,
        /// Options of the layout; the drawing adds direction and width.
        layout: layout::Options,
        /// Options of the drawing.
        style: Style,
    },
    /// The DOT language of Graphviz.
    Dot,
    /// A text report, or a format of another program.
    Report(Report),
    /// Markdown of a comparison, with the URL of its picture.
    Markdown(Option<ImageAddress>),
    /// JSON of a comparison or a log.
    Json,
}

impl Format {
    /// Whether the output is a profile.
    pub(crate) fn is_profile(&self) -> bool {
        self.file_ending() == Some("pb.gz")
    }

    /// The file name extension of an output that is not text.
    pub(crate) fn file_ending(&self) -> Option<&'static str> {
        match self {
            Format::Picture { file, .. } => Some(file.name()),
            Format::Dot | Format::Markdown(_) | Format::Json => None,
            Format::Report(report) => report.kind.file_ending(),
        }
    }
}

/// The layout engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    /// The library's own layout.
    Layered,
    /// The crate `layout-rs`.
    LayoutRs,
}

/// Why options are invalid together.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum OptionsError {
    #[error("no profile given; -help shows how")]
    NoSource,
    #[error("conflicting options set: [{}]", .0.join(" "))]
    Conflict(Vec<&'static str>),
    #[error("must set at most one output format, not -{}", .0.join(" and -"))]
    Formats(Vec<&'static str>),
    #[error("-shell is asked for -{0} by its command {0}, and takes no format before")]
    ShellAndFormat(&'static str),
    #[error("-{0} is of runs before and after a change, which -shell does not compare; leave -shell out")]
    ShellAndComparison(&'static str),
    #[error(
        "-{0} is of runs before and after a change; -diff_base=PROFILE, or -before=PROFILE for each run, says which were \
         before"
    )]
    NothingToCompare(&'static str),
    #[error(
        "-{0}: this pprof-svg was built without it; install it with `--features {0}`, or write -svg and convert that"
    )]
    WithoutFormat(&'static str),
    #[error("-background: {0}")]
    Background(BackgroundError),
    #[error("-source_url: {0}")]
    SourceUrl(SourceUrlError),
    #[error("-base and -diff_base flags cannot both be specified")]
    TwoBases,
    #[error("-before and -{0} both say what to compare with; -before may be given once for each run")]
    BeforeAndBase(&'static str),
    #[error(
        "-min_change: neither a share of the total, as in -min_change=1%, nor an amount, as in -min_change=20ms"
    )]
    MinChange,
    #[error(
        "-fail_over: neither a share of the total, as in -fail_over=5%, nor an amount, as in -fail_over=50MB or \
         -fail_over=flat:1s"
    )]
    FailOver,
    #[error("-picture: {0}")]
    Picture(ImageAddressError),
    #[error("must have base profile to normalize by")]
    NothingToNormalizeBy,
    /// Without the typed text, which may be a secret.
    #[error(
        "-header: not a name and a value with a colon between them, as in -header='Authorization: Bearer TOKEN'"
    )]
    Header,
    #[error("-header: {0} follows from the address and what is asked for, and is not to be set")]
    OwnHeader(String),
    #[error("-tls_cert and -tls_key must be given together")]
    HalfAnIdentity,
}

impl OptionsError {
    /// Whether the message is one of the reference.
    pub(super) fn is_of_reference(&self) -> bool {
        matches!(
            self,
            OptionsError::Conflict(_) | OptionsError::TwoBases | OptionsError::NothingToNormalizeBy
        )
    }
}

impl Request {
    /// All inputs: the sources and the base.
    pub(crate) fn inputs(&self) -> impl Iterator<Item = &OsString> {
        self.sources.iter().chain(self.base.iter().flat_map(|base| &base.sources))
    }

    /// Whether runs are compared, with noise taken into account.
    pub(crate) fn compares_runs(&self) -> bool {
        let is_of_runs = matches!(self.format, Format::Picture { .. } | Format::Markdown(_) | Format::Json);
        has_runs(self.base.as_ref()) && (is_of_runs || self.fail_over.is_some())
    }

    /// The options for the tallies of runs.
    pub(crate) fn options_of_runs(&self) -> Options {
        Options { granularity: self.granularity, ..self.options.clone() }
    }

    /// Converts parsed options. Errors are checked in the order of `go tool pprof`.
    pub(crate) fn new(args: &Args) -> Result<Request, OptionsError> {
        if args.sources().is_empty() {
            return Err(OptionsError::NoSource);
        }
        at_most_one(args, &SORTS)?;
        let granularity = granularity(at_most_one(args, &GRANULARITIES)?);
        let (sample_index, mut warnings) = sample_index(args);
        let formats = formats(args)?;
        let format = format(args, &formats)?;
        let of_report = match format {
            Format::Report(Report { kind, .. }) => kind.granularity(),
            _ => None,
        };
        let base = base(args)?;
        let fail_over = fail_over(args)?;
        if !has_runs(base.as_ref()) {
            check_nothing_to_compare(&format, fail_over.as_ref())?;
        }
        let fetching = fetching(args)?;
        let text = |name| text(args, name);
        let (symbolization, ignored) = symbolization::parse(&text("symbolize"));
        warnings.extend(ignored);
        Ok(Request {
            sources: args.sources().to_vec(),
            base,
            comparison: ComparisonOptions {
                normalize: args.is_on("normalize"),
                ..ComparisonOptions::default()
            },
            min_change: min_change(args)?,
            fail_over,
            granularity,
            unchanged: args.is_on("unchanged"),
            layout_hint: args.file("layout_hint").map(OsString::from),
            fetching,
            edits: Edits {
                build_id: text("buildid"),
                comment: text("add_comment"),
                all_frames: args.is_on("all_frames"),
                symbolization,
            },
            options: Options { sample_index, granularity: of_report.unwrap_or(granularity), ..options(args) },
            format,
            has_format: !formats.is_empty(),
            is_for_browser: formats.contains(&"web"),
            output: args.file("output").filter(|file| *file != "-").map(OsString::from),
            warnings,
        })
    }
}

/// The options of the report, without sample type and granularity.
fn options(args: &Args) -> Options {
    let defaults = Options::default();
    Options {
        mean: args.is_on("mean") || args.is_on("mean_delay"),
        no_inlines: args.is_on("noinlines"),
        show_columns: args.is_on("showcolumns"),
        call_tree: args.is_on("call_tree"),
        relative_percentages: args.is_on("relative_percentages"),
        drop_negative: args.is_on("drop_negative"),
        trim: args.switch("trim").unwrap_or(defaults.trim),
        node_count: args.integer("nodecount").map_or(defaults.node_count, node_limit),
        node_fraction: args.float("nodefraction").unwrap_or(defaults.node_fraction),
        edge_fraction: args.float("edgefraction").unwrap_or(defaults.edge_fraction),
        // An empty unit is a value, too: numbers without unit, if possible.
        unit: args.any_text("unit").map_or(defaults.unit, str::to_owned),
        divide_by: args.float("divide_by").unwrap_or(defaults.divide_by),
        pattern: pattern(args).map(str::to_owned),
        filters: filters(args),
        trim_path: text(args, "trim_path"),
        source_path: text(args, "source_path"),
        ..defaults
    }
}

/// The limit that a number means: -1 is the usual one, and all others that are no count mean none.
fn node_limit(count: i64) -> NodeLimit {
    match usize::try_from(count) {
        Err(_) if count == -1 => NodeLimit::Usual,
        Ok(0) | Err(_) => NodeLimit::None,
        Ok(count) => NodeLimit::AtMost(count),
    }
}

fn filters(args: &Args) -> Filters {
    let text = |name| args.text(name).map(str::to_owned);
    let keys = |name| {
        let keys = args.text(name).unwrap_or_default().split(',').filter(|key| !key.is_empty());
        keys.map(str::to_owned).collect()
    };
    Filters {
        focus: text("focus"),
        ignore: text("ignore"),
        hide: text("hide"),
        show: text("show"),
        show_from: text("show_from"),
        prune_from: text("prune_from"),
        tag_focus: text("tagfocus"),
        tag_ignore: text("tagignore"),
        tag_show: text("tagshow"),
        tag_hide: text("taghide"),
        tag_root: keys("tagroot"),
        tag_leaf: keys("tagleaf"),
    }
}

/// A text option; empty if it is not given.
fn text(args: &Args, name: &str) -> String {
    args.text(name).unwrap_or_default().to_owned()
}

/// The one of `names` that is on, if any; an error if there are several.
fn at_most_one(args: &Args, names: &[&'static str]) -> Result<Option<&'static str>, OptionsError> {
    let mut on = args.on_among(names);
    if on.len() > 1 {
        on.sort_unstable();
        return Err(OptionsError::Conflict(on));
    }
    Ok(on.pop())
}

fn granularity(name: Option<&str>) -> Granularity {
    match name {
        Some("filefunctions") => Granularity::FileFunctions,
        Some("files") => Granularity::Files,
        Some("lines") => Granularity::Lines,
        Some("addresses") => Granularity::Addresses,
        _ => Granularity::Functions,
    }
}

/// The requested sample type, and a warning for each option that is overridden.
fn sample_index(args: &Args) -> (Option<String>, Vec<String>) {
    let mut chosen = args.text("sample_index").map(str::to_owned);
    let mut warnings = Vec::new();
    for (name, sample_type) in SELECTIONS {
        if !args.is_on(name) {
            continue;
        }
        if chosen.is_some() {
            warnings.push(format!("Multiple value selections, ignoring -{name}"));
        } else {
            chosen = Some(sample_type.to_owned());
        }
    }
    (chosen, warnings)
}

/// The requested format, if any; an error if there are several.
fn formats(args: &Args) -> Result<Vec<&'static str>, OptionsError> {
    let mut formats = args.on_among(&FORMATS);
    formats.extend(args.on_among(&COMPARISON_FORMATS));
    formats.extend(PATTERN_FORMATS.iter().filter(|name| args.text(name).is_some()));
    match formats[..] {
        [_, _, ..] => Err(OptionsError::Formats(formats)),
        [name] if args.is_on("shell") && COMPARISON_FORMATS.contains(&name) => {
            Err(OptionsError::ShellAndComparison(name))
        }
        [name] if args.is_on("shell") => Err(OptionsError::ShellAndFormat(name)),
        _ => Ok(formats),
    }
}

fn format(args: &Args, formats: &[&'static str]) -> Result<Format, OptionsError> {
    match formats {
        [] => picture(args, picture::File::Svg),
        ["dot", ..] => picture(args, picture::File::Svg).map(|_| Format::Dot),
        ["markdown", ..] => {
            let address = args.text("picture").map(str::parse).transpose();
            address.map(Format::Markdown).map_err(OptionsError::Picture)
        }
        ["json", ..] => Ok(Format::Json),
        [name, ..] => match picture::File::named(name) {
            Some(file) if !file.is_built() => Err(OptionsError::WithoutFormat(file.name())),
            Some(file) => picture(args, file),
            None => Ok(Format::Report(report(args, Kind::named(name).expect("all others are reports")))),
        },
    }
}

/// The pattern of the format.
fn pattern(args: &Args) -> Option<&str> {
    PATTERN_FORMATS.iter().find_map(|name| args.text(name))
}

fn report(args: &Args, kind: Kind) -> Report {
    let order = if args.is_on("cum") { Order::Cum } else { Order::Flat };
    let heading = if args.is_on("compact_labels") { Heading::Compact } else { Heading::Full };
    Report { kind, order, heading }
}

fn picture(args: &Args, file: picture::File) -> Result<Format, OptionsError> {
    let engine = match args.text("layout") {
        Some("layout-rs") => Engine::LayoutRs,
        _ => Engine::Layered,
    };
    let direction = match args.text("rankdir") {
        Some("LR") => Direction::LeftToRight,
        _ => Direction::TopToBottom,
    };
    let mut layout = layout::Options::default();
    if let Some(aspect) = args.float("aspect") {
        (layout.aspect, layout.enforce_aspect) = (aspect, true);
    }
    // Embedded pictures are narrow and scroll vertically, so the layout is not split into columns.
    if !args.switch("columns").unwrap_or(!args.is_on("embed")) {
        layout.height = 0.0;
    }
    let background = args.text("background").map(str::parse).transpose();
    let source_url = args.text("source_url").map(str::parse).transpose();
    let style = Style {
        theme: match args.text("theme") {
            Some("dark") => Theme::Dark,
            Some("light") => Theme::Light,
            Some("pprof") => Theme::Pprof,
            _ => Theme::Auto,
        },
        background: background.map_err(OptionsError::Background)?.unwrap_or_default(),
        embed: args.is_on("embed"),
        stubs: args.switch("stubs").unwrap_or(true),
        width: args.pixels("width"),
        direction,
        font: args.text("font").map(str::to_owned),
        source_url: source_url.map_err(OptionsError::SourceUrl)?,
    };
    Ok(Format::Picture { file, engine, layout, style })
}

fn base(args: &Args) -> Result<Option<Base>, OptionsError> {
    let normalize = args.is_on("normalize");
    let runs = args.files("before");
    let (sources, relative_to_base) = match (args.file("base"), args.file("diff_base")) {
        (Some(_), Some(_)) => return Err(OptionsError::TwoBases),
        (Some(_), None) if !runs.is_empty() => return Err(OptionsError::BeforeAndBase("base")),
        (None, Some(_)) if !runs.is_empty() => return Err(OptionsError::BeforeAndBase("diff_base")),
        (None, None) if runs.is_empty() && normalize => return Err(OptionsError::NothingToNormalizeBy),
        (None, None) if runs.is_empty() => return Ok(None),
        (None, None) => (runs, true),
        (Some(source), None) => (vec![source.to_owned()], false),
        (None, Some(source)) => (vec![source.to_owned()], true),
    };
    Ok(Some(Base { sources, comparison: SubtractOptions { relative_to_base, normalize } }))
}

/// Whether there are runs before a change to compare with.
fn has_runs(base: Option<&Base>) -> bool {
    base.is_some_and(|base| base.comparison.relative_to_base)
}

/// Rejects options that need a comparison of runs.
fn check_nothing_to_compare(format: &Format, fail_over: Option<&FailOver>) -> Result<(), OptionsError> {
    match (format, fail_over) {
        (_, Some(_)) => Err(OptionsError::NothingToCompare("fail_over")),
        (Format::Markdown(_), None) => Err(OptionsError::NothingToCompare("markdown")),
        _ => Ok(()),
    }
}

fn min_change(args: &Args) -> Result<Amount, OptionsError> {
    match args.text("min_change") {
        Some(typed) => {
            let is_part = |amount: &Amount| !matches!(amount, Amount::Share(share) if *share > 1.0);
            amount::amount(typed).filter(is_part).ok_or(OptionsError::MinChange)
        }
        None => Ok(Amount::Share(ComparisonOptions::default().min_change)),
    }
}

fn fail_over(args: &Args) -> Result<Option<FailOver>, OptionsError> {
    let Some(typed) = args.text("fail_over") else { return Ok(None) };
    if args.is_on("shell") {
        return Err(OptionsError::ShellAndComparison("fail_over"));
    }
    let limit = amount::limit(typed).ok_or(OptionsError::FailOver)?;
    Ok(Some(FailOver { limit, typed: typed.to_owned() }))
}

fn fetching(args: &Args) -> Result<Fetching, OptionsError> {
    let seconds = |name| args.integer(name).and_then(|n| u64::try_from(n).ok()).filter(|n| *n > 0);
    let identity = match (args.file("tls_cert"), args.file("tls_key")) {
        (None, None) => None,
        (Some(certificate), Some(key)) => Some((certificate.to_owned(), key.to_owned())),
        _ => return Err(OptionsError::HalfAnIdentity),
    };
    Ok(Fetching {
        seconds: seconds("seconds"),
        timeout: seconds("timeout"),
        headers: args.texts("header").into_iter().map(header).collect::<Result<_, _>>()?,
        authorities: args.file("tls_ca").map(OsString::from),
        identity,
    })
}

/// Headers of the request itself, which must not be overridden.
const OWN_HEADERS: [&str; 8] = [
    "accept-encoding",
    "connection",
    "content-length",
    "expect",
    "host",
    "te",
    "transfer-encoding",
    "upgrade",
];

fn header(typed: &str) -> Result<Header, OptionsError> {
    let is_in_name = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    let (name, value) = typed.split_once(':').ok_or(OptionsError::Header)?;
    let value = value.trim();
    let is_header = !name.is_empty()
        && name.chars().all(is_in_name)
        && !value.is_empty()
        && value.chars().all(|c| c == '\t' || (c.is_ascii() && !c.is_control()));
    if !is_header {
        return Err(OptionsError::Header);
    }
    if OWN_HEADERS.iter().any(|own| own.eq_ignore_ascii_case(name)) {
        return Err(OptionsError::OwnHeader(name.to_owned()));
    }
    Ok(Header { name: name.to_owned(), value: value.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::super::args::Invocation;
    use super::super::table::OPTIONS;
    use super::*;
    use std::ffi::OsStr;

    use pprof_svg::symbols::{Demangling, Mode};

    fn request(line: &[&str]) -> Result<Request, OptionsError> {
        match Args::parse(line.iter().map(OsString::from)).expect("well typed") {
            Invocation::Args(args) => Request::new(&args),
            other => panic!("{other:?}"),
        }
    }

    /// The options of `line` with a profile `p`.
    fn options(line: &[&str]) -> Options {
        request(&[line, &["p"]].concat()).unwrap().options
    }

    fn message(line: &[&str]) -> String {
        request(&[line, &["p"]].concat()).expect_err("a mistake").to_string()
    }

    /// So that help and library cannot disagree about defaults.
    #[test]
    fn defaults_are_the_library_s() {
        assert_eq!(options(&[]), Options::default());
        let defaults = OPTIONS.iter().filter(|option| !option.default.is_empty());
        let typed: Vec<String> =
            defaults.map(|option| format!("-{}={}", option.name, option.default)).collect();
        let typed: Vec<&str> = typed.iter().map(String::as_str).collect();
        assert_eq!(options(&typed), Options::default());
        assert_eq!(request(&[&typed[..], &["p"]].concat()), request(&["p"]));
    }

    #[test]
    fn each_option_arrives_in_its_field() {
        let check = |line: &[&str], set: fn(&mut Options)| {
            let mut expected = Options::default();
            set(&mut expected);
            assert_eq!(options(line), expected, "{line:?}");
        };
        check(&["-sample_index=1"], |o| o.sample_index = Some("1".to_owned()));
        check(&["-sample_index="], |_| {});
        check(&["-mean"], |o| o.mean = true);
        check(&["-filefunctions"], |o| o.granularity = Granularity::FileFunctions);
        check(&["-files"], |o| o.granularity = Granularity::Files);
        check(&["-lines"], |o| o.granularity = Granularity::Lines);
        check(&["-addresses"], |o| o.granularity = Granularity::Addresses);
        check(&["-functions", "-lines=false"], |_| {});
        check(&["-noinlines"], |o| o.no_inlines = true);
        check(&["-showcolumns"], |o| o.show_columns = true);
        check(&["-call_tree"], |o| o.call_tree = true);
        check(&["-relative_percentages"], |o| o.relative_percentages = true);
        check(&["-drop_negative"], |o| o.drop_negative = true);
        check(&["-trim=0"], |o| o.trim = false);
        check(&["-nodecount=20"], |o| o.node_count = NodeLimit::AtMost(20));
        check(&["-nodecount=-1"], |_| {});
        check(&["-nodecount=-2"], |o| o.node_count = NodeLimit::None);
        check(&["-nodefraction=.5"], |o| o.node_fraction = 0.5);
        check(&["-edgefraction=.25"], |o| o.edge_fraction = 0.25);
        check(&["-unit=ms"], |o| o.unit = "ms".to_owned());
        check(&["-unit="], |o| o.unit = String::new());
        check(&["-peek=a"], |o| o.pattern = Some("a".to_owned()));
        check(&["-peek=", "-list=a"], |o| o.pattern = Some("a".to_owned()));
        check(&["-raw"], |o| o.granularity = Granularity::Addresses);
        check(&["-callgrind", "-lines"], |o| o.granularity = Granularity::Addresses);
        check(&["-divide_by=0"], |o| o.divide_by = 0.0);
        check(&["-focus=a"], |o| o.filters.focus = Some("a".to_owned()));
        check(&["-ignore=a"], |o| o.filters.ignore = Some("a".to_owned()));
        check(&["-hide=a"], |o| o.filters.hide = Some("a".to_owned()));
        check(&["-show=a"], |o| o.filters.show = Some("a".to_owned()));
        check(&["-show_from=a"], |o| o.filters.show_from = Some("a".to_owned()));
        check(&["-prune_from=a"], |o| o.filters.prune_from = Some("a".to_owned()));
        check(&["-tagfocus=a"], |o| o.filters.tag_focus = Some("a".to_owned()));
        check(&["-tagignore=a"], |o| o.filters.tag_ignore = Some("a".to_owned()));
        check(&["-tagshow=a"], |o| o.filters.tag_show = Some("a".to_owned()));
        check(&["-taghide=a"], |o| o.filters.tag_hide = Some("a".to_owned()));
        check(&["-tagroot=a"], |o| o.filters.tag_root = vec!["a".to_owned()]);
        check(&["-tagleaf=a"], |o| o.filters.tag_leaf = vec!["a".to_owned()]);
        check(&["-trim_path=a"], |o| o.trim_path = "a".to_owned());
        check(&["-source_path=a"], |o| o.source_path = "a".to_owned());
        check(&["-cum", "-compact_labels"], |_| {});
    }

    #[test]
    fn how_profiles_are_fetched() {
        let fetching = |line: &[&str]| request(&[line, &["p"]].concat()).unwrap().fetching;
        assert_eq!(fetching(&["-seconds=0", "-timeout=-1", "-tls_ca="]), Fetching::default());
        let given = fetching(&[
            "-seconds=3",
            "-timeout=4",
            "-header=A: b: c ",
            "-tls_ca=ca",
            "-header",
            "D:e",
            "-tls_cert=x",
            "-tls_key=y",
        ]);
        let header = |name: &str, value: &str| Header { name: name.to_owned(), value: value.to_owned() };
        let expected = Fetching {
            seconds: Some(3),
            timeout: Some(4),
            headers: vec![header("A", "b: c"), header("D", "e")],
            authorities: Some("ca".into()),
            identity: Some(("x".into(), "y".into())),
        };
        assert_eq!(given, expected);
        assert!(!format!("{given:?}").contains("b: c"));
        for wrong in
            ["-header=A", "-header=A:", "-header=:b", "-header=", "-header=A b: c", "-header=A: b\nC: d"]
        {
            assert!(message(&[wrong]).starts_with("-header: not a name and a value"), "{wrong}");
        }
        assert!(message(&["-header=Host: x"]).starts_with("-header: Host follows from the address"));
        assert_eq!(message(&["-tls_key=y"]), "-tls_cert and -tls_key must be given together");
    }

    #[test]
    fn selections_are_considered_in_a_fixed_order() {
        let chosen = |line: &[&str]| {
            let request = request(&[line, &["p"]].concat()).unwrap();
            (
                request.options.sample_index.unwrap_or_default(),
                request.options.mean,
                request.warnings.join("; "),
            )
        };
        let plain = |name: &str| (name.to_owned(), false, String::new());
        for name in ["contentions", "inuse_space", "inuse_objects", "alloc_space", "alloc_objects"] {
            assert_eq!(chosen(&[&format!("-{name}")]), plain(name));
        }
        assert_eq!(chosen(&["-total_delay"]), plain("delay"));
        assert_eq!(chosen(&["-inuse_space=false"]), plain(""));
        assert_eq!(chosen(&["-mean_delay"]), ("delay".to_owned(), true, String::new()));
        let ignoring = "Multiple value selections, ignoring -mean_delay; Multiple value selections, ignoring -inuse_space";
        assert_eq!(
            chosen(&["-inuse_space", "-mean_delay", "-sample_index=1"]),
            ("1".to_owned(), true, ignoring.to_owned())
        );
    }

    #[test]
    fn conflicts_are_named_in_alphabetical_order() {
        assert_eq!(message(&["-flat", "-cum"]), "conflicting options set: [cum flat]");
        assert_eq!(
            message(&["-lines", "-functions", "-addresses"]),
            "conflicting options set: [addresses functions lines]"
        );
        assert_eq!(message(&["-peek=x", "-top"]), "must set at most one output format, not -top and -peek");
        assert_eq!(message(&["-dot", "-svg"]), "must set at most one output format, not -svg and -dot");
        assert_eq!(
            message(&["-base=a", "-diff_base=b"]),
            "-base and -diff_base flags cannot both be specified"
        );
        assert_eq!(message(&["-normalize"]), "must have base profile to normalize by");
        assert_eq!(request(&["-flat", "-cum"]).unwrap_err(), OptionsError::NoSource);
    }

    /// Each format is a picture, or a report, or is matched by name.
    #[test]
    fn every_format_is_handled() {
        for name in FORMATS.iter().chain(&PATTERN_FORMATS) {
            let is_handled =
                *name == "dot" || picture::File::named(name).is_some() || Kind::named(name).is_some();
            assert!(is_handled, "-{name}");
        }
    }

    #[test]
    fn formats_and_engines() {
        let format = |line: &[&str]| request(&[line, &["p"]].concat()).unwrap().format;
        let svg = |engine, theme| {
            let style = Style { theme, ..Style::default() };
            Format::Picture { file: picture::File::Svg, engine, layout: layout::Options::default(), style }
        };
        assert_eq!(format(&[]), svg(Engine::Layered, Theme::Auto));
        assert_eq!(
            format(&["-svg", "-dot=false", "-layout=", "-theme=light"]),
            svg(Engine::Layered, Theme::Light)
        );
        assert_eq!(format(&["-layout=layout-rs"]), svg(Engine::LayoutRs, Theme::Auto));
        assert_eq!(format(&["-theme=dark"]), svg(Engine::Layered, Theme::Dark));
        assert_eq!(format(&["-dot", "-layout=layout-rs"]), Format::Dot);
        let report = |kind, order, heading| Format::Report(Report { kind, order, heading });
        for (name, kind) in [("text", Kind::Top), ("peek=x", Kind::Peek), ("topproto", Kind::TopProto)] {
            assert_eq!(format(&["-peek=", &format!("-{name}")]), report(kind, Order::Flat, Heading::Full));
        }
        assert_eq!(
            format(&["-tree", "-cum", "-compact_labels"]),
            report(Kind::Tree, Order::Cum, Heading::Compact)
        );
    }

    #[test]
    fn the_shape_of_the_picture() {
        let shape = |line: &[&str]| match request(&[line, &["p"]].concat()).unwrap().format {
            Format::Picture { layout, style, .. } => {
                (style.direction, layout.aspect, layout.enforce_aspect, style.width)
            }
            Format::Dot | Format::Markdown(_) | Format::Json | Format::Report(_) => panic!("{line:?}"),
        };
        assert_eq!(shape(&[]), (Direction::TopToBottom, 1.6, false, None));
        assert_eq!(shape(&["-rankdir=LR", "-aspect=4:2"]), (Direction::LeftToRight, 2.0, true, None));
        assert_eq!(shape(&["-aspect=.5", "-width=800"]), (Direction::TopToBottom, 0.5, true, Some(800)));
    }

    #[test]
    fn edits_of_the_profile() {
        let edits = |line: &[&str]| request(&[line, &["p"]].concat()).unwrap().edits;
        let expected = Edits {
            build_id: "b".to_owned(),
            comment: "c".to_owned(),
            all_frames: true,
            symbolization: Some(Symbolization {
                local: true,
                remote: true,
                demangling: Demangling { mode: Mode::Full, force: true },
            }),
        };
        assert_eq!(edits(&["-buildid=b", "-add_comment=c", "-all_frames", "-symbolize=full"]), expected);
        assert_eq!(edits(&["-buildid=", "-all_frames=false", "-symbolize=none"]), Edits::default());
    }

    #[test]
    fn a_dash_is_standard_output() {
        let output = |file: &str| request(&["p", "-output", file]).unwrap().output;
        assert_eq!(output("-"), None);
        assert_eq!(output(""), None);
        assert_eq!(output("a.svg"), Some(OsString::from("a.svg")));
    }

    #[test]
    fn a_base_is_kept_with_its_role() {
        let base = |line: &[&str]| {
            let Base { sources, comparison } = request(&[line, &["p"]].concat()).unwrap().base.unwrap();
            (sources.join(OsStr::new(" ")), comparison.relative_to_base, comparison.normalize)
        };
        assert_eq!(base(&["-base=a", "-diff_base="]), ("a".into(), false, false));
        assert_eq!(base(&["-diff_base=a", "-normalize"]), ("a".into(), true, true));
        assert_eq!(base(&["-diff_base=a", "-diff_base=b"]), ("b".into(), true, false));
        assert_eq!(base(&["-before=a", "-before=b"]), ("a b".into(), true, false));
    }

    #[test]
    fn a_comparison_has_runs_or_one_base() {
        let message = |line: &[&str]| request(&[line, &["p"]].concat()).unwrap_err().to_string();
        assert!(message(&["-before=a", "-base=b"]).starts_with("-before and -base both say"));
        assert!(message(&["-before=a", "-diff_base=b"]).starts_with("-before and -diff_base both say"));
        let least = |typed: &str| request(&[typed, "-before=a", "p"]).map(|request| request.min_change);
        for typed in ["-min_change=1%", "-min_change=0.01"] {
            assert_eq!(least(typed), Ok(Amount::Share(0.01)), "{typed}");
        }
        let amount = Amount::Value { number: 20.0, unit: "ms".to_owned() };
        assert_eq!(least("-min_change=20ms"), Ok(amount));
        for typed in ["-min_change=x", "-min_change=-1%", "-min_change=200%", "-min_change=NaN"] {
            assert!(least(typed).is_err(), "{typed}");
        }
    }
}
