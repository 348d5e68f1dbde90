//! The help text, generated from the table of options.

use super::table::{Group, Kind, OPTIONS, Opt};

const USAGE: &str = "\
Draws the call graph of a pprof profile.

Usage: pprof-svg [options] [binary] profile ...

  pprof-svg cpu.pb.gz
  pprof-svg cpu.pb.gz > cpu.svg
  pprof-svg -focus=json -output=json.svg cpu.pb.gz
  pprof-svg http://localhost:6060/debug/pprof/heap > heap.svg

At a terminal, a profile alone starts a shell, in which one command after the
other is answered: `help` there lists them.

A profile is a file, - for standard input, or the URL of one, of which a copy is
saved. Options are those of `go tool pprof`, and stand before or after the
profile. -name and --name are the same, and so are -name=value and -name value.
An option that takes no value is switched off by -name=false. Of an option given
twice, the last one counts, but for -header. After -- everything is a profile.
Where no default is given, an option is off.
";

/// Width of the help text, in characters.
const WIDTH: usize = 80;

/// The column at which descriptions begin.
const INDENT: usize = 22;

/// The help text.
pub(crate) fn text() -> String {
    let mut text = USAGE.to_owned();
    for group in Group::ALL {
        text.push_str(&format!("\n{}\n", group.title()));
        for option in OPTIONS.iter().filter(|option| option.group == group) {
            text.push_str(&entry(option));
        }
    }
    text
}

/// The version.
pub(crate) fn version() -> String {
    format!("pprof-svg {}\n", env!("CARGO_PKG_VERSION"))
}

/// An option: name and value on the left; description, default and example on the right.
fn entry(option: &Opt) -> String {
    let mut lines = wrapped(option.help);
    lines.extend(wrapped(&facts(option)));
    let name = format!("  -{}{}", option.name, placeholder(option.kind));
    let mut text =
        if name.len() + 2 > INDENT { format!("{name}\n{:INDENT$}", "") } else { format!("{name:INDENT$}") };
    text.push_str(&lines.join(&format!("\n{:INDENT$}", "")));
    text.push('\n');
    text
}

/// The default and the example of an option, if they are informative.
pub(super) fn facts(option: &Opt) -> String {
    let mut facts = Vec::new();
    if !matches!(option.default, "" | "false") {
        facts.push(format!("Default: {}.", option.default));
    }
    if option.example != format!("-{}", option.name) {
        facts.push(format!("Example: {}", option.example));
    }
    facts.join(" ")
}

/// The first sentence of an option's description.
pub(super) fn summary(option: &Opt) -> &'static str {
    option.help.find(". ").map_or(option.help, |end| &option.help[..=end])
}

/// Whether an option requires a value.
pub(super) fn has_value(kind: Kind) -> bool {
    !matches!(kind, Kind::Switch | Kind::Help | Kind::Version | Kind::Man)
}

/// The text wrapped to the right column.
fn wrapped(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if INDENT + line.len() + 1 + word.len() <= WIDTH => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// The placeholder of the value.
pub(super) fn placeholder(kind: Kind) -> String {
    match kind {
        Kind::Switch | Kind::Help | Kind::Version | Kind::Man => String::new(),
        Kind::Integer => "=N".to_owned(),
        Kind::Float => "=X".to_owned(),
        Kind::Pixels => "=PIXELS".to_owned(),
        Kind::Ratio => "=W:H".to_owned(),
        Kind::Text(name) | Kind::Texts(name) | Kind::File(name) | Kind::Files(name) => format!("={name}"),
        Kind::Choice(words) => format!("={}", words.join("|")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_option_is_explained() {
        let text = text();
        for option in OPTIONS {
            assert!(text.contains(&format!("\n  -{}", option.name)), "{}", option.name);
        }
        assert!(text.lines().all(|line| line.chars().count() <= WIDTH && !line.ends_with(' ')));
    }
}
