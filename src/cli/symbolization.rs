//! Parses the value of `-symbolize`.

use pprof_svg::symbols::{Demangling, Mode};

/// How functions are symbolized.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Symbolization {
    /// Whether local files are used.
    pub(crate) local: bool,
    /// Whether the servers of fetched profiles are used.
    pub(crate) remote: bool,
    /// How names are demangled, and whether existing names are replaced.
    pub(crate) demangling: Demangling,
}

impl Default for Symbolization {
    fn default() -> Symbolization {
        Symbolization { local: true, remote: true, demangling: Demangling::default() }
    }
}

/// Parses the value: `None` for no symbolization. Returns a warning for each unknown word as well.
pub(super) fn parse(value: &str) -> (Option<Symbolization>, Vec<String>) {
    let mut how = Symbolization::default();
    let mut warnings = Vec::new();
    for word in value.to_lowercase().split(':') {
        let mode = match word {
            "none" | "no" => return (None, warnings),
            "" | "demangle=default" | "default" => continue,
            "local" | "fastlocal" => {
                (how.local, how.remote) = (true, false);
                continue;
            }
            "remote" => {
                (how.local, how.remote) = (false, true);
                continue;
            }
            "force" => how.demangling.mode,
            "demangle=none" => Mode::None,
            "demangle=templates" | "templates" => Mode::Templates,
            "demangle=full" | "full" => Mode::Full,
            _ => {
                warnings.push(format!("ignoring unrecognized symbolization option: {value}"));
                warnings.push(EXPECTED.to_owned());
                continue;
            }
        };
        how.demangling = Demangling { mode, force: true };
    }
    (Some(how), warnings)
}

const EXPECTED: &str =
    "expecting -symbolize=[local|fastlocal|remote|none][:force][:demangle=[none|full|templates|default]";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_say_how_names_are_shown() {
        let unasked = Symbolization::default();
        let forced = |mode| Some(Symbolization { demangling: Demangling { mode, force: true }, ..unasked });
        for (value, expected) in [
            ("", Some(unasked)),
            ("local", Some(Symbolization { remote: false, ..unasked })),
            ("remote", Some(Symbolization { local: false, ..unasked })),
            ("remote:fastlocal:demangle=default", Some(Symbolization { remote: false, ..unasked })),
            ("force", forced(Mode::Default)),
            ("FORCE:demangle=None", forced(Mode::None)),
            ("demangle=templates", forced(Mode::Templates)),
            ("full:force", forced(Mode::Full)),
            ("no", None),
            ("full:none", None),
        ] {
            assert_eq!(parse(value), (expected, vec![]), "{value}");
        }
    }

    #[test]
    fn wrong_words_are_said_to_be_ignored() {
        let (how, warnings) = parse("Fulll:force");
        assert_eq!(how.unwrap().demangling, Demangling { mode: Mode::Default, force: true });
        assert_eq!(warnings, ["ignoring unrecognized symbolization option: Fulll:force", EXPECTED]);
        assert_eq!(parse("none:bad"), (None, vec![]));
        assert_eq!(parse("bad:none").1.len(), 2);
        assert_eq!(parse("bad:worse").1.len(), 4);
    }
}
