//! The table of all options, which parsing, help, manual page, completions and suggestions are generated from.

/// An option of the command.
#[derive(Debug)]
pub(crate) struct Opt {
    /// Its name, without the dash.
    pub(crate) name: &'static str,
    /// Its section of the help.
    pub(crate) group: Group,
    /// The type of its value.
    pub(crate) kind: Kind,
    /// The default value in command line syntax; empty for none.
    pub(crate) default: &'static str,
    /// Its description in the help.
    pub(crate) help: &'static str,
    /// An example of its use.
    pub(crate) example: &'static str,
}

/// The type of an option's value; texts are the placeholder in the help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A boolean: no value, `=true` or `=false`.
    Switch,
    /// An integer.
    Integer,
    /// A number.
    Float,
    /// A length in pixels.
    Pixels,
    /// A ratio of width to height: a number, or two with a colon between them.
    Ratio,
    /// UTF-8 text.
    Text(&'static str),
    /// UTF-8 text; the option is repeatable.
    Texts(&'static str),
    /// A file name, in any bytes that the system allows.
    File(&'static str),
    /// A file name; the option is repeatable.
    Files(&'static str),
    /// One of several words.
    Choice(&'static [&'static str]),
    /// No value: prints the help.
    Help,
    /// No value: prints the version.
    Version,
    /// No value: prints the manual page.
    Man,
}

/// The sections of the help, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Group {
    /// Formats and destinations.
    Output,
    /// The sample type.
    Measure,
    /// Limits of the graph.
    Nodes,
    /// Granularities.
    Granularity,
    /// Filters on frames.
    Filters,
    /// Filters on labels.
    Labels,
    /// Comparisons of profiles.
    Comparison,
    /// Units of values.
    Units,
    /// Layout and style of pictures.
    Picture,
    /// The profile and its sources.
    Source,
    /// Fetching from servers.
    Fetching,
    /// The command itself.
    Command,
}

impl Group {
    /// All groups, in the order of the help.
    pub(crate) const ALL: [Group; 12] = [
        Group::Output,
        Group::Measure,
        Group::Nodes,
        Group::Granularity,
        Group::Filters,
        Group::Labels,
        Group::Comparison,
        Group::Units,
        Group::Picture,
        Group::Source,
        Group::Fetching,
        Group::Command,
    ];

    /// The heading of the section.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Group::Output => "Output",
            Group::Measure => "What to measure",
            Group::Nodes => "Which nodes",
            Group::Granularity => "Granularity (at most one of the first five)",
            Group::Filters => "Filters (a regular expression may match any part of a function or file name)",
            Group::Labels => "Labels (pprof also calls them tags)",
            Group::Comparison => "Comparison",
            Group::Units => "Numbers and headings",
            Group::Picture => "Picture",
            Group::Source => "Source",
            Group::Fetching => "Fetching (where a profile is a URL)",
            Group::Command => "This command",
        }
    }
}

/// The output formats of profiles, which exclude each other.
pub(crate) const FORMATS: [&str; 15] = [
    "svg",
    "png",
    "pdf",
    "web",
    "dot",
    "top",
    "text",
    "tree",
    "traces",
    "tags",
    "comments",
    "raw",
    "callgrind",
    "proto",
    "topproto",
];

/// The formats that take a regular expression, which select the format unless it is empty.
pub(crate) const PATTERN_FORMATS: [&str; 3] = ["peek", "list", "weblist"];

/// The formats of comparisons of runs. Logs have the last one as well.
pub(crate) const COMPARISON_FORMATS: [&str; 2] = ["markdown", "json"];

/// Whether an option of this name is a format of any profile.
pub(crate) fn is_format(name: &str) -> bool {
    FORMATS.contains(&name) || PATTERN_FORMATS.contains(&name)
}

/// The sort orders, which exclude each other.
pub(crate) const SORTS: [&str; 2] = ["cum", "flat"];

/// The granularities, which exclude each other.
pub(crate) const GRANULARITIES: [&str; 5] = ["functions", "filefunctions", "files", "lines", "addresses"];

