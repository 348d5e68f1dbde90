//! Parses lines of the shell.

use super::super::table::{self, COMPARISON_FORMATS, FORMATS, Kind, PATTERN_FORMATS};
use super::settings::{self, Of, Settings};

/// A parsed line.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// An empty line.
    Blank,
    /// Ends the shell.
    Quit,
    /// Lists the options and their values.
    Options,
    /// Help on a command or option, or on all.
    Help(Option<String>),
    /// Sets an option.
    Set(String, String),
    /// Prints a report.
    Report(Report),
}

/// A report, and the arguments that override options.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Report {
    /// Its format.
    pub(super) format: &'static str,
    /// The regular expression of formats that take one.
    pub(super) pattern: Option<String>,
    /// The maximum number of nodes.
    pub(super) node_count: Option<i64>,
    /// Whether functions are sorted by cum.
    pub(super) is_cum: bool,
    /// Focus expressions, joined.
    pub(super) focus: String,
    /// Ignore expressions, joined.
    pub(super) ignore: String,
    /// The output file.
    pub(super) output: Option<String>,
}

/// Why a line is invalid.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum LineError {
    #[error("unrecognized command: {0:?}")]
    Unknown(String),
    #[error("command {name} of go tool pprof is not in pprof-svg: {instead}")]
    Unsupported { name: String, instead: &'static str },
    #[error(
        "{0} is of runs before and after a change, which are compared by `pprof-svg -{0} -diff_base=BEFORE AFTER`"
    )]
    OfComparison(&'static str),
    #[error("did you mean: {0}={1}")]
    MissingEquals(String, String),
    #[error("please specify a value, e.g. {0}=<val>")]
    MissingValue(String),
    #[error("unknown config field {0:?}")]
    MemberAlone(String),
    #[error("command {0} requires an argument")]
    MissingPattern(&'static str),
    #[error("unexpected end of line after >")]
    MissingFile,
}

/// Parses a line.
pub(super) fn parse(line: &str, settings: &Settings) -> Result<Line, LineError> {
    if let Some((name, value)) = line.split_once('=').filter(|(name, _)| settings.knows(name.trim())) {
        let value = value.rsplit_once("//:").map_or(value, |(value, _)| value);
        return Ok(Line::Set(name.trim().to_owned(), value.trim().to_owned()));
    }
    let mut words = line.split_whitespace();
    let Some(first) = words.next() else { return Ok(Line::Blank) };
    match first {
        "q" | "quit" | "exit" => return Ok(Line::Quit),
        "o" | "options" => return Ok(Line::Options),
        "help" => {
            return Ok(Line::Help(Some(words.collect::<Vec<_>>().join(" ")).filter(|of| !of.is_empty())));
        }
        _ => {}
    }
    let (name, digits) = trailing_digits(first);
    let arguments: Vec<&str> = digits.into_iter().chain(words).collect();
    if let Some(format) = COMPARISON_FORMATS.iter().find(|format| **format == name) {
        return Err(LineError::OfComparison(format));
    }
    match FORMATS.iter().chain(&PATTERN_FORMATS).find(|format| **format == name) {
        Some(format) => report(format, &arguments).map(Line::Report),
        None => option(name, arguments.first().copied(), settings),
    }
}

/// Splits `top10` as `top 10`.
fn trailing_digits(word: &str) -> (&str, Option<&str>) {
    match word.trim_end_matches(|c: char| c.is_ascii_digit()) {
        "" => (word, None),
        name => (name, Some(&word[name.len()..]).filter(|digits| !digits.is_empty())),
    }
}

/// An option without an equals sign.
fn option(name: &str, argument: Option<&str>, settings: &Settings) -> Result<Line, LineError> {
    let owned = || name.to_owned();
    let is_member = settings::set_with(name).is_some();
    Err(match (settings.find(name).map(|setting| setting.of), argument) {
        (None, None) if is_member => LineError::MemberAlone(owned()),
        (None, Some(value)) if is_member => LineError::MissingEquals(owned(), value.to_owned()),
        (Some(Of::Option(_)), Some(value)) => LineError::MissingEquals(owned(), value.to_owned()),
        (Some(Of::Option(option)), None) if option.kind == Kind::Switch => {
            return Ok(Line::Set(owned(), "true".to_owned()));
        }
        (Some(_), None) => LineError::MissingValue(owned()),
        _ => match table::unsupported(name) {
            Some(instead) if settings.find(name).is_none() => {
                LineError::Unsupported { name: owned(), instead }
            }
            _ => LineError::Unknown(owned()),
        },
    })
}

/// Parses the arguments of a report: number of nodes, focus expressions, `-` and ignore expressions, `>` and a file.
fn report(format: &'static str, arguments: &[&str]) -> Result<Report, LineError> {
    let mut report = Report { format, ..Report::default() };
    let mut arguments = arguments.iter().copied();
    if PATTERN_FORMATS.contains(&format) {
        report.pattern = Some(arguments.next().ok_or(LineError::MissingPattern(format))?.to_owned());
    }
    while let Some(argument) = arguments.next() {
        if let Ok(count) = argument.parse() {
            report.node_count = Some(count);
        } else if let Some(file) = argument.strip_prefix('>') {
            let file = Some(file).filter(|file| !file.is_empty()).or_else(|| arguments.next());
            report.output = Some(file.ok_or(LineError::MissingFile)?.to_owned());
        } else if matches!(argument, "-cum" | "--cum") {
            report.is_cum = true;
        } else if let Some(expression) = argument.strip_prefix('-') {
            join(&mut report.ignore, expression);
        } else {
            join(&mut report.focus, argument);
        }
    }
    Ok(report)
}

/// Extends an expression by an alternative.
fn join(expressions: &mut String, other: &str) {
    if !expressions.is_empty() && !other.is_empty() {
        expressions.push('|');
    }
    expressions.push_str(other);
}

#[cfg(test)]
mod tests {
    use super::super::tests::settings;
    use super::*;
    use expect_test::expect;

    /// The parsed lines of a text.
    fn read(lines: &str) -> String {
        let settings = settings(&["p"]);
        let read = |line: &str| match parse(line, &settings) {
            Ok(Line::Report(report)) => shown(&report),
            Ok(other) => format!("{other:?}"),
            Err(error) => error.to_string(),
        };
        lines.lines().map(|line| format!("{line} → {}\n", read(line))).collect()
    }

    fn shown(report: &Report) -> String {
        let mut shown = report.format.to_owned();
        shown += &report.pattern.as_ref().map(|pattern| format!(" of {pattern}")).unwrap_or_default();
        shown += &report.node_count.map(|count| format!(" n={count}")).unwrap_or_default();
        shown += if report.is_cum { " cum" } else { "" };
        for (name, text) in [("focus", &report.focus), ("ignore", &report.ignore)] {
            shown += &if text.is_empty() { String::new() } else { format!(" {name}={text}") };
        }
        shown + &report.output.as_ref().map(|file| format!(" to {file}")).unwrap_or_default()
    }

    #[test]
    fn reports_have_arguments_in_any_order() {
        expect![[r"
            top → top
              top  5  → top n=5
            top10 → top n=10
            top 3 4 → top n=4
            top -3 → top n=-3
            top foo -cum 5 -bar baz -qux > f → top n=5 cum focus=foo|baz ignore=bar|qux to f
            top --cum >f → top cum to f
            top - foo → top focus=foo
            top 3 | head → top n=3 focus=||head
            top 99999999999999999999 → top focus=99999999999999999999
            top 3 > → unexpected end of line after >
            top focus=x → top focus=focus=x
            peek → command peek requires an argument
            peek -a b 3 → peek of -a n=3 focus=b
            peek10 → peek of 10
            tags a -b → tags focus=a ignore=b
        "]]
        .assert_eq(&read(
            "top\n  top  5 \ntop10\ntop 3 4\ntop -3\ntop foo -cum 5 -bar baz -qux > f\ntop --cum >f\ntop - foo\n\
             top 3 | head\ntop 99999999999999999999\ntop 3 >\ntop focus=x\npeek\npeek -a b 3\npeek10\ntags a -b",
        ));
    }

    #[test]
    fn options_are_set_with_an_equals_sign() {
        expect![[r#"
            focus=a → Set("focus", "a")
             focus = a b=c //: why → Set("focus", "a b=c")
            focus= → Set("focus", "")
            cum=true → Set("cum", "true")
            trim → Set("trim", "true")
            trim false → did you mean: trim=false
            focus → please specify a value, e.g. focus=<val>
            nodecount10 → did you mean: nodecount=10
            cum → unknown config field "cum"
            cum 3 → did you mean: cum=3
            sort → please specify a value, e.g. sort=<val>
            sort cum → unrecognized command: "sort"
        "#]]
        .assert_eq(&read(
            "focus=a\n focus = a b=c //: why\nfocus=\ncum=true\ntrim\ntrim false\nfocus\nnodecount10\ncum\ncum 3\n\
             sort\nsort cum",
        ));
    }

    #[test]
    fn other_lines() {
        expect![[r#"
             → Blank
            	quit	now → Quit
            o x → Options
            o3 → unrecognized command: "o"
            help → Help(None)
            help  top  tree → Help(Some("top tree"))
            bogus=3 → unrecognized command: "bogus="
            =3 → unrecognized command: "="
            10 → unrecognized command: "10"
            TOP → unrecognized command: "TOP"
            sélection → unrecognized command: "sélection"
            symbolize=none → unrecognized command: "symbolize=none"
            gif > f → command gif of go tool pprof is not in pprof-svg: write -svg and convert that
        "#]]
        .assert_eq(&read(
            "\n\tquit\tnow\no x\no3\nhelp\nhelp  top  tree\nbogus=3\n=3\n10\nTOP\nsélection\nsymbolize=none\ngif > f",
        ));
    }

    proptest::proptest! {
        #[test]
        fn no_line_panics(line in "(top|peek|focus|cum|=|>|-|:|\\d| |\\PC){0,12}") {
            let _ = parse(&line, &settings(&["p"]));
        }
    }
}
