//! Completes the current word.

#![cfg_attr(not(any(feature = "shell", test)), allow(dead_code, reason = "nobody asks without an editor"))]

use std::collections::BTreeSet;

use bstr::ByteSlice;
use pprof_svg::profile::Profile;

use super::super::table::{self, FORMATS, Group, Kind, PATTERN_FORMATS};
use super::help;
use super::settings::{self, SETS};

/// The vocabulary of completions.
#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    /// The profile, for the names of its functions.
    pub(super) profile: &'a Profile,
    /// The names of the sample types.
    pub(super) types: &'a [String],
}

impl Words<'_> {
    /// Start of the last word of a line, and its completions in alphabetical order.
    pub(super) fn completing(&self, line: &str) -> (usize, Vec<String>) {
        if let Some((name, value)) = line.split_once('=') {
            let typed = value.trim_start();
            return (line.len() - typed.len(), self.values(name.trim(), typed));
        }
        let typed = line.rsplit(char::is_whitespace).next().unwrap_or_default();
        let start = line.len() - typed.len();
        match line[..start].split_whitespace().next() {
            None => (start, beginning(typed, self.commands())),
            Some("help") => (start, beginning(typed, names())),
            Some(command) if table::is_format(command.trim_end_matches(|c: char| c.is_ascii_digit())) => {
                self.arguments(start, typed)
            }
            Some(_) => (start, Vec::new()),
        }
    }

    fn commands(&self) -> Vec<String> {
        let commands = formats().map(str::to_owned).chain(help::others().map(str::to_owned));
        let options = settings::options().map(|option| option.name).chain(SETS.map(|(set, _)| set));
        commands.chain(options.map(|name| format!("{name}="))).chain(self.types.iter().cloned()).collect()
    }

    fn values(&self, name: &str, typed: &str) -> Vec<String> {
        if let Some((_, members)) = SETS.iter().find(|(set, _)| *set == name) {
            return beginning(typed, members.iter().map(ToString::to_string));
        }
        let Some(option) = table::find(name) else { return Vec::new() };
        match option.kind {
            Kind::Switch => beginning(typed, ["true", "false"].map(str::to_owned)),
            Kind::Choice(words) => beginning(typed, words.iter().map(ToString::to_string)),
            _ if name == "sample_index" => beginning(typed, self.types.iter().cloned()),
            _ if option.group == Group::Filters => self.functions(typed),
            _ => Vec::new(),
        }
    }

    /// Completions of a report's arguments; a function may follow the dash of those to ignore.
    fn arguments(&self, start: usize, typed: &str) -> (usize, Vec<String>) {
        match typed.strip_prefix('-') {
            Some("c" | "cu" | "cum") => (start, vec!["-cum".to_owned()]),
            Some(ignored) => (start + 1, self.functions(ignored)),
            None => (start, self.functions(typed)),
        }
    }

    /// Expressions for the functions whose names, or components of names, begin like this.
    fn functions(&self, typed: &str) -> Vec<String> {
        let names = self.profile.functions.iter().map(|function| self.profile.text(function.name));
        let names: BTreeSet<_> = names.filter(|name| !name.is_empty()).collect();
        let mut found = BTreeSet::new();
        for name in names {
            let name = name.to_str_lossy();
            found.extend(Some(expression(&name)).filter(|whole| whole.starts_with(typed)));
            let parts = name.split(|c: char| !(c.is_alphanumeric() || c == '_'));
            found
                .extend(parts.filter(|part| !typed.is_empty() && part.starts_with(typed)).map(str::to_owned));
        }
        found.into_iter().collect()
    }
}

fn formats() -> impl Iterator<Item = &'static str> {
    FORMATS.into_iter().chain(PATTERN_FORMATS)
}

/// The topics of help.
fn names() -> impl Iterator<Item = String> {
    let members = SETS.into_iter().flat_map(|(set, members)| members.iter().copied().chain([set]));
    formats().chain(settings::options().map(|option| option.name)).chain(members).map(str::to_owned)
}

fn beginning(typed: &str, words: impl IntoIterator<Item = String>) -> Vec<String> {
    let words: BTreeSet<_> = words.into_iter().filter(|word| word.starts_with(typed)).collect();
    words.into_iter().collect()
}

/// A regular expression without spaces that matches a name. Dots are not escaped, for readability.
fn expression(name: &str) -> String {
    let mut expression = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            '\\' | '(' | ')' | '[' | ']' | '{' | '}' | '*' | '+' | '?' | '|' | '^' | '$' => {
                expression.extend(['\\', c]);
            }
            c if c.is_whitespace() || c.is_control() => expression.push('.'),
            c => expression.push(c),
        }
    }
    expression
}

#[cfg(test)]
mod tests {
    use super::*;
    use pprof_svg::profile::Function;

    /// The completions of the end of a line.
    fn completed(line: &str) -> String {
        let mut profile = Profile::default();
        for name in ["main.run", "main.(*Server).run loop", "runtime.mallocgc", "runtime.mallocgc", ""] {
            let name = profile.strings.push(name.as_bytes());
            profile.functions.push(Function { name, ..Function::default() });
        }
        let types = ["samples".to_owned(), "cpu".to_owned()];
        let (start, words) = Words { profile: &profile, types: &types }.completing(line);
        words.iter().map(|word| format!("{}{word}", &line[..start])).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn a_line_begins_with_a_command_an_option_or_a_type() {
        assert_eq!(completed("to"), "top, topproto");
        assert_eq!(completed(" tagf"), " tagfocus=");
        assert_eq!(completed("cp"), "cpu");
        assert_eq!(completed("so"), "sort=, source_path=, source_url=");
        assert_eq!(completed("é"), "");
    }

    #[test]
    fn options_have_their_values() {
        assert_eq!(
            completed("granularity=f"),
            "granularity=filefunctions, granularity=files, granularity=functions"
        );
        assert_eq!(completed("trim= "), "trim= false, trim= true");
        assert_eq!(completed("theme=d"), "theme=dark");
        assert_eq!(completed("sample_index="), "sample_index=cpu, sample_index=samples");
        assert_eq!(completed("focus=mal"), "focus=mallocgc");
        assert_eq!(completed("nodecount=1"), "");
    }

    #[test]
    fn commands_have_functions() {
        assert_eq!(completed("top10 main."), r"top10 main.\(\*Server\).run.loop, top10 main.run");
        assert_eq!(completed("peek ru"), "peek run, peek runtime, peek runtime.mallocgc");
        assert_eq!(completed("top 5 -mal"), "top 5 -mallocgc");
        assert_eq!(completed("top -c"), "top -cum");
        assert_eq!(completed("help grans"), "");
        assert_eq!(completed("help gran"), "help granularity");
        assert_eq!(completed("quit ma"), "");
    }

    #[test]
    fn an_expression_matches_its_name() {
        let name = "a::<b c>{{x}}+[1]?|^$\\(*)";
        let expression = expression(name);
        assert!(!expression.contains(' '));
        assert!(regex_matches(&expression, name), "{expression}");
    }

    /// Whether the expression without backslashes, and with any character for a dot, equals the name.
    fn regex_matches(expression: &str, name: &str) -> bool {
        let mut rest = name.chars();
        let mut expected = expression.chars();
        while let Some(c) = expected.next() {
            let is_any = c == '.';
            let c = if c == '\\' { expected.next().unwrap() } else { c };
            if rest.next().is_none_or(|there| !is_any && there != c) {
                return false;
            }
        }
        rest.next().is_none()
    }
}