/// The options that select a sample type, in order of precedence, with its name.
pub(crate) const SELECTIONS: [(&str, &str); 7] = [
    ("total_delay", "delay"),
    ("mean_delay", "delay"),
    ("contentions", "contentions"),
    ("inuse_space", "inuse_space"),
    ("inuse_objects", "inuse_objects"),
    ("alloc_space", "alloc_space"),
    ("alloc_objects", "alloc_objects"),
];

/// The layout engines.
pub(crate) const ENGINES: [&str; 2] = ["layered", "layout-rs"];

/// The directions, as in Graphviz.
pub(crate) const DIRECTIONS: [&str; 2] = ["TB", "LR"];

/// The themes.
pub(crate) const THEMES: [&str; 4] = ["auto", "light", "dark", "pprof"];

/// The shells that completions are written for.
pub(crate) const SHELLS: [&str; 3] = ["bash", "zsh", "fish"];

/// Options of `go tool pprof` that this command does not have, with alternatives.
pub(crate) const UNSUPPORTED: &[(&[&str], &str)] = &[
    (&["gif", "ps"], "write -svg and convert that"),
    (
        &["eog", "evince", "gv"],
        "write -svg with -output=FILE and open that, or see it in a browser with -web",
    ),
    (&["http", "no_browser"], "there is no web interface, only reports in files"),
    (
        &["disasm"],
        "`go tool pprof -disasm` writes assembly; -list, and -top with -addresses, tell what lines and instructions took",
    ),
    (&["kcachegrind"], "write -callgrind with -output=FILE and open that"),
    (&["granularity", "sort"], "give the value itself, as in -lines or -cum"),
];

/// The option called `name`, if there is one.
pub(crate) fn find(name: &str) -> Option<&'static Opt> {
    OPTIONS.iter().find(|option| option.name == name)
}

/// The alternative to an unsupported option of `go tool pprof`.
pub(crate) fn unsupported(name: &str) -> Option<&'static str> {
    UNSUPPORTED.iter().find(|(names, _)| names.contains(&name)).map(|(_, instead)| *instead)
}

/// The option that is most similar to `name`, if any is similar enough.
///
/// The edit distance (insertion, deletion, substitution, transposition) may be a third of the length, or `name` may be
/// a prefix. Ties fall by the order of the table.
pub(crate) fn nearest(name: &str) -> Option<&'static str> {
    let typed: String = name.to_lowercase().replace('-', "_").chars().take(64).collect();
    let length = typed.chars().count();
    let distances = OPTIONS.iter().map(|option| (strsim::osa_distance(&typed, option.name), option.name));
    let is_near = |(distance, name): &(usize, &str)| distance * 3 <= length.max(name.len());
    let nearest = distances.min_by_key(|(distance, _)| *distance).filter(is_near).map(|(_, name)| name);
    let mut names = OPTIONS.iter().map(|option| option.name);
    nearest.or_else(|| names.find(|name| length > 2 && name.starts_with(&typed)))
}

/// A row of the table.
const fn option(
    name: &'static str,
    group: Group,
    kind: Kind,
    default: &'static str,
    help: &'static str,
    example: &'static str,
) -> Opt {
    Opt { name, group, kind, default, help, example }
}

const REGEX: Kind = Kind::Text("REGEX");
const SWITCH: Kind = Kind::Switch;

