//! `-symbolize` in its words.

use pprof_svg::symbols::{Demangling, Mode};

/// How the functions of a profile are to be named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Symbolization {
    /// Whether names for addresses are looked for in files on this machine.
    pub(crate) local: bool,
    /// Whether they are asked of the servers that profiles came from.
    pub(crate) remote: bool,
    /// How mangled names become readable, and whether functions that have names are named anew.
    pub(crate) demangling: Demangling,
}

impl Default for Symbolization {
    fn default() -> Symbolization {
        Symbolization { local: true, remote: true, demangling: Demangling::default() }
    }
}

/// How functions are to be named; nothing if they are called as the profile says. And a warning for each word that is
/// none.
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
