//! Parses the command line: options with their values, and sources.
//!
//! Options have the syntax of Go's tools (`-nodecount=20`, `-nodecount 20`, `--nodecount=20`), but may also come after
//! sources. They are normalized here; `clap` parses the values.

use std::ffi::{OsStr, OsString};

use clap::builder::{PossibleValuesParser, TypedValueParser, ValueParser};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, ArgMatches, Command};

use super::table::{self, Kind, OPTIONS, Opt};
use super::values;

/// The parsed command line. Options are queried by their name in the table; any other name or type is a bug, and
/// panics.
#[derive(Debug)]
pub(crate) struct Args {
    matches: ArgMatches,
    sources: Vec<OsString>,
}

/// What the command line asks for.
#[derive(Debug)]
pub(crate) enum Invocation {
    /// A report.
    Args(Args),
    /// The help text.
    Help,
    /// The version.
    Version,
    /// The manual page.
    Man,
    /// The completions for a shell.
    Completions(String),
}

/// Why a command line is invalid.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ArgsError {
    #[error("unknown option -{name}{}", hint(*nearest))]
    Unknown { name: String, nearest: Option<&'static str> },
    #[error("option -{name} of go tool pprof is not in pprof-svg: {instead}")]
    Unsupported { name: String, instead: &'static str },
    #[error("option -{name} needs a value, as in {example}")]
    MissingValue { name: &'static str, example: &'static str },
    #[error("invalid value \"{value}\" for option -{name}: {reason}")]
    InvalidValue { name: String, value: String, reason: String },
    #[error("option -{name} takes no value")]
    TakesNoValue { name: &'static str },
    #[error("\"{0}\" is not an option; a file of that name is given after --")]
    BadSyntax(String),
    /// Any other error, in clap's words.
    #[error("{0}")]
    Other(String),
}

/// The end of the message about an unknown option.
fn hint(nearest: Option<&'static str>) -> String {
    match nearest {
        Some(name) => format!("; did you mean -{name}?"),
        None => "; -help lists the options".to_owned(),
    }
}

impl Args {
    /// Parses the arguments after the command's name.
    pub(crate) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Invocation, ArgsError> {
        let normalized = NormalizedArgs::new(arguments)?;
        match normalized.only_prints {
            Some(Kind::Help) => return Ok(Invocation::Help),
            Some(Kind::Man) => return Ok(Invocation::Man),
            Some(_) => return Ok(Invocation::Version),
            None => {}
        }
        let matches = command().try_get_matches_from(normalized.options).map_err(|error| explain(&error))?;
        let args = Args { matches, sources: normalized.sources };
        Ok(match args.text("completions") {
            Some(shell) => Invocation::Completions(shell.to_owned()),
            None => Invocation::Args(args),
        })
    }

    /// The profiles, with an optional binary before them, as given.
    pub(crate) fn sources(&self) -> &[OsString] {
        &self.sources
    }

    /// The value of a switch, if it is given.
    pub(crate) fn switch(&self, name: &str) -> Option<bool> {
        self.matches.get_one(name).copied()
    }

    /// Whether a switch is on, which is off by default.
    pub(crate) fn is_on(&self, name: &str) -> bool {
        self.switch(name).unwrap_or(false)
    }

    /// The value of an integer option.
    pub(crate) fn integer(&self, name: &str) -> Option<i64> {
        self.matches.get_one(name).copied()
    }

    /// The value of a float option, or of a ratio.
    pub(crate) fn float(&self, name: &str) -> Option<f64> {
        self.matches.get_one(name).copied()
    }

    /// The value of a length option.
    pub(crate) fn pixels(&self, name: &str) -> Option<u32> {
        self.matches.get_one(name).copied()
    }

    /// The value of a text or choice option; `None` if it is empty.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.matches.get_one::<String>(name).map(String::as_str).filter(|text| !text.is_empty())
    }

    /// The value of a text option, which may be empty.
    pub(crate) fn any_text(&self, name: &str) -> Option<&str> {
        self.matches.get_one::<String>(name).map(String::as_str)
    }

    /// The values of a repeatable text option.
    pub(crate) fn texts(&self, name: &str) -> Vec<&str> {
        self.matches.get_many::<String>(name).unwrap_or_default().map(String::as_str).collect()
    }

    /// The value of a file option; `None` if it is empty.
    pub(crate) fn file(&self, name: &str) -> Option<&OsStr> {
        self.matches.get_one::<OsString>(name).map(OsString::as_os_str).filter(|file| !file.is_empty())
    }

    /// The values of a repeatable file option, without empty ones.
    pub(crate) fn files(&self, name: &str) -> Vec<OsString> {
        let files = self.matches.get_many::<OsString>(name).unwrap_or_default();
        files.filter(|file| !file.is_empty()).cloned().collect()
    }

    /// The unparsed value of an option, if it is UTF-8.
    pub(crate) fn typed(&self, name: &str) -> Option<&str> {
        self.matches.get_raw(name).and_then(Iterator::last).and_then(OsStr::to_str)
    }

    /// Those of `names` that are on.
    pub(crate) fn on_among(&self, names: &[&'static str]) -> Vec<&'static str> {
        names.iter().copied().filter(|name| self.is_on(name)).collect()
    }
}

/// A command line in the form that `clap` parses.
#[derive(Debug, Default)]
struct NormalizedArgs {
    /// `--name` or `--name=value` each.
    options: Vec<OsString>,
    sources: Vec<OsString>,
    /// The first option that only prints something.
    only_prints: Option<Kind>,
}

impl NormalizedArgs {
    fn new(arguments: impl IntoIterator<Item = OsString>) -> Result<NormalizedArgs, ArgsError> {
        let mut normalized = NormalizedArgs::default();
        let mut arguments = arguments.into_iter();
        while let Some(argument) = arguments.next() {
            if argument == "--" {
                normalized.sources.extend(arguments);
                break;
            }
            match Flag::of(&argument)? {
                Some(flag) => normalized.add(&flag, &mut arguments)?,
                None => normalized.sources.push(argument),
            }
        }
        Ok(normalized)
    }

    fn add(&mut self, flag: &Flag, rest: &mut impl Iterator<Item = OsString>) -> Result<(), ArgsError> {
        let option = flag.option()?;
        let mut long = OsString::from(format!("--{}", option.name));
        match (option.kind, &flag.value) {
            (Kind::Help | Kind::Version | Kind::Man, Some(_)) => {
                return Err(ArgsError::TakesNoValue { name: option.name });
            }
            (kind @ (Kind::Help | Kind::Version | Kind::Man), None) => {
                self.only_prints.get_or_insert(kind);
                return Ok(());
            }
            (Kind::Switch, None) => {}
            (_, Some(value)) => {
                long.push("=");
                long.push(value);
            }
            (_, None) => {
                let missing = || ArgsError::MissingValue { name: option.name, example: option.example };
                long.push("=");
                long.push(rest.next().ok_or_else(missing)?);
            }
        }
        self.options.push(long);
        Ok(())
    }
}

/// An option on the command line, with its value if that is in the same argument.
#[derive(Debug, PartialEq, Eq)]
struct Flag {
    name: String,
    /// The value after the first `=`.
    value: Option<OsString>,
}

impl Flag {
    /// Parses an argument; `None` for a source: one without a dash, or only a dash.
    fn of(argument: &OsStr) -> Result<Option<Flag>, ArgsError> {
        let bytes = argument.as_encoded_bytes();
        let Some(after_dash) = bytes.strip_prefix(b"-").filter(|rest| !rest.is_empty()) else {
            return Ok(None);
        };
        let body = after_dash.strip_prefix(b"-").unwrap_or(after_dash);
        if matches!(body, [] | [b'-' | b'=', ..]) {
            return Err(ArgsError::BadSyntax(argument.to_string_lossy().into_owned()));
        }
        let equals = body.iter().position(|byte| *byte == b'=');
        let n_dashes = bytes.len() - body.len();
        let name = String::from_utf8_lossy(&body[..equals.unwrap_or(body.len())]).into_owned();
        Ok(Some(Flag { name, value: equals.map(|at| after_bytes(argument, n_dashes + at + 1)) }))
    }

    fn option(&self) -> Result<&'static Opt, ArgsError> {
        let name = if self.name == "h" { "help" } else { &self.name };
        match (table::find(name), table::unsupported(name)) {
            (Some(option), _) => Ok(option),
            (None, Some(instead)) => Err(ArgsError::Unsupported { name: self.name.clone(), instead }),
            (None, None) => {
                Err(ArgsError::Unknown { name: self.name.clone(), nearest: table::nearest(name) })
            }
        }
    }
}

/// The text after the first `n_bytes` bytes, the last of which is ASCII.
#[cfg(unix)]
fn after_bytes(argument: &OsStr, n_bytes: usize) -> OsString {
    use std::os::unix::ffi::OsStrExt;
    OsStr::from_bytes(&argument.as_bytes()[n_bytes..]).to_owned()
}

/// The text after the first `n_bytes` bytes, the last of which is ASCII. On other systems texts cannot be split without
/// `unsafe`, so that invalid Unicode is replaced.
#[cfg(not(unix))]
fn after_bytes(argument: &OsStr, n_bytes: usize) -> OsString {
    String::from_utf8_lossy(&argument.as_encoded_bytes()[n_bytes..]).into_owned().into()
}

/// The options for `clap`.
fn command() -> Command {
    Command::new("pprof-svg")
        .no_binary_name(true)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .args_override_self(true)
        .args(OPTIONS.iter().filter_map(argument))
}

/// An option for `clap`; `None` for those that only print.
fn argument(option: &'static Opt) -> Option<Arg> {
    let argument = Arg::new(option.name).long(option.name).action(ArgAction::Set).require_equals(true);
    Some(match option.kind {
        Kind::Help | Kind::Version | Kind::Man => return None,
        Kind::Switch => argument.num_args(0..=1).default_missing_value("true").value_parser(values::boolean),
        Kind::Integer => argument.value_parser(values::integer),
        Kind::Float => argument.value_parser(values::float),
        Kind::Pixels => argument.value_parser(values::pixels),
        Kind::Ratio => argument.value_parser(values::ratio),
        Kind::Text(_) => argument.value_parser(ValueParser::string()),
        Kind::Texts(_) => argument.value_parser(ValueParser::string()).action(ArgAction::Append),
        Kind::File(_) => argument.value_parser(ValueParser::os_string()),
        Kind::Files(_) => argument.value_parser(ValueParser::os_string()).action(ArgAction::Append),
        // An empty value counts as not given, as in text options.
        Kind::Choice(words) => {
            let words = words.iter().copied().chain([""]);
            argument.value_parser(PossibleValuesParser::new(words).map(|word| word.clone()))
        }
    })
}

/// Converts an error of `clap`.
fn explain(error: &clap::Error) -> ArgsError {
    let text = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        _ => String::new(),
    };
    let argument = text(ContextKind::InvalidArg); // such as `--nodecount=<nodecount>`
    let name = argument.trim_start_matches('-').split(['=', '[', ' ']).next().unwrap_or_default();
    let invalid =
        |value: String, reason: String| ArgsError::InvalidValue { name: name.to_owned(), value, reason };
    let value = text(ContextKind::InvalidValue);
    match (error.kind(), table::find(name).map(|option| option.kind)) {
        (ErrorKind::ValueValidation, Some(_)) => {
            let reason = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
            invalid(value, reason)
        }
        (ErrorKind::InvalidValue, Some(Kind::Choice(words))) => {
            invalid(value, format!("must be one of: {}", words.join(", ")))
        }
        (ErrorKind::InvalidUtf8, _) => ArgsError::Other("an option's value is not UTF-8".to_owned()),
        _ => ArgsError::Other(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::options::Request;
    use super::*;
    use proptest::prelude::*;

    fn parse(line: &[&str]) -> Result<Args, ArgsError> {
        match Args::parse(line.iter().map(OsString::from))? {
            Invocation::Args(args) => Ok(args),
            other => panic!("{other:?}"),
        }
    }

    fn message(line: &[&str]) -> String {
        parse(line).expect_err("a mistake").to_string()
    }

    #[test]
    fn the_parser_accepts_the_whole_table() {
        command().debug_assert();
        for option in OPTIONS {
            assert!(Args::parse([OsString::from(option.example)]).is_ok(), "{}", option.example);
        }
    }

    #[test]
    fn a_value_follows_an_equals_sign_or_a_space() {
        for line in
            [&["-nodecount=20"][..], &["-nodecount", "20"], &["--nodecount=20"], &["--nodecount", "20"]]
        {
            assert_eq!(parse(line).unwrap().integer("nodecount"), Some(20), "{line:?}");
        }
    }

    #[test]
    fn a_value_may_look_like_anything() {
        assert_eq!(parse(&["-nodecount", "-1"]).unwrap().integer("nodecount"), Some(-1));
        assert_eq!(parse(&["-focus", "-cum"]).unwrap().text("focus"), Some("-cum"));
        assert_eq!(parse(&["-focus", "--"]).unwrap().text("focus"), Some("--"));
        assert_eq!(parse(&["-focus=a=b"]).unwrap().text("focus"), Some("a=b"));
        assert_eq!(parse(&["-focus", "a,b c"]).unwrap().text("focus"), Some("a,b c"));
    }

    #[test]
    fn a_switch_takes_its_value_only_after_an_equals_sign() {
        let args = parse(&["-trim", "false"]).unwrap();
        assert_eq!((args.switch("trim"), args.sources()), (Some(true), &[OsString::from("false")][..]));
        assert_eq!(parse(&["-trim=false"]).unwrap().switch("trim"), Some(false));
        assert_eq!(parse(&["-trim=T"]).unwrap().switch("trim"), Some(true));
        assert_eq!(parse(&[]).unwrap().switch("trim"), None);
    }

    #[test]
    fn the_last_of_two_counts() {
        let args =
            parse(&["-nodecount=1", "-cum", "-focus=a", "-nodecount=2", "-cum=false", "-focus="]).unwrap();
        assert_eq!(args.integer("nodecount"), Some(2));
        assert_eq!(args.switch("cum"), Some(false));
        assert_eq!(args.text("focus"), None);
    }

    #[test]
    fn options_may_follow_sources_until_two_dashes() {
        let args = parse(&["-cum", "a", "-", "-nodecount", "3", "b", "--", "-c", "--", "-"]).unwrap();
        assert_eq!(args.sources(), ["a", "-", "b", "-c", "--", "-"]);
        assert_eq!((args.is_on("cum"), args.integer("nodecount")), (true, Some(3)));
    }

    #[test]
    fn mistakes_are_named() {
        let said = [
            (&["-nodecout=3"][..], "unknown option -nodecout; did you mean -nodecount?"),
            (&["-xyzzy"], "unknown option -xyzzy; -help lists the options"),
            (&["-gif"], "option -gif of go tool pprof is not in pprof-svg: write -svg and convert that"),
            (&["-nodecount"], "option -nodecount needs a value, as in -nodecount=20"),
            (&["-nodecount="], r#"invalid value "" for option -nodecount: not a whole number"#),
            (&["-nodecount=many"], r#"invalid value "many" for option -nodecount: not a whole number"#),
            (
                &["-nodecount", "99999999999999999999"],
                r#"invalid value "99999999999999999999" for option -nodecount: out of range"#,
            ),
            (&["-nodefraction=1e400"], r#"invalid value "1e400" for option -nodefraction: out of range"#),
            (&["-nodefraction=x"], r#"invalid value "x" for option -nodefraction: not a number"#),
            (
                &["-aspect=wide"],
                r#"invalid value "wide" for option -aspect: not two numbers above 0 as in 16:9, nor one"#,
            ),
            (&["-width=0"], r#"invalid value "0" for option -width: not a whole number above 0"#),
            (&["-trim=maybe"], r#"invalid value "maybe" for option -trim: not true or false"#),
            (&["-trim="], r#"invalid value "" for option -trim: not true or false"#),
            (
                &["-layout=dot"],
                r#"invalid value "dot" for option -layout: must be one of: layered, layout-rs"#,
            ),
            (&["-help=x"], "option -help takes no value"),
            (&["---cum"], r#""---cum" is not an option; a file of that name is given after --"#),
            (&["-=3"], r#""-=3" is not an option; a file of that name is given after --"#),
        ];
        for (line, text) in said {
            assert_eq!(message(line), text);
        }
    }

    /// Neither a later invalid value nor a missing source prevents the help.
    #[test]
    fn help_and_version_come_first() {
        let typed = |line: &[&str]| Args::parse(line.iter().map(OsString::from)).unwrap();
        for help in ["-h", "-help", "--help", "--h"] {
            assert!(matches!(typed(&["-nodecount=x", help, "p"]), Invocation::Help), "{help}");
        }
        assert!(matches!(typed(&["-version", "-h"]), Invocation::Version));
    }

    proptest! {
        /// Any command line has a result.
        #[test]
        fn no_command_line_panics(line in proptest::collection::vec(any_argument(), 0..6)) {
            if let Ok(Invocation::Args(args)) = Args::parse(line.iter().map(OsString::from)) {
                let _ = Request::new(&args);
            }
        }
    }

    /// Any text, but often similar to an option.
    fn any_argument() -> impl Strategy<Value = String> {
        let names: Vec<&str> = OPTIONS.iter().map(|option| option.name).collect();
        let option = (
            "-{0,3}",
            proptest::sample::select(names),
            "|=|=(true|0x_?[0-9a-fp]{1,9}|-?[0-9._e]{0,9}|\\PC{0,4})",
        );
        prop_oneof![option.prop_map(|(dashes, name, value)| dashes + name + &value), ".{0,9}", "-.{0,9}"]
    }

    #[cfg(unix)]
    #[test]
    fn only_file_names_may_be_in_any_bytes() {
        use std::os::unix::ffi::OsStringExt;
        let raw = |bytes: &[u8]| OsString::from_vec(bytes.to_vec());
        let Invocation::Args(args) = Args::parse([raw(b"-output=\xff.svg"), raw(b"\xfe")]).unwrap() else {
            panic!()
        };
        assert_eq!(args.file("output"), Some(raw(b"\xff.svg").as_os_str()));
        assert_eq!(args.sources(), [raw(b"\xfe")]);
        for argument in [&b"-focus=\xff"[..], b"-nodecount=\xff", b"-cum=\xff", b"-layout=\xff"] {
            let error = Args::parse([raw(argument)]).unwrap_err();
            assert_eq!(error.to_string(), "an option's value is not UTF-8", "{argument:?}");
        }
        assert_eq!(
            Args::parse([raw(b"-\xff")]).unwrap_err().to_string(),
            "unknown option -\u{fffd}; -help lists the options"
        );
    }
}