/// Every option, in the order of the help.
#[rustfmt::skip]
pub(crate) const OPTIONS: &[Opt] = &[
    option("svg", Group::Output, SWITCH, "",
        "Write the call graph as one self-contained SVG picture. This is what no format at all means.",
        "-svg"),
    option("png", Group::Output, SWITCH, "",
        "Write that picture as PNG, light unless -theme says otherwise, with two pixels to the px, or as many fewer as \
         keep it below 67 million pixels. The fonts are built in: it is the same on every machine. Needs \
         a build with --features png.",
        "-png"),
    option("pdf", Group::Output, SWITCH, "",
        "Write that picture as PDF: one page of its size, sharp at any other, with texts that can be searched. \
         Needs a build with --features pdf.",
        "-pdf"),
    option("web", Group::Output, SWITCH, "",
        "Show that picture in a browser: one that $BROWSER names, or the system's own. With -output it is written there, \
         and nothing is shown.",
        "-web"),
    option("dot", Group::Output, SWITCH, "",
        "Write the call graph in Graphviz' DOT language, as `go tool pprof -dot` does.",
        "-dot"),
    option("top", Group::Output, SWITCH, "",
        "Write the functions and what they took, the heaviest first, as text; of a log of gctrace, the collections, the \
         largest growth first.",
        "-top"),
    option("text", Group::Output, SWITCH, "", "Same as -top.", "-text"),
    option("tree", Group::Output, SWITCH, "",
        "Write the functions, each with its callers above it and its callees below, as text.", "-tree"),
    option("peek", Group::Output, REGEX, "",
        "Write the callers and callees of functions that match, as text. No limits apply.", "-peek=ServeHTTP"),
    option("list", Group::Output, REGEX, "",
        "Write the source of functions that match beside what each line took, as text. No limits apply.",
        "-list=ServeHTTP"),
    option("weblist", Group::Output, REGEX, "",
        "Write the same as one self-contained page of HTML, to be opened in a browser.", "-weblist=ServeHTTP"),
    option("traces", Group::Output, SWITCH, "",
        "Write every sample with its labels and its stack, as text.", "-traces"),
    option("tags", Group::Output, SWITCH, "",
        "Write all labels with what their samples took, as text.", "-tags"),
    option("comments", Group::Output, SWITCH, "", "Write the comments of the profile.", "-comments"),
    option("raw", Group::Output, SWITCH, "",
        "Write all that the profile holds, as text.", "-raw"),
    option("callgrind", Group::Output, SWITCH, "",
        "Write the graph for KCachegrind, by address.", "-callgrind"),
    option("proto", Group::Output, SWITCH, "",
        "Write the profile itself, merged and filtered, packed with gzip.", "-proto"),
    option("topproto", Group::Output, SWITCH, "",
        "Write what -top shows as a profile, packed with gzip.", "-topproto"),
    option("markdown", Group::Output, SWITCH, "",
        "Write what a comparison (-diff_base or -before) found as Markdown, for a comment on a change: totals, what got worse \
         and better, and how sure that is.",
        "-markdown"),
    option("json", Group::Output, SWITCH, "",
        "Write the same as JSON, for programs; or a log of gctrace. A profile alone has no such form.", "-json"),
    option("output", Group::Output, Kind::File("FILE"), "",
        "Write to FILE. It appears whole or not at all: if anything fails, an older one stays as it was. \
         Without this option the result goes to standard output; where that is a terminal, a picture and what other \
         programs read go to a new file such as profile001.svg.",
        "-output=heap.svg"),

    option("sample_index", Group::Measure, Kind::Text("NAME"), "",
        "The sample value to report, by name or by number from 0. The profile's own preference, or its last \
         value, if not given.",
        "-sample_index=alloc_objects"),
    option("inuse_space", Group::Measure, SWITCH, "false",
        "Same as -sample_index=inuse_space.", "-inuse_space"),
    option("inuse_objects", Group::Measure, SWITCH, "false",
        "Same as -sample_index=inuse_objects.", "-inuse_objects"),
    option("alloc_space", Group::Measure, SWITCH, "false",
        "Same as -sample_index=alloc_space.", "-alloc_space"),
    option("alloc_objects", Group::Measure, SWITCH, "false",
        "Same as -sample_index=alloc_objects.", "-alloc_objects"),
    option("contentions", Group::Measure, SWITCH, "false",
        "Same as -sample_index=contentions.", "-contentions"),
    option("total_delay", Group::Measure, SWITCH, "false",
        "Same as -sample_index=delay.", "-total_delay"),
    option("mean_delay", Group::Measure, SWITCH, "false",
        "Same as -mean -sample_index=delay.", "-mean_delay"),
    option("mean", Group::Measure, SWITCH, "false",
        "Divide every value by the first value of its sample, usually a count.", "-mean"),

    option("nodecount", Group::Nodes, Kind::Integer, "-1",
        "Show at most N nodes; 0 is no limit, and -1 is 80, or no limit for -top and -topproto.", "-nodecount=20"),
    option("nodefraction", Group::Nodes, Kind::Float, "0.005",
        "Leave out nodes whose cumulative value is below this fraction of the total.", "-nodefraction=0.02"),
    option("edgefraction", Group::Nodes, Kind::Float, "0.001",
        "Leave out edges whose value is below this fraction of the total.", "-edgefraction=0.01"),
    option("trim", Group::Nodes, SWITCH, "true",
        "Apply the three limits above; -trim=false shows everything.", "-trim=false"),
    option("drop_negative", Group::Nodes, SWITCH, "false",
        "Leave out nodes of negative value, which comparisons have.", "-drop_negative"),
    option("call_tree", Group::Nodes, SWITCH, "false",
        "One node per call path instead of one per function, in graphs and -callgrind.", "-call_tree"),
    option("flat", Group::Nodes, SWITCH, "",
        "Sort tables by what a function took itself. This is what no order at all means; graphs are not sorted.", "-flat"),
    option("cum", Group::Nodes, SWITCH, "",
        "Sort tables by what a function took with all that it called. Graphs are not sorted.", "-cum"),

    option("functions", Group::Granularity, SWITCH, "",
        "One node per function. This is what no granularity at all means.", "-functions"),
    option("filefunctions", Group::Granularity, SWITCH, "",
        "One node per function and file.", "-filefunctions"),
    option("files", Group::Granularity, SWITCH, "",
        "One node per source file.", "-files"),
    option("lines", Group::Granularity, SWITCH, "",
        "One node per source line.", "-lines"),
    option("addresses", Group::Granularity, SWITCH, "",
        "One node per address.", "-addresses"),
    option("noinlines", Group::Granularity, SWITCH, "false",
        "Attribute inlined functions to the function they were inlined into.", "-noinlines"),
    option("showcolumns", Group::Granularity, SWITCH, "false",
        "Tell columns of a source line apart, where the profile has them.", "-showcolumns"),

    option("focus", Group::Filters, REGEX, "",
        "Keep only samples with a frame that matches.", "-focus=json"),
    option("ignore", Group::Filters, REGEX, "",
        "Drop samples with a frame that matches.", "-ignore='^runtime\\.'"),
    option("hide", Group::Filters, REGEX, "",
        "Leave frames that match out of every stack.", "-hide='^reflect\\.'"),
    option("show", Group::Filters, REGEX, "",
        "Leave all other frames out of every stack.", "-show='^main\\.'"),
    option("show_from", Group::Filters, REGEX, "",
        "Leave out the callers of the highest frame that matches.", "-show_from=ServeHTTP"),
    option("prune_from", Group::Filters, REGEX, "",
        "Leave out everything below a function that matches.", "-prune_from=malloc"),

    option("tagfocus", Group::Labels, Kind::Text("FILTER"), "",
        "Keep only samples with a label in the range, or that matches the expression.", "-tagfocus=bytes=1kb:64kb"),
    option("tagignore", Group::Labels, Kind::Text("FILTER"), "",
        "Drop samples with a label in the range, or that matches the expression.", "-tagignore=user=alice"),
    option("tagshow", Group::Labels, REGEX, "",
        "Show only labels whose key matches.", "-tagshow='^request$'"),
    option("taghide", Group::Labels, REGEX, "",
        "Show no labels whose key matches.", "-taghide=bytes"),
    option("tagroot", Group::Labels, Kind::Text("KEYS"), "",
        "Put frames with the values of these labels, separated by commas, above every stack.", "-tagroot=user,zone"),
    option("tagleaf", Group::Labels, Kind::Text("KEYS"), "",
        "Put frames with the values of these labels, separated by commas, below every stack.", "-tagleaf=bytes"),

    option("base", Group::Comparison, Kind::File("PROFILE"), "",
        "Subtract this profile.", "-base=before.pb.gz"),
    option("diff_base", Group::Comparison, Kind::File("PROFILE"), "",
        "Subtract this profile, and give percentages of it.", "-diff_base=before.pb.gz"),
    option("before", Group::Comparison, Kind::Files("PROFILE"), "",
        "The same with several runs before a change, one each time it is given; the profiles after the options are the runs \
         after. How far runs differ tells which changes are more than noise.", "-before=before.pb.gz"),
    option("min_change", Group::Comparison, Kind::Text("AMOUNT"), "0.5%",
        "The least change that counts: a share of the total before, or an amount with its unit.", "-min_change=1%"),
    option("fail_over", Group::Comparison, Kind::Text("AMOUNT"), "",
        "End with exit status 1, and say which, if functions got worse beyond noise by more than this: a share of the total \
         before, or an amount with its unit such as 50MB. With `flat:` before it, it is about what functions take \
         themselves, with `cum:` about what they take with all they call, callers that only pass that on included.",
        "-fail_over=5%"),
    option("picture", Group::Comparison, Kind::Text("ADDRESS"), "",
        "The address of the picture of the comparison, which -markdown shows: one that begins with http:// or https://, or \
         a path beside the page.",
        "-picture=https://example.com/growth.svg"),
    option("unchanged", Group::Comparison, SWITCH, "false",
        "Draw also what did not change beyond noise.", "-unchanged"),
    option("normalize", Group::Comparison, SWITCH, "false",
        "Scale the profile to the total of the base profile before subtracting.", "-normalize"),

    option("unit", Group::Units, Kind::Text("UNIT"), "minimum",
        "The unit to print values in: one such as ms or MB, or `auto` for the best one for each value, or \
         `minimum` for the best one for the smallest.", "-unit=ms"),
    option("divide_by", Group::Units, Kind::Float, "1",
        "Divide every printed value by this.", "-divide_by=60"),
    option("compact_labels", Group::Units, SWITCH, "false",
        "Do not say above a table what the profile says of itself. The legend of a graph is the same either way.",
        "-compact_labels"),
    option("relative_percentages", Group::Units, SWITCH, "false",
        "Give percentages of what the filters leave, not of the whole profile.", "-relative_percentages"),

    option("layout", Group::Picture, Kind::Choice(&ENGINES), "layered",
        "What places the boxes and curves of the SVG: `layered`, or, for comparison, `layout-rs`, another \
         engine that gives up on large graphs.", "-layout=layout-rs"),
    option("layout_hint", Group::Picture, Kind::File("SVG"), "",
        "An earlier picture by pprof-svg: functions stay where they are in it, as far as few more calls cross for that, so \
         that two pictures can be compared by eye.", "-layout_hint=before.svg"),
    option("rankdir", Group::Picture, Kind::Choice(&DIRECTIONS), "TB",
        "Which way calls run in the SVG: `TB` from top to bottom, `LR` from left to right.", "-rankdir=LR"),
    option("aspect", Group::Picture, Kind::Ratio, "",
        "The shape that the graph should have, width to height: where a rank of boxes is too long for it, the \
         lightest move to further ranks, and where it is too tall, it goes on in columns beside the first. Unasked, \
         only ranks longer than a screen change, and graphs higher than two and a half.", "-aspect=16:9"),
    option("columns", Group::Picture, SWITCH, "",
        "Let a graph that is higher than two and a half screens go on in columns beside the first, cut where few calls \
         pass. Unasked, pictures for documents (-embed) do not.", "-columns=false"),
    option("stubs", Group::Picture, SWITCH, "true",
        "Name calls of less than 1 % in the boxes that they leave and count them in those that they enter, but for \
         those that a function owes two thirds of its value to; and stack functions that are called by the one \
         above only and take the same. `false` draws every call as a line.", "-stubs=false"),
    option("width", Group::Picture, Kind::Pixels, "",
        "The width that the SVG should not exceed. It is laid out up to six times, and where none of these is narrow \
         enough, the narrowest that is not much higher for it is taken.", "-width=800"),
    option("theme", Group::Picture, Kind::Choice(&THEMES), "auto",
        "The surroundings that the SVG is drawn for: `auto` for light and dark in one file, as the reader has it; \
         `pprof` for the colours of `go tool pprof`.", "-theme=dark"),
    option("background", Group::Picture, Kind::Text("COLOUR"), "",
        "The ground of the picture: `none` for what lies under it, or a colour as `#rgb` or `#rrggbb`, on which `auto` \
         is the theme that can be read there.", "-background=none"),
    option("embed", Group::Picture, SWITCH, "false",
        "Write an SVG to be part of a page or document: small, without a script, and with ids that no other picture \
         has.", "-embed"),
    option("source_url", Group::Picture, Kind::Text("URL"), "",
        "Make the names of functions links: an address beginning with http:// or https://, in which {file} and {line} \
         stand for a function's own.", "-source_url='https://example.com/blob/main/{file}#L{line}'"),
    option("font", Group::Picture, Kind::Text("FONT"), "",
        "The font to prefer for the SVG, if the reader has it. Lines keep the width they have in Arial.",
        "-font=Inter"),

    option("trim_path", Group::Source, Kind::Text("LIST"), "",
        "Prefixes to take off source file names, separated by colons.", "-trim_path=/build/src"),
    option("source_path", Group::Source, Kind::Text("LIST"), "",
        "Folders of sources, separated by colons; names of files below them are shortened. -list and -weblist look \
         for files there and in the folders above, and if none is given, in the one they run in.",
        "-source_path=/build/src"),
    option("symbolize", Group::Source, Kind::Text("MODE"), "",
        "How functions are named, in words with colons between them: `none` as the profile says; `demangle=full`, \
         `demangle=templates` or `demangle=none` for mangled names of C++ and Rust with their parameters, with arguments \
         of templates only, or as they are; `force` to name those again that have names. Unasked, addresses are looked \
         up in the files on this machine (`local`) and asked of the server that the profile came from (`remote`), and \
         parameters and arguments of templates are left out.",
        "-symbolize=demangle=full"),
    option("buildid", Group::Source, Kind::Text("ID"), "",
        "The build id of the main binary, if the profile does not have it.", "-buildid=5f2a90c1"),
    option("add_comment", Group::Source, Kind::Text("TEXT"), "",
        "A comment to add to those of the profile.", "-add_comment='after the fix'"),

    option("all_frames", Group::Source, SWITCH, "false",
        "Keep the frames that the profile itself asks to leave out, such as those of the profiler.",
        "-all_frames"),
    option("tools", Group::Source, Kind::Text("PATH"), "",
        "Accepted for `go tool pprof`'s sake; no other programs are run.", "-tools=/usr/bin"),
    option("intel_syntax", Group::Source, SWITCH, "false",
        "Accepted for `go tool pprof`'s sake; graphs have no assembly.", "-intel_syntax"),

    option("seconds", Group::Fetching, Kind::Integer, "",
        "How long the server shall record; profiles other than of CPU time then are of what came in between.",
        "-seconds=10"),
    option("timeout", Group::Fetching, Kind::Integer, "",
        "How many seconds the profile may take to be here. Half as long again as it is recorded for, or 60, if not given.",
        "-timeout=120"),
    option("header", Group::Fetching, Kind::Texts("HEADER"), "",
        "A header to send, such as one that lets you in; may be given several times. No other server than the one \
         that is asked gets it, and no message shows it.",
        "-header='Authorization: Bearer TOKEN'"),
    option("tls_ca", Group::Fetching, Kind::File("FILE"), "",
        "The certificates, in PEM, of the authorities that a server's certificate may come from, instead of those that \
         the system knows. `https+insecure://` takes any certificate.",
        "-tls_ca=ca.pem"),
    option("tls_cert", Group::Fetching, Kind::File("FILE"), "",
        "The certificate, in PEM, to show to a server that asks for one.", "-tls_cert=client.pem"),
    option("tls_key", Group::Fetching, Kind::File("FILE"), "",
        "The private key, in PEM, of that certificate.", "-tls_key=client.key"),

    option("shell", Group::Command, SWITCH, "",
        "Read commands from standard input, one a line, and answer each of them; `help` lists them. This is what no \
         format at all means at a terminal, where nothing goes to a file; -shell=false is a picture all the same.",
        "-shell"),
    option("help", Group::Command, Kind::Help, "", "Print this help.", "-help"),
    option("version", Group::Command, Kind::Version, "", "Print the version.", "-version"),
    option("man", Group::Command, Kind::Man, "",
        "Print the manual page, to be saved as pprof-svg.1 in a man1 folder.", "-man"),
    option("completions", Group::Command, Kind::Choice(&SHELLS), "",
        "Print a script that makes a shell complete these options. bash reads it from ~/.bashrc as in \
         `source <(pprof-svg -completions=bash)`; for zsh and fish it is saved as _pprof-svg in a folder of \
         $fpath, and as pprof-svg.fish in ~/.config/fish/completions.",
        "-completions=bash"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect;

    /// A duplicate name would make an option unreachable.
    #[test]
    fn names_are_unique() {
        let mut names: Vec<_> = OPTIONS.iter().map(|option| option.name).collect();
        names.extend(UNSUPPORTED.iter().flat_map(|(names, _)| names.iter()));
        names.push("h");
        names.sort_unstable();
        let n_names = names.len();
        names.dedup();
        assert_eq!(names.len(), n_names);
    }

    #[test]
    fn every_example_begins_with_its_option() {
        for option in OPTIONS {
            let typed = option.example.strip_prefix('-').unwrap_or_default();
            let takes_value = !matches!(option.kind, Kind::Switch | Kind::Help | Kind::Version | Kind::Man);
            let (name, value) = typed.split_once('=').unwrap_or((typed, ""));
            assert_eq!(name, option.name);
            assert!(!value.is_empty() || !takes_value, "{}", option.name);
        }
    }

    #[test]
    fn the_groups_of_the_table_stand_together() {
        let mut groups: Vec<_> = OPTIONS.iter().map(|option| option.group).collect();
        groups.dedup();
        assert_eq!(groups, Group::ALL);
    }

    #[test]
    fn the_sets_name_options() {
        let selections = SELECTIONS.map(|(name, _)| name);
        for name in PATTERN_FORMATS {
            assert_eq!(find(name).map(|option| option.kind), Some(REGEX), "{name}");
        }
        for name in
            FORMATS.iter().chain(&COMPARISON_FORMATS).chain(&SORTS).chain(&GRANULARITIES).chain(&selections)
        {
            assert_eq!(find(name).map(|option| option.kind), Some(Kind::Switch), "{name}");
        }
    }

    #[test]
    fn mistyped_names_find_the_option() {
        let typed = "nodecuont nodecout nodes inuse-space sampleindex INUSE_SPACE dto vsg focuss tag_focus divideby diffbase \
                     granularity fooo zzz x filefunction ouput inuse relative o calltree ünit";
        let found: Vec<_> =
            typed.split(' ').map(|name| format!("{name} {}", nearest(name).unwrap_or("?"))).collect();
        expect![[r#"
            nodecuont nodecount
            nodecout nodecount
            nodes ?
            inuse-space inuse_space
            sampleindex sample_index
            INUSE_SPACE inuse_space
            dto dot
            vsg svg
            focuss focus
            tag_focus tagfocus
            divideby divide_by
            diffbase diff_base
            granularity ?
            fooo ?
            zzz ?
            x ?
            filefunction filefunctions
            ouput output
            inuse inuse_space
            relative relative_percentages
            o ?
            calltree call_tree
            ünit unit"#]]
        .assert_eq(&found.join("\n"));
    }
}
