//! The shell's `help`, generated from the table of options.

use super::super::help::{facts, placeholder, summary};
use super::super::table::{self, Kind, Opt, PATTERN_FORMATS};
use super::settings::{self, SETS};

/// The commands that are not formats.
const OTHERS: [(&str, &str); 4] = [
    ("o, options", "List the options and their values."),
    (":", "Clear focus, ignore, hide, tagfocus and tagignore."),
    ("help [NAME]", "Say what there is, or what a command or an option does."),
    ("quit, exit, q", "End; so does the end of the input."),
];

/// The forms of lines and their meanings, for the manual.
pub(crate) fn manual() -> Vec<(&'static str, &'static str)> {
    let mut lines = vec![
        (
            "FORMAT [N] [FOCUS]... [-IGNORE]... [-cum] [> FILE]",
            "Write a report in one of the formats above, of which -peek has its expression as first word: of at most N \
             nodes, with expressions to focus on and to ignore, sorted by cum, to a file. This holds for this report.",
        ),
        (
            "NAME=VALUE",
            "Set an option from now on. Those that shape a report can be set, without their dash.",
        ),
        ("TYPE", "Choose a sample type by its name, with mean_ before it for means, with total_ for sums."),
    ];
    lines.extend(OTHERS);
    lines
}

/// The commands that are not formats.
#[cfg_attr(not(any(feature = "shell", test)), allow(dead_code, reason = "nobody asks without an editor"))]
pub(super) fn others() -> impl Iterator<Item = &'static str> {
    OTHERS.iter().flat_map(|(names, _)| names.split(", ")).filter_map(|name| name.split(' ').next())
}

/// All commands and options, with one line each.
pub(super) fn all() -> String {
    let mut text = "Commands\n".to_owned();
    text.extend(formats().map(|format| entry(format.name, summary(format))));
    text.extend(OTHERS.iter().map(|(name, does)| entry(name, does)));
    text += "\nOptions, set as in nodecount=20\n";
    text.extend(settings::options().map(|option| entry(option.name, summary(option))));
    for (set, members) in SETS {
        text += &format!("\nOne of these, set as in {set}={0} or {0}=true\n", members[0]);
        text.extend(
            members
                .iter()
                .filter_map(|name| table::find(name))
                .map(|option| entry(option.name, summary(option))),
        );
    }
    text + "\nThe name of a sample type chooses it. `help NAME` says more of a command or an option.\n"
}

/// The description and the values of a command or an option.
pub(super) fn on(name: &str, types: &[String]) -> String {
    let is_option =
        || settings::options().any(|option| option.name == name) || settings::set_with(name).is_some();
    match table::find(name) {
        Some(format) if table::is_format(name) => format!("{}\n{}\n", usage(format), format.help),
        Some(option) if is_option() => of_option(option, types),
        _ => match SETS.iter().find(|(set, _)| *set == name) {
            Some((set, members)) => format!("{set}={}\n", members.join("|")),
            None => format!("Unknown command: {name}\n"),
        },
    }
}

fn of_option(option: &Opt, types: &[String]) -> String {
    let value = if option.kind == Kind::Switch { "=true|false".to_owned() } else { placeholder(option.kind) };
    let mut text = format!("{}{value}\n{}\n", option.name, option.help);
    let facts = facts(option).replacen("Example: -", "Example: ", 1);
    if !facts.is_empty() {
        text += &format!("{facts}\n");
    }
    if option.name == "sample_index" {
        text += &format!("One of: {}\n", types.join(", "));
    }
    text
}

/// The usage of a command.
fn usage(format: &Opt) -> String {
    let pattern = if PATTERN_FORMATS.contains(&format.name) { " REGEX" } else { "" };
    let filters =
        if format.name == "tags" { "[TAGFOCUS]... [-TAGIGNORE]..." } else { "[FOCUS]... [-IGNORE]..." };
    format!("{}{pattern} [N] {filters} [-cum] [> FILE]", format.name)
}

fn formats() -> impl Iterator<Item = &'static Opt> {
    table::OPTIONS.iter().filter(|option| table::is_format(option.name))
}

fn entry(name: &str, does: &str) -> String {
    format!("  {name:<20} {does}\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect;

    #[test]
    fn everything_is_listed() {
        let text = all();
        for name in formats().chain(settings::options()).map(|option| option.name) {
            assert!(text.contains(&format!("\n  {name} ")), "{name}");
        }
        for (_, members) in SETS {
            assert!(members.iter().all(|name| text.contains(&format!("\n  {name} "))), "{members:?}");
        }
    }

    #[test]
    fn help_on_one_thing() {
        let types = ["samples".to_owned(), "cpu".to_owned()];
        expect![[r"
            peek REGEX [N] [FOCUS]... [-IGNORE]... [-cum] [> FILE]
            Write the callers and callees of functions that match, as text. No limits apply.
            tags [N] [TAGFOCUS]... [-TAGIGNORE]... [-cum] [> FILE]
            Write all labels with what their samples took, as text.
            nodefraction=X
            Leave out nodes whose cumulative value is below this fraction of the total.
            Default: 0.005. Example: nodefraction=0.02
            sort=cum|flat
            sample_index=NAME
            The sample value to report, by name or by number from 0. The profile's own preference, or its last value, if not given.
            Example: sample_index=alloc_objects
            One of: samples, cpu
            Unknown command: symbolize
        "]]
        .assert_eq(&["peek", "tags", "nodefraction", "sort", "sample_index", "symbolize"].map(|name| on(name, &types)).concat());
    }
}
