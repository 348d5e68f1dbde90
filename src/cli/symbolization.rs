//! `-symbolize` in its words.

use pprof_svg::symbols::{Demangling, Mode};

/// How the functions of a profile are to be named; nothing if they are called as the profile says. And a warning for
/// each word that is none.
pub(super) fn parse(value: &str) -> (Option<Demangling>, Vec<String>) {
    let mut how = Demangling::default();
    let mut warnings = Vec::new();
    for word in value.to_lowercase().split(':') {
        let mode = match word {
            "none" | "no" => return (None, warnings),
            // The profile is not symbolized, whereever that would be done.
            "" | "local" | "fastlocal" | "remote" | "demangle=default" | "default" => continue,
            "force" => how.mode,
            "demangle=none" => Mode::None,
            "demangle=templates" | "templates" => Mode::Templates,
            "demangle=full" | "full" => Mode::Full,
            _ => {
                warnings.push(format!("ignoring unrecognized symbolization option: {value}"));
                warnings.push(EXPECTED.to_owned());
                continue;
            }
        };
        how = Demangling { mode, force: true };
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
        let forced = |mode| Some(Demangling { mode, force: true });
        for (value, expected) in [
            ("", Some(Demangling::default())),
            ("local", Some(Demangling::default())),
            ("fastlocal:remote:demangle=default", Some(Demangling::default())),
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
        assert_eq!(how, Some(Demangling { mode: Mode::Default, force: true }));
        assert_eq!(warnings, ["ignoring unrecognized symbolization option: Fulll:force", EXPECTED]);
        assert_eq!(parse("none:bad"), (None, vec![]));
        assert_eq!(parse("bad:none").1.len(), 2);
        assert_eq!(parse("bad:worse").1.len(), 4);
    }
}
